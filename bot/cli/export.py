"""`python bot.py export`: a session's agreed text and acts, from the database to files."""

import asyncio
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.cli.folders import fault_of
from bot.cli.settings import with_settings
from bot.config import Settings
from bot.negotiation.model import Session
from bot.negotiation.replay import replay
from bot.records import ExportFile, book_of, exports
from bot.records.readers import CHAIR, PUBLIC, Reader, Sight
from bot.scenarios.frame import frame_of
from bot.scenarios.reading import load_pack
from bot.storage import Store, open_store
from bot.text.words import Words

_VIEWS: Mapping[str, Reader] = {"public": PUBLIC, "chair": CHAIR}


def export_session(session: str | None, out: Path, view: str = "public") -> int:
    """Write the files of a session into a folder, or list the sessions: 0 done, 1 failed, 2 unknown or bad settings."""
    if session is not None and (fault := fault_of(out)):
        print(f"--out: {fault}.", file=sys.stderr)
        return 2
    return with_settings(lambda settings: _export(settings, session, out, view), need_token=False)


def _export(settings: Settings, session: str | None, out: Path, view: str) -> int:
    from bot.cli.failures import told  # noqa: PLC0415  # loads discord.py, which only a failure of it needs

    return told(lambda: asyncio.run(_with_store(settings, session, out, view)))


async def _with_store(settings: Settings, session: str | None, out: Path, view: str) -> int:
    store = await open_store(settings.database_url)
    try:
        known = await store.events.sessions()
        if session is None:
            print("\n".join(known) if known else "There are no sessions in this database.")
            return 0
        if session not in known:
            print(f"--session: there is no session {session!r}; without --session all are listed.", file=sys.stderr)
            return 2
        files = await _files(store, session, Words(settings.prompts), view)
    finally:
        await store.close()
    if files is None:
        return 2
    _write(files, out)
    return 0


async def _files(store: Store, session: str, words: Words, view: str) -> tuple[ExportFile, ...] | None:
    entries = await store.events.load(session)
    state = replay(entries)
    frame = frame_of(load_pack(await store.events.pack_source(state.pack_hash)), state.variant)
    reader = _reader(state, view)
    if reader is None:
        views = ", ".join([*_VIEWS, *(party.id for party in state.parties)])
        print(f"--view: there is no view {view!r}; there is {views}.", file=sys.stderr)
        return None
    book = book_of(entries, frame, await store.talk.of(session), reader, state.recording.opened)
    return exports(book, words)


def _reader(state: Session, view: str) -> Reader | None:
    return _VIEWS.get(view) or (Reader(Sight.PARTY, view) if state.party(view) else None)


def _write(files: Iterable[ExportFile], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for file in files:
        path = out / file.name
        path.write_bytes(file.content)
        print(path)
