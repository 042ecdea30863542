"""Whatever may be done by a command can be done by a button, a select or a form, too."""

import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.negotiation.acts import Act
from bot.negotiation.model import Role
from bot.negotiation.needs import NEEDS
from bot.text.limits import SELECT_OPTIONS
from bot.text.words import Words
from bot.ui.cards.menus import OF_SESSION, OF_TEXT, OF_THINGS
from bot.ui.verbs import VERBS
from bot.ui.verbs.ways import WAYS

ROOT = Path(__file__).parents[2]
OFFERED = {**OF_SESSION, **OF_TEXT, **OF_THINGS}


def names_in(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from names_in(one)


def acts_of(handler: object) -> set[type[Act]]:
    """The acts that a handler names, or that a function of the surface names that it calls."""
    found: set[type[Act]] = set()
    seen: set[int] = set()
    waiting = [handler]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, type) and one in NEEDS:
            found.add(one)
        elif isinstance(one, types.FunctionType) and one.__module__.startswith("bot.ui"):
            waiting += [one.__globals__[name] for name in names_in(one.__code__) if name in one.__globals__]
            waiting += vars(one).values()
    return found


def reached() -> set[type[Act]]:
    handlers = [*VERBS.touches.values(), *VERBS.forms.values()]
    return {act for one in handlers for act in acts_of(one)} | {way.act for way in WAYS.values()}


def test_every_act_can_be_reached_by_a_button_a_select_or_a_form() -> None:
    missing = set(NEEDS) - reached()  # there is no exception, and none is needed
    assert not missing, sorted(one.__name__ for one in missing)


def test_the_walk_finds_what_is_not_there() -> None:
    assert acts_of(VERBS.touches["second"]) == {next(one for one in NEEDS if one.__name__ == "SecondMotion")}


def test_each_way_is_offered_somewhere_and_leads_to_the_act_that_it_is_offered_for() -> None:
    assert {key: way.act for key, way in WAYS.items()} == OFFERED


@pytest.mark.parametrize("key", sorted(OFFERED))
def test_each_way_has_words(key: str) -> None:
    assert Words()(f"menu#{key}")


def test_a_chair_who_may_do_everything_has_room_for_it_in_one_menu() -> None:
    for_parties = {key for key, act in OF_SESSION.items() if Role.CHAIR not in NEEDS[act].roles}
    assert len(set(OF_SESSION) - for_parties) <= SELECT_OPTIONS
    assert len(OF_TEXT) <= SELECT_OPTIONS


def test_each_verb_is_drawn_somewhere() -> None:
    drawn = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("cards", "drafts", "answering", "publishing")
        for path in (ROOT / "bot" / "ui" / folder).glob("*.py")
    ) + "".join((ROOT / "bot" / "ui" / "verbs" / name).read_text(encoding="utf-8") for name in ("proposals.py",))
    assert [verb for verb in VERBS.touches if f'"{verb}"' not in drawn] == []
