"""A picture of the session with what it shows in words."""

from typing import Any

from discord import MediaGalleryItem, ui

from bot.records.pictures import Picture
from bot.text.limits import DESCRIPTION, clip
from bot.text.markdown import escape
from bot.ui.kit.layout import CALM, Attachment, Card, text


def chart_card(picture: Picture, session: str) -> Card:
    """Give a picture with its title above and the numbers below; the words are also its alternative text."""
    file = Attachment(f"{session}-{picture.kind.value}.png", picture.png, clip(picture.alternative, DESCRIPTION))
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        MediaGalleryItem(f"attachment://{file.name}", description=file.description)
    )
    return Card(
        text(f"### {escape(picture.title)}"), gallery, text(escape(picture.alternative)), accent=CALM, files=(file,)
    )
