"""What a button, a select or a form stands for, written into its custom id: no process needs to remember it."""

import re
from dataclasses import dataclass

TEMPLATE = re.compile(
    r"n:(?P<verb>[a-z]+):(?P<session>[^:]{1,40}):(?P<proposal>P[0-9]{1,9}|-):(?P<version>[0-9]{1,9}|-)(?::(?P<extra>.{0,30}))?"
)
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Address:
    """A verb and what it is done to: `n:<verb>:<session>:<proposal or ->:<version or ->[:<extra>]`."""

    verb: str
    session: str
    proposal: str | None = None
    version: int | None = None
    extra: str = ""

    @property
    def custom_id(self) -> str:
        """The id as Discord keeps it; ValueError if a part does not fit the template."""
        version = "-" if self.version is None else str(self.version)
        parts = ["n", self.verb, self.session, self.proposal or "-", version, *([self.extra] if self.extra else [])]
        custom_id = ":".join(parts)
        if len(custom_id) > LONGEST or not TEMPLATE.fullmatch(custom_id):
            raise ValueError(f"no such address: {custom_id!r}")
        return custom_id


def address_of(custom_id: str) -> Address | None:
    """Read a custom id, or give None for one that is not of this shape."""
    match = TEMPLATE.fullmatch(custom_id)
    return from_match(match) if match else None


def from_match(match: re.Match[str]) -> Address:
    """Read the parts that the template matched."""
    verb, session, proposal, version, extra = match.group("verb", "session", "proposal", "version", "extra")
    return Address(
        verb,
        session,
        None if proposal == "-" else proposal,
        None if version == "-" else int(version),
        extra or "",
    )
