"""The checker of the contract is itself checked: it must be able to fail."""

import pytest

from bot.loopback.rest import Exchange
from bot.loopback.routes.table import ROUTES
from tests.support.contract import PRIVATE_ROUTES, Contract, described, problems


def exchange(**changes: object) -> Exchange:
    said = {
        "method": "POST",
        "template": "/channels/{channel_id}/typing",
        "path": "/channels/1/typing",
        "content_type": "application/json",
        "request": None,
        "status": 204,
        "response": None,
    } | changes
    return Exchange(**said)  # type: ignore[arg-type]  # the fields of an exchange


def test_what_is_right_passes() -> None:
    assert problems(exchange()) == []
    refused = {"message": "Unknown Channel", "code": 10003}
    assert problems(exchange(status=404, response=refused)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": 204, "response": {"odd": 1}},
        {"status": 404, "response": {"message": "no code"}},
        {"status": 400, "response": {"message": "x", "code": 50035, "errors": {"a": {"_errors": [{"code": "X"}]}}}},
        {"status": 302},
        {"template": "/channels/{channel_id}/messages", "request": {"content": 5}, "status": 200, "response": {}},
        {"template": "/channels/{channel_id}/messages", "content_type": "text/plain", "request": {}, "status": 200},
        {"method": "GET", "template": "/users/@me", "status": 200, "response": {"id": 5}},
    ],
)
def test_what_is_wrong_is_found(wrong: dict[str, object]) -> None:
    assert problems(exchange(**wrong)) != []


def test_a_contract_collects() -> None:
    contract = Contract()
    contract(exchange())
    contract(exchange(status=404, response={}))
    assert contract.seen() == {("POST", "/channels/{channel_id}/typing")}
    assert len(contract.broken) == 2


def test_every_route_is_in_discords_description() -> None:
    unknown = {(one.method, one.template) for one in ROUTES} - described() - PRIVATE_ROUTES
    assert unknown == set()
