"""The table of acts, phases and roles, as people meet it: a command for each cell, answered as the table says.

Nearly every command names something that is not there, so an act that is allowed is refused for that alone, and no cell
changes anything for the next. Every cell is asked of the core itself elsewhere; here real commands try a sample, by a
rule: in each phase of a pack, before the beginning and after the adoption, one role tries each act. The roles take
turns, (act + phase) mod 6, so that in a pack every role tries every act; and a pack leaves out each third act,
(act + pack) mod 3, so that every act is tried in two packs at least.
"""

import pytest

from bot.negotiation.acts import Accept, Actor, Table
from bot.negotiation.model import Phase
from bot.service.negotiations import Done
from tests.e2e.table_commands import CHANGES, COMMANDS, NOBODY
from tests.e2e.world import BALANCED, PACK, World
from tests.support.builders import SHIPPED
from tests.support.table import ROWS

PACKS = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
PEOPLE = {"H": "head0", "D": "delegate", "A": "adviser", "O": "olga", "C": "chair", "N": "nobody"}
LETTERS = tuple(PEOPLE)


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
    return "time" if said.startswith(("That does not work now", "The session has already begun")) else "done"


async def convened(world: World, pack: str) -> tuple[str, ...]:
    """Open a session by a pack and seat everybody; gives the parties that vote."""
    await world.do("chair", "session open", pack=pack)
    parties = tuple(one.id for one in (await world.session()).parties if one.votes)
    for number, party in enumerate(parties):
        await world.do(f"head{number}", "seat take", party=party, role="head")
    for role in ("delegate", "adviser"):
        await world.do(role, "seat take", party=parties[0], role=role)
    await world.do("olga", "seat take")
    return parties


async def cells(world: World, pack: int, stage: int) -> None:
    """Let the role whose turn it is try the commands of a pack, and compare with the table."""
    session = await world.session()
    plan, now = session.timetable.plan, session.timetable.phase
    named = frozenset(word for one in plan for word in one.allows)
    allows = frozenset(now.allows) if now else None
    nobody = (await world.person("nobody")).id
    wrong = {}
    for number, (act, (command, options)) in enumerate(COMMANDS.items()):
        letter = LETTERS[(number + stage) % len(LETTERS)]
        wanted = ROWS[act].expected(letter, session.phase.value, allows, named)
        if (number + pack) % 3 == 0 or (wanted == "done" and act in CHANGES):
            continue
        given = {key: nobody if value == NOBODY else value for key, value in options.items()}
        before = (await world.session()).version
        said = (await world.do(PEOPLE[letter], command, **given)).text()
        assert said.strip()
        assert "Something went wrong" not in said
        found = kind_of(said)
        if found != wanted and not (wanted == "no_seat" and found == "role"):
            wrong[act, letter] = (wanted, said[:120])
        if wanted != "done" and (await world.session()).version != before:
            wrong[act, letter] = (wanted, "a refused act leaves no trace")
    assert wrong == {}, wrong


def test_every_act_has_a_command() -> None:
    assert set(COMMANDS) == set(ROWS)


@pytest.mark.asyncio
@pytest.mark.parametrize("pack", PACKS)
async def test_the_cells_of_every_phase_of_a_pack(world: World, pack: str) -> None:
    parties, index = await convened(world, pack), PACKS.index(pack)
    await cells(world, index, 0)
    assert "has begun" in (await world.do("chair", "session begin", pace="live")).text()
    plan = (await world.session()).timetable.plan
    for stage, phase in enumerate(plan, 1):
        if stage > 1:
            await world.sure("chair", "phase set", phase=phase.id, anyway=True, reason="On.")
        now = (await world.session()).timetable.phase
        assert now is not None
        assert now.id == phase.id
        await cells(world, index, stage)
    if pack == PACK:
        await adopted(world, len(parties))
        for stage in range(len(LETTERS)):
            await cells(world, index, stage)


async def adopted(world: World, heads: int) -> None:
    """Let a text of the chair be agreed in the phase in which packages are accepted."""
    await world.sure("chair", "phase set", phase="package", anyway=True, reason="Back.")
    service, session = world.bot.desk.service, await world.session()
    clauses = (await service.frame(session.id)).clauses(BALANCED)
    acts = [("chair", Table(clauses)), *((f"head{one}", None) for one in range(heads))]
    for name, act in acts:
        state = await service.state(session.id)
        wanted = act or Accept("P1", state.proposals["P1"].current.text_hash)
        done = await service.perform(session.id, wanted, Actor(str(world.people[name].id), name), f"adopts {name}")
        assert isinstance(done, Done), done
    assert (await service.state(session.id)).phase is Phase.AGREED
