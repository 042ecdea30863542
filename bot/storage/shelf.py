"""The packs that sessions may be opened with: those shipped, and those in a folder of one's own."""

import logging
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import bot.scenarios
from bot.rules import FileError
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack

SHIPPED = Path(bot.scenarios.__file__).parent / "packs"

KEPT = 16  # packs that are read once in a process, however many bots there are in it

_log = logging.getLogger(__name__)


class PackShelf:
    """The packs of some folders, by id; implements `bot.service.ports.Packs`.

    Files are read once, when first asked for. A file that cannot be read or is no pack is left out, and said so in
    the log; `broken` keeps why. Of two packs with one id the first counts, so nothing replaces a shipped pack.
    """

    def __init__(self, extra: Path | None = None, *, shipped: Path = SHIPPED) -> None:
        self._folders: Sequence[Path] = (shipped,) if extra is None else (shipped, extra)
        self.broken: dict[Path, str] = {}

    def ids(self) -> tuple[str, ...]:
        """Give the ids of all packs: those shipped first, each folder in the order of the file names."""
        return tuple(self._packs)

    def get(self, pack: str) -> Pack | None:
        """Give the pack with this id, or None."""
        found = self._packs.get(pack)
        return found[0] if found else None

    def source(self, pack: str) -> str:
        """Give the text that the pack was read from; KeyError if there is no such pack."""
        return self._packs[pack][1]

    def path(self, pack: str) -> Path:
        """Give the file that the pack was read from; KeyError if there is no such pack."""
        return self._packs[pack][2]

    @cached_property
    def _packs(self) -> Mapping[str, tuple[Pack, str, Path]]:
        found: dict[str, tuple[Pack, str, Path]] = {}
        for folder in self._folders:
            for path in sorted(folder.glob("*.yaml")):
                read = self._read(path)
                if read is None:
                    continue
                if read[0].id in found:
                    self._leave_out(path, f"another pack is called {read[0].id!r}")
                else:
                    found[read[0].id] = (*read, path)
        return found

    def _read(self, path: Path) -> tuple[Pack, str] | None:
        try:
            data = path.read_bytes()
            return _pack_of(data), data.decode()
        except OSError as error:
            self._leave_out(path, error.strerror or str(error))
        except FileError as error:
            first, count = error.errors[0], len(error.errors)
            self._leave_out(path, f"line {first.line}, {first.where}: {first.message} ({count} faults in all)")
        return None

    def _leave_out(self, path: Path, why: str) -> None:
        self.broken[path] = why
        _log.warning("The pack %s is left out: %s. `packs check` says more.", path.name, why)


_pack_of = lru_cache(maxsize=KEPT)(load_pack)
