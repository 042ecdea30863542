"""Checks exchanges with the loopback server against Discord's own description of its API."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.loopback.server import Exchange

DESCRIPTION = Path(__file__).resolve().parents[2] / "../shared/discord/openapi.json"
_ROOT = "urn:discord"

# What Discord's own client uses and the public description leaves out.
PRIVATE_ROUTES = {("POST", "/interactions"), ("GET", "/guilds/{guild_id}/application-command-index")}


@cache
def _description() -> dict[str, Any]:
    if not DESCRIPTION.exists():
        pytest.skip(f"Discord's API description is not at {DESCRIPTION}")
    loaded: dict[str, Any] = json.loads(DESCRIPTION.read_text())
    return loaded


@cache
def _registry() -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry([(_ROOT, _description())])


@cache
def _validator(pointer: str) -> Callable[[object], list[str]]:
    validator = jsonschema_rs.validator_for({"$ref": f"{_ROOT}#{pointer}"}, registry=_registry())

    def check(body: object) -> list[str]:
        return [
            f"{'/'.join(map(str, error.instance_path))}: {error.message[:300]}" for error in validator.iter_errors(body)
        ]

    return check


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def described() -> set[tuple[str, str]]:
    """All (method, template) pairs of the description."""
    paths = _description()["paths"]
    return {(method.upper(), path) for path, operations in paths.items() for method in operations}


def _operation(exchange: Exchange) -> tuple[str, dict[str, Any]]:
    path = _description()["paths"].get(exchange.template)
    if path is None or exchange.method.lower() not in path:
        raise AssertionError(f"{exchange.method} {exchange.template} is not in Discord's API description")
    return f"/paths/{_escape(exchange.template)}/{exchange.method.lower()}", path[exchange.method.lower()]


_SNOWFLAKES = {"users", "roles", "messages"}


def normalised(body: Any) -> Any:  # noqa: ANN401 -- any JSON
    """discord.py sends snowflakes as numbers and permission bits as strings; the description has it the other way."""
    if isinstance(body, list):
        return [normalised(one) for one in body]
    if not isinstance(body, dict):
        return body
    copy = {key: normalised(value) for key, value in body.items()}
    for key in _SNOWFLAKES & copy.keys():
        copy[key] = [str(one) if isinstance(one, int) else one for one in copy[key] or []]
    for key in {"allow", "deny"} & copy.keys():
        copy[key] = int(copy[key])
    for attachment in copy.get("attachments") or []:
        if isinstance(attachment, dict) and "id" in attachment:
            attachment["id"] = str(attachment["id"])
    return copy


def _refusal_problems(body: object) -> list[str]:
    """A refusal has a number and a message; the details are checked here.

    The description says that the codes in the details are numbers, Discord sends words such as BASE_TYPE_REQUIRED.
    """
    found = _validator("/components/schemas/Error")(body)
    details = body.get("errors") if isinstance(body, dict) else None
    return found + ([] if details is None else _detail_problems(details, "errors"))


def _detail_problems(details: object, where: str) -> list[str]:
    if not isinstance(details, dict) or not details:
        return [f"{where}: an object with something in it"]
    found: list[str] = []
    for key, value in details.items():
        if key != "_errors":
            found += _detail_problems(value, f"{where}/{key}")
        elif not value or any({"code", "message"} != set(one) or not one["code"].isupper() for one in value):
            found.append(f"{where}/_errors: code and message")
    return found


def problems(exchange: Exchange) -> list[str]:
    """What in an exchange is not as Discord describes it; a request that was refused may be wrong."""
    if (exchange.method, exchange.template) in PRIVATE_ROUTES:
        return []
    pointer, operation = _operation(exchange)
    found: list[str] = []
    accepted = exchange.status < 300
    kind = exchange.content_type.partition(";")[0]
    content = operation.get("requestBody", {}).get("content", {})
    if accepted and exchange.request is not None and content:
        if kind not in content:
            found.append(f"request: content type {kind!r} is not among {sorted(content)}")
        else:
            where = f"{pointer}/requestBody/content/{_escape(kind)}/schema"
            found += [f"request {one}" for one in _validator(where)(normalised(exchange.request))]
    return found + _answer_problems(exchange, pointer, operation)


def _answer_problems(exchange: Exchange, pointer: str, operation: dict[str, Any]) -> list[str]:
    responses = operation["responses"]
    status = str(exchange.status)
    if status not in responses:
        if exchange.status >= 500:
            return []
        if exchange.status >= 400:
            return [f"answer {one}" for one in _refusal_problems(exchange.response)]
        return [f"answer: status {status} is not among {sorted(responses)}"]
    if "$ref" in responses[status]:
        pointer = responses[status]["$ref"].removeprefix("#")
        schema = f"{pointer}/content/application~1json/schema"
        return [f"answer {one}" for one in _validator(schema)(exchange.response)]
    if "content" not in responses[status]:
        return [] if exchange.response is None else [f"answer: {status} has no body"]
    where = f"{pointer}/responses/{status}/content/application~1json/schema"
    return [f"answer {one}" for one in _validator(where)(exchange.response)]


class Contract:
    """An observer for `LoopbackServer` that collects every exchange and what is wrong with it."""

    def __init__(self) -> None:
        _description()
        self.exchanges: list[Exchange] = []
        self.broken: list[str] = []

    def __call__(self, exchange: Exchange) -> None:
        """Check one exchange."""
        self.exchanges.append(exchange)
        self.broken += [f"{exchange.method} {exchange.template}: {one}" for one in problems(exchange)]

    def seen(self) -> set[tuple[str, str]]:
        """The (method, template) pairs that were used."""
        return {(one.method, one.template) for one in self.exchanges}
