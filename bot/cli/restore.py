"""`python bot.py import`: a session from an exported record, into the database of another installation."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli.settings import with_settings
from bot.config import Settings
from bot.negotiation.codec import entry_from_json
from bot.negotiation.events import Recorded
from bot.negotiation.model import Phase, Session
from bot.negotiation.replay import replay
from bot.negotiation.talk import Utterance
from bot.records import Broken, NotARecord, verify
from bot.records.reading import read_json
from bot.records.spoken import talk_from
from bot.rules import FileError
from bot.scenarios.reading import load_pack
from bot.service.faults import PlaceTaken
from bot.service.ports import Opening, Place
from bot.storage import open_store
from bot.storage.archive import SessionThere
from bot.storage.shelf import PackShelf


class _Refused(Exception):  # noqa: N818  # named for what happened
    """The session cannot be restored, and nothing was written: the line for the operator, and the exit code."""

    def __init__(self, why: str, code: int = 2) -> None:
        super().__init__(why)
        self.why, self.code = why, code


def restore_session(path: Path, guild: str, channel: str, pack: Path | None) -> int:
    """Restore a session in a channel: 0 done, 1 the record is not intact, 2 it cannot be; then nothing was written."""
    return with_settings(lambda settings: _restore(settings, path, Place(guild, channel), pack), need_token=False)


def _restore(settings: Settings, path: Path, place: Place, pack: Path | None) -> int:
    from bot.cli.failures import told  # noqa: PLC0415  # loads discord.py, which only a failure of it needs

    try:
        entries, talk = _read(path)
        state = replay(entries)
        source = _source(settings, state, pack)
        opening = Opening(state.id, place, source, state.pack_hash)
        return told(lambda: asyncio.run(_written(settings, opening, state, entries, talk)))
    except _Refused as refused:
        print(refused.why, file=sys.stderr)
        return refused.code


def _read(path: Path) -> tuple[tuple[Recorded, ...], tuple[Utterance, ...]]:
    try:
        data = path.read_bytes()
        found = verify(data)
    except OSError as error:
        raise _Refused(f"{path}: cannot be read ({error.strerror}); give an exported -record.json file") from error
    except NotARecord as error:
        raise _Refused(f"{path}: not a record: {error}") from error
    if isinstance(found, Broken):
        raise _Refused(f"{path}: CHANGED: {found.why}. Nothing was restored.", 1)
    if not found.entries:
        raise _Refused(f"{path}: an agreed text alone; give the -record.json file")
    if found.withheld:
        raise _Refused(
            f"{path}: {found.withheld} entries are withheld from the reader whose record this is, so the session "
            "cannot go on from it; export it with --view chair"
        )
    raw = read_json(data)
    return tuple(entry_from_json(entry) for entry in raw["entries"]), talk_from(raw.get("talk", []))


def _source(settings: Settings, state: Session, pack: Path | None) -> str:
    """Give the text of the pack that the session was opened with."""
    if pack is not None:
        try:
            text = pack.read_text(encoding="utf-8")
            fingerprint = load_pack(text).fingerprint
        except (OSError, UnicodeDecodeError) as error:
            raise _Refused(f"--pack: {pack} cannot be read ({error})") from error
        except FileError as error:
            raise _Refused(f"--pack: {pack}: {error}") from error
        if fingerprint != state.pack_hash:
            raise _Refused(f"--pack: {pack} is not the pack of the record, whose SHA-256 is {state.pack_hash}")
        return text
    shelf = PackShelf(settings.packs_dir)
    known = shelf.get(state.pack)
    if known is None or known.fingerprint != state.pack_hash:
        raise _Refused(
            f"the pack {state.pack} with the SHA-256 {state.pack_hash} is not here; give its file with --pack FILE"
        )
    return shelf.source(state.pack)


async def _written(
    settings: Settings, opening: Opening, state: Session, entries: Sequence[Recorded], talk: Sequence[Utterance]
) -> int:
    store = await open_store(settings.database_url)
    try:
        await store.archive.restore(opening, entries, talk, closed=state.phase is Phase.CLOSED)
    except SessionThere:
        print(f"the session {state.id} is in this database already", file=sys.stderr)
        return 2
    except PlaceTaken as taken:
        print(f"--channel: the session {taken.session} is open in this channel; close it first", file=sys.stderr)
        return 2
    finally:
        await store.close()
    print(f"{state.id}: {state.title}, {len(entries)} entries and {len(talk)} things that were said are restored.")
    if state.phase is not Phase.CLOSED:
        print("Start the bot and use /session refresh in the channel: it posts everything anew.")
    return 0
