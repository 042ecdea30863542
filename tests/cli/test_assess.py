"""`assess` of a deal whose balance rules are alternatives."""

from pathlib import Path

import pytest

from bot.cli.assess import assess_file

DEAL = """
deal: 1
title: Parity
parties: {A: {name: Arden}, B: {name: Borland}}
regions: {AREA: null}
categories: {tank: {unit: item}}
balance: BALANCE
commitments:
  - {id: a1, party: A, verb: reduce, category: tank, region: AREA, before: 900, after: 500,
     deadline: 2030-06-30, verification: {method: inspection, tier: 3}}
  - {id: b1, party: B, verb: reduce, category: tank, region: AREA, before: 600, after: 500,
     deadline: 2030-06-30, verification: {method: inspection, tier: 3}}
rules:
  - {rule: EQ_CUT}
"""
CEILING = "  - {rule: EQ_CEILING}\n"


def told(text: str, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    path.write_text(text, encoding="utf-8")
    return assess_file(path, as_json=False, explain=None), capsys.readouterr().out


def test_a_rule_that_fails_beside_another_that_is_enough_is_called_an_alternative(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = told(DEAL.replace("BALANCE", "any_of") + CEILING, tmp_path / "deal.yaml", capsys)
    assert code == 0
    assert "balance PASS (one of its rules is enough), " in out
    assert "FAIL          EQ_CUT (R01, balance: one of several alternatives)" in out
    assert "PASS          EQ_CEILING (R02, balance: one of several alternatives)" in out


@pytest.mark.parametrize(("balance", "more"), [("all_of", CEILING), ("any_of", "")])
def test_where_there_is_no_choice_no_alternative_is_named(
    balance: str, more: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = told(DEAL.replace("BALANCE", balance) + more, tmp_path / "deal.yaml", capsys)
    assert code == 1
    assert "FAIL          EQ_CUT (R01, balance)" in out
    assert "alternatives" not in out
    assert "enough" not in out
