"""Texts put together: sentences become steps with ids, and conditions lead to the steps of this very text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.clauses import Clause, text_hash
from bot.drafting.sentences import Stopped, Understood
from bot.drafting.sentences.articles import article_of, renumbered, step_id
from bot.rules import Verdict
from bot.scenarios import frame as frames
from bot.scenarios.composing import articles_in_deadlock, own_places, waits_for
from bot.scenarios.frame import Frame, frame_of
from tests.scenarios.conftest import EE, frame

DUE = "within 90 days of entry into force"
US = f"The United States shall reduce its rotational forces in Poland by 1,500 persons {DUE}"
RU = f"Russia shall reduce its troops in Kaliningrad by 600 persons {DUE}"
TELL = "The Parties shall notify each other of exercises above 9,000 persons in Europe, verified by on-site inspection."
SEEN = ", verified by on-site inspection."
POLITICAL = "Security in Europe is indivisible."


def after(sentence: str, article: int | str) -> str:
    return f"{sentence}, once Article {article} has been carried out{SEEN}"


def words(*texts: str) -> list[Clause]:
    return [Clause(text) for text in texts]


def code_of(ee: Frame, clauses: list[Clause], place: int) -> str:
    reading = ee.compose(clauses).readings[place]
    assert reading is not None
    (sentence,) = reading.sentences
    assert isinstance(sentence, Stopped)
    return sentence.code


def test_each_step_of_a_sentence_has_the_id_of_its_article(ee: Frame) -> None:
    whole = ee.compose([ee.clause("EX", "EX1"), *words(f"{US}{SEEN} {RU}{SEEN}", POLITICAL, TELL)])
    assert [step["id"] for step in whole.clauses[1].commitments] == ["A2.1", "A2.2"]
    assert [step["party"] for step in whole.clauses[1].commitments] == ["US", "RU"]
    assert whole.clauses[2].commitments == whole.clauses[2].duties == ()
    assert [(duty["id"], duty["binds"]) for duty in whole.clauses[3].duties] == [("A4.1", ["US", "RU"])]
    assert whole.clauses[0] == ee.clause("EX", "EX1")
    assert whole.readings[0] is None
    assert own_places(whole) == (1, 2, 3)
    assert (article_of("A2.2"), article_of("us_600"), article_of("A0.1")) == (2, None, None)


def test_a_condition_on_an_article_waits_for_all_its_steps(ee: Frame) -> None:
    whole = ee.compose(words(f"{US}{SEEN} {TELL}", after(RU, 1)))
    (step,) = whole.clauses[1].commitments
    assert step["conditions"] == ["A1.1", "A1.2"]
    assert waits_for(whole, 1) == (1,)
    of_option = ee.compose([ee.clause("US_FWD", "T2"), *words(after(RU, 1))])
    assert of_option.clauses[1].commitments[0]["conditions"] == ["us_600"]


@pytest.mark.parametrize("article", [2, 3, 7, 0])
def test_an_article_that_carries_no_step_or_is_not_there_stops_the_sentence(ee: Frame, article: int) -> None:
    assert code_of(ee, words(after(US, article), POLITICAL), 0) == "no_such_article"


def test_one_of_several_articles_must_carry_one_step_each(ee: Frame) -> None:
    two = f"{US}{SEEN} {TELL}"
    sentence = f"{RU}, once Article 1 or Article 2 has been carried out{SEEN}"
    assert code_of(ee, words(two, f"{US}{SEEN}", sentence), 2) == "no_such_article"
    whole = ee.compose(words(f"{US}{SEEN}", TELL, sentence))
    assert whole.clauses[2].commitments[0]["conditions"] == {"any": ["A1.1", "A2.1"]}


def test_what_waits_for_a_sentence_that_stops_stops_too(ee: Frame) -> None:
    chain = words(after(US, 9), after(RU, 1), after(RU, 2), TELL)
    whole = ee.compose(chain)
    assert [clause.carries_steps for clause in whole.clauses] == [False, False, False, True]
    assert [code_of(ee, chain, place) for place in range(3)] == ["no_such_article"] * 3


def test_a_named_step_must_be_promised_in_this_text(ee: Frame) -> None:
    sentence = f'{RU}, once step "us_600" has been carried out{SEEN}'
    assert code_of(ee, words(sentence), 0) == "no_such_step"
    whole = ee.compose([*words(sentence), ee.clause("US_FWD", "T2")])
    assert whole.clauses[0].commitments[0]["conditions"] == ["us_600"]
    outside = ee.compose(words(f'{RU}, once event "winter" has been carried out{SEEN}'))
    assert outside.clauses[0].commitments[0]["conditions"] == ["event:winter"]


def test_articles_that_wait_for_each_other_are_found(ee: Frame) -> None:
    assert articles_in_deadlock(ee.compose(words(after(US, 2), after(RU, 1), TELL))) == (1, 2)
    assert articles_in_deadlock(ee.compose(words(after(US, 1)))) == (1,)
    assert articles_in_deadlock(ee.compose(words(f"{US}{SEEN}", after(RU, 1)))) == ()


def test_what_the_rules_cannot_read_carries_no_step(ee: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ee.vocabulary.__dict__, "measures", lambda *_: True)
    text = f"{RU.replace('persons', 'sites')}{SEEN}"
    assert code_of(ee, words(text), 0) == "refused"


def test_a_sentence_that_waits_for_more_steps_than_the_rules_read_stops_alone(ee: Frame) -> None:
    many = " ".join([f"{US}{SEEN}"] * 26)
    waiting = "once Articles 1, 2, 3, 4, 5, 6, 7 and 8 have been carried out"
    clauses = words(*[many] * 8, f"{RU}, {waiting}{SEEN}", f"{RU}, {waiting.replace(' and 8', '')}{SEEN}")
    whole = ee.compose(clauses)
    assert [len(clause.commitments) for clause in whole.clauses] == [26] * 8 + [0, 1]
    assert code_of(ee, clauses, 8) == "refused"
    assert not ee.judge(whole.clauses).faults


def test_a_text_with_more_steps_than_the_rules_read_is_judged_so_and_raises_nothing(ee: Frame) -> None:
    many = " ".join([f"{US}{SEEN}"] * 26)
    clauses = ee.compose(words(*[many] * 20)).clauses
    assert sum(len(clause.commitments) for clause in clauses) == 520
    judgement = ee.judge(clauses)
    assert [fault.code for fault in judgement.faults] == ["E_LIMIT"]
    assert judgement.barred
    assert ee.all_cures(clauses) == ()


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("Russia shall reduce its troops in Kaliningrad by 600 persons.", 11_400),
        ("Russia shall reduce its troops in Europe from 20,000 persons by 600 persons.", 19_400),
        ("Russia shall withdraw half of its border force near Ukraine.", 50_000),
        ("Russia shall reduce its troops in Kaliningrad by 7/3 persons.", "35993/3"),
        ("Russia shall reduce its troops in Europe by 600 persons.", None),
        ("Russia shall reduce its troops in Kaliningrad by at least 600 persons.", None),
        ("Russia shall reduce its troops in Kaliningrad by 600 persons, in addition to any other step.", None),
        ("Russia shall reduce its troops in Kaliningrad by 13,000 persons.", None),
    ],
)
def test_a_cut_says_what_it_leaves_where_what_is_there_is_known(ee: Frame, sentence: str, left: int | None) -> None:
    (step,) = ee.compose(words(sentence)).clauses[0].commitments
    assert step.get("after") == left
    assert "after" not in ee.read(sentence).steps[0]


def test_a_zone_can_be_kept_by_sentences_alone() -> None:
    river = frame("sarvan-river-compact")
    cuts = "Each state shall reduce its water withdrawals in the basin by 20 percent in a dry year, verified by gauges."
    judgement = river.judge(river.compose(words(cuts)).clauses)
    assert judgement.assessment.results["dry_total"].verdict is not Verdict.INDETERMINATE


def test_a_text_of_sentences_is_judged_like_one_of_options(ee: Frame) -> None:
    options = ee.clauses({"US_FWD": "T2", "RU_WEST": "R2"})
    said = ee.compose(
        words(
            f"The US shall reduce its rotational forces on the eastern flank from 6,000 to 5,400 {DUE}{SEEN}",
            f"Russia shall reduce its troops in Kaliningrad to 11,400 persons {DUE}{SEEN}",
        )
    ).clauses
    one, other = ee.judge(options).assessment, ee.judge(said).assessment
    assert [found.credit for found in one.credits.values()] == [found.credit for found in other.credits.values()]
    assert one.results["steps"].inputs == other.results["steps"].inputs


def test_texts_are_remembered_by_what_they_say(ee: Frame) -> None:
    said = ee.compose(words(f"{US}{SEEN}")).clauses
    other = ee.compose(words(f"{US.replace('1,500', '900')}{SEEN}")).clauses
    assert ee.judge(said) is ee.judge(said)
    assert ee.judge(said).assessment.credits["A1.1"].credit == 1500
    assert ee.judge(other).assessment.credits["A1.1"].credit == 900


WAITING = [after(RU, number) for number in range(1, 6)]
OTHERWISE = [WAITING[0].replace("Article 1", other) for other in ("Clause two", 'step "A1.1"', "Article 3 (three)")]
pieces = st.lists(
    st.sampled_from([POLITICAL, TELL, f"{US}{SEEN}", f"{RU}{SEEN}", *WAITING, *OTHERWISE]),
    min_size=1,
    max_size=6,
)


@given(pieces)
def test_composing_again_changes_nothing_and_every_condition_leads_somewhere(texts: list[str]) -> None:
    ee = frame(EE)
    whole = ee.compose(words(*texts))
    again = ee.compose(whole.clauses)
    assert again == whole
    assert text_hash(again.clauses) == text_hash(whole.clauses)
    ids = [step["id"] for clause in whole.clauses for step in (*clause.commitments, *clause.duties)]
    assert len(set(ids)) == len(ids)
    for clause, reading in zip(whole.clauses, whole.readings, strict=True):
        assert reading is not None
        assert len(clause.commitments) + len(clause.duties) == len(reading.steps)
        for step in clause.commitments:
            assert set(step.get("conditions", ())) <= set(ids)
    assert not ee.judge(whole.clauses).faults


@given(pieces, st.permutations(range(6)))
def test_conditions_follow_their_articles_through_any_order(texts: list[str], shuffled: list[int]) -> None:
    ee = frame(EE)
    order = [place for place in shuffled if place < len(texts)]
    numbers = {place + 1: order.index(place) + 1 for place in order}
    moved = [renumbered(ee.read(texts[place]), texts[place], numbers) for place in order]
    before, after_ = ee.compose(words(*texts)), ee.compose(words(*moved))

    def meaning(clauses: tuple[Clause, ...], place: int) -> list[object]:
        def other(name: str) -> str:
            article = article_of(name)
            return name if article is None else step_id(numbers[article], int(name.rpartition(".")[2]))

        steps = [dict(step) for step in (*clauses[place].commitments, *clauses[place].duties)]
        return [
            {**step, "id": other(step["id"]), "conditions": [other(one) for one in step.get("conditions", ())]}
            for step in steps
        ]

    for place in range(len(texts)):
        there = after_.clauses[order.index(place)]
        expected = meaning(before.clauses, place)
        found = [
            {**step, "conditions": list(step.get("conditions", ()))} for step in (*there.commitments, *there.duties)
        ]
        assert found == expected


def test_only_promises_are_renumbered(ee: Frame) -> None:
    text = f"Recalling Article 5 of the North Atlantic Treaty. {after(RU, 5)}"
    moved = renumbered(ee.read(text), text, {5: 2})
    assert moved == f"Recalling Article 5 of the North Atlantic Treaty. {after(RU, 2)}"
    for said, moved in (
        ("Article five", "Article 2"),
        ("Clause 5 (five)", "Clause 2"),
        ("clauses 1 as well as five", "clauses 1 as well as 2"),
        ('step "A5.2"', 'step "A2.2"'),
        ('Article 7 and step "A5.1" and event "A5.1"', 'Article 7 and step "A2.1" and event "A5.1"'),
        ("Article five or Article twenty-one", "Article 2 or Article 3"),
    ):
        one = f"{RU}, once {said} have been carried out{SEEN}"
        assert renumbered(ee.read(one), one, {5: 2, 21: 3}) == one.replace(said, moved)
    several = f"{RU}, once Articles 1, 2 and 3 have been carried out{SEEN}"
    assert "Articles 3, 1 and 2 have" in renumbered(ee.read(several), several, {1: 3, 2: 1, 3: 2})


def test_readings_are_kept_by_how_long_their_clauses_are(ee: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = frame_of(ee.pack)
    monkeypatch.setattr(frames, "MOST_READ", 300)
    first = frame.read(f"{US}{SEEN}")
    frame.read(POLITICAL)
    assert frame.read(f"{US}{SEEN}") is first
    frame.read(f"{RU}{SEEN}")
    frame.read(f"{RU}{SEEN} {RU}{SEEN}")
    again = frame.read(f"{US}{SEEN}")
    assert again == first
    assert again is not first


def test_a_clause_keeps_no_step_that_its_words_do_not_carry(ee: Frame) -> None:
    (honest,) = ee.compose(words(f"{US}{SEEN}")).clauses
    forged = replace(honest, text=POLITICAL)
    assert ee.compose([forged]).clauses[0].commitments == ()
    reading = ee.read(f"{US}{SEEN}")
    assert isinstance(reading.sentences[0], Understood)
