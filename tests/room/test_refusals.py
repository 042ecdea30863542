"""What a server refuses reaches a person as a sentence, never as the server's own body."""

from typing import Any

import pytest

from bot.loopback.people import PersonError
from bot.loopback.room.refusals import refused
from bot.text.words import Words

TOO_LONG = {"code": 50035, "errors": {"content": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "raw"}]}}}


def label(name: str, **params: Any) -> str:  # noqa: ANN401  # whatever the word needs
    return Words()(f"room/labels#{name}", **params)


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, TOO_LONG, "too long to send"),
        (403, {"code": 50013, "message": "Missing Permissions"}, ""),
        (404, {"code": 10003, "message": "Unknown Channel"}, ""),
        (500, {"message": "raw"}, ""),
    ],
)
def test_a_refusal_is_a_sentence(status: int, body: dict[str, object], said: str) -> None:
    told = refused(PersonError(status, body), label)
    assert told.endswith(".")
    assert said in told
    assert not any(raw in told for raw in ("raw", "code", "{", "Missing", "Unknown"))
