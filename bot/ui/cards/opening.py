"""The opening card: what is negotiated, where it stands, and who sits where."""

from discord import ButtonStyle

from bot.negotiation.model import Party, Phase, Role, Session
from bot.text.limits import SELECT_OPTIONS, clip
from bot.ui.cards.conclusion import signing_buttons
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import CALM, DONE, GOOD, Card, Part, button, line, option, rows, select, text, titled
from bot.ui.scene import Scene, Speech

SECTIONS = 7
"""Up to so many parties have a button each; more share selects, since a layout holds 40 components."""
PUBLIC_ROOM = 1_600
"""Characters of the public brief that the card shows."""


def opening_card(scene: Scene, record: str | None = None) -> Card:
    """Draw the session's own card; `record` is the id of the Record thread, once there is one."""
    session, say, pack = scene.session, scene.say, scene.frame.pack
    observers = sum(seat.role is Role.OBSERVER for seat in session.seats.values())
    parts: list[Part] = [
        text(say("cards/opening#head", session=session, note=pack.content_note or "")),
        text(say("cards/opening#public", brief=pack.public_brief, most=PUBLIC_ROOM)),
        line(),
        text(
            say(
                "cards/opening#phase",
                session=session,
                chairs=[seat.name for seat in session.chairs()],
                observers=observers,
                record=record,
            )
        ),
        *_parties(say, session),
        *rows(*_buttons(scene)),
        *rows(*_signing(scene)),
        text(say("cards/opening#hint")),
    ]
    accent = GOOD if session.agreement else DONE if session.phase is Phase.CLOSED else CALM
    return Card(*parts, accent=accent)


def _signing(scene: Scene) -> list[Part]:
    agreement = scene.session.agreement
    return signing_buttons(scene, agreement) if agreement and scene.session.phase is Phase.AGREED else []


def _parties(say: Speech, session: Session) -> list[Part]:
    lines = [_party_text(say, session, party) for party in session.parties]
    if session.phase is Phase.CLOSED:
        return [text("\n".join(lines))]
    if len(session.parties) <= SECTIONS:
        return [
            titled(one, button(_seat(session, party), _seat_label(say, session, party), ButtonStyle.primary))
            for one, party in zip(lines, session.parties, strict=True)
        ]
    choices = [option(party.name, party.id, _seat_label(say, session, party)) for party in session.parties]
    menus = [
        select(
            Address("seats", session.id, extra=str(at)), say("buttons#seat_select"), choices[at : at + SELECT_OPTIONS]
        )
        for at in range(0, len(choices), SELECT_OPTIONS)
    ]
    return [text("\n".join(clip(one, 1800 // len(lines)) for one in lines)), *menus]


def _party_text(say: Speech, session: Session, party: Party) -> str:
    head = session.head_of(party.id)
    others = [seat.name for seat in session.delegation(party.id) if seat.role is not Role.HEAD]
    return say("cards/opening#party", party=party, head=head.name if head else "", others=others, absent=session.absent)


def _seat(session: Session, party: Party) -> Address:
    return Address("seat", session.id, extra=party.id)


def _seat_label(say: Speech, session: Session, party: Party) -> str:
    return say("buttons#seat_delegate" if session.head_of(party.id) else "buttons#seat_head")


def _buttons(scene: Scene) -> list[Part]:
    say, session = scene.say, scene.session
    # What a pack without phases has no use for would only be refused.
    paces = ("beginlive", "beginpost") if scene.frame.pack.phases else ()
    verbs = {
        Phase.CONVENED: ("observe", "leave", "brief", "help", "begin", *paces),
        Phase.NEGOTIATING: ("observe", "leave", "brief", "board", "help"),
        Phase.AGREED: ("brief", "board", "help", "export"),
        Phase.CLOSED: ("board", "export"),
    }[session.phase]
    styles = dict.fromkeys(("begin", "beginlive", "beginpost"), ButtonStyle.success)
    return [
        button(Address(verb, session.id), say(f"buttons#{verb}"), styles.get(verb, ButtonStyle.secondary))
        for verb in verbs
    ]
