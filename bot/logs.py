"""Logging: one line an event for people, or one JSON object a line for collectors."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal

_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class JsonLines(logging.Formatter):
    """A record as one JSON object: time, level, logger, message, what was passed as `extra`, and the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        data = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        data |= {key: value for key, value in vars(record).items() if key not in _OWN}
        if record.exc_info:
            data["traceback"] = self.formatException(record.exc_info)
        return json.dumps(data, ensure_ascii=False, default=str)


def setup_logs(level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO", *, as_json: bool = False) -> None:
    """Send all logs to standard error. Calling it again replaces what was set before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonLines() if as_json else logging.Formatter("{asctime} {levelname:<7} {name}: {message}", style="{")
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # They tell at INFO what nobody needs each time; rate limits that were waited for stay, at WARNING.
    for chatty in ("discord", "alembic"):
        logging.getLogger(chatty).setLevel(max(logging.getLevelName(level), logging.WARNING))
