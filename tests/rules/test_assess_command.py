"""`assess FILE`: what a person and a program read, and the exit codes."""

import json
from pathlib import Path

import pytest

from bot.cli.assess import assess_file
from bot.rules import GATE_NAMES, REGISTRY

GOOD = """
deal: 1
title: Two equal cuts
parties: {US: {name: United States}, RU: {name: Russian Federation}}
regions: {EUROPE: null, POLAND: EUROPE, KALININGRAD: EUROPE}
categories: {troops: {unit: person}}
commitments:
  - {id: us1, party: US, verb: reduce, category: troops, region: POLAND, before: 5500, after: 4000,
     deadline: 2022-06-30, verification: {method: inspection, tier: 3}}
  - {id: ru1, party: RU, verb: reduce, category: troops, region: KALININGRAD, before: 12000, after: 10500,
     deadline: 2022-06-30, verification: {method: inspection, tier: 3}}
rules:
  - {rule: EQ_CUT, id: steps}
"""


@pytest.fixture
def write(tmp_path: Path) -> Path:
    return tmp_path / "deal.yaml"


def test_a_good_deal(write: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write.write_text(GOOD, encoding="utf-8")
    assert assess_file(write, as_json=False, explain=None) == 0
    told = capsys.readouterr().out
    assert told.startswith("Two equal cuts\nPASS: reciprocal\ngates PASS, balance PASS, advisories N/A")
    assert "PASS          steps = EQ_CUT (R01, balance)" in told
    assert "Equal cuts: US 1,500, RU 1,500 person; 0 apart, 75 allowed." in told
    assert "us1: US, reduce troops in POLAND: takes away 1,500, counts 1,500 person" in told


def test_a_bad_deal_says_what_counts_and_what_would_cure_it(write: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write.write_text(GOOD.replace("after: 10500", "after: 10500, modality: consider"), encoding="utf-8")
    assert assess_file(write, as_json=False, explain=None) == 1
    told = capsys.readouterr().out
    assert "FAIL: not reciprocal" in told
    assert "cure: RU gives 1,425 person more of troops" in told
    assert "counts 0 person" in told
    assert "E02: 'consider' promises no result; say 'shall' and a number." in told


def test_a_program_reads_json(write: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write.write_text(GOOD, encoding="utf-8")
    assert assess_file(write, as_json=True, explain="R01") == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert found["rules"]["steps"]["inputs"] == {"US": "1500", "RU": "1500"}
    assert "doctrine" in err


SHAPE = {
    "": ["verdict", "title", "groups", "rules", "commitments", "errors"],
    "groups": ["gates", "balance", "advisories"],
    "rules": ["rule", "code", "severity", "verdict", "inputs", "message", "cures"],
    "cures": ["party", "category", "quantity", "action"],
    "commitments": ["delta", "credit", "reasons"],
}


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    return [leaf for inner in value for leaf in leaves(inner)] if isinstance(value, list) else [value]


def test_the_json_has_the_keys_of_the_format_and_no_number_that_is_no_text(
    write: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = (
        "  - {rule: WEIGHTED, with: {rates: {troops: 1}, reading: similar}}\n  - {rule: VERIFIED}\n  - {rule: BLOC}\n"
    )
    write.write_text(GOOD.replace("after: 10500", "after: 11000") + more, encoding="utf-8")
    assert assess_file(write, as_json=True, explain=None) == 1
    found = json.loads(capsys.readouterr().out)
    assert list(found) == SHAPE[""]
    assert list(found["groups"]) == SHAPE["groups"]
    assert {name for name in found["rules"] if name not in GATE_NAMES} == {"steps", "WEIGHTED", "VERIFIED", "BLOC"}
    assert set(GATE_NAMES) < set(found["rules"])
    assert all(list(finding) == SHAPE["rules"] for finding in found["rules"].values())
    assert [list(cure) for cure in found["rules"]["steps"]["cures"]] == [SHAPE["cures"]]
    assert all(list(credit) == SHAPE["commitments"] for credit in found["commitments"].values())
    assert found["rules"]["WEIGHTED"]["message"].startswith("similar: Unequal worth")
    assert found["rules"]["VERIFIED"]["inputs"]["us1"] == {"method": "inspection", "tier": "3"}
    assert all(leaf is None or isinstance(leaf, str) for leaf in leaves(found))


def test_a_refused_file(write: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write.write_text(GOOD.replace("region: POLAND", "region: ATLANTIS"), encoding="utf-8")
    assert assess_file(write, as_json=False, explain=None) == 2
    assert capsys.readouterr().err.endswith(
        "deal.yaml:8: E_REGION at commitments[0].region: The region 'ATLANTIS' is not declared.\n",
    )
    assert assess_file(write, as_json=True, explain=None) == 2
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "REFUSED"
    assert [(error["code"], error["where"]) for error in found["errors"]] == [("E_REGION", "commitments[0].region")]


@pytest.mark.parametrize("as_json", [False, True])
def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str], *, as_json: bool) -> None:
    assert assess_file(tmp_path / "none.yaml", as_json=as_json, explain=None) == 2
    out, err = capsys.readouterr()
    assert "cannot be read" in (out if as_json else err)
    assert assess_file(tmp_path, as_json=as_json, explain=None) == 2


def test_a_file_that_is_too_large(write: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write.write_text("#" * 300_000, encoding="utf-8")
    assert assess_file(write, as_json=False, explain=None) == 2
    assert "E_SIZE" in capsys.readouterr().err


def test_each_step_says_why_it_counts_for_less(write: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = (
        "  - {id: us2, party: US, verb: freeze, category: troops, region: POLAND, before: 5500, delta: 200}\n"
        "  - {id: ru2, party: RU, verb: reduce, category: troops, region: KALININGRAD, limit: 7, additive: true,\n"
        "     deadline: 2022-06-30, verification: {method: inspection, tier: 3}}\n"
        "rules:\n  - {rule: BASELINE, off: true}\n"
    )
    write.write_text(GOOD.replace("before: 12000, ", "").replace("rules:\n", more), encoding="utf-8")
    assert assess_file(write, as_json=False, explain=None) == 1
    told = capsys.readouterr().out
    for name, verb, numbers, why in (
        ("us2", "freeze", "takes away 200, counts 0 person", "To freeze gives nothing, so it counts nothing."),
        ("ru2", "reduce", "takes away unknown, counts unknown person", "Names no level or no number to reckon from"),
    ):
        assert f"{verb} troops" in told
        assert f"{numbers}\n              {why}" in told, name


@pytest.mark.parametrize("name", [*REGISTRY, *(rule.code for rule in REGISTRY.values())])
def test_every_rule_explains_itself_by_name_and_by_code(
    name: str, write: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write.write_text(GOOD, encoding="utf-8")
    assert assess_file(write, as_json=True, explain=name.lower()) == 0
    told = capsys.readouterr().err
    assert name in told
    for part in ("doctrine ", "formula ", "source ", "parameter"):
        assert f"\n{part}" in told


def test_a_rule_is_explained(write: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write.write_text(GOOD, encoding="utf-8")
    assert assess_file(write, as_json=False, explain="weighted") == 0
    told = capsys.readouterr().out
    assert "WEIGHTED (R06, rule, balance unless the deal says otherwise)" in told
    for line in ("doctrine ", "formula ", "source ", "tol: quantity, default 1/10", "mode: one of symmetric, at_least"):
        assert line in told
    assert assess_file(write, as_json=False, explain="steps") == 0
    assert "EQ_CUT (R01, rule, balance" in capsys.readouterr().out
    assert assess_file(write, as_json=False, explain="FAIRNESS") == 2
    assert "no rule 'FAIRNESS'" in capsys.readouterr().err


def test_a_title_cannot_steer_the_terminal(write: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write.write_text(GOOD.replace("Two equal cuts", '"\\e[31mred"'), encoding="utf-8")
    assert assess_file(write, as_json=False, explain=None) == 0
    assert capsys.readouterr().out.startswith("?[31mred\n")
