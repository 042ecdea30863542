"""A picture of the session, for the member who asks for it."""

import asyncio

from bot.records import FormatUnavailable
from bot.records.pictures import Kind, NotForReader, Picture, picture
from bot.ui.answering.answers import Noted
from bot.ui.answering.books import book_maker
from bot.ui.answering.visits import Visit
from bot.ui.cards.charts import chart_card


async def show_chart(visit: Visit, kind: Kind) -> None:
    """Show a picture to its member alone; raises Noted if it is not for that member, or there is nothing to show."""
    answer = visit.answer
    made = await book_maker(visit)

    def drawn() -> Picture | None:
        return picture(made(), answer.desk.words, kind, answer.say.locale)

    try:
        # Drawing takes tenths of a second, and seconds the first time; the loop goes on meanwhile.
        found = await asyncio.to_thread(drawn)
    except NotForReader:
        raise Noted("chart_of_chairs") from None
    except FormatUnavailable as error:
        raise Noted("format_unavailable", format=error.format, package=error.package) from error
    if found is None:
        raise Noted("chart_empty")
    card = chart_card(found, visit.session.id)
    await answer.show(card, files=[file.upload() for file in card.files])
