"""uvicorn inside an event loop that others run: no signals of its own, started and stopped without waiting."""

import asyncio
import contextlib
import socket
from collections.abc import Generator

import uvicorn
from starlette.types import ASGIApp

KEEP_ALIVE = 75
"""Seconds that an idle connection stays open: longer than the 15 s for which clients of aiohttp reuse one, so that no
request is ever sent into a connection that is being closed."""

LAST_WORDS = 1.0
"""Seconds that open requests get to finish when the server stops."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; OSError where the address is taken."""
    # The protocol is named so that asyncio switches Nagle's algorithm off; else each answer waits 40 ms for its body.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    return listener


class Host(uvicorn.Server):
    """Serves one application on one socket between `start` and `stop`."""

    def __init__(self, app: ASGIApp, listener: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            # Below this uvicorn logs frames, and with them tokens.
            log_level="warning",
            access_log=False,
            timeout_keep_alive=KEEP_ALIVE,
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_ping_interval=None,
            server_header=False,
            date_header=False,
        )
        super().__init__(config)
        self._listener = listener
        self._up = asyncio.Event()
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the process's signal handlers alone."""
        yield

    async def main_loop(self) -> None:
        """Wait for the stop; what uvicorn does every 0.1 s here (a date header, restarts) is not wanted."""
        self._up.set()
        await self._over.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, let open requests finish, close what remains."""
        for server in self.servers:
            server.close()
        for sock in sockets or ():
            sock.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        deadline = asyncio.get_running_loop().time() + LAST_WORDS
        # uvicorn keeps its connections and tasks in plain sets: there is nothing to wait on but them.
        while self._busy() and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110 -- see above
            await asyncio.sleep(0.002)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()

    def _busy(self) -> bool:
        return bool(self.server_state.connections or self.server_state.tasks)

    async def start(self) -> None:
        """Serve from now on; raises what prevents it."""
        self._task = asyncio.create_task(self.serve(sockets=[self._listener]), name="loopback server")
        ready = asyncio.create_task(self._up.wait())
        await asyncio.wait({self._task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            self._listener.close()
            await self._task
            raise RuntimeError("the loopback server ended while starting")

    async def stop(self) -> None:
        """Stop serving and wait until all is closed."""
        self._over.set()
        if self._task is not None:
            await self._task
            self._task = None
