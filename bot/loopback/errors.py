"""What Discord answers when it refuses: status, code, message and, for a bad form, where in the body."""

from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


@dataclass(eq=False)
class ApiError(Exception):
    """A refusal of the API.

    `status` is the HTTP status, `code` Discord's own number, `errors` the nested form errors of 50035, `extra` what
    else stands in the body (a rate limit's `retry_after`).
    """

    status: int
    code: int
    message: str
    errors: JSON | None = None
    headers: dict[str, str] = field(default_factory=dict)
    extra: JSON = field(default_factory=dict)

    def body(self) -> JSON:
        """The JSON body: `{"message", "code"}` and `errors` where there are any."""
        answer: JSON = {"message": self.message, "code": self.code} | self.extra
        if self.errors is not None:
            answer["errors"] = self.errors
        return answer


_UNKNOWN = {
    "application": 10002,
    "channel": 10003,
    "guild": 10004,
    "member": 10007,
    "message": 10008,
    "role": 10011,
    "user": 10013,
    "emoji": 10014,
    "webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
}


def unknown(thing: str) -> ApiError:
    """404 for a thing that is not there, in Discord's words: `Unknown Channel` (10003) and its kin."""
    return ApiError(404, _UNKNOWN[thing], f"Unknown {thing}" if thing == "interaction" else f"Unknown {thing.title()}")


def unauthorized() -> ApiError:
    """401 for a missing or unknown token."""
    return ApiError(401, 0, "401: Unauthorized")


def missing_access() -> ApiError:
    """403 50001: the actor may not see the thing at all."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """403 50013: the actor sees it but may not do that."""
    return ApiError(403, 50013, "Missing Permissions")


def invalid_form(errors: JSON) -> ApiError:
    """400 50035 with the nested errors."""
    return ApiError(400, 50035, "Invalid Form Body", errors)


def archived() -> ApiError:
    """400 50083: an archived thread must be reopened before anything in it changes."""
    return ApiError(400, 50083, "Thread is archived")
