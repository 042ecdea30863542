"""Who is there: what the roll calls and the walk-outs say of each party, and whether that is enough."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.negotiation.clockwork.model import Presence
from bot.negotiation.model import Phase, Session
from bot.negotiation.refusals import Code, Refusal

AWAY = frozenset({Presence.ABSENT, Presence.WALKED_OUT})
FEWEST_PARTIES = 2


def is_away(state: Session, party: str) -> bool:
    """Say whether a party walked out or is absent."""
    return state.timetable.presence.get(party) in AWAY


def away(state: Session) -> tuple[str, ...]:
    """Give the required parties that walked out or are absent: their silence says nothing."""
    return tuple(party for party in state.required if is_away(state, party))


def is_present(state: Session, party: str) -> bool:
    """Say whether a party is there: somebody sits for it, and it neither walked out nor is absent."""
    return bool(state.delegation(party)) and not is_away(state, party)


def quorum_missing(state: Session) -> int:
    """Give how many required parties too few are present for votes and adoption; 0: there are enough."""
    needed = state.procedure.quorum
    return max(0, needed - _present(state)) if needed else 0


def no_quorum(state: Session) -> Refusal | None:
    """Refuse what takes a quorum, while it is not there; else None."""
    missing = quorum_missing(state)
    params = {"quorum": state.procedure.quorum, "present": _present(state), "missing": missing}
    return Refusal(Code.NO_QUORUM, params) if missing else None


def _present(state: Session) -> int:
    return sum(is_present(state, party) for party in state.required)


def on_roll(state: Session) -> tuple[str, ...]:
    """Give the parties that a roll call names: those required, and others for which somebody sits."""
    return tuple(party.id for party in state.parties if party.id in state.required or state.delegation(party.id))


def fewest_required(state: Session) -> int:
    """Give how many required parties must be left, whoever is excused."""
    needed = state.procedure.needed or 0 if state.procedure.consensus == "n_of_m" else 0
    return max(FEWEST_PARTIES, needed)


def excusable_from(state: Session, party: str) -> datetime | None:
    """Give from when on a party may be excused; None while it is there."""
    since = state.timetable.away_since.get(party)
    if since is None or is_present(state, party):
        return None
    return since + timedelta(minutes=state.procedure.absence_minutes)


def with_presence(state: Session, said: Mapping[str, Presence], at: datetime) -> Session:
    """Give the state in which parties are there or away as it is said; who was away before, is so since then."""
    presence = {**state.timetable.presence, **said}
    since = dict(state.timetable.away_since)
    for party, one in said.items():
        if one in AWAY:
            since.setdefault(party, at)
        elif state.delegation(party):
            since.pop(party, None)
    return replace(state, timetable=replace(state.timetable, presence=presence, away_since=since))


def after_seating(before: Session, after: Session, at: datetime) -> Session:
    """Give the state after somebody sat down or left: an empty delegation is away from then on."""
    if after.phase is Phase.CONVENED:
        return after
    since = dict(after.timetable.away_since)
    for party in after.parties:
        had, has = before.delegation(party.id), after.delegation(party.id)
        if had and not has:
            since.setdefault(party.id, at)
        elif has and not had and not is_away(after, party.id):
            since.pop(party.id, None)
    if since == after.timetable.away_since:
        return after
    return replace(after, timetable=replace(after.timetable, away_since=since))
