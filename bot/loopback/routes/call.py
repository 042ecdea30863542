"""One request as a route sees it, and what a route answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.loopback.errors import JSON, ApiError, invalid_form
from bot.loopback.faults import Faults
from bot.loopback.gateway.hub import Hub
from bot.loopback.interactions.desk import Desk
from bot.loopback.validation.message import Upload
from bot.loopback.world.model import Application, User
from bot.loopback.world.world import World


@dataclass(frozen=True, slots=True)
class House:
    """What all routes share."""

    world: World
    hub: Hub
    desk: Desk
    faults: Faults
    gateway_url: str


class Answer(NamedTuple):
    """Status and JSON body; no body for 204."""

    status: int
    body: object = None


EMPTY = Answer(204)


@dataclass(slots=True)
class Call:
    """A request: who, with which path parameters, query, JSON body and files.

    `body` is what the JSON says (None where there was none), `files` the parts of a multipart body by their number.
    """

    house: House
    user: User | None
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The world."""
        return self.house.world

    @property
    def actor(self) -> User:
        """Who asks; 401 for nobody."""
        if self.user is None:
            raise ApiError(401, 0, "401: Unauthorized")
        return self.user

    @property
    def form(self) -> JSON:
        """The body as an object; 50109 for anything else."""
        if not isinstance(self.body, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.body

    def id(self, name: str) -> int:
        """A snowflake of the path, or 50035."""
        text = self.params[name]
        if not text.isdecimal():
            error = {"code": "NUMBER_TYPE_COERCE", "message": f'Value "{text}" is not snowflake.'}
            raise invalid_form({name: {"_errors": [error]}})
        return int(text)

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A number of the query within its bounds, or 50035."""
        text = self.query.get(name)
        if text is None:
            return default
        if not text.isdecimal() or not low <= int(text) <= high:
            error = {"code": "NUMBER_TYPE_MAX", "message": f"int value should be between {low} and {high}."}
            raise invalid_form({name: {"_errors": [error]}})
        return int(text)

    def flag(self, name: str) -> bool:
        """A yes-or-no of the query."""
        return self.query.get(name, "").lower() in {"1", "true"}

    def application(self) -> Application:
        """The application of the asking bot when the path names it; 50001 for another's."""
        app = self.world.application_of(self.actor)
        if app is None or app.id != self.id("application_id"):
            raise ApiError(403, 50001, "Missing Access")
        return app


Handler = Callable[[Call], Answer]


class Route(NamedTuple):
    """A method, a path template as in the API description, and who handles it; `public` needs no token."""

    method: str
    template: str
    handler: Handler
    public: bool = False
