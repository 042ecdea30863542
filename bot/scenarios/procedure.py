"""What a pack says of procedure; the defaults are the treaty-negotiation style."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field


@dataclass(frozen=True, slots=True)
class Procedure:
    """How proposals live, and when a text is adopted.

    `enforce`: where the rules stop a package that is not reciprocal. `consensus`: every required party accepts,
    or `needed` of them (`n_of_m`), or the chair finds no objection. `firm_minutes`: how long an offer stays
    firm under `firm_until_expiry` if its author names no time. `demand_step`: a package in which nobody gives
    anything is barred. `brackets`: whether words in open brackets stop acceptance and adoption, or are only
    noted with the agreed text.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")  # a misspelt key of a pack is an error

    withdrawal_policy: Literal["until_all_accept", "locked_on_first", "firm_until_expiry"] = "until_all_accept"
    counter_kills: bool = False
    consensus: Literal["unanimity", "no_objection", "n_of_m"] = "unanimity"
    needed: int | None = None
    enforce: Literal["at_tabling", "at_acceptance", "at_adoption"] = "at_acceptance"
    firm_minutes: int = 60
    demand_step: bool = False
    # Left out of JSON while it is the default: openings that were recorded before it was there keep their hashes.
    brackets: Annotated[Literal["block", "note"], Field(exclude_if=lambda value: value == "block")] = "block"
