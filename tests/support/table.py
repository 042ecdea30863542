"""What the rules of the room say of every act, written down apart from the code: by whom, and under which words."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.negotiation.acts import Act
from bot.negotiation.possible import KINDS

# H head, D delegate, A adviser, O observer, C chair, N nobody; then the words of a pack's phase that allow it to
# delegations ("" is: in every phase). Convened: before the beginning; talks: until a text is agreed; begun: talks and
# after; agreed: after; over: after, and once it is closed; any.
TABLE = """
TakeSeat            open    HDAOCN
LeaveSeat           open    HDAOC
AssignSeat          open    C
Begin               convened C
Table               talks   HDC     table
Counter             talks   HD      counter
Change              talks   HDC     table counter
Reject              talks   HD      counter object reject accept
Withdraw            talks   HDC     table withdraw
Accept              talks   H       accept
AcceptAdReferendum  talks   HD      accept_ad_ref
Confirm             talks   H       accept accept_ad_ref confirm
TakeBack            talks   HD      counter object accept accept_ad_ref
Waive               talks   H       accept package
PlaceBracket        talks   HD      bracket chair_text
LiftBracket         talks   HD      bracket chair_text package accept
TakeAlternative     talks   HDC     table counter bracket
Reserve             talks   HD      bracket object accept
LiftReservation     talks   HD      bracket object accept
StateLink           talks   HD      link package
DropLink            talks   HD      link package accept
TablePackage        talks   HDC     link package
Adopt               talks   C
Close               open    C
EnterPhase          begun   C
SetClock            begun   C
ExtendClock         begun   C
StopClock           begun   C
StartClock          begun   C
PauseSession        begun   C
ResumeSession       begun   C
CallRoll            begun   C
AnswerRoll          begun   HD
MarkPresence        begun   C
CloseRoll           begun   C
WalkOut             talks   H
ComeBack            begun   HD
ExcuseParty         talks   C
ReadmitParty        talks   C
OpenList            begun   C
CloseList           begun   C
JoinList            begun   HDC
LeaveList           begun   HDC
Recognise           begun   C
YieldFloor          begun   HDC
EndTurn             begun   HDC
SetTurn             begun   C
AskReply            begun   HD
RaisePoint          begun   HD
RulePoint           begun   C
AppealRuling        begun   HD
CallToOrder         begun   C
Move                begun   HDC
SecondMotion        begun   HD
WithdrawMotion      begun   HDC
RuleMotion          begun   C
OpenVote            begun   C
CastVote            begun   H
CloseVote           begun   C
GiveProxy           begun   H
TakeProxyBack       begun   H
PutUnderSilence     talks   C
BreakSilence        talks   HD
MakeStatement       begun   HDC     statement
TakeOver            talks   HD
CertifyEditorial    talks   C
ContestEditorial    talks   HD
AskWaiver           talks   C
Initial             agreed  H       initial
Sign                agreed  H       sign
Ratify              agreed  H
Decline             agreed  H
OpenRoom            begun   HDC     caucus
InviteToRoom        begun   HDC
LeaveRoom           begun   HD
EnterRoom           begun   C
ExtendRoom          begun   C
CloseRoom           begun   HDC
ReopenRoom          begun   HDC     caucus
AskBlind            talks   C
AnswerBlind         talks   H
CloseBlind          talks   C
Undo                any     C
Redo                any     C
Rewind              any     C
Strike              any     C
Restore             any     C
HandOver            open    C
MessageParty        open    C
TellNews            open    C
BeginRecording      open    C
EndRecording        open    C
DeclineRecording    open    HDAOCN
AllowRecording      open    HDAOCN
UnsealRooms         over    C
EraseWords          any     HDAOCN
"""

TIMES: Mapping[str, frozenset[str]] = {
    "convened": frozenset({"convened"}),
    "talks": frozenset({"negotiating"}),
    "begun": frozenset({"negotiating", "agreed"}),
    "agreed": frozenset({"agreed"}),
    "open": frozenset({"convened", "negotiating", "agreed"}),
    "over": frozenset({"agreed", "closed"}),
    "any": frozenset({"convened", "negotiating", "agreed", "closed"}),
}
RESTS = frozenset(
    {
        *("TakeSeat", "LeaveSeat", "AnswerRoll", "WalkOut", "ComeBack", "LeaveList", "GiveProxy", "TakeProxyBack"),
        *("ContestEditorial", "OpenRoom", "InviteToRoom", "LeaveRoom", "CloseRoom", "ReopenRoom", "AnswerBlind"),
    }
)
"""What delegations may do while the talks are suspended or adjourned."""
AWAY = frozenset({"TakeSeat", "LeaveSeat", "AnswerRoll", "WalkOut", "ComeBack", "LeaveList", "LeaveRoom"})
"""What a party may do that has walked out."""


OWN_WORDS = frozenset({"DeclineRecording", "AllowRecording", "EraseWords"})
"""What everybody may do at any time with what they have said themselves."""


class Row:
    """One act of the table."""

    def __init__(self, line: str) -> None:
        self.act, time, roles, *words = line.split()
        self.times, self.roles, self.words = TIMES[time], frozenset(roles), frozenset(words)

    def expected(self, role: str, phase: str, allows: frozenset[str] | None, named: frozenset[str]) -> str:
        """Give what must come of it: `done`, `no_seat`, `role`, `time` or `phase`.

        `allows`: words of the pack's phase that is on (None: none is kept); `named`: words of all its phases.
        """
        if role == "N" and "N" not in self.roles:
            return "no_seat"
        if phase not in self.times:
            return "time"
        if role not in self.roles:
            return "role"
        bound = role != "C" and allows is not None and bool(self.words & named)
        return "phase" if bound and not self.words & (allows or frozenset()) else "done"


ROWS: Mapping[str, Row] = {row.act: row for row in map(Row, TABLE.strip().splitlines())}


def sample(kind: type[Act]) -> Act:
    """Give an act of a kind, filled with something of the right form, though about nothing that is there."""
    hints = get_type_hints(kind)
    filled = {
        one.name: _value(hints[one.name])
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING
    }
    return kind(**filled)


def _value(hint: Any) -> Any:  # noqa: ANN401  # of any field
    if get_origin(hint) in (Union, UnionType):
        return _value(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return ()
    if issubclass(hint, StrEnum):
        return next(iter(hint))
    return {str: "x", int: 1, bool: True, datetime: datetime(2030, 1, 1, tzinfo=UTC)}[hint]


def kinds() -> tuple[type[Act], ...]:
    """Give the kinds of acts that members may try in a session that is open."""
    return tuple(kind for kind in KINDS if kind.__name__ not in {"OpenSession", "Tick", "HearTalk"})
