"""The shipped packs solve to the figures of their keys and of the shared README, under every variant."""

import re
import time
from pathlib import Path
from typing import Any

import pytest

from bot.rules import read_yaml
from bot.scenarios.frame import frame_of
from bot.scenarios.lint import lint
from bot.scenarios.reading import PACK_LIMITS
from bot.scenarios.solve import Solution, differences, solve
from tests.scenarios.conftest import EE, IDS, shipped, source

SHARED = Path(__file__).resolve().parents[2] / "../shared/scenarios"

# combinations, within the rules, acceptable, acceptable but barred, efficient
FIGURES = {
    (EE, None): (21_600, 2_880, 869, 1_231, 29),
    (EE, "equivalent"): (21_600, 2_496, 816, 1_284, None),
    (EE, "equal"): (21_600, 2_496, 816, 1_284, None),
    (EE, "one_way"): (21_600, 9_120, 1_609, 491, None),
    (EE, "naive"): (21_600, 18_960, 2_100, 0, None),
    ("two-blocs-ceilings", None): (26_244, 15_309, 2_149, 1_354, 203),
    ("northmere-tramways", None): (49_152, 8_064, 2_441, 8_593, 25),
    ("sarvan-river-compact", None): (7_776, 1_863, 353, 128, 191),
}
# What the shipped packs are remarked upon is meant: traps among the options, and rules for steps of players' own.
MEANT = {"option_never_legal", "option_unreachable", "issue_decided", "issue_without_steps", "rule_never_objects"}
REMARKS = {EE: 7, "northmere-tramways": 7, "sarvan-river-compact": 8, "two-blocs-ceilings": 11}


def test_every_reading_of_every_shipped_pack_has_its_figures_here() -> None:
    readings = {(pack, variant.id) for pack in IDS for variant in shipped(pack).variants} | {(p, None) for p in IDS}
    assert readings == set(FIGURES)


@pytest.mark.parametrize("pack", IDS)
def test_a_pack_solves_to_its_figures_and_has_only_remarks_that_are_meant(pack: str) -> None:
    """In one test, since to try every combination takes longest of all."""
    solutions = {variant: _solved(pack, variant) for other, variant in FIGURES if other == pack}
    for variant, solution in solutions.items():
        _has_its_figures(pack, variant, solution)
    found = lint(shipped(pack), solutions)
    assert {remark.code for remark in found} <= MEANT
    assert len(found) == REMARKS[pack]


def _solved(pack: str, variant: str | None) -> Solution:
    started = time.process_time()  # of this process alone, however busy the machine is
    solution = solve(frame_of(shipped(pack), variant))
    assert time.process_time() - started < 10
    return solution


def _has_its_figures(pack: str, variant: str | None, solution: Solution) -> None:
    found = (
        solution.combinations,
        solution.within_rules,
        solution.acceptable,
        solution.acceptable_but_barred,
        solution.efficient,
    )
    wanted = FIGURES[pack, variant]
    assert found[:4] == wanted[:4]
    assert wanted[4] is None or found[4] == wanted[4]
    assert not list(differences(shipped(pack), {variant: solution}))
    if variant is None:
        _best_packages(pack, solution)


def _best_packages(pack: str, solution: Solution) -> None:
    key = shipped(pack).facilitator_key
    assert key
    for stated, found in ((key.highest_sum, solution.highest_sum), (key.fairest_product, solution.fairest_product)):
        assert stated
        assert found
        assert (tuple(found.choices.values()), dict(found.points)) == (stated.options, dict(stated.points))


def numbers(value: object) -> list[str]:
    """Every figure of a pack, in order, wherever it stands; those in prose too."""
    match value:
        case dict():
            return [number for item in value.values() for number in numbers(item)]
        case list():
            return [number for item in value for number in numbers(item)]
        case bool() | None:
            return []
        case _:
            return re.findall(r"\d[\d,.]*", str(value))


def parts(raw: dict[str, Any]) -> dict[str, Any]:
    """What of a pack decides figures."""
    return {
        key: raw.get(key) for key in ("baselines", "levels", "terms", "equivalence", "exclusions", "rules", "scores")
    }


def without_own_readings(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """The pack without the variants that the shared one does not have."""
    known = {variant["id"] for variant in theirs.get("variants", ())}
    key = ours["facilitator_key"]
    counts = {name: count for name, count in key.get("variants", {}).items() if name in known}
    variants = [variant for variant in ours.get("variants", ()) if variant["id"] in known]
    return ours | {"variants": variants, "facilitator_key": key | ({"variants": counts} if counts else {})}


@pytest.mark.parametrize("pack", IDS)
def test_a_shipped_pack_keeps_every_number_of_the_shared_one(pack: str) -> None:
    path = SHARED / f"{pack}.yaml"
    if not path.exists():
        pytest.skip("the shared scenarios are not there to compare with")
    theirs = read_yaml(path.read_bytes(), PACK_LIMITS).value
    ours = without_own_readings(read_yaml(source(pack), PACK_LIMITS).value, theirs)
    assert parts(ours) == parts(theirs)
    for key in ("variants", "facilitator_key", "phases", "confidential", "constraints", "players"):
        assert numbers(ours.get(key)) == numbers(theirs.get(key)), key
    for mine, other in zip(ours["issues"], theirs["issues"], strict=True):
        for option, model in zip(mine["options"], other["options"], strict=True):
            for kind in ("commitments", "compensations"):
                assert option.get(kind) == model.get(kind)
            assert [step["id"] for step in option.get("clauses", ())] == [s["id"] for s in model.get("clauses", ())]


def test_the_first_pack_speaks_neutrally() -> None:
    text = source(EE)
    assert "reported and officially denied" in text
    assert "24 February 2022" in text
    assert not re.search(r"aggressor|puppet|regime|propaganda|occupier", text, re.IGNORECASE)


@pytest.mark.parametrize("pack", IDS)
def test_an_option_stands_for_itself(pack: str) -> None:
    """The agreed text shows one option of an issue, so no option may explain itself by the name of another."""
    for issue in shipped(pack).issues:
        names = {option.id for option in issue.options}
        for option in issue.options:
            assert not names & set(re.findall(r"\w+", option.text)), option.text
