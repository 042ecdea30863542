"""What a chair writes from the control panel: news for everybody, and words to one party."""

from collections.abc import Mapping, Sequence

from bot.negotiation.model import Party
from bot.negotiation.order.acts import MessageParty, TellNews
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.kit.forms import letter_form, news_form
from bot.ui.kit.ids import Address
from bot.ui.verbs.marking import act_of_form

Values = Sequence[str]
Sent = Mapping[str, str]


async def news(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the news; who may tell none is told before typing any."""
    here = await visit_by_id(answer, address.session)
    if not here.may(TellNews):
        await here.act(TellNews("", ""))
        return
    await answer.form(news_form(here.scene.say, Address("newsform", address.session)))


async def news_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Tell the news of the form to everybody."""
    here = await visit_by_id(answer, address.session)
    title, words = values.get("title", ""), values.get("text", "")
    await act_of_form(here, TellNews(title, words), "\n\n".join(one for one in (title, words) if one.strip()))


async def letter(answer: Answer, address: Address, values: Values) -> None:
    """Ask for the words to the chosen party; who may send none is told before typing any."""
    here = await visit_by_id(answer, address.session)
    parties = [one.id for one in here.session.parties]
    if not here.may(MessageParty) or values[0] not in parties:
        await here.act(MessageParty(values[0], ""))
        return
    # A place in the list is short whatever the party is called.
    form = Address("letterform", address.session, extra=str(parties.index(values[0])))
    await answer.form(letter_form(here.scene.say, form, here.session.parties[parties.index(values[0])].name))


async def letter_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Send the words of the form to its party."""
    here = await visit_by_id(answer, address.session)
    words = values.get("text", "")
    await act_of_form(here, MessageParty(_party(here, address).id, words), words)


def _party(here: Visit, address: Address) -> Party:
    parties = here.session.parties
    if not address.extra.isdecimal() or int(address.extra) >= len(parties):
        raise Noted("old_button")
    return parties[int(address.extra)]
