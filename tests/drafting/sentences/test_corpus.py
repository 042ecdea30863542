"""The corpus: what each sentence means, and which must never be read as a commitment."""

from typing import Any

import pytest

from bot.drafting.sentences import Political, Soft, Stopped, Understood, bind_articles, canonical, normal, read_clause
from bot.rules import Deal, deal_from
from bot.scenarios.deal import base_deal, sections_of
from tests.drafting.sentences.conftest import EE, corpus, pack_of, words

ROWS = corpus()
GIVEN = [row for row in ROWS if "steps" in row]
REFUSED = [row for row in ROWS if "steps" not in row]


def test_the_corpus_is_large_enough_and_has_no_sentence_twice() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) >= 150
    assert len(REFUSED) >= 40
    assert {row["kind"] for row in REFUSED} == {"soft", "political", "stopped"}


@pytest.mark.parametrize("row", GIVEN, ids=lambda row: str(row["text"])[:80])
def test_a_sentence_gives_exactly_its_steps(row: dict[str, Any]) -> None:
    vocabulary = words(row.get("pack", EE))
    (sentence,) = read_clause(row["text"], vocabulary).sentences
    assert isinstance(sentence, Understood), sentence
    expected = [{"modality": "shall", **step} for step in row["steps"]]
    assert list(sentence.steps) == expected
    again = [
        one for one in read_clause(sentence.canonical, vocabulary).sentences if isinstance(one, (Understood, Soft))
    ]
    assert [step for one in again for step in one.steps] == expected
    assert " ".join(one.canonical for one in again) == sentence.canonical


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: str(row["text"])[:80])
def test_these_are_no_commitments(row: dict[str, Any]) -> None:
    reading = read_clause(row["text"], words(row.get("pack", EE)))
    assert reading.steps == ()
    first = reading.sentences[0]
    match row["kind"]:
        case "soft":
            assert isinstance(first, Soft)
            assert first.why == row["why"]
            assert all(step["modality"] == row["why"] for step in first.steps)
        case "political":
            assert isinstance(first, Political)
        case _:
            assert isinstance(first, Stopped)
            assert (first.code, first.at, first.suggestion) == (row["code"], row["at"], row.get("suggestion"))


@pytest.mark.parametrize("row", GIVEN, ids=lambda row: str(row["text"])[:80])
def test_the_rules_take_what_the_sentences_give(row: dict[str, Any]) -> None:
    pack = pack_of(row.get("pack", EE))
    others = {"id": "us_600", "party": pack.delegations[0].id, "verb": "freeze"}
    others |= {"category": next(iter(pack.categories)), "region": next(iter(pack.regions))}
    articles = {number: ["us_600"] for number in range(1, 5)}
    steps = [{**bind_articles(step, articles), "id": f"s{number}"} for number, step in enumerate(row["steps"])]
    deal = base_deal(sections_of(pack), [])
    deal["commitments"] = [others, *(step for step in steps if "party" in step)]
    deal["clauses"] = [step for step in steps if "binds" in step]
    assert isinstance(deal_from(deal), Deal)


def test_the_sentence_of_the_issue_gives_one_commitment() -> None:
    text = (
        "The United States shall reduce its rotational forces in Poland by 1,500 persons within 90 days of entry into "
        "force, verified by on-site inspection."
    )
    step = {
        "party": "US",
        "verb": "reduce",
        "category": "troops_rotational",
        "region": "POLAND",
        "delta": 1500,
        "modality": "shall",
        "deadline": "2022-02-01+90d",
        "verification": {"method": "inspection", "tier": 3},
    }
    assert read_clause(text, words()).steps == (step,)


def test_a_stop_says_where_and_what_was_expected() -> None:
    text = "Russia shall reduce its troops in Kalinigrad by 600 persons."
    (stop,) = read_clause(text, words()).sentences
    assert isinstance(stop, Stopped)
    assert text[stop.at :].startswith("Kalinigrad")
    assert (stop.expected, stop.suggestion, stop.found) == (("region",), "Kaliningrad", "Kalinigrad")
    assert stop.after.endswith(" in")


def test_a_clause_of_several_sentences_keeps_their_places() -> None:
    freeze = "freeze its troops in Kaliningrad"
    text = f"The Parties reaffirm their duties. Russia may {freeze}; Russia shall {freeze}."
    political, soft, hard = read_clause(text, words()).sentences
    assert (type(political), type(soft), type(hard)) == (Political, Soft, Understood)
    for one in (political, soft, hard):
        assert text[one.start :].startswith(one.text)


def test_lines_and_numbers_part_sentences() -> None:
    first, second = "Russia shall freeze its troops\nin Kaliningrad", "Russia shall freeze its troops in Europe"
    text = f"1. {first};\n2. {second}\n\n(c) Peace is good"
    assert [type(one) for one in read_clause(text, words()).sentences] == [Understood, Understood, Political]


@pytest.mark.parametrize(
    "pack", ["ee-deescalation-2022", "northmere-tramways", "sarvan-river-compact", "two-blocs-ceilings"]
)
def test_every_commitment_of_the_shipped_packs_can_be_said(pack: str) -> None:
    vocabulary = words(pack)
    options = [option for issue in pack_of(pack).issues for option in issue.options]
    steps = [step for option in options for step in option.commitments]
    assert steps
    for step in steps:
        said = read_clause(canonical(step, vocabulary), vocabulary)
        assert list(said.steps) == [normal(step, vocabulary)]


STEP = "Russia shall reduce its troops in Kaliningrad by 600 persons"
OTHER = "Russia shall eliminate 6 launchers in Kaliningrad"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"(a) {STEP}; and\n(b) {OTHER}.", [Understood, Understood]),
        (f"{STEP}; and {OTHER}.", [Understood, Understood]),
        (f"(a) {STEP}; or\n(b) {OTHER}.", [Stopped, Political, Stopped]),
        (f"{STEP}; or {OTHER}.", [Stopped, Stopped]),
        (f"{STEP}; and Belarus by 700 persons.", [Stopped, Political]),
        (f"{STEP}; the United States shall not.", [Understood, Stopped]),
        (f"{STEP}. This is a large step.", [Understood, Political]),
        (f"{STEP}. This does not bind anybody.", [Stopped, Political]),
        (f"{STEP}.\n\n12", [Stopped, Political]),
    ],
)
def test_what_joins_sentences_is_read_too(text: str, kinds: list[type]) -> None:
    assert [type(one) for one in read_clause(text, words()).sentences] == kinds
