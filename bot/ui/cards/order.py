"""The chair's hand, drawn: what an undoing would do, the last acts, news and letters; and the lines of the record."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any

from discord import ButtonStyle, MediaGalleryItem, ui

from bot.negotiation.acts import CLOCK
from bot.negotiation.adoption import ready
from bot.negotiation.concluding.silence import silence_over
from bot.negotiation.context import Context
from bot.negotiation.events import Recorded, TextAdopted
from bot.negotiation.model import Phase, Session
from bot.negotiation.order.model import News
from bot.negotiation.refusals import Refusal
from bot.negotiation.undoing import Group, Plan
from bot.text.limits import MESSAGE, clip
from bot.ui.cards.changes import changes_text
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, Attachment, Card, Part, button, rows, text
from bot.ui.scene import Scene, Speech

MOST_LINES = 12
"""Acts that a preview names one by one; the others are counted by kind."""
MOST_ACTS = 15
LINE = 220
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})

_MARKUP = re.compile(r"\*\*|`|\\(?=[^\w\s])")
_MOMENT = re.compile(r"<t:\d+:\w>")


def line_of(say: Speech, entry: Recorded) -> str:
    """Give the line of an entry as the thread Record has it, unmarked."""
    return say(f"lines/{entry.event.type}", seq=entry.seq, at=entry.at, who=say.member(entry.member), event=entry.event)


def record_line(say: Speech, session: Session, entry: Recorded) -> str:
    """Give the line of an entry with its marks: struck through with the reason, or undone."""
    line = line_of(say, entry)
    room = clip(line.replace("~~", ""), MESSAGE - 400)
    if entry.seq in session.order.struck:
        return say("cards/order#struck_line", line=room, reason=session.order.struck[entry.seq])
    return say("cards/order#undone_line", line=room) if entry.seq in session.order.undone else line


def said(say: Speech, entry: Recorded) -> str:
    """Give the line of an entry without number and time."""
    return line_of(say, entry).partition(" · ")[2]


def told(say: Speech, entry: Recorded) -> str:
    """Give what an entry was in plain words, without number and time: `United States (Anna) accepted P1 v2`."""
    return " ".join(_MARKUP.sub("", _MOMENT.sub("", said(say, entry))).split())


def undo_card(scene: Scene, plan: Plan, shown: str, now: datetime, *, changed: bool = False, typed: str = "") -> Card:
    """Show what undoing an act would do; `shown` is the mark of exactly this, which the button carries."""
    say = scene.say
    blocks = [
        *([say("cards/order#changed")] if changed else []),
        say("cards/order#undo_head", entry=plan.target),
        say("cards/order#itself", lines=_lines(say, (plan.entries,))),
    ]
    if plan.falls:
        blocks.append(say("cards/order#falls", acts=len(plan.falls), lines=_lines(say, plan.falls)))
    else:
        blocks.append(say("cards/order#falls_none"))
    blocks.append(
        changes_text(say, scene.session, plan.state, back=True, besides=_then_adopting(scene, plan.state, now))
    )
    return _asking(scene, blocks, "undoconfirm", f"{plan.target}:{shown}", typed)


def rewind_card(scene: Scene, plan: Plan, shown: str, now: datetime, *, changed: bool = False, typed: str = "") -> Card:
    """Show what rewinding would undo."""
    say = scene.say
    blocks = [
        *([say("cards/order#changed")] if changed else []),
        say("cards/order#rewind_head", entry=plan.target, acts=len(plan.falls), count=len(plan.falling)),
        say("cards/order#goes", lines=_lines(say, plan.falls)),
        changes_text(say, scene.session, plan.state, back=True, besides=_then_adopting(scene, plan.state, now)),
    ]
    return _asking(scene, blocks, "rewindconfirm", f"{plan.target}:{shown}", typed)


def redo_card(scene: Scene, entry: Recorded, back: Sequence[Group], lost: int) -> Card:
    """Show what taking an undoing back would bring; `lost` entries no longer make sense."""
    say = scene.say
    count = sum(map(len, back))
    blocks = [
        say("cards/order#redo_head", entry=entry.seq, count=count, lost=lost),
        say("cards/order#back", lines=_lines(say, back)),
    ]
    return _asking(scene, blocks, "redoconfirm", str(entry.seq), "")


def acts_card(scene: Scene, acts: Sequence[Group], *, redo: bool) -> Card:
    """Show the last acts, newest first, with the way to undo the very last, and to redo."""
    say, session = scene.say, scene.session
    lines = [
        clip(record_line(say, session, group[0]), LINE) + (f" (+{len(group) - 1})" if len(group) > 1 else "")
        for group in acts[:MOST_ACTS]
    ]
    buttons: list[Part] = [button(Address("undolast", session.id), say("buttons#undolast"))] if acts else []
    if redo:
        buttons.append(button(Address("redolast", session.id), say("buttons#redolast")))
    shown = "\n".join(lines) or say("cards/order#no_acts")
    return Card(text(say("cards/order#acts_head")), text(shown), *rows(*buttons))


def letter_card(say: Speech, words: str, copy_for: str | None = None) -> Card:
    """Show the chair's words to a party; `copy_for` is the party whose copy this is."""
    if copy_for is None:
        return Card(text(say("cards/order#letter", words=words)))
    return Card(text(say("cards/order#letter_copy", words=words, party=copy_for)))


def news_card(say: Speech, news: News, words: tuple[str, str] | None, file: Attachment | None) -> Card:
    """Show news with its title and words (None: they are lost), and the file that goes with it."""
    if words is None:
        return Card(text(say("cards/order#news_lost", id=news.id)), accent=BAD)
    parts: list[Part] = [text(say("cards/order#news", title=words[0], words=words[1]))]
    if file is not None:
        parts.append(_shown(file))
    elif news.file is not None:
        parts.append(text(say("cards/order#file_left", name=news.file)))
    below = "cards/order#news_for" if news.parties else "cards/order#news_all"
    parts.append(text(say(below, id=news.id, parties=news.parties)))
    return Card(*parts, accent=CALM, files=(file,) if file else ())


def file_name(name: str) -> str:
    """Give a file's name as Discord keeps it, so that a card can refer to it."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", name)[-80:] or "file"


def _shown(file: Attachment) -> Part:
    if PurePath(file.name).suffix.casefold() in PICTURES:
        gallery: ui.MediaGallery[Any] = ui.MediaGallery(MediaGalleryItem(f"attachment://{file.name}"))
        return gallery
    return file.part()


def _asking(scene: Scene, blocks: Sequence[str], verb: str, extra: str, typed: str) -> Card:
    address = Address(verb, scene.session.id, extra=extra)
    confirm = button(address, scene.say(f"buttons#{verb}"), ButtonStyle.danger)
    more = [text(scene.say("cards/order#typed", typed=typed))] if typed.strip() else []
    return Card(*(text(one) for one in blocks), *more, *rows(confirm), accent=BAD)


def _lines(say: Speech, groups: Iterable[Group]) -> str:
    """Give a line for each act, and for those that there is no room for their number by kind."""
    acts = list(groups)
    shown = [f"- {clip(line_of(say, group[0]), LINE)}" for group in acts[:MOST_LINES]]
    left = acts[MOST_LINES:]
    if left:
        kinds = Counter(group[0].event.type.replace("_", " ") for group in left)
        shown.append(say("cards/order#more", more=len(left)))
        shown.append(f"-# {say('cards/order#kinds', kinds=kinds.most_common(10))}")
    return "\n".join(shown)


def _then_adopting(scene: Scene, then: Session, at: datetime) -> list[str]:
    """Say which text is under silence again, and which one only the chair's finding is missing for."""
    say, now, found = scene.say, scene.session, []
    silence = then.conclusion.silence
    if then.phase is Phase.NEGOTIATING and silence is not None and silence != now.conclusion.silence:
        over = at >= silence.until
        outcome = silence_over(then, silence, Context(at, CLOCK, scene.frame)) if over else ()
        adopts = not isinstance(outcome, Refusal) and any(isinstance(one, TextAdopted) for one in outcome)
        found.append(say("cards/order#then_silence", silence=silence, over=over, adopts=adopts))
    waited = {one.id for one in ready(now, scene.frame)} if now.phase is Phase.NEGOTIATING else set()
    if then.phase is Phase.NEGOTIATING:
        found += [
            say("cards/order#then_ready", proposal=one) for one in ready(then, scene.frame) if one.id not in waited
        ]
    return found
