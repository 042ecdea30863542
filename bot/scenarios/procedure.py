"""What a pack says of procedure; the defaults are the treaty-negotiation style."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field


def _younger(default: Any) -> Any:  # noqa: ANN401  # of any field
    """A key that is younger than the first records is left out of their JSON while it is the default."""
    return Field(exclude_if=lambda value: value == default)


MOTION_KINDS = (
    *("appeal", "suspend", "adjourn", "close_debate", "close_list", "reopen_list", "extend", "speaking_time"),
    *("caucus", "reconsider", "adopt", "other"),
)
"""What can be moved, by the names that a pack uses in `precedence` and `votes`."""


@dataclass(frozen=True, slots=True)
class VoteRule:
    """When a vote carries: `share` of those that `of` names; a tie fails.

    `share`: `majority` (more than half), `two_thirds` or `all`. `of`: `voting` (yes and no), `present` (those that
    voted or abstained), or `all` that may vote. `blocs`: also more than half of yes and no within each bloc. The no
    of a party in `veto` defeats it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    share: Literal["majority", "two_thirds", "all"] = "majority"
    of: Literal["voting", "present", "all"] = "voting"
    blocs: bool = False
    veto: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """How proposals live, when a text is adopted, and how the chair runs the room.

    `enforce`: where the rules stop a package that is not reciprocal. `consensus`: every required party accepts,
    or `needed` of them (`n_of_m`), or the chair finds no objection, or a vote adopts. `binding`: whether nothing is
    agreed until everything is, or each adopted text stands (early harvest). `firm_minutes`: how long an offer stays
    firm under `firm_until_expiry` if its author names no time. `demand_step`: a package in which nobody gives
    anything is barred. `brackets`: whether words in open brackets stop acceptance and adoption, or are only
    noted with the agreed text.

    `silence_minutes` and `silence_hours`: the least time under silence, live and by post; 0 minutes: the pack knows
    no silence procedure. `ad_referendum_minutes`: when a provisional acceptance lapses. `takeover_minutes`: how long an
    acceptor may take a withdrawn text over. `editorial_minutes`: how long an editorial change may be contested.
    `authentication`: what binds a party to the agreed text.

    `advance`: whether a phase ends when its time is up, or when the chair says so. `warn_minutes`: when the end of a
    phase is announced. `stop_clock_max`: minutes for which the clock may stand in all. `quorum`: required parties
    that must be present for votes and adoption. `absence_minutes`: after how long the chair may go on without a party.

    `turn_seconds`: a speaker's time. `precedence`: kinds of motions, the highest first. `second`: whether a motion
    needs another party's support. `vote`: when a vote carries; `votes`: other rules by kind of motion. `weights`: of
    parties in votes. `proxies`: whether a party may vote for another. `votes_close`: by the chair, or also by
    themselves once everybody has voted. `chairs_observe`: whether chairs may look into private rooms.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")  # a misspelt key of a pack is an error

    withdrawal_policy: Literal["until_all_accept", "locked_on_first", "firm_until_expiry"] = "until_all_accept"
    counter_kills: bool = False
    consensus: Literal["unanimity", "no_objection", "n_of_m", "vote"] = "unanimity"
    needed: int | None = None
    enforce: Literal["at_tabling", "at_acceptance", "at_adoption"] = "at_acceptance"
    firm_minutes: int = 60
    demand_step: bool = False
    brackets: Annotated[Literal["block", "note"], _younger("block")] = "block"
    binding: Annotated[Literal["nothing_until_all", "per_issue"], _younger("nothing_until_all")] = "nothing_until_all"
    silence_minutes: Annotated[int, _younger(10), Field(ge=0, le=10_000)] = 10
    silence_hours: Annotated[int, _younger(24), Field(ge=1, le=10_000)] = 24
    ad_referendum_minutes: Annotated[int | None, _younger(None), Field(ge=1, le=100_000)] = None
    takeover_minutes: Annotated[int, _younger(10), Field(ge=0, le=100_000)] = 10
    editorial_minutes: Annotated[int, _younger(5), Field(ge=1, le=100_000)] = 5
    authentication: Annotated[Literal["none", "initial", "sign", "ratify"], _younger("sign")] = "sign"
    advance: Annotated[Literal["manual", "automatic"], _younger("manual")] = "manual"
    warn_minutes: Annotated[int, _younger(2), Field(ge=0, le=10_000)] = 2
    stop_clock_max: Annotated[int, _younger(60), Field(ge=0, le=100_000)] = 60
    quorum: Annotated[int | None, _younger(None), Field(ge=1, le=40)] = None
    absence_minutes: Annotated[int, _younger(10), Field(ge=0, le=100_000)] = 10
    turn_seconds: Annotated[int, _younger(90), Field(ge=10, le=3_600)] = 90
    precedence: Annotated[tuple[str, ...], _younger(())] = ()
    second: Annotated[bool, _younger(False)] = False  # noqa: FBT003  # the default of the field
    vote: Annotated[VoteRule, _younger(VoteRule())] = VoteRule()  # frozen
    votes: Annotated[Mapping[str, VoteRule], _younger({})] = field(default_factory=dict)
    weights: Annotated[Mapping[str, int], _younger({})] = field(default_factory=dict)
    proxies: Annotated[bool, _younger(False)] = False  # noqa: FBT003  # the default of the field
    votes_close: Annotated[Literal["chair", "all"], _younger("chair")] = "chair"
    chairs_observe: Annotated[bool, _younger(False)] = False  # noqa: FBT003  # the default of the field
