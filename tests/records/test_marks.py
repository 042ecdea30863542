"""Brackets, reservations, links and packages in the record and in the agreed text."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

from bot.negotiation import acts, events, marked
from bot.negotiation.chain import record
from bot.negotiation.codec import entry_to_json
from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Bundled
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.packages import package_of
from bot.negotiation.replay import replay
from bot.records import Broken, Verified, acts_json, book_of, exports, json_schema, verify, verify_with_record
from bot.scenarios.procedure import Procedure
from bot.text.words import Words
from tests.negotiation.test_properties import CLOSING
from tests.support.builders import BALANCED, START, Story, begun_story
from tests.support.random_play import MOVES, PROCEDURES, Move, play, start

TEXT = "Each side cuts *1,500* persons and tanks."


def told() -> Story:
    """An agreed text with a bracket and two reservations left in it, after links and a package came and went."""
    story = begun_story(brackets="note")
    story.table("nord", {}, TEXT, "Talks go on.")
    story.table("est", {}, "Peace lasts.")
    for member, words, alternative in (
        ("sud", "*1,500* persons", "_1,000_ persons"),
        ("est", "tanks", ""),
        ("est", "", "Talks end."),
        ("nord", "Each side", "Both sides"),
    ):
        clause = 1 if words else 2
        story.does(member, acts.PlaceBracket("P1", story.hash("P1"), clause, words, alternative))
    story.does("nord", acts.LiftBracket("B2"))
    story.does("est", acts.LiftBracket("B3"))
    story.does("nord", acts.TakeAlternative("P1", story.hash("P1"), "B4"))
    kind = ReservationKind.SPECIFIC
    story.does("est", acts.Reserve("P1", story.hash("P1"), kind, "Not <b>tanks</b>.", "B2"))
    story.does("sud", acts.Reserve("P1", story.hash("P1"), ReservationKind.GENERAL, "We look at it."))
    story.does("nord", acts.Reserve("P1", story.hash("P1"), ReservationKind.SCRUTINY, "For now."))
    story.does("nord", acts.LiftReservation("R3"))
    story.does("nord", acts.StateLink("P1", ("P2",)))
    story.does("sud", package_of([story.state.proposals["P1"], story.state.proposals["P2"]]))
    story.does("nord", acts.DropLink("L1"))
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.agreement is not None
    return story


STORY = told()
FILES = {file.name.removeprefix("s1-"): file.content for file in exports(book_of(STORY.entries, STORY.frame), Words())}


def test_the_agreed_text_says_what_was_left_open_in_it() -> None:
    text = FILES["agreed-text.md"].decode()
    assert (
        "## Brackets left open\n\n"
        "- B1, placed by Sudland, clause 1: “\\*1,500\\* persons”. Sudland would have: “\\_1,000\\_ persons”\n\n"
        "## Reservations\n\n"
        "- R1, specific reservation of Estland, by Est, made on version 2, clause 1, on “tanks”: "
        "“Not \\<b\\>tanks\\</b\\>.”\n"
        "- R2, general reservation of Sudland, by Sud, made on version 2: “We look at it.”\n\n"
        "## How to check this text\n"
    ) in text
    held = json.loads(FILES["agreed-text.json"])["agreement"]
    assert [one["id"] for one in held["brackets"]] == ["B1"]
    assert [one["id"] for one in held["reservations"]] == ["R1", "R2"]


def test_where_nothing_is_left_open_nothing_is_said_of_it() -> None:
    story = begun_story()
    story.table("nord", {}, TEXT)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    files = exports(book_of(story.entries, story.frame), Words())
    whole = b"".join(file.content for file in files).decode()
    assert not any(word in whole for word in ("bracket", "Bracket", "reservation", "Reservation", '"links"', "bundles"))


def test_every_act_on_a_mark_is_told() -> None:
    text = FILES["transcript.md"].decode()
    for words in (
        "placed bracket B1 on P1 version 1, clause 1, for Sudland: “\\*1,500\\* persons”. Alternative: “\\_1,000\\_",
        "agreed for Nordland that bracket B2 on P1 be lifted.",
        "Bracket B3 of Estland on P1 is lifted: the party that placed it lifted it.",
        "Bracket B4 of Nordland on P1 is lifted: its alternative was taken into the text.",
        "Bracket B1 moved with its words, now in clause 1 of P1.",
        "made a specific reservation, R1, on P1 version 2 for Estland, clause 1, in the place of bracket B2: “Not",
        "lifted the reservation R3 of Nordland on P1.",
        "stated for Nordland, as L1, that its acceptance of P1 counts only together with P2.",
        "tabled P3 as one package of P1 version 2, P2 version 1.",
        "dropped the link L1 of Nordland on P1.",
    ):
        assert words in text


def test_the_files_are_verified_and_fit_the_schema() -> None:
    validator = jsonschema_rs.validator_for(json_schema())
    for name in ("record.json", "agreed-text.json"):
        assert isinstance(verify(FILES[name]), Verified)
        validator.validate(json.loads(FILES[name]))
    assert isinstance(verify_with_record(FILES["agreed-text.json"], FILES["record.json"]), Verified)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda held: held["brackets"][0].update(start=0), "do not stand where it says"),
        (lambda held: held["brackets"][0].update(clause=9), "do not stand where it says"),
        (lambda held: held["brackets"][0].update(party="XX"), "a bracket is by XX"),
        (lambda held: held["reservations"][0].update(party="XX"), "a reservation is by XX"),
        (lambda held: held["reservations"][0].update(at="today"), "the time of the reservation R1"),
    ],
)
def test_what_cannot_be_in_an_agreed_text_alone_is_found(change: Callable[[dict[str, Any]], object], why: str) -> None:
    file = json.loads(FILES["agreed-text.json"])
    change(file["agreement"])
    found = verify(json.dumps(file).encode())
    assert isinstance(found, Broken)
    assert why in found.why


def test_a_reservation_kept_from_an_agreed_text_is_missed_beside_its_record() -> None:
    file = json.loads(FILES["agreed-text.json"])
    del file["agreement"]["reservations"][0]
    found = verify_with_record(json.dumps(file).encode(), FILES["record.json"])
    assert isinstance(found, Broken)
    assert "reservations" in found.why


def forged(change: Callable[[Event], Event | None], story: Story = STORY) -> Verified | Broken:
    """What the check says of the record after a change of its events, its whole chain forged anew."""
    entries: list[Recorded] = []
    for entry in story.entries:
        event = change(entry.event)
        if event is not None:
            last = entries[-1] if entries else None
            entries += record([event], after=last, session="s1", at=START, member=entry.member)
    file = json.loads(FILES["record.json"])
    file["entries"] = [entry_to_json(entry) for entry in entries]
    file["head"] = {"seq": entries[-1].seq, "hash": entries[-1].hash}
    return verify(json.dumps(file).encode())


def changing(kind: type[Any], **fields: object) -> Callable[[Event], Event | None]:
    return lambda event: replace(event, **fields) if isinstance(event, kind) else event


def without(kind: type[Any], **fields: object) -> Callable[[Event], Event | None]:
    def change(event: Event) -> Event | None:
        meant = isinstance(event, kind) and all(getattr(event, key) == value for key, value in fields.items())
        return None if meant else event

    return change


def under(procedure: Procedure) -> Callable[[Event], Event | None]:
    def change(event: Event) -> Event | None:
        if not isinstance(event, events.SessionOpened):
            return event
        return replace(event, procedure=procedure)

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (changing(marked.BracketPlaced, bracket="B1"), "B1 was placed before"),
        (changing(marked.BracketPlaced, version=2), "it is about version 2 of P1"),
        (changing(marked.BracketPlaced, words="other"), "the words of B1 do not stand there"),
        (changing(marked.BracketPlaced, clause=9), "the words of B1 do not stand there"),
        (changing(marked.BracketPlaced, start=-30), "the words of B1 do not stand there"),
        (changing(marked.BracketMoved, start=0), "the words of B1 do not stand there"),
        (changing(marked.BracketLiftAgreed, party="EST"), "EST cannot agree to lift B2"),
        (changing(marked.BracketLifted, bracket="B3"), "B3 is open no longer"),
        (changing(marked.BracketLifted, party="SUD"), "is of EST, not of SUD"),
        (without(marked.BracketPlaced, bracket="B3"), "B3 was never placed on P1"),
        (changing(marked.ReservationMade, reservation="R1"), "R1 was made before"),
        (changing(marked.ReservationMade, bracket="B2"), "B2, which is no open one of SUD"),
        (changing(marked.ReservationMade, text_hash="0" * 64), "not the one named"),
        (changing(marked.ReservationLifted, reservation="R2"), "there is no R2 of NORD"),
        (without(marked.LinkStated), "there is no L1 of NORD"),
        (changing(marked.LinkStated, others=("P9",)), "P9 was never tabled"),
        (changing(marked.LinkStated, others=("P1",)), "leads nowhere"),
        (changing(marked.LinkDropped, party="SUD"), "there is no L1 of SUD"),
        (
            lambda event: replace(event, bundles=(Bundled("P1", 3),)) if getattr(event, "bundles", ()) else event,
            "it is a package of P1 version 3, which was never tabled",
        ),
        (under(Procedure(brackets="block")), "B1 stood open in P1, and open brackets block it"),
        (
            lambda event: None if getattr(event, "bundles", ()) else under(Procedure(brackets="block"))(event),
            "B1 stood open in P1, and open brackets block it",
        ),
        (changing(marked.BracketPlaced, party="GUEST"), "'GUEST' is no party whose word counts"),
        (changing(marked.BracketLiftAgreed, party="GUEST"), "'GUEST' is no party whose word counts"),
        (changing(marked.ReservationMade, party="NOBODY"), "'NOBODY' is no party whose word counts"),
        (changing(marked.LinkStated, party="GUEST"), "'GUEST' is no party whose word counts"),
        (changing(marked.BracketLifted, how="consensus"), "0 parties agreed to lift B3, 2 had to"),
        (changing(marked.BracketLifted, how="taken"), "the alternative of B3 was not taken into P1"),
        (changing(marked.BracketLifted, how="words_gone"), "B3 follows a change of P1, but there was none just before"),
        (changing(marked.BracketLifted, how="whim"), "B3 cannot be lifted by 'whim'"),
        (
            lambda event: replace(event, bundles=(Bundled("P1", 1),)) if getattr(event, "bundles", ()) else event,
            "P1 version 1 was not the newest one when it went into P3",
        ),
        (
            lambda event: replace(event, bundles=event.bundles[:1]) if getattr(event, "bundles", ()) else event,
            "P3 does not say what its parts say",
        ),
        (
            under(Procedure(brackets="note", consensus="no_objection")),
            "R1, R2 was not lifted, and a reservation is an objection",
        ),
        (without(marked.LinkDropped), "L1 asks for more than it holds"),
    ],
)
def test_what_entries_say_of_marks_has_to_fit(change: Callable[[Event], Event | None], why: str) -> None:
    found = forged(change)
    assert isinstance(found, Broken)
    assert why in found.why
    assert found.seq is not None


def test_an_adoption_of_a_package_in_spite_of_what_was_reserved_of_a_part_is_found() -> None:
    story = begun_story(consensus="no_objection")
    story.table("nord", BALANCED)
    story.table("est", {}, "Peace lasts.")
    story.does("sud", acts.Reserve("P2", story.hash("P2"), ReservationKind.GENERAL, "Not for ever."))
    story.does("nord", package_of([story.state.proposals["P1"], story.state.proposals["P2"]]))
    story.accept("nord", "P3")
    story.does("sud", acts.LiftReservation("R1"))
    story.does("chair", acts.Adopt("P3", story.hash("P3")))
    found = forged(without(marked.ReservationLifted), story)
    assert isinstance(found, Broken)
    assert "R1 was not lifted, and a reservation is an objection" in found.why


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(procedure=PROCEDURES, moves=MOVES)
def test_whatever_was_played_its_record_is_verified(procedure: dict[str, object], moves: list[Move]) -> None:
    story = play(play(start(procedure, begun=True), moves), CLOSING)
    found = verify(acts_json(replay(story.entries), story.entries).encode())
    assert isinstance(found, Verified), found
