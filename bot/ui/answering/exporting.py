"""The record as attached files."""

import asyncio
import io
from collections.abc import Collection

import discord

from bot.records import ExportFile, exports
from bot.ui.answering.answers import Noted
from bot.ui.answering.books import book_maker
from bot.ui.answering.visits import Visit
from bot.ui.kit.layout import CALM, Card, text


async def export_record(visit: Visit, formats: Collection[str] | None) -> None:
    """Give the record of the session to its member alone; raises Noted if the files are too large for the server."""
    answer, session, desk = visit.answer, visit.session, visit.answer.desk
    made_book = await book_maker(visit)

    def written() -> tuple[ExportFile, ...]:
        return exports(made_book(), desk.words, formats, answer.say.locale, desk.signing_seed)

    # A long session takes seconds to write; the loop goes on meanwhile.
    made = await asyncio.to_thread(written)
    if sum(len(file.content) for file in made) > answer.interaction.filesize_limit:
        raise Noted("too_big")
    files = [discord.File(io.BytesIO(file.content), file.name) for file in made]
    told = visit.scene.say("cards/records#exported", session=session, files=len(files))
    shown = [discord.ui.File[discord.ui.LayoutView](f"attachment://{file.filename}") for file in files]
    await answer.show(Card(text(told), *shown, accent=CALM), files=files)
