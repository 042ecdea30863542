"""The shipped packs, read once for all tests."""

from functools import cache
from pathlib import Path

import pytest

import bot.scenarios
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack

SHIPPED = Path(bot.scenarios.__file__).parent / "packs"
IDS = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
EE = "ee-deescalation-2022"


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
