"""How the loopback server is told to misbehave, one call per misdeed."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

Route = str
"""`METHOD /template` as the API description names it, `*` and `?` as wildcards: `POST /channels/*/messages`."""


@dataclass(slots=True)
class Misanswer:
    """An answer that is given instead of, or with `after` in spite of, the real one."""

    route: Route
    status: int
    times: int
    retry_after: float
    after: bool


@dataclass(slots=True)
class _Delay:
    route: Route
    seconds: float
    times: int | None


def _pattern(route: Route) -> Route:
    # Square brackets are wildcards to fnmatch and do not occur in templates; braces are plain characters.
    return route if " " in route else f"* {route}"


class Faults:
    """What is to go wrong next. A fresh one misbehaves in nothing."""

    def __init__(self) -> None:
        self._delays: list[_Delay] = []
        self._answers: list[Misanswer] = []
        self._twice = 0
        self._drop: Callable[[str, bool], int] | None = None
        self._reconnect: Callable[[str], None] | None = None
        self._forget: Callable[[int], None] | None = None

    def wire(
        self, drop: Callable[[str, bool], int], reconnect: Callable[[str], None], forget: Callable[[int], None]
    ) -> None:
        """Tie to a server; the server does this itself."""
        self._drop, self._reconnect, self._forget = drop, reconnect, forget

    def drop_socket(self, token: str, *, resumable: bool = True) -> int:
        """Close all gateway sockets of a token; returns how many sessions it had.

        The session stays resumable unless told otherwise; then a resume gets op 9 and the client starts anew.
        """
        return self._drop(token, resumable) if self._drop else 0

    def ask_to_reconnect(self, token: str) -> None:
        """Send op 7, as Discord does before it restarts a gateway."""
        if self._reconnect:
            self._reconnect(token)

    def delay(self, route: Route, seconds: float, times: int | None = None) -> None:
        """Let requests to a route wait before they are served; `times` None means until `clear`."""
        self._delays.append(_Delay(_pattern(route), seconds, times))

    def answer(
        self, route: Route, status: int, times: int = 1, retry_after: float = 0.05, *, after: bool = False
    ) -> None:
        """Answer a route with an error the next `times` times (429 with `retry_after` seconds).

        With `after` the request is carried out first and only its answer is lost.
        """
        self._answers.append(Misanswer(_pattern(route), status, times, retry_after, after))

    def deliver_twice(self, times: int = 1) -> None:
        """Deliver the next interaction(s) to the bot two times."""
        self._twice += times

    def forget_message(self, message_id: int) -> None:
        """Lose a message without telling anyone."""
        if self._forget:
            self._forget(int(message_id))

    def clear(self) -> None:
        """Behave again."""
        self._delays.clear()
        self._answers.clear()
        self._twice = 0

    def quiet(self) -> bool:
        """Whether no delay and no wrong answer is waiting."""
        return not self._delays and not self._answers

    def take_delay(self, method: str, template: str) -> float:
        """Seconds that this request must wait; counts down."""
        route = f"{method} {template}"
        total = 0.0
        for delay in list(self._delays):
            if fnmatchcase(route, delay.route):
                total += delay.seconds
                if delay.times is not None:
                    delay.times -= 1
                    if delay.times <= 0:
                        self._delays.remove(delay)
        return total

    def take_answer(self, method: str, template: str) -> Misanswer | None:
        """The wrong answer that this request gets, if any; counts down."""
        route = f"{method} {template}"
        for answer in self._answers:
            if fnmatchcase(route, answer.route):
                answer.times -= 1
                if answer.times <= 0:
                    self._answers.remove(answer)
                return answer
        return None

    def take_twice(self) -> bool:
        """Whether this interaction is to be delivered two times; counts down."""
        if not self._twice:
            return False
        self._twice -= 1
        return True
