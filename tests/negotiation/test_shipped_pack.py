"""The story of the first scenario, with the pack that is shipped and the real rules."""

import pytest

from bot.drafting.clauses import choices_of
from bot.negotiation import acts, events
from bot.negotiation.model import Bar, Phase, Role
from bot.negotiation.refusals import Code
from bot.scenarios.frame import frame_of
from tests.support.builders import Story, pack_story, shipped_pack

HEADS = {"anna": "US", "boris": "RU", "celina": "PL", "dmytro": "UA"}


@pytest.fixture
def talks() -> Story:
    return pack_story("ee-deescalation-2022", HEADS)


def test_from_a_lopsided_package_by_its_cure_to_an_agreed_text(talks: Story) -> None:
    package = {"EX": "EX2", "US_FWD": "T2", "RU_WEST": "R0", "MV": "N2", "MS": "M3", "UB": "U2", "VF": "V2"}
    lopsided = talks.table("boris", package, "The parties meet again in spring.")
    refusal = talks.refused("anna", acts.Accept("P1", lopsided.current.text_hash), Code.NOT_RECIPROCAL, proposal="P1")
    assert refusal.params["bar"] == Bar(rules=("steps",))
    cure = talks.frame.cures(lopsided.current.clauses)[0]
    talks.does(
        "anna",
        acts.Counter("P1", lopsided.current.text_hash, talks.frame.cured(lopsided.current.clauses, cure)),
        events.ProposalTabled,
    )
    cured = talks.state.proposals["P2"]
    assert (cured.counters, cured.counters_version) == ("P1", 1)
    assert choices_of(cured.current.clauses) == dict(cure.choices)
    assert cured.current.clauses[-1].text == "The parties meet again in spring."

    talks.accept("boris", "P2", events.ProposalAccepted)
    stale = talks.hash("P2")
    talks.change("anna", "P2", dict(cure.choices), "The parties meet again in autumn.")
    talks.refused("celina", acts.Accept("P2", stale), Code.STALE_VERSION, yours=1, current=2)
    for member in ("anna", "celina", "dmytro"):
        talks.accept(member, "P2", events.ProposalAccepted)
    (_, adopted, lapsed) = talks.accept(
        "boris", "P2", events.ProposalAccepted, events.TextAdopted, events.ProposalLapsed
    )
    assert adopted == events.TextAdopted("P2", 2, talks.hash("P2"), ("US", "RU", "PL", "UA"), ())
    assert lapsed == events.ProposalLapsed("P1", "other_adopted")
    assert talks.state.phase is Phase.AGREED


def test_a_host_that_stays_out_bars_what_is_promised_on_its_soil() -> None:
    talks = pack_story("ee-deescalation-2022", {"anna": "US", "boris": "RU"})
    proposal = talks.table("anna", {"EX": "EX1", "US_FWD": "T2", "RU_WEST": "R2", "UB": "U2"})
    talks.accept("anna", proposal.id, events.ProposalAccepted)
    (_, barred) = talks.accept("boris", proposal.id, events.ProposalAccepted, events.AdoptionBarred)
    assert isinstance(barred, events.AdoptionBarred)
    assert "PL" in barred.bar.consents


@pytest.mark.parametrize("pack", ["two-blocs-ceilings", "northmere-tramways", "sarvan-river-compact"])
def test_the_other_packs_open_and_let_every_party_table(pack: str) -> None:
    story = Story(frame_of(shipped_pack(pack)))
    story.open()
    voting = [party.id for party in story.state.parties if party.votes]
    for party in voting:
        story.does(party.lower(), acts.TakeSeat(Role.HEAD, party))
    story.begin()
    for party in voting:
        first = {issue.id: issue.options[0].id for issue in story.frame.pack.issues}
        outcome = story.tries(party.lower(), acts.Table(story.frame.clauses(first)))
        assert isinstance(outcome, tuple)
    assert len(story.state.proposals) == len(voting)
