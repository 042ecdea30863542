"""Shows what happened: threads, cards, announcements and the lines of the record, after an act is durable."""

from bot.ui.publishing.publisher import DiscordPublisher

__all__ = ["DiscordPublisher"]
