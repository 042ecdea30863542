"""Every word that the surface may say exists and renders."""

import contextlib
import re
from typing import get_args

import pytest
from jinja2 import UndefinedError

from bot.negotiation.acts import Act
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.recording.acts import HearTalk
from bot.text.words import PROMPTS
from bot.ui.verbs import VERBS
from tests.ui.samples.speaking import WORDS, speech


def test_each_act_has_a_command_and_a_line_of_help() -> None:
    for act in get_args(Act):
        if act in (Tick, HearTalk):  # the clock's own
            continue
        assert speech().commands([act.__name__]).startswith("`/")
        assert speech()(f"help#{act.__name__}").startswith("`/")


def test_each_verb_of_a_button_is_done_by_something() -> None:
    assert not set(VERBS.touches) & set(VERBS.forms)
    assert VERBS.in_place <= set(VERBS.touches) | set(VERBS.forms)


def templates() -> list[str]:
    return sorted(path.relative_to(PROMPTS / "en").as_posix() for path in (PROMPTS / "en").rglob("*.j2"))


# A tag at the end of a line takes the line's end with it; a blank line after it keeps the next line apart.
TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
APART = re.compile(r"\{%-|-%\}|\{% *(?:block|endblock|else|elif|macro|endmacro)\b")
GLUED = re.compile(r"[^\s\0\1][^\n\1]*\0\n(?:\0\n)*\0*[^\s\0\1]")


@pytest.mark.parametrize("name", templates())
def test_no_line_of_a_template_runs_into_the_next(name: str) -> None:
    text = (PROMPTS / "en" / name).read_text(encoding="utf-8")
    found = GLUED.search(TAG.sub(lambda tag: "\1" if APART.search(tag[0]) else "\0", text))
    assert found is None, found[0]


@pytest.mark.parametrize("name", templates())
def test_each_template_is_sound(name: str) -> None:
    """A template that is given nothing may miss a name; it may not be misspelt."""
    with contextlib.suppress(UndefinedError, TypeError):
        WORDS(name.removesuffix(".j2"))
    text = (PROMPTS / "en" / name).read_text(encoding="utf-8")
    assert not re.search(r"[ \t]+$", text, re.MULTILINE), "white space at the end of a line"


def test_each_command_has_words_within_discords_limits() -> None:
    for path in (PROMPTS / "en" / "commands").glob("*.j2"):
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        for words in (first, *(line.split(": ", 1)[1] for line in rest)):
            assert 1 <= len(words) <= 100, f"{path.name}: {words}"
