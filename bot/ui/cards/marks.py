"""What lies over a text, drawn: clauses with their brackets, who has to lift them, reservations, links."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from discord import ButtonStyle

from bot.negotiation.acts import Actor, Change, LiftBracket, PlaceBracket, TakeAlternative
from bot.negotiation.brackets import waiting_for
from bot.negotiation.marks import (
    all_brackets,
    blocking_brackets,
    is_written,
    links_on,
    open_brackets,
    open_reservations,
    written_brackets,
)
from bot.negotiation.model import Proposal
from bot.negotiation.overlays import Bracket
from bot.negotiation.possible import may, usable_marks
from bot.text.limits import SELECT_OPTIONS
from bot.text.markdown import escape
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, Part, button, option, paged, rows, select, text
from bot.ui.scene import Scene

MOST_SHOWN = 5
"""Marks of a kind that a card names; the list behind *Brackets* has all."""
MOST_BUTTONS = 20
MOST_COUNTS = 50


def marked_text(clause_text: str, brackets: Iterable[Bracket]) -> str:
    """Give a clause with the brackets that lie over it, as Discord Markdown; the words are escaped.

    Such as `by **[**1,500 persons **|** US: 1,000 persons**]** (RU · B1, US · B2)`: brackets on the same words are
    one, with each party's alternative behind the words and the owners behind the bracket.
    """
    ordered = sorted(brackets, key=lambda one: (one.start, -one.end))
    groups = [list(same) for _, same in groupby(ordered, key=lambda one: (one.start, one.end))]
    return "".join(_pieces(clause_text, groups))


def _pieces(whole: str, groups: Iterable[Sequence[Bracket]]) -> Iterable[str]:
    """Give the text in pieces; `groups` are in the order in which they begin, outer ones before what is inside them."""
    at = 0
    around: list[Sequence[Bracket]] = []

    def closed(before: int) -> Iterable[str]:
        nonlocal at
        while around and around[-1][0].end <= before:
            group = around.pop()
            yield escape(whole[at : group[0].end])
            yield "".join(f" **|** {escape(one.party)}: {escape(one.alternative)}" for one in group if one.alternative)
            yield f"**]** ({', '.join(f'{escape(one.party)} · {one.id}' for one in group)})"
            at = group[0].end

    for group in groups:
        yield from closed(group[0].start)
        yield escape(whole[at : group[0].start])
        yield "**[**"
        at = group[0].start
        around.append(group)
    yield from closed(len(whole))
    yield escape(whole[at:])


def marks_text(scene: Scene, proposal: Proposal) -> str:
    """Give the block of a proposal's card: parts of a package, open brackets, reservations, links; "" if none."""
    say, session = scene.say, scene.session
    blocks = [say("cards/marks#bundles", bundles=proposal.bundles)] if proposal.bundles else []
    if brackets := all_brackets(session, proposal):
        blocking = bool(blocking_brackets(session, proposal)) and proposal.live
        params = {"brackets": brackets, "blocking": blocking, "most": MOST_SHOWN}
        blocks.append(say("cards/marks#open_brackets", **params))
    if reservations := open_reservations(session, proposal):
        blocks.append(say("cards/marks#reservations", reservations=reservations, most=MOST_SHOWN))
    links = links_on(session, (proposal.id,)) if proposal.live else ()
    if links:
        blocks.append(say("cards/marks#links", links=links, most=MOST_SHOWN))
    return "\n".join(blocks)


def left_blocks(scene: Scene, proposal: Proposal) -> list[str]:
    """Give what parties left open in an agreed text: each bracket and each reservation in full; nothing where none."""
    say, session = scene.say, scene.session
    brackets, reservations = all_brackets(session, proposal), open_reservations(session, proposal)
    return [
        *([say("cards/marks#brackets_left")] if brackets else []),
        *(say("cards/marks#bracket_left", one=one) for one in brackets),
        *([say("cards/marks#reservations_made")] if reservations else []),
        *(say("cards/marks#reservation", one=one) for one in reservations),
    ]


def bracket_cards(
    scene: Scene, proposals: Sequence[Proposal], actor: Actor, counts: Sequence[int], only: str | None = None
) -> list[Card]:
    """Show the open brackets and reservations of proposals, with what this member may do about each.

    `counts` is the burn-down; `only` is the proposal that was asked about, or None for all.
    """
    marked = [one for one in proposals if all_brackets(scene.session, one) or open_reservations(scene.session, one)]
    blocks = [block for one in marked for block in _of_proposal(scene, one)]
    if not blocks:
        blocks = [scene.say("cards/marks#none", proposal=only)]
    if counts:
        blocks.append(
            scene.say("cards/marks#burn_down", counts=counts[-MOST_COUNTS:], earlier=len(counts) > MOST_COUNTS)
        )
    asked = proposals[0] if len(proposals) == 1 else None
    ways = [*_bracket_select(scene, asked, actor), *_change_button(scene, asked, actor)] if asked else []
    buttons = [one for proposal in marked for one in _buttons(scene, proposal, actor)]
    cards = paged(blocks)
    if not buttons and not ways:
        return cards
    more = [text(scene.say("cards/marks#by_command"))] if len(buttons) > MOST_BUTTONS else []
    *before, last = cards
    return [*before, Card(text(last.texts()), *more, *rows(*buttons[:MOST_BUTTONS]), *ways)]


def _bracket_select(scene: Scene, proposal: Proposal, actor: Actor) -> list[Part]:
    if not may(scene.session, actor, PlaceBracket, proposal.id, scene.frame):
        return []
    options = [option(f"{n}. {one.text}", str(n)) for n, one in enumerate(proposal.current.clauses, 1)]
    ids = (scene.session.id, proposal.id, proposal.current.number)
    return [
        select(Address("bracket", *ids, str(at or "")), scene.say("buttons#bracket"), options[at : at + SELECT_OPTIONS])
        for at in range(0, len(options), SELECT_OPTIONS)
    ]


def _change_button(scene: Scene, proposal: Proposal, actor: Actor) -> Sequence[Part]:
    """Give the author the way to settle what stands in brackets in the text itself."""
    if not written_brackets(proposal) or not may(scene.session, actor, Change, proposal.id, scene.frame):
        return []
    address = Address("counter", scene.session.id, proposal.id, proposal.current.number)
    return rows(button(address, scene.say("buttons#change"), ButtonStyle.primary))


def _of_proposal(scene: Scene, proposal: Proposal) -> Iterable[str]:
    say, session = scene.say, scene.session
    brackets = all_brackets(session, proposal)
    yield say("cards/marks#head", proposal=proposal, count=len(brackets))
    for number, of_clause in groupby(brackets, key=lambda one: one.clause):
        held = list(of_clause)
        # A bracket that is written shows itself in the words.
        placed = [one for one in held if not is_written(one)]
        shown = marked_text(proposal.current.clauses[number - 1].text, placed)
        lines = [say("cards/marks#bracket", one=one, waiting=_waiting(scene, one)) for one in held]
        yield "\n".join([say("cards/marks#clause", number=number, text=shown), *lines])
    for one in open_reservations(session, proposal):
        yield say("cards/marks#reservation", one=one)


def _waiting(scene: Scene, bracket: Bracket) -> Sequence[str]:
    return waiting_for(scene.session, bracket) if bracket.agreed else ()


def _buttons(scene: Scene, proposal: Proposal, actor: Actor) -> Iterable[Part]:
    session, say = scene.session, scene.say
    seat = session.seat_of(actor.member)
    liftable = usable_marks(session, actor, LiftBracket, scene.frame, proposal.id)
    takeable = usable_marks(session, actor, TakeAlternative, scene.frame, proposal.id)
    for bracket in open_brackets(session, proposal):
        params: Mapping[str, str] = {"bracket": bracket.id}
        if bracket.id in liftable:
            own = seat is not None and seat.party == bracket.party
            label = say("buttons#lift" if own else "buttons#lift_agree", **params)
            yield button(Address("lift", session.id, proposal.id, proposal.current.number, bracket.id), label)
        if bracket.id in takeable:
            address = Address("take", session.id, proposal.id, proposal.current.number, bracket.id)
            yield button(address, say("buttons#take", **params), ButtonStyle.primary)
