"""Foreign text is shown as it was typed: a CommonMark parser is the judge."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.records.escape import block, line

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

HOSTILE = [
    "# heading",
    "1. list",
    "12) list",
    "- item",
    "+ item",
    "> quote",
    "    code",
    "***",
    "===",
    "**bold** _it_ `code` ~~gone~~",
    "[link](javascript:alert(1)) ![img](x)",
    "<script>alert(1)</script> &lt; &#35;",
    "| a | b |",
    "a\\",
    "[x]: /url",
    "@everyone https://evil.example www.evil.example",
    ":::note",
    "```",
    "-",
    "1.",
]


def shown(markdown: str) -> str:
    """The text that a reader sees, after checking that it is one paragraph of nothing but text."""
    tokens = PARSER.parse(markdown)
    if not tokens:
        return ""
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], markdown
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "hardbreak", "text_special"}, markdown
    return "".join("\n" if child.type == "hardbreak" else child.content for child in children)


@pytest.mark.parametrize("text", HOSTILE)
def test_marks_of_markdown_are_text(text: str) -> None:
    assert shown(line(text)) == " ".join(text.split())
    assert shown(block(text)) == " ".join(text.split())


@settings(max_examples=300)
@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])
        | st.sampled_from(" #*_`<>&|1.)-+=\\[]")
    )
)
@example("* a\n+ b")
def test_a_line_is_shown_exactly_as_it_was_typed(text: str) -> None:
    expected = " ".join(
        "".join(
            "\ufffd" if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff" else char
            for char in text
        ).split()
    )
    assert shown(line(text)) == expected


@given(st.lists(st.sampled_from([*HOSTILE, "plain", ""]), min_size=1, max_size=5))
def test_a_block_keeps_its_lines(rows: list[str]) -> None:
    kept = [" ".join(row.split()) for row in rows]
    while kept and not kept[0]:
        kept = kept[1:]
    while kept and not kept[-1]:
        kept = kept[:-1]
    assert shown(block("\n".join(rows))) == "\n".join(row or "\u00a0" for row in kept)


def test_addresses_and_mentions_do_not_become_links() -> None:
    assert line("https://evil.example") == "https\\://evil.example"
    assert line("www.evil.example") == "www\\.evil.example"
    assert line("@everyone") == "\\@everyone"


def test_what_cannot_be_seen_is_made_visible() -> None:
    assert line("a\u202eb\x00c\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert line("two\nlines\u2028three") == "two lines three"
    assert line("family \U0001f468\u200d\U0001f469") == "family \U0001f468\u200d\U0001f469"
