"""Who is let into the room: this machine, this address, this run's token. For pages, uploads and sockets."""

from collections.abc import AsyncGenerator

import httpx
import pytest
import pytest_asyncio
import websockets
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from bot.loopback.people import Person, PersonError
from bot.loopback.room import RoomPerson, mount, room_address
from bot.loopback.server import LoopbackServer
from bot.text.words import Words
from tests.room.sample_bot import PNG
from tests.support.loopback import newcomer

TOKEN = "only-this-run"
SOCKET = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def server() -> AsyncGenerator[LoopbackServer, None]:
    made = LoopbackServer()
    seed = made.seed_default()
    user = newcomer(made, seed, "Chair")
    mount(made, [RoomPerson("Chair", user.token, "Leads")], Words(), token=TOKEN)
    await made.start()
    yield made
    await made.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def client(server: LoopbackServer) -> AsyncGenerator[httpx.AsyncClient, None]:
    async with httpx.AsyncClient(base_url=server.url) as made:
        yield made


def cookie(server: LoopbackServer) -> dict[str, str]:
    port = server.url.rpartition(":")[2]
    return {"Cookie": f"room-{port}={TOKEN}"}


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_token_moves_from_the_address_into_a_strict_cookie(
    server: LoopbackServer, client: httpx.AsyncClient
) -> None:
    answer = await client.get(room_address(server, TOKEN) + "&x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?x=1")
    given = answer.headers["set-cookie"]
    assert "HttpOnly" in given
    assert "SameSite=strict" in given
    page = await client.get("/")
    assert page.status_code == 200
    assert TOKEN not in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", "?token=only-this-run%00", "?other=only-this-run"])
@pytest.mark.parametrize("path", ["/", "/seat/chair", "/_nicegui/3.18.0/static/nicegui.js", "/upload"])
async def test_without_the_token_nothing_is_shown(client: httpx.AsyncClient, path: str, query: str) -> None:
    answer = await client.get(path + query)
    assert answer.status_code == 403
    assert "?token=…" in answer.text


async def test_a_redirect_never_leads_elsewhere(server: LoopbackServer, client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{server.url}//evil.example/?token={TOKEN}")
    assert answer.headers["location"] == "/evil.example/"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "0.0.0.0", "[::1]:80"])  # noqa: S104 -- a header, nothing is bound
@pytest.mark.parametrize("path", ["/", "/api/v10/gateway", "/cdn/embed/avatars/0.png"])
async def test_a_foreign_host_is_refused(
    server: LoopbackServer, client: httpx.AsyncClient, path: str, host: str
) -> None:
    answer = await client.get(path, headers=cookie(server) | {"Host": host})
    assert answer.status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", "http://localhost"])
@pytest.mark.parametrize("path", ["/", "/seat/chair", "/upload", "/api/v10/gateway", "/cdn/embed/avatars/0.png"])
async def test_a_foreign_origin_is_refused(
    server: LoopbackServer, client: httpx.AsyncClient, path: str, origin: str
) -> None:
    for method in ("GET", "POST"):
        answer = await client.request(method, path, headers=cookie(server) | {"Origin": origin})
        assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/api/v10/gateway", "/cdn/embed/avatars/0.png", "/_nicegui/3.18.0/static/nicegui.js"])
async def test_other_sites_may_not_fetch_through_the_browser(
    server: LoopbackServer, client: httpx.AsyncClient, path: str
) -> None:
    headers = cookie(server) | {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert (await client.get(path, headers=headers)).status_code == 403


async def test_localhost_is_this_machine_too(server: LoopbackServer, client: httpx.AsyncClient) -> None:
    port = server.url.rpartition(":")[2]
    headers = cookie(server) | {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}
    assert (await client.get("/", headers=headers)).status_code == 200


@pytest.mark.parametrize(
    ("origin", "with_cookie"),
    [("https://evil.example", True), ("http://127.0.0.1:1", True), (None, True), ("own", False)],
)
async def test_a_socket_needs_the_origin_and_the_cookie(
    server: LoopbackServer,
    origin: str | None,
    with_cookie: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    shown = server.url if origin == "own" else origin
    with pytest.raises(InvalidStatus) as refused:
        async with connect(
            server.url.replace("http", "ws") + SOCKET,
            origin=None if shown is None else websockets.Origin(shown),
            additional_headers=cookie(server) if with_cookie else {},
        ):
            pass
    assert refused.value.response.status_code == 403


async def test_the_rooms_own_socket_is_let_in(server: LoopbackServer) -> None:
    async with connect(
        server.url.replace("http", "ws") + SOCKET,
        origin=websockets.Origin(server.url),
        additional_headers=cookie(server),
    ) as socket:
        assert str(await socket.recv()).startswith("0{")


async def test_the_gateway_is_closed_to_pages_of_other_sites_and_open_to_bots(server: LoopbackServer) -> None:
    with pytest.raises(InvalidStatus):
        async with connect(server.gateway_url, origin=websockets.Origin("https://evil.example")):
            pass
    async with connect(server.gateway_url, origin=None) as socket:
        assert '"op":10' in str(await socket.recv())
    with pytest.raises(PersonError):
        await Person.connect(server.url, TOKEN)


async def test_an_upload_needs_the_rooms_own_page(server: LoopbackServer, client: httpx.AsyncClient) -> None:
    file = {"file": ("dot.png", PNG, "image/png")}
    own = cookie(server) | {"Origin": server.url}
    assert (await client.post("/upload", files=file)).status_code == 403
    assert (await client.post("/upload", files=file, headers=own | {"Origin": "null"})).status_code == 403
    kept = await client.post("/upload", files=file, headers=own)
    assert kept.status_code == 200
    assert kept.json()["name"] == "dot.png"
    assert (await client.post("/upload", data={"file": "text"}, headers=own)).status_code == 400
    large = {"file": ("big.bin", bytes(10 * 1024 * 1024 + 1), "application/octet-stream")}
    assert (await client.post("/upload", files=large, headers=own)).status_code == 413


async def test_a_seat_that_does_not_exist_is_said_so(server: LoopbackServer, client: httpx.AsyncClient) -> None:
    answer = await client.get("/seat/nobody", headers=cookie(server))
    assert "There is nobody with this address" in answer.text
