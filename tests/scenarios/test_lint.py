"""What the linter remarks, and that it is right about the shipped packs."""

import pytest

from bot.scenarios.frame import frame_of
from bot.scenarios.lint import lint
from bot.scenarios.schema import Pack
from bot.scenarios.solve import efficient, solve, solve_all
from tests.scenarios.conftest import Raw, frame, remarks, shipped, tiny


def test_the_tiny_pack_is_counted_by_hand() -> None:
    """27 packages: BOTH passes with two sorts of visits and any harbour (6), NONE with a harbour not free (4)."""
    pack = tiny()
    solution = solve(frame_of(pack))
    assert (solution.combinations, solution.within_rules) == (27, 10)
    assert solution.legal_with["CUTS", "NORD_ONLY"] == 0
    assert solution.legal_with["VISITS", "ONE_WAY"] == 0
    assert solution.legal_with["CUTS", "BOTH"] == 6
    assert {found for _, found in remarks_found(pack)} >= {27, 10}


def remarks_found(pack: Pack) -> list[tuple[str, int]]:
    return [(where, params["found"]) for where, params in remarks(pack, "key_differs")]


@pytest.mark.parametrize(
    ("points", "count"),
    [
        ([], 0),
        ([(1, 1)], 1),
        ([(1, 1), (1, 1)], 2),  # equal ones do not beat each other
        ([(1, 2), (2, 1)], 2),
        ([(1, 2), (2, 2)], 1),
        ([(3, 0), (0, 3), (1, 1), (2, 1)], 3),
    ],
)
def test_efficient(points: list[tuple[int, ...]], count: int) -> None:
    assert efficient(points) == count


def test_a_wrong_key_is_noticed() -> None:
    wheres = [where for where, _ in remarks(tiny(), "key_differs")]
    assert "facilitator_key.within_rules" in wheres
    assert not remarks(shipped("sarvan-river-compact"), "key_differs")


def test_unreachable_and_decided() -> None:
    river = shipped("sarvan-river-compact")
    codes = {(remark.code, remark.where) for remark in lint(river, solve_all(river))}
    assert ("option_never_legal", "issues[0].options[0]") in codes
    assert ("option_unreachable", "issues[2].options[0]") in codes
    assert ("issue_decided", "issues[7]") in codes
    solution = solve(frame("sarvan-river-compact"))
    assert solution.acceptable_with["GW", "G1"] == solution.acceptable


def sheet(raw: Raw) -> None:
    raw["scores"]["NORD"]["CUTS"]["BOTH"] = 50


def test_a_sheet_of_a_hundred_is_not_remarked() -> None:
    assert ("scores.NORD", {"best": 100, "whole": 100}) not in remarks(tiny(), "sheet_total", solved=False)
    assert ("scores.NORD", {"best": 110, "whole": 100}) in remarks(tiny(sheet), "sheet_total", solved=False)


def red(raw: Raw) -> None:
    lines = [{"issue": "VISITS", "option": option} for option in ("NO", "MUTUAL")]
    raw["confidential"]["NORD"]["red_lines"] = lines
    raw["confidential"]["EST"]["red_lines"] = [{"issue": "VISITS", "option": "ONE_WAY"}]


def test_red_lines_on_every_option() -> None:
    wanted = {"issue": "VISITS", "parties": ["EST", "NORD"]}
    assert remarks(tiny(red), "all_red") == [("issues[2]", wanted)]
    assert remarks(tiny(red), "nothing_acceptable")


def excluding(raw: Raw) -> None:
    options = ["OPEN", "SHARED", "FREE"]
    raw["constraints"] = [
        {"kind": "requires", "if": {"HARBOUR": [option]}, "any": {"HARBOUR": [other]}, "why": "never"}
        for option, other in zip(options, options[1:] + options[:1], strict=True)
    ]


def test_constraints_that_exclude_everything() -> None:
    assert len(remarks(tiny(excluding), "constraint_never_holds")) == 3
    assert remarks(tiny(excluding), "nothing_within_rules") == [("rules", {"combinations": 27})]


def always(raw: Raw) -> None:
    raw["constraints"][0]["any"] = {"HARBOUR": ["FREE"]}


def test_a_constraint_that_always_holds() -> None:
    assert remarks(tiny(always), "constraint_always_holds", solved=False) == [("constraints[0]", {"issue": "HARBOUR"})]


def toothless(raw: Raw) -> None:
    raw |= {"rules": [{"rule": "VERIFIED", "severity": "advisory"}], "constraints": []}
    raw["procedure"] = {"demand_step": True}


def test_rules_that_bar_nothing() -> None:
    pack = tiny(toothless)
    assert remarks(pack, "no_balance_rule")
    assert remarks(pack, "rules_bar_nothing")
    assert remarks(pack, "demand_unmeasured")


def idle(raw: Raw) -> None:
    raw["variants"] = [{"id": "same", "change": {"cuts": {"tol_abs": 1}}, "reading": "no change"}]


def test_a_variant_that_changes_nothing() -> None:
    assert remarks(tiny(idle), "variant_same") == [("variants", {"variant": "same", "within_rules": 10})]


def bare(raw: Raw) -> None:
    for key in ("content_note", "sources", "phases", "facilitator_key", "reading"):
        del raw[key]
    raw["parties"] = [party for party in raw["parties"] if party["role"] != "chair"]
    raw["confidential"]["NORD"]["batna"]["points"] = 101
    raw["scores"]["NORD"]["HARBOUR"] = {"OPEN": 5, "SHARED": 5, "FREE": 5}


def test_what_is_missing() -> None:
    pack = tiny(bare)
    missing = [where for where, _ in remarks(pack, "missing", solved=False)]
    assert missing == ["content_note", "sources", "phases", "facilitator_key", "reading"]
    assert remarks(pack, "no_chair", solved=False)
    assert remarks(pack, "batna_too_high", solved=False)
    assert remarks(pack, "issue_indifferent", solved=False)
    assert [where for where, _ in remarks(pack, "issue_without_steps", solved=False)] == ["issues[1]"]
