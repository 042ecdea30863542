"""The agreed text and the transcript as PDF: complete, the same bytes, and nothing that was typed is obeyed."""

import json
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from bot.negotiation.concluding.acts import Decline, Sign
from bot.negotiation.order.acts import MessageParty
from bot.records import FormatUnavailable, book_of, exports
from bot.records.folio import Clauses, Entry, Folio, Items, Paragraph, Table, Title, agreed_folio, transcript_folio
from bot.records.naming import ClauseRow
from bot.records.pdf import data_of, typeset
from bot.records.plain import agreed_text_plain, transcript_plain
from bot.text.words import Words
from tests.negotiation.rooms.stage import private_story
from tests.records import story
from tests.support.builders import BALANCED, begun_story
from tests.support.hostile import HOSTILE
from tests.support.pdf import NO_GLYPH, squeezed, unpacked, words_of

WORDS = Words()
TYPST = {
    "code": '#panic("run") #eval("panic()") #read("/etc/passwd")',
    "markup": "= Heading\n*strong* _emph_ $ x^2 $ `raw` @label <label> // comment /* */ -- ---",
    "content": '] } ) #[content] \\u{41} \\ \n#import "@preview/cetz:0.4.2": *',
    "an end of JSON": '"}],"blocks":[{"kind":"Title"',
    "a page number": "{page} of {pages}",
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    found = story.files(story.agreed(), story.talk(), ["pdf"])
    return {name: file.content for name, file in found.items()}


def blank() -> Folio:
    folio = transcript_folio(book_of(story.open_ended(), story.frame()), WORDS)
    return replace(folio, blocks=())


def everywhere(text: str) -> Folio:
    """A text in every place that a document has for one."""
    line, rows = " ".join(text.split()), (ClauseRow(1, text[:50], text),)
    blocks = (
        Title(line[:200]),
        Paragraph(line),
        Items((line,)),
        Table((line[:50], "b"), ((line, line),)),
        Clauses(rows),
        Entry("23:48:00", "1", text, (line,), rows, gone=True),
    )
    return replace(blank(), title=line[:200], blocks=blocks)


def test_both_documents_hold_every_word_of_their_plain_text(files: dict[str, bytes]) -> None:
    book = book_of(story.agreed(), story.frame(), story.talk())
    for name, plain in (
        ("agreed-text.pdf", agreed_text_plain(book, WORDS)),
        ("transcript.pdf", transcript_plain(book, WORDS)),
    ):
        assert plain is not None
        shown, missing = words_of(files[name]), []
        for word in plain.split():
            bare = word.strip("-=~[]:;.\N{THUMBS UP SIGN}")
            if squeezed(bare) not in shown:
                missing.append(word)
        assert not missing, name


def test_the_same_record_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    again = story.files(story.agreed(), story.talk(), ["pdf"])
    assert {name: file.content for name, file in again.items()} == files


def test_a_session_without_agreement_has_a_transcript_alone() -> None:
    assert list(story.files(story.open_ended(), (), ["pdf"])) == ["transcript.pdf"]


def test_texts_that_stand_by_themselves_each_have_a_chapter_and_are_signed_for() -> None:
    played = begun_story(binding="per_issue")
    for choices in (BALANCED, {"HARBOUR": "OPEN"}):
        proposal = played.table("nord", choices).id
        for member in ("nord", "sud", "est"):
            played.accept(member, proposal)
    book = book_of(played.entries, played.frame)
    folio = agreed_folio(book, WORDS)
    assert folio is not None
    titles = [(one.text, one.level) for one in folio.blocks if isinstance(one, Title)]
    assert [text for text, level in titles if level == 1] == ["P1, version 1", "P2, version 1"]
    assert titles.count(("Articles", 2)) == 2
    plain = agreed_text_plain(book, WORDS) or ""
    assert "\nP1, version 1\n-------------\n\n" in plain
    assert "\nArticles\n~~~~~~~~\n\n" in plain
    assert words_of(typeset(folio)).count("P2,version1") >= 2, "in the contents and above the text"


def test_signatures_are_told_by_party() -> None:
    played = begun_story()
    played.table("nord", BALANCED)
    for member in ("nord", "sud", "est"):
        played.accept(member, "P1")
    played.does("nord", Sign(played.hash("P1")))
    played.does("sud", Decline(played.hash("P1"), "Not *now*."))
    text = agreed_text_plain(book_of(played.entries, played.frame), WORDS) or ""
    assert re.search(r"Party: Nordland; What was done \(times are UTC\): signed 2026-11-23 09:\d\d:\d\d", text)
    assert "declined to go on: “Not *now*.”" in text
    assert "Party: Estland; What was done (times are UTC): not signed" in text


def test_title_language_time_outline_and_tags_are_in_the_file(files: dict[str, bytes]) -> None:
    whole = unpacked(files["transcript.pdf"])
    for part in (
        b"/Title(Transcript of the session: Eastern Europe de-escalation talks, January 2022)",
        b"/Lang(en-GB)",
        b"D:20220111000439Z",
        b"/Title(2022-01-10)",
        b"/StructTreeRoot",
    ):
        assert part in whole, part


def test_pages_are_numbered_and_have_a_running_head(files: dict[str, bytes]) -> None:
    shown = words_of(files["transcript.pdf"])
    assert "Page1of3" in shown
    assert "Page3of3" in shown
    assert shown.count("Transcriptofthesession:") == 3


@pytest.mark.parametrize("name", TYPST)
def test_words_are_never_code_of_the_typesetter(name: str) -> None:
    shown = words_of(typeset(everywhere(TYPST[name])))
    assert shown.count(squeezed(TYPST[name])) >= 4


def test_whatever_is_typed_the_document_is_made() -> None:
    talk = [story.said(str(at), at, story.US, text) for at, text in enumerate(HOSTILE.values())]
    content = typeset(transcript_folio(book_of(story.agreed(), story.frame(), talk), WORDS))
    shown = words_of(content)
    assert shown.count("Bo(head,UnitedStates):") + shown.count("Bo:") >= len(HOSTILE)
    assert b"/JavaScript" not in unpacked(content)
    assert b"/URI" not in unpacked(content)


def test_a_line_without_an_end_is_broken_and_not_cut() -> None:
    shown = words_of(typeset(replace(blank(), blocks=(Paragraph("a" * 100_000),))))
    assert shown.count("a") >= 100_000


def test_what_the_fonts_lack_is_shown_as_a_box() -> None:
    letters = "\u0407\u0436\u0430\u043a\u0395\u03bb\u05e9"  # Cyrillic, Greek, Hebrew
    shown = words_of(typeset(replace(blank(), blocks=(Paragraph(f"a\U0010fffdb {letters}"),))))
    assert f"a{NO_GLYPH}b{letters}" in shown


def test_no_word_that_is_not_for_the_reader_is_in_the_file() -> None:
    played = private_story()
    played.does("chair", MessageParty("NORD", "Patience, zephyr."))
    book = book_of(played.entries, played.frame)
    folio = transcript_folio(book, WORDS)
    assert "zephyr" not in data_of(folio)
    content = typeset(folio)
    assert "zephyr" not in words_of(content)
    assert b"zephyr" not in unpacked(content)


def test_the_layout_gets_its_words_as_data_alone() -> None:
    folio = agreed_folio(book_of(story.agreed(), story.frame()), WORDS)
    assert folio is not None
    data = json.loads(data_of(folio))
    assert [one["kind"] for one in data["blocks"]] == [type(one).__name__ for one in folio.blocks]


def test_without_the_package_the_format_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(FormatUnavailable, match=r"typst") as raised:
        exports(book_of(story.open_ended(), story.frame()), WORDS, ["pdf"])
    assert (raised.value.format, raised.value.package) == ("pdf", "typst")


def test_the_typesetter_is_loaded_only_when_it_is_needed() -> None:
    asked = "import sys, bot.records; print('typst' in sys.modules, 'bot.records.sheets' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked], cwd=story.ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False", "False"]
