"""The answer to an act that was not done: why, with the numbers, and what would work, with a button for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from discord import ButtonStyle

from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal
from bot.scenarios.frame import Frame, PackageCure
from bot.scenarios.judge import Judgement
from bot.text.limits import clip
from bot.ui.cards.details import crossed_lines
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, Card, Part, button, link, rows, text
from bot.ui.scene import Scene, Speech, failing

MOST_CURES = 3
TITLE = 40
"""Characters of an issue's title in a cure: enough to find its menu."""
Change = Mapping[str, Any]


def refusal_card(
    say: Speech, refusal: Refusal, scene: Scene | None, cures: Sequence[Part], cure_text: str, url: str | None
) -> Card:
    """Draw a refusal. `cures` are its buttons, `cure_text` says what they change, `url` leads to what is newer."""
    why, remedy = refusal_words(say, refusal, bool(cures), len(cures))
    parts: list[Part] = [text(say("cards/refusal#head", why=why))]
    if refusal.judgement and scene:
        parts.append(text(findings_text(scene, refusal.judgement)))
    parts.append(text(say("cards/refusal#remedy", remedy=remedy) + (f"\n{cure_text}" if cure_text else "")))
    if url:
        params = refusal.params
        proposal, version = params.get("newest") or params.get("proposal"), params.get("current", 1)
        cures = [*cures, link(say("buttons#newest", proposal=proposal, version=version), url)]
    return Card(*parts, *rows(*cures), accent=BAD)


def refusal_words(say: Speech, refusal: Refusal, curable: bool = False, number: int = 0) -> tuple[str, str]:  # noqa: FBT001, FBT002
    """Give the two sentences of a refusal: why, and what would work."""
    cures = ""
    if curable:
        cures = say("cards/refusal#cures_one") if number == 1 else say("cards/refusal#cures_many", number=number)
    chairs = [seat.name for seat in say.session.chairs()] if say.session else []
    defaults: dict[str, Any] = {"cures": cures} if refusal.code is Code.NOT_RECIPROCAL else {}
    if refusal.code is Code.NOT_CHAIR:
        defaults["chairs"] = chairs
    why, _, remedy = say(f"refusals/{refusal.code.value}", **{**defaults, **refusal.params}).partition("\n")
    return why, remedy


def findings_text(scene: Scene, judgement: Judgement) -> str:
    """Give the failing rules with their numbers, and the reading in force."""
    return scene.say(
        "cards/refusal#findings",
        findings=scene.told(failing(judgement)),
        constraints=judgement.broken,
        reading=scene.session.reading,
    )


def cure_lines(scene: Scene, cures: Sequence[PackageCure], reader: str | None) -> str:
    """Say what each cure changes, a line each, and which crosses a red line of the reader's own party."""
    many = len(cures) > 1
    return "\n".join(
        scene.say("cards/refusal#cure", number=number, many=many, cure=_cure_words(scene, cure, reader))
        for number, cure in enumerate(cures, 1)
    )


def _cure_words(scene: Scene, cure: PackageCure, reader: str | None) -> str:
    return scene.say(
        "cards/refusal#cure_words",
        party=cure.party,
        changes=changes_of(scene.frame, cure.changes),
        sentences=cure.sentences,
        crossed=bool(reader and crossed_lines(scene, reader, cure.changes)),
    )


def changes_of(frame: Frame, changes: Mapping[str, str]) -> list[Change]:
    """Give issue title, option and its text for each change."""
    found: list[Change] = []
    for issue_id, option_id in changes.items():
        issue, option = frame.pack.issue(issue_id), frame.pack.option(issue_id, option_id)
        found.append(
            {
                "title": _short(issue.title if issue else issue_id),
                "option": option_id,
                "text": option.text if option else option_id,
            }
        )
    return found


def _short(title: str) -> str:
    """Give an issue's title without what it explains in brackets."""
    return clip(title.partition(" (")[0], TITLE)


def cure_buttons(say: Speech, session: Session, proposal: str, version: int, own: bool, number: int) -> list[Part]:  # noqa: FBT001
    """Give a button for each cure: it opens the drafting table with the cured package."""
    label = "buttons#cure_change" if own else "buttons#cure_counter"
    return [
        button(
            Address("cure", session.id, proposal, version, str(index)),
            say(label, number=index + 1, many=number > 1),
            ButtonStyle.success,
        )
        for index in range(number)
    ]
