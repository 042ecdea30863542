"""The world in one JSON file, so that a restart continues; the bytes of attachments in a folder beside it.

The file is written whole under another name and then put in place, so that a crash leaves the old one or the new one.
"""

import asyncio
import logging
import os
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from bot.loopback.world.model import State
from bot.loopback.world.store import Store

VERSION = 1
DELAY = 0.25
"""Seconds between a change and the writing of it, so that a burst of changes is written once."""

_log = logging.getLogger(__name__)


class SnapshotError(Exception):
    """A state file that cannot be used; the message says which and what to do."""


@dataclass(slots=True)
class _Saved:
    version: int
    state: State


class Snapshot:
    """Reads the world from a file and keeps the file up to date."""

    def __init__(self, path: Path, store: Store) -> None:
        self._path = path
        self._folder = path.with_name(path.name + ".files")
        self._store = store
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._dirty = False

    def load(self) -> None:
        """Take the file's world, if there is a file. SnapshotError for one that is damaged or of another version."""
        if self._path.exists():
            try:
                saved = TypeAdapter(_Saved).validate_json(self._path.read_bytes())
            except (ValidationError, OSError) as error:
                message = f"{self._path} cannot be read as a saved rehearsal: move it away to start afresh"
                raise SnapshotError(message) from error
            if saved.version != VERSION:
                message = f"{self._path} is of version {saved.version}, this program writes {VERSION}: move it away"
                raise SnapshotError(message)
            self._store.adopt(saved.state)
            for file in self._folder.glob("*") if self._folder.is_dir() else ():
                if file.name.isdecimal():
                    self._store.files[int(file.name)] = file.read_bytes()
        self._store.watchers.append(self._changed)
        self._store.file_watchers.append(self._keep)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on write a short time after each change."""
        self._loop = loop
        if self._dirty:
            self._changed()

    def _changed(self) -> None:
        self._dirty = True
        if self._loop is not None and self._timer is None:
            self._timer = self._loop.call_later(DELAY, self._save_or_say)

    def _keep(self, file_id: int, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        _replace(self._folder / str(file_id), content)

    def _save_or_say(self) -> None:
        self._timer = None
        try:
            self.save()
        except OSError as error:
            # The room goes on in memory; the next change tries again.
            _log.warning("%s could not be written: %s", self._path, error)

    def save(self) -> None:
        """Write now. OSError where the file system refuses."""
        saved = _Saved(VERSION, self._store.state)
        raw = orjson.dumps(saved, option=orjson.OPT_NON_STR_KEYS)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        _replace(self._path, raw)
        self._dirty = False
        for file in self._folder.glob("*") if self._folder.is_dir() else ():
            if file.name.isdecimal() and int(file.name) not in self._store.files:
                file.unlink(missing_ok=True)

    def close(self) -> None:
        """Write a last time if anything has changed, and watch no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._loop = None
        if self._dirty:
            self._save_or_say()


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(path.name + ".new")
    # The world holds the tokens of its people: nobody else on the machine is to read it.
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
