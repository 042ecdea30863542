"""The compilation: which texts stand beside each other, clause by clause, and that it looks the same everywhere."""

import csv
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events as happened
from bot.negotiation.model import ProposalStatus, Role
from bot.negotiation.replay import replay
from bot.records import Book, book_of
from bot.records.compilation import Compilation, Side, State, compilation
from bot.records.compilation_files import compilation_csv, compilation_html
from bot.records.docx import compilation_docx
from bot.records.files import exports
from bot.records.pens import PLAIN
from bot.records.sheets.cells import safe
from bot.text.words import Words
from tests.records import hidden, story
from tests.records.test_exports import GOLDEN
from tests.records.word import W, body, indented, parts
from tests.support.hostile import HOSTILE

WORDS = Words()
Acts = list[tuple[str, happened.Event]]


def tabled(proposal: str, party: str | None, *texts: str | Clause, counters: str | None = None) -> Acts:
    clauses = tuple(one if isinstance(one, Clause) else Clause(one) for one in texts)
    member = story.PARTIES.get(party or "", story.CHAIR)
    version = 1 if counters else None
    return [(member, happened.ProposalTabled(proposal, party, clauses, text_hash(clauses), counters, version))]


def changed(proposal: str, member: str, version: int, *texts: str) -> Acts:
    clauses = tuple(map(Clause, texts))
    return [(member, happened.ProposalChanged(proposal, version, clauses, text_hash(clauses)))]


def book(*acts: Acts) -> Book:
    return book_of(story.chained([*story.seated(), *(one for some in acts for one in some)]), story.frame())


def compiled(*acts: Acts) -> Compilation:
    found = compilation(book(*acts).session)
    assert found is not None
    return found


def heads(found: Compilation) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(one.side.value, one.party, one.texts) for one in found.columns]


def states(found: Compilation, column: int) -> list[str]:
    return [line.cells[column].state.value for line in found.lines]


def test_without_a_text_there_is_nothing_to_compile() -> None:
    empty = book()
    assert compilation(empty.session) is None
    assert compilation_html(empty, WORDS) == ""
    assert exports(empty, WORDS, ["compilation"]) == ()


def test_the_base_is_the_first_text_as_it_was_tabled() -> None:
    found = compiled(tabled("P1", "US", "One."), changed("P1", story.US, 2, "One.", "Two."), tabled("P2", "RU", "One."))
    assert heads(found) == [
        ("base", "US", ("P1 v1",)),
        ("party", "US", ("P1 v2",)),
        ("party", "RU", ("P2 v1",)),
        ("party", "PL", ()),
        ("party", "UA", ()),
        ("agreed", None, ()),
    ]
    assert states(found, 1) == ["same", "new"]
    assert states(found, 3) == ["nothing", "nothing"]


def test_a_text_of_the_chair_that_others_counter_is_the_base_in_its_newest_version() -> None:
    chairs = [*tabled("P2", None, "One."), *changed("P2", story.CHAIR, 2, "One and a half.")]
    found = compiled(tabled("P1", "US", "One."), chairs, tabled("P3", "RU", "One.", counters="P2"))
    assert heads(found)[0] == ("base", None, ("P2 v2",))
    assert not [one for one in found.columns if one.side is Side.CHAIR]


def test_a_text_of_the_chair_that_nobody_counters_has_a_column_of_its_own() -> None:
    found = compiled(tabled("P1", "US", "One."), tabled("P2", None, "One.", "Two."))
    assert heads(found)[:2] == [("base", "US", ("P1 v1",)), ("chair", None, ("P2 v1",))]


def test_a_delegation_stands_with_its_latest_live_text() -> None:
    withdrawn: Acts = [(story.RU, happened.ProposalWithdrawn("P3", "", ()))]
    found = compiled(tabled("P1", "US", "A."), tabled("P2", "RU", "B."), tabled("P3", "RU", "C."), withdrawn)
    assert heads(found)[2] == ("party", "RU", ("P2 v1",))


def test_the_latest_text_is_the_one_that_was_last_put_into_words() -> None:
    two = [*tabled("P1", "US", "A."), *tabled("P2", "RU", "B."), *tabled("P3", "RU", "C.")]
    assert heads(compiled(two))[2] == ("party", "RU", ("P3 v1",))
    assert heads(compiled(two, changed("P2", story.RU, 2, "D.")))[2] == ("party", "RU", ("P2 v2",))


def test_after_the_end_the_texts_stand_that_lived_until_then() -> None:
    found = compilation(replay(story.agreed()))
    assert found is not None
    assert heads(found) == [
        ("base", "US", ("P1 v1",)),
        ("chair", None, ("P3 v1",)),
        ("party", "US", ()),
        ("party", "RU", ("P2 v1",)),
        ("party", "PL", ()),
        ("party", "UA", ()),
        ("agreed", None, ("P2 v1",)),
    ]
    assert states(found, 6) == ["nothing", "same", "same", "changed", "same", "same", "same", "same"]


def test_an_undone_text_is_in_no_column() -> None:
    undone = [*tabled("P1", "US", "A."), *tabled("P2", "RU", "B.")]
    session = book(undone).session
    first = replace(session.proposals["P1"], status=ProposalStatus.UNDONE)
    found = compilation(replace(session, proposals={**session.proposals, "P1": first}))
    assert found is not None
    assert heads(found)[0] == ("base", "RU", ("P2 v1",))


def test_clauses_of_one_issue_stand_in_one_row_whatever_they_say() -> None:
    one = Clause("Reduce by 600.", issue="EX", option="EX1")
    other = Clause("Nothing at all is notified.", issue="EX", option="EX2")
    found = compiled(tabled("P1", "US", "Preamble words.", one), tabled("P2", "RU", other))
    assert [(line.issue, line.cells[2].state, line.cells[2].number) for line in found.lines] == [
        (None, State.LEFT_OUT, None),
        ("EX", State.CHANGED, 1),
    ]


def test_words_that_are_alike_stand_in_one_row_also_where_the_base_has_none() -> None:
    mine, theirs = "Inspectors may visit any site at noon.", "Inspectors may visit any site at midnight."
    found = compiled(
        tabled("P1", "US", "Troops go."), tabled("P2", "RU", mine, "Troops go."), tabled("P3", "PL", theirs)
    )
    assert [tuple(cell.number for cell in line.cells[:4]) for line in found.lines] == [
        (None, None, 1, 1),
        (1, 1, 2, None),
    ]
    assert found.lines[0].cells[3].state is State.NEW


def test_the_same_words_with_other_steps_behind_them_are_not_the_same() -> None:
    one = Clause("As agreed.", issue="EX", option="EX1")
    found = compiled(tabled("P1", "US", one), tabled("P2", "RU", replace(one, option="EX2")))
    assert states(found, 2) == ["steps"]


TEXTS = st.lists(st.text("ab. ", min_size=1, max_size=8).map(lambda one: f"{one}x"), min_size=1, max_size=6)


@settings(max_examples=60)
@given(TEXTS, TEXTS, TEXTS)
def test_every_clause_of_every_text_stands_once(one: list[str], two: list[str], three: list[str]) -> None:
    found = compiled(tabled("P1", "US", *one), tabled("P2", "RU", *two), tabled("P3", "PL", *three))
    for column, text in ((0, one), (2, two), (3, three)):
        cells = [line.cells[column] for line in found.lines if line.cells[column].number]
        assert {cell.number: cell.text for cell in cells} == {
            number: PLAIN.block(words) for number, words in enumerate(text, start=1)
        }
        assert len(cells) == len(text)
    base = [line.cells[0].number for line in found.lines if line.cells[0].number]
    assert base == sorted(base)


class Page(HTMLParser):
    """Tags, words of each cell, and words by the mark that they are in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.cells, self.marks = set[str](), list[str](), dict[str, str]()
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert dict(attrs) in ({}, {"class": "compilation"}, {"scope": "col"}, {"scope": "row"})
        if tag == "br":
            self.handle_data("\n")
            return
        self.open.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.cells and self.open and ("td" in self.open or "th" in self.open):
            self.cells[-1] += data
        for mark in {"ins", "del"} & set(self.open):
            self.marks[mark] = self.marks.get(mark, "") + data


def rows_of(content: bytes | None) -> list[list[str]]:
    assert content is not None
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def made() -> dict[str, str]:
    """All renderings of the fixed record, as text."""
    whole = book_of(story.agreed(), story.frame())
    document = compilation_docx(whole, WORDS)
    sheet_ = compilation_csv(whole, WORDS)
    assert document is not None
    assert sheet_ is not None
    return {
        "compilation.docx.xml": indented(document),
        "compilation.csv": sheet_.decode(),
        "compilation.html": compilation_html(whole, WORDS) + "\n",
    }


@pytest.mark.parametrize("name", ["compilation.docx.xml", "compilation.csv", "compilation.html"])
def test_the_tables_are_those_that_were_read_and_kept(name: str) -> None:
    assert made()[name] == (GOLDEN / name).read_bytes().decode()


def test_the_same_entries_give_the_same_bytes() -> None:
    first, again = (exports(book_of(story.agreed(), story.frame()), WORDS, ["compilation"]) for _ in range(2))
    assert first == again
    assert [one.name for one in first] == [f"{story.SESSION}-compilation.docx", f"{story.SESSION}-compilation.csv"]


def test_a_page_marks_what_differs_from_the_base_and_leaves_what_is_agreed_clean() -> None:
    page = Page(made()["compilation.html"])
    assert page.marks["del"] == "struck throughFreeze at 12,000 for 12 months"
    assert "Reduce by 600 within 90 days" in page.marks["ins"]
    assert page.cells[-1] == "Clause 7: same as the baseFour more each, 36 hours' notice, drones allowed"
    assert "Clause 3: changedReduce by 600 within 90 days" in page.cells


def test_a_document_marks_what_differs_with_bold_underlined_and_struck_through_words() -> None:
    content = compilation_docx(book(tabled("P1", "US", "One small step."), tabled("P2", "RU", "One big step.")), WORDS)
    assert content is not None
    looks = {}
    for run in body(content).iter(f"{W}r"):
        look = run.find(f"{W}rPr")
        looks["".join(map(str, run.itertext()))] = (
            [] if look is None else [str(one.tag).removeprefix(W) for one in look]
        )
    assert looks["small "] == ["strike"]
    assert looks["big "] == ["b", "u"]


def test_many_delegations_are_several_tables_with_the_base_and_what_is_agreed_in_each() -> None:
    content = compilation_docx(book_of(story.agreed(), story.frame()), WORDS)
    assert content is not None
    document = Document(BytesIO(content))
    assert [len(table.columns) for table in document.tables] == [1 + 1 + 2 + 1, 1 + 1 + 3 + 1]
    for table in document.tables:
        cells = [one.text for one in table.rows[0].cells]
        assert cells[1].startswith("Base: P1 v1, text of United States")
        assert cells[-1] == "Agreed: P2 v1"
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\uff1d1",
    '=cmd|" /C calc"!A0',
    "-2+3+cmd|' /C calc'!A0",
)


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_of_a_spreadsheet_is_a_formula(words: str) -> None:
    found = rows_of(compilation_csv(book(tabled("P1", "US", words)), WORDS))
    assert found[1][1] == safe(words)
    assert safe(words).strip()[0] == "'"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_come_out_as_dead_text(name: str) -> None:
    text = HOSTILE[name]
    renamed: Acts = [(story.CHAIR, happened.SeatTaken(story.RU, text, Role.HEAD, "RU"))]
    whole = book(renamed, tabled("P1", "US", "Quiet words."), tabled("P2", "RU", f"a{text}", "Quiet words."))
    shown = PLAIN.block(f"a{text}")
    page = Page(compilation_html(whole, WORDS))
    assert page.tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "small", "p", "ins", "del", "b", "br"}
    assert page.open == []
    assert any(shown in cell for cell in page.cells)
    assert any(safe(shown) in cell for row in rows_of(compilation_csv(whole, WORDS)) for cell in row)
    document = compilation_docx(whole, WORDS)
    assert document is not None
    assert any(shown in cell.text for table in Document(BytesIO(document)).tables for cell in table.column_cells(3))


def test_a_public_table_holds_nothing_that_was_private() -> None:
    whole = hidden.book()
    content = compilation_docx(whole, WORDS)
    assert content is not None
    made = {**parts(content), "csv": compilation_csv(whole, WORDS), "html": compilation_html(whole, WORDS).encode()}
    for name, words in made.items():
        assert words
        assert [one for one in hidden.SECRETS if one.encode() in words] == [], name
