"""What is chosen in a menu, or by a button that stands for one of its ways: asked for in a form, then done."""

from collections.abc import Mapping, Sequence

from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.visits import visit_by_id
from bot.ui.kit.fields import Pick, fields_form
from bot.ui.kit.ids import Address
from bot.ui.transformers import ProposalRef
from bot.ui.verbs.marking import act_of_form
from bot.ui.verbs.ways import WAYS
from bot.ui.verbs.ways.way import Asked, Way

Values = Sequence[str]
Sent = Mapping[str, str]


async def more(answer: Answer, address: Address, values: Values) -> None:
    """Begin what was chosen in a menu."""
    await _begin(answer, address, values[0])


async def do(answer: Answer, address: Address, _: Values) -> None:
    """Begin what the button stands for, on its motion, room or turn."""
    key, _colon, about = address.extra.partition(":")
    await _begin(answer, address, key, about)


async def _begin(answer: Answer, address: Address, key: str, about: str = "") -> None:
    """Ask for what the act takes; who may not do it, or has nothing to choose from, is told before typing anything."""
    way, asked = _way(key), await _asked(answer, address, about)
    here = asked.here
    if not here.may(way.act, asked.ref):
        await here.act(way.make(asked, {}))
        return
    fields = await way.fields(asked)
    if not fields:
        await _do(way, asked, {})
    elif any(isinstance(one, Pick) and one.required and not one.options for one in fields):
        await here.act(way.make(asked, {}))
    else:
        form = Address("moreform", address.session, address.proposal, address.version, f"{key}:{about}")
        await answer.form(fields_form(here.scene.say, form, here.scene.say(f"menu#{key}"), fields))


async def sent(answer: Answer, address: Address, values: Sent) -> None:
    """Do what the form asks for."""
    key, _colon, about = address.extra.partition(":")
    way, asked = _way(key), await _asked(answer, address, about)
    await _do(way, asked, values)


async def _do(way: Way, asked: Asked, values: Sent) -> None:
    if way.instead is not None:
        await way.instead(asked, values)
    else:
        await act_of_form(asked.here, way.make(asked, values), asked.here.answer.typed)


def _way(key: str) -> Way:
    if key not in WAYS:
        raise Noted("old_button")
    return WAYS[key]


async def _asked(answer: Answer, address: Address, about: str) -> Asked:
    ref = ProposalRef(address.proposal, address.version) if address.proposal else None
    return Asked(await visit_by_id(answer, address.session), ref, about)
