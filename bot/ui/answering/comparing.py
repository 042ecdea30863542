"""Comparing two texts: by command, and by the buttons below a comparison."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.drafting.merging import merge
from bot.drafting.redline import compare
from bot.negotiation.lineage import Link, before, common_base, place
from bot.ui.answering.answers import Noted
from bot.ui.answering.reading import version_named
from bot.ui.answering.visits import Visit
from bot.ui.cards.compare import Named, compare_cards
from bot.ui.cards.compare_base import compare_base_cards
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Part, button, rows
from bot.ui.transformers import ProposalRef

View = Literal["inline", "side"]

_ASKED = re.compile(r"(?P<how>[isb])(?P<proposal>P[0-9]{1,9})v(?P<version>[0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Asked:
    """How to compare: with which older text (None: the version before, or what it counters), and how to show it."""

    other: ProposalRef | None = None
    view: View = "inline"
    from_base: bool = False


def asked(extra: str) -> Asked:
    """Read what a button asks for; nothing, or what no button of this version says, is the plain comparison."""
    match = _ASKED.fullmatch(extra)
    if match is None:
        return Asked()
    other = ProposalRef(match["proposal"], int(match["version"]))
    return Asked(other, "side" if match["how"] == "s" else "inline", from_base=match["how"] == "b")


async def show_comparison(here: Visit, ref: ProposalRef, how: Asked) -> None:
    """Show what differs between two versions, or what each of them changed in their base; raises Refused or Noted."""
    new = version_named(here, ref)
    old = version_named(here, how.other) if how.other else before(here.session, *new)
    if old is None:
        raise Noted("compare_nothing", proposal=new[0].id)
    base = common_base(here.session, old, new)
    texts = _named(old), _named(new)
    if how.from_base:
        root = _named(_real_base(base, old, new))
        merged = merge(root.clauses, texts[0].clauses, texts[1].clauses)
        cards = compare_base_cards(here.scene, root, texts, merged)
    else:
        cards = compare_cards(here.scene, *texts, compare(texts[0].clauses, texts[1].clauses), how.view)
    for row in rows(*_buttons(here, how, base, old, new)):
        cards[-1].add_item(row)
    await here.answer.show(*cards)


def _real_base(base: Link | None, old: Link, new: Link) -> Link:
    """Give the base if it is neither of the two; raises Noted."""
    names = {"old": _name(old), "new": _name(new)}
    if base is None:
        raise Noted("compare_no_base", **names)
    if place(base) in {place(old), place(new)}:
        raise Noted("compare_base_is_one", base=_name(base), **names)
    return base


def _buttons(here: Visit, how: Asked, base: Link | None, old: Link, new: Link) -> list[Part]:
    """Give the other ways to look at the same two texts."""
    say = here.scene.say

    def make(letter: str, label: str) -> Part:
        extra = f"{letter}{place(old)[0]}v{place(old)[1]}"
        return button(Address("compare", here.session.id, *place(new), extra), label)

    found = [
        make(letter, say(f"buttons#compare_{view}"))
        for letter, view in (("i", "inline"), ("s", "side"))
        if how.from_base or view != how.view
    ]
    if base is not None and not how.from_base and place(base) not in {place(old), place(new)}:
        found.append(make("b", say("buttons#compare_base", base=_name(base))))
    return found


def _named(link: Link) -> Named:
    return Named(_name(link), link[1].clauses)


def _name(link: Link) -> str:
    proposal, version = link
    return f"{proposal.id} v{version.number}"
