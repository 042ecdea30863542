"""Discord's Markdown in the room: what becomes an element, and that nothing foreign ever does."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.loopback.room.labels import Labels
from bot.loopback.room.markdown import plain, render
from bot.loopback.room.scene import Scene
from bot.text.words import Words

SCENE = Scene(label=Labels(Words()), me="7", users={"7": "Ann", "8": "<b>Bob</b>"}, channels={"2": "plenary"})


def p(inside: str) -> str:
    return f'<div class="p">{inside}</div>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", p("plain")),
        ("**b** *i* _i_ __u__ ~~s~~", p("<strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s>")),
        ("***x*** **a *b***", p("<em><strong>x</strong></em> <strong>a <em>b</em></strong>")),
        ("__**x**__", p("<u><strong>x</strong></u>")),
        ("`a *b* <c>` ``x ` y``", p("<code>a *b* &lt;c&gt;</code> <code>x ` y</code>")),
        (r"\*no\* \_no\_ \<", p("*no* _no_ &lt;")),
        ("snake_case_name 2 * 3 * 4", p("snake_case_name 2 * 3 * 4")),
        ("**open *left __there", p("**open *left __there")),
        ("one\ntwo", p("one<br>two")),
        ("# A\n## B\n### C\n-# d", '<h3>A</h3><h4>B</h4><h5>C</h5><div class="subtext">d</div>'),
        ("#no", p("#no")),
        ("- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("3. x\n4. y\n- z", '<ol start="3"><li>x</li><li>y</li></ol><ul><li>z</li></ul>'),
        ("> a\n> b\nc", f"<blockquote>{p('a')}{p('b')}</blockquote>{p('c')}"),
        (">>> a\nb", f"<blockquote>{p('a')}{p('b')}</blockquote>"),
        ("```py\na < b\n```\nx", f'<pre tabindex="0"><code>a &lt; b</code></pre>{p("x")}'),
        ("<@7> <@!8> <@9>", None),
        ("</session open:55>", None),
    ],
)
def test_marks_become_elements(text: str, html: str | None) -> None:
    rendered = str(render(text, SCENE))
    if html is not None:
        assert rendered == html
    elif "session" in text:
        assert 'data-act="compose" data-path="session open">/session open</button>' in rendered
    else:
        assert '<span class="mention me">@Ann</span>' in rendered
        assert '<span class="mention">@&lt;b&gt;Bob&lt;/b&gt;</span>' in rendered
        assert "@someone" in rendered


def test_a_channel_that_is_not_visible_keeps_its_name_secret() -> None:
    assert "#no access" in render("<#3>", SCENE)
    assert 'data-channel="2">#plenary<' in render("<#2>", SCENE)


def test_a_timestamp_carries_its_moment_and_style() -> None:
    rendered = render("<t:1700000000:R>", SCENE)
    assert 'datetime="2023-11-14T22:13:20+00:00" data-style="R"' in rendered
    assert ">2023-11-14 22:13 UTC</time>" in rendered
    assert "&lt;t:9999999999999:f&gt;" in render("<t:9999999999999>", SCENE)


def test_a_spoiler_is_a_button_until_it_is_pressed() -> None:
    rendered = render("||secret||", SCENE)
    assert 'class="spoiler" role="button" tabindex="0" aria-label="Hidden text. Press to show it."' in rendered


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[t](https://a.b/c)", "https://a.b/c"),
        ("see https://a.b/c.", "https://a.b/c"),
        ("(https://a.b/c)", "https://a.b/c"),
        ("<https://a.b/c>", "https://a.b/c"),
        ('[t](https://a.b/?q=1&r="x")', None),
        ("[t](javascript:alert(1))", None),
        ("[t](data:text/html,x)", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://[bad", None),
    ],
)
def test_only_web_addresses_become_links(text: str, href: str | None) -> None:
    rendered = str(render(text, SCENE))
    if href is None:
        assert "javascript" not in rendered.partition("href=")[2]
        assert 'href="data' not in rendered
    else:
        assert f'href="{href}" rel="noopener noreferrer nofollow"' in rendered


class Reader(HTMLParser):
    """Notes every element and attribute of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in {"href", "src"}}


ALLOWED = set("a blockquote br button code div em h3 h4 h5 li ol pre s span strong time u ul".split())  # noqa: SIM905 -- reads as a sentence
ATTRIBUTES = {"class", "href", "rel", "title", "type", "role", "tabindex", "aria-label", "datetime", "start"}
MARKS = ["*", "**", "_", "__", "||", "~~", "`", "```", "<", ">", '"', "'", "&", "[", "]", "(", ")", "\\", "\n"]
LINES = ["> ", "- ", "1. ", "# ", "-# ", "<@7>", "<#2>", "<t:1:R>", "</a b:1>", "https://a.b/"]
EVIL = ["javascript:", "<script>", "onload=x", "<img src=x onerror=alert(1)>", '" onmouseover="x', "\u202e", "\x00"]
PIECES = st.sampled_from([*MARKS, *LINES, *EVIL, " ", "a", "é", "😀"])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_makes_any_other_element_or_attribute(text: str) -> None:
    reader = Reader()
    reader.feed(str(render(text, SCENE)))
    assert reader.tags <= ALLOWED
    assert {one for one in reader.attributes if not one.startswith("data-")} <= ATTRIBUTES
    assert all(one.startswith(("https://", "http://")) for one in reader.links)


@given(st.text(alphabet="abc <>&\"'.", max_size=80))
def test_text_without_marks_is_kept_letter_by_letter(text: str) -> None:
    assert render(text, SCENE).striptags().split() == text.split() or "> " in text


@pytest.mark.parametrize(
    "piece", ["*", "**a", "||", "_", "__", "[", "`", "> ", "```", "* a", "<t:", "*a **b ", "- x\n"]
)
def test_hostile_repetition_costs_little(piece: str) -> None:
    start = time.perf_counter()
    render(piece * (4000 // len(piece)), SCENE)
    assert time.perf_counter() - start < 1


def test_plain_gives_one_short_line() -> None:
    assert plain("**bold** <@7>\nmore", SCENE) == "bold @Ann"
    assert plain("x" * 300, SCENE, 10) == "xxxxxxxxx…"
