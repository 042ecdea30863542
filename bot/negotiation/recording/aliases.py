"""Names of members: their own, or aliases in a session in which nobody has a name."""

from bot.negotiation.model import Role, Session
from bot.negotiation.texts import shown_name

GUEST = "guest"
"""What a member without a seat is called there."""


def first_name(name: str, *, by_alias: bool) -> str:
    """Give what the first chair is called, who opens the session."""
    return f"{Role.CHAIR.value} 1" if by_alias else shown_name(name)


def name_of(state: Session, member: str, name: str, role: Role, party: str | None) -> str:
    """Give what a member is called in a seat: an alias says the party and a number, and stays while the party does."""
    recording = state.recording
    if not recording.by_alias:
        return shown_name(name)
    side = party or role.value
    known = recording.aliases.get(member, "")
    if known.rpartition(" ")[0] == side:
        return known
    taken = [int(one.rpartition(" ")[2]) for one in recording.given if one.rpartition(" ")[0] == side]
    return f"{side} {max(taken, default=0) + 1}"
