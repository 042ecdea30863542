"""Words for the ids of a pack."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import REGISTRY
from bot.scenarios.naming import Name, names_of, title_of
from tests.scenarios.conftest import EE, IDS, frame, shipped

NAMES = names_of(shipped(EE))


def said(message: str, **params: str) -> str:
    pieces = NAMES.pieces(message, params)
    return "".join(piece if isinstance(piece, str) else f"[{piece.words}]" for piece in pieces)


def test_a_step_is_its_issue_and_option() -> None:
    step = NAMES.of("us_600")
    assert step is not None
    assert step.kind == "step"
    assert step.title == "US rotational forces in Poland and the Baltics (6,000)"
    assert step.words == "US rotational forces in Poland and the Baltics (6,000): Reduce by 600 within 90 days"


def test_a_region_a_rule_and_a_unit() -> None:
    assert NAMES.regions["EAST_FLANK"].words == "the eastern flank"
    assert NAMES.regions["UKR_BORDER"].words == "the Ukrainian border"
    assert NAMES.rules["steps"].words == "Exchange rates across categories"
    assert NAMES.rules["EXCLUSION"].words.startswith("What is owed anyway is required")
    assert names_of(shipped("sarvan-river-compact")).units["million_m3_a_year"].words == "million m3 a year"
    assert NAMES.of("nothing") is None


def test_only_what_a_message_was_filled_with_is_named() -> None:
    assert said("Equal steps of US: us_600.", steps="us_600") == (
        "Equal steps of US: [US rotational forces in Poland and the Baltics (6,000): Reduce by 600 within 90 days]."
    )
    assert said("share is steps", rule="steps") == "share is [Exchange rates across categories]"
    assert said("steps are seen", values="US 600") == "steps are seen"
    assert said("ru_600 and xru_600x", steps="ru_600").endswith("] and xru_600x")


def test_the_longer_value_goes_first() -> None:
    found = said("us_600, us_1500", one="us_600", both="us_600, us_1500")
    assert found.count("[US rotational forces") == 2


def test_a_party_is_never_renamed() -> None:
    for pack in map(shipped, IDS):
        names = names_of(pack)
        assert not [party.id for party in pack.parties if names.of(party.id)]


@pytest.mark.parametrize("pack", IDS)
def test_every_step_region_and_rule_has_words(pack: str) -> None:
    found = names_of(shipped(pack))
    ids = {
        str(row["id"])
        for issue in shipped(pack).issues
        for option in issue.options
        for row in (*option.commitments, *option.clauses)
    }
    assert ids <= set(found.steps)
    assert set(found.regions) == set(shipped(pack).regions)
    assert {str(rule["id"]) for rule in shipped(pack).rules if "id" in rule} <= set(found.rules)
    assert all("_" not in name.words for name in (*found.steps.values(), *found.regions.values()))


def test_a_title_is_short_and_whole() -> None:
    for rule in REGISTRY.values():
        title = title_of(rule)
        assert 0 < len(title) <= 100
        assert rule.doctrine.startswith(title)
        assert title.count("(") == title.count(")")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(IDS), st.randoms(use_true_random=False))
def test_the_pieces_of_a_finding_are_its_message(pack: str, random: Random) -> None:
    names, chosen = names_of(shipped(pack)), frame(pack)
    picks = {issue.id: random.choice(issue.options).id for issue in chosen.pack.issues}
    for one in chosen.judge(chosen.clauses(picks), ()).assessment.results.values():
        pieces = names.pieces(one.message, one.params)
        assert "".join(piece.id if isinstance(piece, Name) else piece for piece in pieces) == one.message
