"""`python bot.py rehearse`: the loopback server, the bot and the rehearsal room in one process."""

import asyncio
import errno
import secrets
import sys
import threading
import webbrowser
from pathlib import Path

from bot.cli.rehearsal import PEOPLE, AlreadyRunning, Rehearsal, alone_in, prepared, started
from bot.config import SettingsError
from bot.loopback.snapshot import SnapshotError
from bot.service.faults import StorageBroken
from bot.text.words import Words

LOG = "parley.log"
"""The file in the state's folder that holds what the terminal does not show."""


def open_room(*, port: int, state: Path, browser: bool) -> int:
    """Open the room and keep it until stopped: 0 stopped, 1 failed, 2 the port or the folder cannot be used."""
    try:
        with alone_in(state):
            return asyncio.run(_room(port, state, browser=browser))
    except KeyboardInterrupt:
        return 0
    except Exception as error:  # noqa: BLE001  # the last place before the user: nothing may pass as a traceback
        code, line = _failure(error, port, state)
        print(line, file=sys.stderr)
        return code


def _failure(error: Exception, port: int, state: Path) -> tuple[int, str]:
    match error:
        case AlreadyRunning():
            found = 2, f"A rehearsal already runs on {state}. Use its page, stop it, or give another: --state DIR."
        case SettingsError(problems=problems):
            found = 2, "\n".join(f"{one.name}: {one.wrong}. {one.where}" for one in problems)
        case SnapshotError():
            found = 2, str(error)
        case ModuleNotFoundError():
            found = 2, f"The room needs the package {error.name}: pip install 'parley[rehearse]', or make rehearse."
        case Exception(__cause__=StorageBroken() as broken):
            found = 2, f"{broken}. Move the file away to start afresh, or give another folder: --state DIR."
        case OSError():
            found = 2, _told(error, port)
        case _:
            from bot.cli.failures import explain  # noqa: PLC0415  # loads discord.py

            found = explain(error, state / LOG)
    return found


def _told(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken. Give another one: --port N, or --port 0 for a free one."
    if error.errno in (errno.EACCES, errno.EPERM) and error.filename is None:
        return f"Port {port} may not be used. Give one above 1024: --port N."
    return f"{error.filename or 'the rehearsal'}: {error.strerror or error}. Give another folder: --state DIR."


async def _room(port: int, state: Path, *, browser: bool) -> int:
    from bot.loopback.room import RoomPerson, mount, room_address  # noqa: PLC0415  # the demo has no page

    words = Words()
    rehearsal = prepared(state, port, words)
    token = secrets.token_urlsafe(24)
    people = [
        RoomPerson(words(f"demo/people#{key}"), rehearsal.people[key].token, words(f"demo/people#{key}_hint"))
        for key in PEOPLE
    ]
    mount(rehearsal.server, people, words, token=token)
    async with started(rehearsal.server):
        return await _with_bot(rehearsal, room_address(rehearsal.server, token), browser=browser)


async def _with_bot(rehearsal: Rehearsal, address: str, *, browser: bool) -> int:
    from bot.app import build  # noqa: PLC0415  # discord.py is loaded while the server is up already
    from bot.cli.failures import log_to  # noqa: PLC0415
    from bot.cli.running import running, stop_signals, until  # noqa: PLC0415
    from bot.logs import setup_logs  # noqa: PLC0415

    setup_logs("WARNING")
    log_to(rehearsal.state / LOG)
    settings = rehearsal.settings()
    with stop_signals() as asked:
        bot = build(settings)
        async with running(bot, settings.token.get_secret_value(), asked) as life:
            if not asked.is_set():
                await bot.register(str(rehearsal.seed.guild.id))
                _announce(address, browser=browser)
            await until(asked, life)
    print("Stopped. Nothing is lost: start again to go on.")
    return 0


def _announce(address: str, *, browser: bool) -> None:
    print(f"The rehearsal room is open: {address}\nStop it with Ctrl-C; the next start goes on from here.", flush=True)
    if browser:
        # A browser in the terminal would hold up the room until it is closed.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
