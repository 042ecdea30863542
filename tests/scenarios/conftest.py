"""The shipped packs, read once for all tests."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import bot.scenarios
from bot.rules import read_yaml
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.lint import lint
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack
from bot.scenarios.solve import solve_all
from tests.support.builders import TINY

SHIPPED = Path(bot.scenarios.__file__).parent / "packs"
IDS = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
EE = "ee-deescalation-2022"


Raw = dict[str, Any]


@cache
def source(pack: str) -> str:
    return (SHIPPED / f"{pack}.yaml").read_text(encoding="utf-8")


@cache
def shipped(pack: str) -> Pack:
    return load_pack(source(pack))


@cache
def frame(pack: str, variant: str | None = None) -> Frame:
    return frame_of(shipped(pack), variant)


@pytest.fixture
def ee() -> Frame:
    """The pack that the project was created for, as it stands."""
    return frame(EE)


def tiny(change: Callable[[Raw], object] = lambda raw: raw) -> Pack:
    """The small pack of the tests, with every sheet worth 100 and a key, then changed."""
    raw = read_yaml(TINY.read_bytes()).value
    raw |= {
        "content_note": "Invented.",
        "sources": [{"claim": "all", "status": "game"}],
        "phases": [{"id": "one", "minutes": 5, "async_hours": 5, "acts": ["table"]}],
        "facilitator_key": dict.fromkeys(
            ("combinations", "within_rules", "acceptable", "acceptable_but_barred", "efficient"), 0
        ),
    }
    change(raw)
    plain = json.loads(json.dumps(raw))  # so that nothing is written as an alias of something else
    return load_pack(yaml.safe_dump(plain, sort_keys=False))


def remarks(pack: Pack, code: str, *, solved: bool = True) -> list[tuple[str, dict[str, Any]]]:
    return [(r.where, dict(r.params)) for r in lint(pack, solve_all(pack) if solved else None) if r.code == code]
