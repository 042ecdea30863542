"""Cures as sentences: they heal, promise no unit too much, and read as what they say."""

from collections.abc import Collection, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause
from bot.drafting.sentences import UnsayableError, canonical
from bot.scenarios import frame as frames
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.judge import Judgement
from tests.scenarios.conftest import IDS, shipped

LOPSIDED = {"EX": "EX1", "US_FWD": "T2", "RU_WEST": "R0", "MV": "N1", "MS": "M0", "UB": "U2", "VF": "V1"}
SENTENCE = (
    "Russia shall reduce its troops in Kaliningrad by {} persons, within 90 days of entry into force, verified by "
    "on-site inspection"
)


def test_the_sentence_promises_just_what_the_rule_asks_for(ee: Frame) -> None:
    clauses = ee.clauses(LOPSIDED)
    first = ee.all_cures(clauses)[0]
    (sentence,) = first.sentences
    assert sentence.startswith(SENTENCE.format(450)), "600 less 25 %"
    assert (first.party, first.for_rules, first.changes, first.cost) == ("RU", ("steps",), {}, Fraction(450))
    healed = ee.cured(clauses, first)
    assert healed[:-1] == clauses
    assert not ee.judge(healed).barred
    less = Clause(sentence.replace("450", "449"))
    assert ee.judge(ee.compose((*clauses, less)).clauses).failing == ("steps",)


def test_it_is_offered_in_each_category_that_the_short_side_still_has(ee: Frame) -> None:
    said = [cure.sentences[0] for cure in ee.all_cures(ee.clauses(LOPSIDED)) if cure.sentences]
    assert [("troops" in one, "Iskander launchers" in one) for one in said] == [(True, False), (False, True)]
    assert "withdraw 5 of its Iskander launchers in Kaliningrad" in said[1]


def test_cures_come_cheapest_first_whatever_their_kind(ee: Frame) -> None:
    for choices in (LOPSIDED, LOPSIDED | {"US_FWD": "T3"}, LOPSIDED | {"US_FWD": "T4", "RU_WEST": "R2"}):
        cures = ee.all_cures(ee.clauses(choices))
        assert cures
        assert [cure.cost for cure in cures] == sorted(cure.cost for cure in cures)


def test_a_package_within_the_rules_needs_none(ee: Frame) -> None:
    assert ee.all_cures(ee.clauses(LOPSIDED | {"RU_WEST": "R2"})) == ()


def test_what_a_sentence_cannot_mend_is_left_to_the_options(ee: Frame) -> None:
    cures = ee.all_cures(ee.clauses(LOPSIDED | {"RU_WEST": "R2", "UB": "U0"}))
    assert [cure.changes for cure in cures] == [{"UB": "U1"}, {"UB": "U2"}]
    assert not any(cure.sentences for cure in cures)


def test_a_text_that_the_rules_cannot_read_has_no_cure(ee: Frame) -> None:
    broken = Clause("x", commitments=({"id": "x", "party": "US"},))
    assert ee.judge([broken]).faults
    assert ee.all_cures([broken]) == ()


def test_an_option_and_a_sentence_mend_what_neither_mends_alone(ee: Frame) -> None:
    clauses = ee.clauses(LOPSIDED | {"US_FWD": "T1", "RU_WEST": "R4", "UB": "U0"})
    assert ee.judge(clauses).failing == ("EXCLUSION", "steps")
    assert ee.cures(clauses) == ()
    first = ee.all_cures(clauses)[0]
    assert set(first.changes) == {"UB"}
    assert first.sentences[0].startswith("The United States shall reduce its rotational forces")
    assert first.choices["UB"] == first.changes["UB"]
    assert not ee.judge(ee.cured(clauses, first)).barred


@pytest.mark.parametrize("pack", IDS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_every_cure_heals_and_nobody_gives_less(pack: str, data: st.DataObject) -> None:
    frame = frame_of(shipped(pack))
    choices = {issue.id: data.draw(st.sampled_from(issue.options)).id for issue in frame.pack.issues}
    clauses = frame.clauses(choices)
    for cure in frame.all_cures(clauses):
        healed = frame.cured(clauses, cure)
        assert not frame.judge(healed).barred
        for sentence in cure.sentences:
            assert frame.read(sentence).steps, sentence


def said_in(frame: Frame) -> list[str]:
    """All that the options of a pack promise, as sentences."""
    found: dict[str, None] = {}
    for issue in frame.pack.issues:
        for option in issue.options:
            for step in (*option.commitments, *option.clauses):
                try:
                    found[canonical({**step, "conditions": None}, frame.vocabulary)] = None
                except UnsayableError:
                    continue
    return list(found)


@pytest.mark.parametrize("pack", IDS)
def test_the_more_a_text_promises_the_fewer_cures_are_tried_and_never_twice(
    pack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = frame_of(shipped(pack))
    judged: list[int] = []
    judge = Frame.judge

    def counted(self: Frame, clauses: Sequence[Clause], waived: Collection[str] = ()) -> Judgement:
        judged.append(len(clauses))
        return judge(self, clauses, waived)

    monkeypatch.setattr(Frame, "judge", counted)
    sentences = said_in(frame)
    for number in (3, 30):
        text = [Clause(" ".join(sentences[at::number] * 3)) for at in range(number)]
        clauses = frame.compose(text).clauses
        steps = sum(len(one.commitments) + len(one.duties) for one in clauses)
        judged.clear()
        cures = frame.all_cures(clauses)
        assert len(judged) <= 6 + (40 + 240 + 80) * 6 // (6 + steps), "three searches, with what they begin with"
        judged.clear()
        assert frame.all_cures(clauses) == cures
        assert judged == []


@pytest.mark.parametrize("pack", IDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_remembered_of_other_texts_changes_no_judgement_and_no_cure(pack: str, data: st.DataObject) -> None:
    used = SAID[pack][0]
    choices = {issue.id: data.draw(st.sampled_from([*issue.options, None])) for issue in used.pack.issues}
    options = used.clauses({issue: option.id for issue, option in choices.items() if option})
    own = data.draw(st.lists(st.sampled_from(SAID[pack][1]), max_size=6))
    fresh = frame_of(used.pack)
    clauses = used.compose((*options, *map(Clause, own))).clauses
    assert fresh.compose((*options, *map(Clause, own))).clauses == clauses
    assert used.judge(clauses) == fresh.judge(clauses)
    assert used.all_cures(clauses) == fresh.all_cures(clauses)


SAID = {pack: (frame_of(shipped(pack)), said_in(frame_of(shipped(pack)))) for pack in IDS}


def test_long_texts_are_forgotten_sooner(ee: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MOST_KEPT", 12)
    frame = frame_of(ee.pack)
    long, short = ([Clause(SENTENCE.format(number) + ".") for number in range(1, most)] for most in (10, 3))
    first = frame.judge(frame.compose(long).clauses)
    assert frame.judge(frame.compose(long).clauses) is first
    frame.judge(frame.compose(short).clauses)
    frame.judge(frame.compose(short[:1]).clauses)
    again = frame.judge(frame.compose(long).clauses)
    assert again == first
    assert again is not first
