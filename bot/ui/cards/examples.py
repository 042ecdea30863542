"""What could be written in this pack: names to choose from where reading stopped, and a sentence to begin from."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from bot.drafting.sentences import UnsayableError, Vocabulary, canonical
from bot.drafting.sentences.lexicon import placed
from bot.ui.scene import Scene

MOST = 3
"""Names of a kind: more than a few nobody reads in an answer."""
_ANY_YEAR = 2030


def examples(words: Vocabulary) -> Mapping[str, Any]:
    """Give names of the pack for answers: `parties`, `regions`, `places`, `categories`, `method`, `activity`, `date`.

    Regions are names alone (`Poland`), places stand as they do in a sentence (`in Poland`); `method` may be "".
    """
    regions = [one.names for one in words.regions]
    return {
        "parties": _few(words.named[side].names[0] for side in words.sides if side in words.named),
        "regions": _few(next((one for one in names if placed(one) != "PLACE"), names[0]) for names in regions),
        "places": _few(_in(names[0]) for names in regions),
        "categories": _few(one.names[0] for one in words.categories),
        "method": words.methods[0].names[0] if words.methods else "",
        "activity": words.activities[0] if words.activities else "",
        "date": f"30 June {_year(words.starts)}",
    }


def sentence(scene: Scene, party: str | None) -> str:
    """Give a sentence that carries a step of the party's own, taken from an option; "" if none says one."""
    bloc = next((one.bloc for one in scene.frame.pack.parties if one.id == party), None)
    steps = [step for issue in scene.frame.pack.issues for one in issue.options for step in one.commitments]
    own = [step for step in steps if step.get("party") in {party, bloc}]
    told = [said for step in own or steps if (said := _said(scene, step))]
    return min(told, key=lambda one: ("shall reduce" not in one, len(one)), default="")


def _said(scene: Scene, step: Mapping[str, Any]) -> str:
    if not (step.get("deadline") and step.get("verification")):
        return ""
    try:
        return canonical({key: value for key, value in step.items() if key != "id"}, scene.frame.vocabulary)
    except UnsayableError:
        return ""


def _few(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))[:MOST]


def _in(name: str) -> str:
    return name if placed(name) == "PLACE" else f"in {name}"


def _year(starts: dt.date | None) -> int:
    if starts is None:
        return _ANY_YEAR
    return starts.year + (starts >= dt.date(starts.year, 6, 1))
