"""What goes with what: the conditions that parties state, circles of them, and sets that satisfy everybody."""

import re
from collections.abc import Iterable

from discord import ButtonStyle

from bot.negotiation.acts import Actor, TablePackage
from bot.negotiation.links import SetOfProposals, cycles, dead_links, satisfying
from bot.negotiation.marks import links_on
from bot.negotiation.model import Bundled, Session
from bot.negotiation.packages import tabled_as
from bot.negotiation.possible import may
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, Part, button, paged, rows, text
from bot.ui.scene import Scene

MOST_BUTTONS = 10
LONGEST_EXTRA = 30
_PART = re.compile(r"([0-9]{1,9})v([0-9]{1,9})")


def link_cards(scene: Scene, actor: Actor) -> list[Card]:
    """Show conditions, circles, and the sets that satisfy everybody, each with a button to table it as a package."""
    say, session = scene.say, scene.session
    links = links_on(session, session.proposals)
    sets = satisfying(session, scene.frame)
    blocks = ["\n".join([say("cards/links#conditions"), *_conditions(scene)])] if links else [say("cards/links#none")]
    if circles := cycles(session):
        blocks.append("\n".join([say("cards/links#cycles"), *(say("cards/links#cycle", cycle=one) for one in circles)]))
    if sets and links:
        blocks.append("\n".join([say("cards/links#sets"), *(_set(scene, one) for one in sets)]))
    cards = paged(blocks)
    buttons = list(_buttons(scene, sets, actor))[:MOST_BUTTONS]
    if not buttons:
        return cards
    *before, last = cards
    return [*before, Card(text(last.texts()), *rows(*buttons))]


def parts_in(extra: str) -> tuple[Bundled, ...]:
    """Read which versions a button puts into a package, as `package_extra` wrote them."""
    return tuple(Bundled(f"P{number}", int(version)) for number, version in _PART.findall(extra))


def package_extra(parts: Iterable[Bundled]) -> str:
    """Write which versions a button puts into a package: `3v1.5v2`."""
    return ".".join(f"{part.proposal.removeprefix('P')}v{part.version}" for part in parts)


def _conditions(scene: Scene) -> Iterable[str]:
    session = scene.session
    gone = {dead.link.id: dead.gone for dead in dead_links(session)}
    for link in links_on(session, session.proposals):
        yield scene.say("cards/links#link", one=link, gone=gone.get(link.id, ()))


def _set(scene: Scene, one: SetOfProposals) -> str:
    twice = [(scene.issue_title(issue), proposals) for issue, proposals in one.twice.items()]
    tabled = tabled_as(scene.session, _versions(scene.session, one))
    return scene.say("cards/links#set", one=one, twice=twice, tabled=tabled)


def _versions(session: Session, one: SetOfProposals) -> tuple[Bundled, ...]:
    return tuple(Bundled(name, session.proposals[name].current.number) for name in one.proposals)


def _buttons(scene: Scene, sets: Iterable[SetOfProposals], actor: Actor) -> Iterable[Part]:
    session = scene.session
    if not may(session, actor, TablePackage, None, scene.frame):
        return
    for one in sets:
        parts = _versions(session, one)
        extra = package_extra(parts)
        if len(parts) > 1 and not one.conflicting and tabled_as(session, parts) is None and len(extra) <= LONGEST_EXTRA:
            label = scene.say("buttons#package", proposals=one.proposals)
            yield button(Address("package", session.id, extra=extra), label, ButtonStyle.primary)
