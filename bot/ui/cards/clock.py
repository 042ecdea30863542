"""The phases with the time that is left, and the card of a roll call."""

from datetime import datetime

from discord import ButtonStyle

from bot.negotiation.clockwork.attendance import ANSWERS
from bot.negotiation.clockwork.model import Roll
from bot.negotiation.clockwork.presence import is_present, on_roll
from bot.negotiation.clockwork.timing import left, starts_again
from bot.negotiation.summons import Summons
from bot.ui.cards.called import calls_of
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import CALM, DONE, Card, Part, button, paged, rows, text
from bot.ui.scene import Scene

ROLL = "A"
"""What the number of a roll call has before it in the ids of its buttons, so that its card is told from others."""


def phases_cards(scene: Scene, now: datetime) -> list[Card]:
    """Show the phases that are kept, which one is on, and the clock."""
    table, say = scene.session.timetable, scene.say
    if table.plan:
        blocks = [say("cards/clock#phases", plan=table.plan, phase=table.phase)]
    else:
        blocks = [say("cards/clock#free", available=len(scene.frame.pack.phases))]
    return paged([*blocks, clock_text(scene, now)])


def clock_text(scene: Scene, now: datetime) -> str:
    """Say how much time is left, or why the clock rests."""
    session = scene.session
    return scene.say(
        "cards/clock#clock",
        clock=session.timetable.clock,
        pause=session.timetable.pause,
        left=left(session, now),
        until=starts_again(session),
    )


def roll_card(scene: Scene, roll: Roll) -> Card:
    """Draw a roll call: who has answered what, and two buttons while it is open."""
    session = scene.session
    parties = on_roll(session)
    told = scene.say(
        "cards/clock#roll",
        roll=roll,
        parties=parties,
        answers=roll.answers,
        answered=sum(roll.answers.get(party) in ANSWERS for party in parties),
        quorum=session.procedure.quorum,
        present=sum(is_present(session, party) for party in session.required),
    )
    parts: list[Part] = [text(told)]
    if roll.open:
        parts += calls_of(scene, Summons(tuple(party for party in parties if party not in roll.answers)))
        parts += rows(
            *(
                button(Address(verb, session.id, extra=f"{ROLL}{roll.number}"), scene.say(f"buttons#{verb}"), style)
                for verb, style in (("rollpresent", ButtonStyle.primary), ("rollvoting", ButtonStyle.primary))
            )
        )
    return Card(*parts, accent=CALM if roll.open else DONE)
