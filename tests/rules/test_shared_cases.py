"""Every shared case agrees: verdicts, credits, reasons, cures, and the code and place of each refusal."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bot.rules import Assessment, FileError, assess, load_deal, read_yaml

CASES = Path(__file__).resolve().parents[2] / "../shared/reciprocity/cases"
FILES = sorted(CASES.glob("*.yaml"))
_EXPECTED_ERROR = re.compile(r"^# expect-error: (E_[A-Z_]+)$", re.MULTILINE)
_WHERE = re.compile(r'^  where: "?([^"\n]+)"?$', re.MULTILINE)


@pytest.mark.skipif(not FILES, reason="the shared cases lie beside the project and are absent here")
def test_there_are_many_cases() -> None:
    assert len(FILES) > 150


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_case_agrees(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    refused = _EXPECTED_ERROR.search(text)
    if refused is not None:
        where = _WHERE.search(text)
        with pytest.raises(FileError) as caught:
            load_deal(text)
        places = {fault.where for fault in caught.value.errors if fault.code == refused[1]}
        assert places, caught.value
        assert where is None or where[1] in places
        return
    found = assess(load_deal(text))
    assert differences(found, read_yaml(text).value["expect"]) == []


def differences(found: Assessment, expected: dict[str, Any]) -> list[str]:
    """Return what differs from an `expect` section."""
    told: list[str] = []

    def compare(what: str, wanted: object, got: object) -> None:
        if wanted != got:
            told.append(f"{what}: expected {wanted}, got {got}")

    if "overall" in expected:
        compare("overall", expected["overall"], str(found.verdict))
    for name, wanted in (expected.get("rules") or {}).items():
        compare(name, wanted, str(found.results[name].verdict))
    for name, wanted in (expected.get("credits") or {}).items():
        compare(name, None if wanted is None else Fraction(wanted), found.credits[name].credit)
    for name, wanted in (expected.get("reasons") or {}).items():
        compare(name, set(wanted), set(found.credits[name].reasons))
    for name, wanted in (expected.get("cures") or {}).items():
        cures = {(cure["party"], cure["category"], Fraction(cure["quantity"])) for cure in wanted}
        compare(name, cures, {(cure.party, cure.category, cure.quantity) for cure in found.results[name].cures})
    return told
