"""The vocabularies of shipped packs, and the corpus."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

import bot.scenarios
from bot.drafting.sentences import Vocabulary
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack
from bot.scenarios.vocabulary import vocabulary_of

SHIPPED = Path(bot.scenarios.__file__).parent / "packs"
EE = "ee-deescalation-2022"
PACKS = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
CORPUS = Path(__file__).parent / "corpus.yaml"


@cache
def pack_of(name: str) -> Pack:
    return load_pack((SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def words(name: str = EE) -> Vocabulary:
    return vocabulary_of(pack_of(name))


@cache
def corpus() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    return rows
