"""`python bot.py rehearse --demo`: a negotiation that plays itself, over the same server and by the same bot."""

import asyncio
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.cli.demo_story import EXPECTED, play
from bot.cli.failures import explain
from bot.cli.folders import fault_of
from bot.cli.rehearsal import Rehearsal, prepared, started
from bot.cli.running import running
from bot.cli.stage import Differs, Stage, staged
from bot.logs import setup_logs
from bot.loopback.people import PersonError
from bot.records import NotARecord, Verified, verify
from bot.records.model import RecordFile
from bot.text.words import Words


def play_demo(export: Path | None) -> int:
    """Play, print each act with what is seen, keep the exports in a folder.

    Exit codes: 0 as scripted, 1 with what differed, 2 where `export` cannot be a folder.
    """
    if export is not None and (fault := fault_of(export)):
        print(f"--export: {fault}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="parley-demo-", ignore_cleanup_errors=True) as state:
        try:
            files = asyncio.run(_demo(Path(state)))
            if export is not None:
                _keep(files, export)
        except KeyboardInterrupt:
            return 1
        except Differs as error:
            print(f"Not as scripted: {error}", file=sys.stderr)
            return 1
        except Exception as error:  # noqa: BLE001  # the last place before the user: nothing may pass as a traceback
            _, line = explain(error)
            print(line, file=sys.stderr)
            return 1
    return 0


async def _demo(state: Path) -> dict[str, bytes]:
    from bot.app import build  # noqa: PLC0415  # discord.py is loaded when it is needed

    setup_logs("WARNING")
    words = Words()
    rehearsal = prepared(state, 0, words)
    async with started(rehearsal.server):
        settings = rehearsal.settings()
        bot = build(settings)
        async with running(bot, settings.token.get_secret_value(), asyncio.Event()):
            await bot.register(str(rehearsal.seed.guild.id))
            return await _played(rehearsal, words)


async def _played(rehearsal: Rehearsal, words: Words) -> dict[str, bytes]:
    async with staged(rehearsal, words, lambda line: print(line, flush=True)) as stage:
        stage.say("intro")
        try:
            agreed, answer = await play(stage)
            files = {one["filename"]: await stage.person("chair").fetch(one) for one in answer.attachments}
        except PersonError as error:
            raise Differs(str(error)) from error
        _check(stage, files, agreed)
        stage.say("played", seconds=stage.seconds)
        return files


def _check(stage: Stage, files: Mapping[str, bytes], agreed: str) -> None:
    """Hold the exports to the script: verified, the same hash as on the card, and every event that was to happen."""
    data = next((content for name, content in files.items() if name.endswith("-record.json")), None)
    if data is None or not any(name.endswith("-agreed-text.md") for name in files):
        raise Differs(f"/record export gave {sorted(files) or 'no files'}")
    try:
        found = verify(data)
    except NotARecord as error:
        raise Differs(f"the exported record cannot be read: {error}") from error
    if not isinstance(found, Verified) or found.text_hash is None:
        raise Differs(f"the exported record is not intact: {found}")
    if found.text_hash not in agreed:
        raise Differs(f"the card does not show the hash of the agreed text, {found.text_hash}: {agreed[:300]}")
    happened = [str(entry.event["type"]) for entry in RecordFile.model_validate_json(data).entries]
    if sorted(happened) != sorted(EXPECTED):
        raise Differs(f"the record holds {happened}, the script has {list(EXPECTED)}")
    stage.say("verified", entries=found.entries, hash=found.text_hash)


def _keep(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    print(Words()("demo/acts#written", folder=folder))
