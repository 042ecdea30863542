"""The table of acts, phases and roles, as people meet it: a command for each cell, answered as the table says.

Every command names something that is not there, so an act that is allowed is refused for that alone, and no cell
changes anything for the next.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.e2e.world import PACK, World
from tests.support.table import ROWS

COMMANDS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "Accept": ("accept", {"proposal": "P99"}),
    "AcceptAdReferendum": ("accept", {"proposal": "P99", "ad_referendum": True}),
    "Confirm": ("confirm", {"proposal": "P99"}),
    "Reject": ("reject", {"proposal": "P99"}),
    "Withdraw": ("withdraw", {"proposal": "P99"}),
    "TakeBack": ("takeback", {"proposal": "P99"}),
    "Waive": ("waive", {"proposal": "P99", "rule": "steps", "statement": "We know."}),
    "PlaceBracket": ("bracket place", {"proposal": "P99", "clause": 1}),
    "LiftBracket": ("bracket lift", {"bracket": "B99"}),
    "Reserve": ("reserve place", {"proposal": "P99", "statement": "Not that."}),
    "LiftReservation": ("reserve lift", {"reservation": "R99"}),
    "StateLink": ("link state", {"proposal": "P99", "with": "P98"}),
    "DropLink": ("link drop", {"link": "L99"}),
    "TablePackage": ("link package", {"proposals": "P98 P99"}),
    "TakeOver": ("takeover", {"proposal": "P99"}),
    "ContestEditorial": ("contest", {"editorial": "E99"}),
    "SecondMotion": ("motion second", {"motion": "M99"}),
    "WithdrawMotion": ("motion withdraw", {"motion": "M99"}),
    "RuleMotion": ("motion rule-out", {"motion": "M99", "reason": "Out of order."}),
    "OpenVote": ("vote open", {"motion": "M99"}),
    "CastVote": ("vote cast", {"motion": "M99", "choice": "yes"}),
    "CloseVote": ("vote close", {"motion": "M99"}),
    "AppealRuling": ("order appeal", {"point": "O99"}),
    "RulePoint": ("order rule", {"point": "O99", "ruling": "sustained", "reason": "So it is."}),
    "LeaveRoom": ("caucus leave", {"room": "C99"}),
    "CloseRoom": ("caucus close", {"room": "C99"}),
    "AnswerBlind": ("blind answer", {"question": "Q99", "yes": True}),
    "CloseBlind": ("blind close", {"question": "Q99"}),
    "PutUnderSilence": ("silence put", {"proposal": "P99"}),
    "BreakSilence": ("silence break", {"objection": "We object."}),
    "ExcuseParty": ("chair excuse", {"party": "XX", "reason": "Gone."}),
    "Redo": ("chair redo", {"entry": 9_999}),
}
PEOPLE = {"H": "us", "D": "us2", "A": "us3", "O": "olga", "C": "chair", "N": "nobody"}


def kind_of(said: str) -> str:
    """What an answer says of the cell: `no_seat`, `role`, `time`, `phase`, or `done` (only the object is not there)."""
    said = said.partition("\n")[2]  # below the heading
    if said.startswith(("Only a ", "Only the chair")):
        return "role"
    if said.startswith("You have no seat"):
        return "no_seat"
    if "is not for delegations in the phase" in said:
        assert "now" in said, "what is possible is said, too"
        return "phase"
    return "time" if said.startswith("That does not work now") else "done"


async def convened(world: World) -> None:
    await world.do("chair", "session open", pack=PACK)
    for name, party, role in (
        *((party.lower(), party, "head") for party in ("US", "RU", "PL", "UA")),
        ("us2", "US", "delegate"),
        ("us3", "US", "adviser"),
    ):
        await world.do(name, "seat take", party=party, role=role)
    await world.do("olga", "seat take")


async def cells(world: World, phase: str, allows: frozenset[str] | None, named: frozenset[str]) -> None:
    """Ask every command of every role, and compare with the table."""
    wrong = {}
    before = (await world.session()).version
    for act, (command, options) in COMMANDS.items():
        for letter, name in PEOPLE.items():
            wanted = ROWS[act].expected(letter, phase, allows, named)
            said = (await world.do(name, command, **options)).text()
            assert said.strip()
            assert "Something went wrong" not in said
            found = kind_of(said)
            same = found == wanted or (wanted == "no_seat" and found == "role")
            if not same:
                wrong[act, name] = (wanted, said[:80])
    assert wrong == {}
    assert (await world.session()).version == before, "a refused act leaves no trace"


@pytest.mark.asyncio
async def test_every_cell_of_every_phase_of_the_first_pack(world: World) -> None:
    await convened(world)
    await cells(world, "convened", None, frozenset())
    assert "has begun" in (await world.do("chair", "session begin", pace="live")).text()
    pack = (await world.bot.desk.service.frame((await world.session()).id)).pack
    named = frozenset(word for one in pack.phases for word in one.acts)
    for phase in pack.phases:
        if phase is not pack.phases[0]:
            await world.sure("chair", "phase set", phase=phase.id)
        now = (await world.session()).timetable.phase
        assert now is not None
        assert now.id == phase.id
        await cells(world, "negotiating", frozenset(phase.acts), named)
