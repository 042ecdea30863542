"""The tables of a session: right figures, safe in any spreadsheet, and nothing in them that is not for their reader."""

import csv
import io
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.negotiation.floor.acts import EndTurn, OpenList, Recognise, YieldFloor
from bot.negotiation.order.acts import Undo
from bot.negotiation.talk import Utterance
from bot.negotiation.undoing import acts_of
from bot.negotiation.voting.acts import CastVote, CloseVote, GiveProxy, OpenVote
from bot.negotiation.voting.model import Method
from bot.records import exports
from bot.records.book import book_of
from bot.records.sheets.cells import Sheet, csv_of, safe, shown
from bot.records.sheets.participation import spoken_by_member
from bot.text.words import Words
from tests.negotiation.voting.hall import ABSTAIN, NO, YES, hall
from tests.records import story as kept
from tests.support.builders import BALANCED, Story, begun_story

WORDS = Words()
LIVE = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    '"=1+1',
    "'=1+1",
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A",
    "\x00=1+1",
    "\u202e=1+1",
    "\ufeff=1+1",
    "\ud800=1",
    "a;=1+1",
    "a; \t=HYPERLINK(1)",
    'a|"=1+1',
]
BEGINS = "=+-@\uff1d\uff0b\uff0d\uff20"


def tables(story: Story, talk: Sequence[Utterance] = ()) -> dict[str, list[dict[str, str]]]:
    """The tables of a story by name, each row by the names of its columns."""
    found = exports(book_of(story.entries, story.frame, talk), WORDS, ["csv"])
    return {file.name.removeprefix("s1-"): read(file.content) for file in found}


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def is_dead(cell: str) -> bool:
    """Whether no part of a cell begins a formula, also where a spreadsheet splits it and skips blanks and quotes."""
    bare = (part.lstrip(' "') for part in cell.replace("|", ";").split(";"))
    return not any(part[:1] in set(BEGINS) for part in bare)


@pytest.mark.parametrize("text", LIVE)
def test_what_somebody_typed_is_never_a_formula(text: str) -> None:
    assert is_dead(safe(text)), safe(text)
    assert safe(text)[0] not in BEGINS


@given(st.text(st.sampled_from("=+-@;|\t\r\n \"'a1\uff1d"), max_size=12))
def test_no_text_at_all_becomes_a_formula_however_it_is_split(text: str) -> None:
    assert is_dead(safe(text))


def test_snowflakes_are_text_and_numbers_are_numbers() -> None:
    assert safe("1234567890123456789") == "'1234567890123456789"
    assert safe("900201") == "900201"
    assert [shown(cell) for cell in (-5, Fraction(600), Fraction(-1, 3), None)] == ["-5", "600", "-0.333333", ""]


def test_a_file_has_a_mark_crlf_and_quotation_marks() -> None:
    assert csv_of(Sheet(("a", "b"), [("x\ny", 'say "no"')])) == b'\xef\xbb\xbf"a","b"\r\n"x y","say ""no"""\r\n'


def test_every_cell_of_the_fixed_record_is_safe() -> None:
    files = kept.files(kept.agreed(), kept.talk(), ["csv"])
    assert list(files) == ["acts.csv", "talk.csv", "credits.csv", "votes.csv", "participation.csv"]
    for name, file in files.items():
        for row in csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell[:1] in set(BEGINS) and not cell.lstrip("-").isdecimal()], name


def test_the_credit_of_each_step_stands_beside_it() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    credits_ = story.frame.judge(story.state.proposals["P1"].versions[0].clauses).assessment.credits
    rows = tables(story)["credits.csv"]
    assert {row["Step"]: row["Credit"] for row in rows} == {step: str(one.credit) for step, one in credits_.items()}
    assert {row["Party (id)"] for row in rows} == {"NORD", "SUD"}


def test_votes_are_told_by_party_with_weights_proxies_and_the_result() -> None:
    story = hall(proxies=True)
    story.move("nord")
    story.does("nord", GiveProxy("EST"))
    story.opened()
    story.does("est", CastVote("M1", YES, party="NORD"))
    story.votes(est=ABSTAIN)
    story.does("chair", CloseVote("M1"))
    rows = {row["Party (id)"]: row for row in tables(story)["votes.csv"]}
    assert {party: row["Vote"] for party, row in rows.items()} == {"NORD": "yes", "SUD": "not cast", "EST": "abstain"}
    assert {party: row["Cast by proxy"] for party, row in rows.items()} == {"NORD": "EST", "SUD": "", "EST": ""}
    tally = story.motion().ballot.tally  # type: ignore[union-attr]
    assert tally is not None
    for row in rows.values():
        assert (row["Result"], row["Why"], row["Yes"]) == (story.motion().status.value, tally.reason, str(tally.yes))


def test_what_was_voted_secretly_is_in_no_table() -> None:
    story = hall()
    story.move("nord")
    story.does("chair", OpenVote("M1", Method.SECRET))
    story.votes(nord=YES, sud=NO, est=NO)
    story.does("chair", CloseVote("M1"))
    made = tables(story)
    assert [row["Vote"] for row in made["votes.csv"]] == ["secret"] * 3
    told = [row["What was done"] for row in made["acts.csv"] if row["Kind"] == "ballot_cast"]
    assert len(told) == 3
    assert not any(": yes" in one or ": no" in one for one in told)


def test_seconds_on_the_floor_are_those_of_who_spoke_also_where_a_turn_is_given_on() -> None:
    story = begun_story()
    story.does("chair", OpenList(seconds=60))
    story.does("chair", Recognise("nord"))
    story.now += timedelta(seconds=20)
    story.does("nord", YieldFloor("member", "sud"))
    story.now += timedelta(seconds=9)
    story.does("sud", EndTurn())
    spoken = spoken_by_member(story.entries)
    assert set(spoken) == {"nord", "sud"}
    assert spoken["nord"] == story.state.floor.spoken["NORD"] >= 20
    assert spoken["sud"] == story.state.floor.spoken["SUD"] >= 9
    by_id = {row["Id"]: row for row in tables(story)["participation.csv"]}
    assert by_id["nord"]["Floor (seconds)"] == by_id["NORD"]["Floor (seconds)"] == str(spoken["nord"])


def test_what_was_undone_does_not_count_as_taking_part() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    before = {row["Id"]: row for row in tables(story)["participation.csv"]}
    assert (before["nord"]["Proposals tabled"], before["sud"]["Acceptances"]) == ("1", "1")
    assert before["SUD"]["Acceptances"] == "1"
    story.does("chair", Undo(acts_of(story.entries)[-1][0].seq, "Too soon."))
    after = {row["Id"]: row for row in tables(story)["participation.csv"]}
    assert after["sud"]["Acceptances"] == after["SUD"]["Acceptances"] == "0"
    assert after["nord"]["Proposals tabled"] == "1"


def test_messages_and_words_are_counted_by_who_said_them() -> None:
    files = kept.files(kept.agreed(), kept.talk(), ["csv"])
    rows = {row["Id"]: row for row in read(files["participation.csv"].content)}
    assert (rows[kept.US]["Messages"], rows[kept.US]["Words"]) == ("1", "5")
    assert (rows[kept.UA]["Messages"], rows[kept.UA]["Words"]) == ("1", "0")
    assert rows["900400"]["Name"] == "A passer-by"
    assert rows["PL"]["Messages"] == "1"
    talk = {row["Message (id)"]: row for row in read(files["talk.csv"].content)}
    assert talk["4"]["Not recorded because"] == "the member has declined to be recorded"
    assert talk["2"]["In reply to (id)"] == "1"
    assert talk["1"]["Times edited"] == "1"
    assert talk["5"]["Deleted (UTC)"] == "2022-01-11T00:04:40Z"
