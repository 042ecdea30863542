"""The record and the agreed text as JSON, for programs and for verify."""

import json
from collections.abc import Sequence

from pydantic import BaseModel

from bot.negotiation.events import Recorded
from bot.negotiation.model import Session
from bot.negotiation.talk import Utterance
from bot.records.building import agreed_text_of, record_of
from bot.records.model import RecordFile


def record_json(session: Session, entries: Sequence[Recorded]) -> RecordFile:
    """Give the whole session as the model of its JSON file."""
    return record_of(session, entries)


def acts_json(session: Session, entries: Sequence[Recorded], talk: Sequence[Utterance] = ()) -> str:
    """Give the whole session (its record) as JSON text."""
    return _text(record_of(session, entries, talk))


def agreed_text_json(session: Session, entries: Sequence[Recorded]) -> str | None:
    """Give the agreed text as JSON text, or None while there is none."""
    held = agreed_text_of(session, entries)
    return _text(held) if held else None


def _text(file: BaseModel) -> str:
    # json instead of pydantic's writer: that one refuses lone surrogates, which a foreign name may hold.
    return json.dumps(file.model_dump(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
