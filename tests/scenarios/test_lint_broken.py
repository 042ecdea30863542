"""Broken packs: each is well-formed, and of each the linter says what is wrong with it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.scenarios.conftest import Raw, remarks, tiny

Change = Callable[[Raw], object]


def option(raw: Raw, issue: int, place: int) -> Raw:
    found: Raw = raw["issues"][issue]["options"][place]
    return found


def constraints(*rows: tuple[Raw, Raw]) -> Change:
    """Requires of each row: if the first, one of the second."""
    return lambda raw: raw.update(
        constraints=[
            {"kind": "requires", "if": when, "any": then, "why": f"reason {number}"}
            for number, (when, then) in enumerate(rows, 1)
        ]
    )


def words(**sections: Any) -> Change:  # noqa: ANN401 - any part of a pack
    return lambda raw: raw.update(words=sections)


def rules(*rows: Raw) -> Change:
    return lambda raw: raw.update(rules=[*raw["rules"], *rows])


def never_passing(raw: Raw) -> None:
    raw["issues"][0]["options"] = raw["issues"][0]["options"][2:]  # NORD_ONLY alone
    raw["issues"][0]["options"].append({**option(raw, 0, 0), "id": "AGAIN", "text": "Once more", "commitments": []})
    option(raw, 0, 1)["commitments"] = [{**option(raw, 0, 0)["commitments"][0], "id": "again", "after": 800}]
    raw["constraints"] = []
    raw["confidential"]["NORD"]["red_lines"] = []
    for party in raw["scores"]:
        raw["scores"][party]["CUTS"] = {"NORD_ONLY": 1, "AGAIN": 2}


def any_of(raw: Raw) -> None:
    never_passing(raw)
    raw |= {"balance": "any_of"}
    raw["rules"].append({"id": "priced", "rule": "COMPENSATED"})


def poor(raw: Raw) -> None:
    raw["confidential"]["NORD"]["batna"]["points"] = 99


def liked(raw: Raw) -> None:
    raw["confidential"]["NORD"]["red_lines"] = [{"issue": "CUTS", "option": "BOTH"}]


def alike(raw: Raw) -> None:
    raw["issues"][1]["options"].append({"id": "STILL", "text": "The harbour stays"})
    for party in raw["scores"]:
        raw["scores"][party]["HARBOUR"]["STILL"] = raw["scores"][party]["HARBOUR"]["OPEN"]


def red_against_all(raw: Raw) -> None:
    lines = [{"issue": "CUTS", "option": name} for name in ("NONE", "BOTH", "NORD_ONLY")]
    raw["confidential"]["SUD"]["red_lines"] = lines


def decided(raw: Raw) -> None:
    constraints(*(({"HARBOUR": [name]}, {"VISITS": ["MUTUAL"]}) for name in ("OPEN", "SHARED", "FREE")))(raw)
    for party in ("NORD", "SUD", "EST"):
        raw["confidential"][party]["batna"]["points"] = 90


def unsayable(raw: Raw) -> None:
    option(raw, 0, 2)["commitments"][0]["note"] = 'in "quotation marks"'


def same_units(raw: Raw) -> None:
    raw["categories"]["trucks"] = {"unit": "truck"}
    raw["words"] = {"units": {"truck": ["tank", "tanks"]}}


ONE_WAY, MUTUAL, BOTH, NONE = ({"VISITS": ["ONE_WAY"]}, {"VISITS": ["MUTUAL"]}, {"CUTS": ["BOTH"]}, {"CUTS": ["NONE"]})
FREE, OPEN, SHARED = ({"HARBOUR": [name]} for name in ("FREE", "OPEN", "SHARED"))

BROKEN: list[tuple[str, Change, str, str]] = [
    ("an option in no package", constraints((OPEN, FREE)), "option_never_legal", "issues[1].options[0]"),
    (
        "two constraints against each other",
        constraints((FREE, BOTH), (FREE, NONE)),
        "constraints_contradict",
        "constraints[1]",
    ),
    (
        "a chain that comes back against itself",
        constraints((FREE, BOTH), (BOTH, OPEN)),
        "constraints_contradict",
        "constraints[1]",
    ),
    (
        "constraints that leave nothing",
        constraints((FREE, OPEN), (OPEN, SHARED), (SHARED, FREE)),
        "constraints_bar_all",
        "constraints",
    ),
    ("a constraint against itself", constraints((FREE, OPEN)), "constraint_never_holds", "constraints[0]"),
    ("a constraint that says nothing", constraints((FREE, FREE)), "constraint_always_holds", "constraints[0]"),
    ("a balance rule that never passes", never_passing, "rule_never_passes", "rules[0]"),
    ("one of two ways that never passes", any_of, "rule_never_passes", "rules[0]"),
    (
        "a rule about a region without steps",
        rules({"id": "sea", "rule": "EQ_CUT", "on": {"regions": ["HARBOUR"]}}),
        "rule_selects_nothing",
        "rules[2]",
    ),
    (
        "a rule about no step",
        rules({"id": "none", "rule": "EQ_CUT", "on": {"ids": []}}),
        "rule_selects_nothing",
        "rules[2]",
    ),
    (
        "a rule that never bars",
        rules({"id": "seen", "rule": "VERIFIED", "on": {"ids": ["nord_both", "sud_both"]}, "with": {"tier": 1}}),
        "rule_never_objects",
        "rules[2]",
    ),
    ("a rule twice", rules({"id": "again", "rule": "EQ_CUT"}), "rule_twice", "rules[2]"),
    ("a walk-away value out of reach", poor, "batna_out_of_reach", "confidential.NORD.batna.points"),
    ("a red line that its party likes best", liked, "red_line_liked", "confidential.NORD.red_lines[0]"),
    ("two options of one kind", alike, "options_alike", "issues[1].options[3]"),
    ("red lines against everything", red_against_all, "all_red", "issues[0]"),
    ("nothing acceptable after red lines", red_against_all, "nothing_acceptable", "scores"),
    ("an issue that the rules decide", decided, "issue_decided_by_rules", "issues[2]"),
    (
        "a region called like another",
        words(regions={"NORDLAND": ["the coast"], "SUDLAND": ["Coast"]}),
        "word_shared",
        "words.regions.SUDLAND",
    ),
    (
        "a party called like a bloc",
        words(parties={"NORD": ["Nordland", "the inland"]}),
        "word_shared",
        "words.parties.INLAND",
    ),
    ("units of one name", same_units, "word_shared", "words.units.truck"),
    ("a party called by a verb", words(parties={"SUD": ["May"]}), "word_unfit", "words.parties.SUD"),
    ("a region called by an article", words(regions={"HARBOUR": ["the"]}), "word_unfit", "words.regions.HARBOUR"),
    ("a unit that is not there", words(units={"ship": ["ship", "ships"]}), "word_for_nothing", "words.units.ship"),
    ("a method that no step uses", words(methods={"gauge": ["gauges"]}), "word_for_nothing", "words.methods.gauge"),
    (
        "a trigger that no step has",
        words(triggers={"winter": ["in winter"]}),
        "word_for_nothing",
        "words.triggers.winter",
    ),
    ("a step that no sentence says", unsayable, "step_unsayable", "issues[0].options[2].commitments[0]"),
]


@pytest.mark.parametrize(("change", "code", "where"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_is_wrong_with_a_pack_is_said_where_it_stands(change: Change, code: str, where: str) -> None:
    found = remarks(tiny(change), code)
    assert where in [place for place, _ in found], found


@pytest.mark.parametrize("code", sorted({row[2] for row in BROKEN} - {"option_never_legal"}))
def test_the_small_pack_itself_is_not_so(code: str) -> None:
    assert not remarks(tiny(), code)


def test_constraints_that_leave_a_way_out_do_not_contradict_each_other() -> None:
    loose = constraints((FREE, {"CUTS": ["BOTH", "NORD_ONLY"]}), (BOTH, OPEN), (ONE_WAY, MUTUAL))
    assert not remarks(tiny(loose), "constraints_contradict", solved=False)
