"""Links and packages: on what condition an acceptance counts, and the one text in which all conditions are met."""

from dataclasses import replace
from typing import Any

import pytest

from bot.negotiation import acts, events, marked
from bot.negotiation.decide import decide
from bot.negotiation.links import DeadLink, cycles, dead_links, satisfying
from bot.negotiation.marks import bundled, held, unmet_links
from bot.negotiation.model import Bar, Bundled, Phase
from bot.negotiation.packages import decided_twice, package_of
from bot.negotiation.refusals import Code, Refusal
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, words


@pytest.fixture
def story() -> Story:
    """P1 cuts, P2 opens the harbour, P3 is political."""
    return three()


def three(**procedure: Any) -> Story:  # noqa: ANN401  # fields of the procedure
    story = begun_story(**procedure)
    story.table("nord", BALANCED)
    story.table("sud", {"HARBOUR": "FREE"})
    story.table("est", {}, "Peace lasts.")
    return story


def link(story: Story, member: str, proposal: str, *others: str) -> None:
    story.does(member, acts.StateLink(proposal, others), marked.LinkStated)


def package(story: Story, *ids: str) -> acts.TablePackage:
    return package_of([story.state.proposals[one] for one in ids])


# stating and dropping


@pytest.mark.parametrize(("member", "party"), [("nord", "NORD"), ("sud2", "SUD")])
def test_heads_and_delegates_state_links(story: Story, member: str, party: str) -> None:
    (stated,) = story.does(member, acts.StateLink("P1", ("P2", "P3", "P2")))
    assert stated == marked.LinkStated("L1", "P1", party, ("P2", "P3"))
    (dropped,) = story.does(member, acts.DropLink("L1"))
    assert dropped == marked.LinkDropped("L1", "P1", party)


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("stranger", Code.NO_SEAT),
        ("olga", Code.ROLE_MAY_NOT),
        ("nord3", Code.ROLE_MAY_NOT),
        ("chair", Code.ROLE_MAY_NOT),
        ("guest", Code.STAYS_OUT),
    ],
)
def test_others_state_and_drop_none(story: Story, member: str, code: Code) -> None:
    link(story, "nord", "P1", "P2")
    story.refused(member, acts.StateLink("P1", ("P3",)), code)
    story.refused(member, acts.DropLink("L1"), code)


def test_a_link_goes_from_one_live_proposal_to_others(story: Story) -> None:
    story.does("est", acts.Withdraw("P3"))
    for act, code, params in (
        (acts.StateLink("P1", ()), Code.LINK_TO_NOTHING, {"proposal": "P1"}),
        (acts.StateLink("P1", ("P2", "P1")), Code.LINK_TO_ITSELF, {"proposal": "P1"}),
        (acts.StateLink("P1", ("P9",)), Code.UNKNOWN_PROPOSAL, {"proposal": "P9"}),
        (acts.StateLink("P9", ("P1",)), Code.UNKNOWN_PROPOSAL, {"proposal": "P9"}),
        (acts.StateLink("P1", ("P3",)), Code.NOT_LIVE, {"proposal": "P3"}),
        (acts.StateLink("P3", ("P1",)), Code.NOT_LIVE, {"proposal": "P3"}),
    ):
        story.refused("nord", act, code, **params)


def test_a_party_states_a_link_once_until_it_drops_it(story: Story) -> None:
    link(story, "nord", "P1", "P2", "P3")
    params = {"link": "L1", "proposal": "P1", "others": ["P2", "P3"]}
    story.refused("nord2", acts.StateLink("P1", ("P3", "P2")), Code.ALREADY_LINKED, **params)
    link(story, "sud", "P1", "P2", "P3")
    story.refused("nord", acts.DropLink("L2"), Code.NOT_YOUR_MARK, mark="L2", party="SUD")
    story.refused("nord", acts.DropLink("L9"), Code.UNKNOWN_LINK, link="L9", yours=["L1"])
    story.does("nord", acts.DropLink("L1"))
    story.refused("nord", acts.DropLink("L1"), Code.LINK_CLOSED, link="L1")
    link(story, "nord", "P1", "P2", "P3")


# what a link does


def test_a_link_refuses_no_acceptance_and_bars_the_adoption(story: Story) -> None:
    link(story, "sud", "P1", "P2")
    story.accept("nord", "P1", events.ProposalAccepted)
    story.accept("sud", "P1", events.ProposalAccepted)
    (_, barred) = story.accept("est", "P1")
    assert barred == events.AdoptionBarred("P1", 1, story.hash("P1"), Bar(links=("L1",)))
    story.does("sud", acts.DropLink("L1"), marked.LinkDropped, events.TextAdopted, *[events.ProposalLapsed] * 2)


def test_a_link_of_a_party_that_does_not_accept_bars_nothing() -> None:
    story = three(consensus="n_of_m", needed=2)
    link(story, "sud", "P1", "P2")
    story.accept("nord", "P1")
    story.accept("est", "P1")
    assert story.state.phase is Phase.AGREED


def test_a_second_link_on_a_barred_text_is_named_too(story: Story) -> None:
    link(story, "sud", "P1", "P2")
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    (_, barred) = story.does("nord", acts.StateLink("P1", ("P3",)))
    assert isinstance(barred, events.AdoptionBarred)
    assert barred.bar == Bar(links=("L1", "L2"))
    assert story.state.proposals["P1"].barred == barred.bar


def test_a_link_stops_the_chair_who_finds_no_objection() -> None:
    story = three(consensus="no_objection")
    link(story, "sud", "P1", "P2")
    story.accept("nord", "P1")
    assert unmet_links(story.state, story.state.proposals["P1"]) == ()
    story.accept("sud", "P1")
    shown = [{"id": "L1", "party": "SUD", "others": ["P2"]}]
    refused = acts.Adopt("P1", story.hash("P1"))
    story.refused("chair", refused, Code.LINKS_UNMET, proposal="P1", links=shown, parties=["SUD"])
    story.does("sud", acts.DropLink("L1"))
    story.does("chair", acts.Adopt("P1", story.hash("P1")))


# packages


@pytest.mark.parametrize(("member", "party"), [("nord", "NORD"), ("sud2", "SUD"), ("chair", None)])
def test_whoever_may_table_puts_proposals_into_one(story: Story, member: str, party: str | None) -> None:
    (tabled,) = story.does(member, package(story, "P1", "P2"))
    assert isinstance(tabled, events.ProposalTabled)
    assert (tabled.proposal, tabled.party) == ("P4", party)
    assert tabled.bundles == (Bundled("P1", 1), Bundled("P2", 1))
    parts = [story.state.proposals[one].current.clauses for one in ("P1", "P2")]
    assert tabled.clauses == (*parts[0], *parts[1])
    assert story.state.proposals["P1"].live


def test_a_package_meets_the_links_between_its_parts(story: Story) -> None:
    link(story, "sud", "P1", "P2")
    link(story, "nord", "P2", "P1")
    story.does("est", package(story, "P1", "P2"))
    link(story, "est", "P4", "P1")
    for member in ("nord", "sud"):
        story.accept(member, "P4", events.ProposalAccepted)
    story.accept("est", "P4", events.ProposalAccepted, events.TextAdopted, *[events.ProposalLapsed] * 3)


def test_a_link_of_a_part_to_what_is_outside_bars_the_package_until_it_is_dropped(story: Story) -> None:
    link(story, "sud", "P1", "P3")
    story.does("est", package(story, "P1", "P2"))
    for member in ("nord", "sud"):
        story.accept(member, "P4")
    (_, barred) = story.accept("est", "P4")
    assert isinstance(barred, events.AdoptionBarred)
    assert (barred.proposal, barred.bar.links) == ("P4", ("L1",))
    story.does("sud", acts.DropLink("L1"), marked.LinkDropped, events.TextAdopted, *[events.ProposalLapsed] * 3)


def test_a_package_of_packages_holds_all_their_parts(story: Story) -> None:
    story.does("est", package(story, "P1", "P2"))
    story.does("est", package(story, "P4", "P3"))
    assert bundled(story.state, story.state.proposals["P5"]) == {"P1", "P2", "P3", "P4"}
    link(story, "sud", "P1", "P3")
    for member in ("nord", "sud", "est"):
        story.accept(member, "P5")
    assert story.state.agreement is not None


def test_a_part_that_changes_or_goes_does_not_matter_to_the_package(story: Story) -> None:
    link(story, "sud", "P1", "P2")
    story.does("est", package(story, "P1", "P2"))
    story.change("nord", "P1", BALANCED, "x")
    story.does("sud", acts.Withdraw("P2"))
    assert dead_links(story.state) == (DeadLink(story.state.links["L1"], ("P2",)),)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P4")
    assert story.state.agreement is not None


def test_what_is_longer_than_a_text_may_be_is_neither_joined_nor_judged(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        story.table("nord", {}, *[f"Talks go on, {number}." for _ in range(21)])
    link(story, "sud", "P4", "P5")
    monkeypatch.setattr("bot.negotiation.packages.joined", None)
    monkeypatch.setattr("bot.negotiation.links.joined", None)
    story.refused("est", package(story, "P4", "P5"), Code.TOO_MANY_CLAUSES, count=42, limit=40)
    found = {one.proposals: one for one in satisfying(story.state, story.frame)}
    assert found["P4", "P5"].bar == Bar(("REFUSED",))
    assert not found["P4", "P5"].satisfies
    assert found["P1",].satisfies


def test_a_package_from_which_a_part_was_taken_meets_no_link_to_it(story: Story) -> None:
    link(story, "sud", "P1", "P2")
    story.does("nord", package(story, "P1", "P2"))
    story.change("nord", "P4", BALANCED | {"HARBOUR": "FREE"}, "Talks go on.")
    assert held(story.state, story.state.proposals["P4"]) == {"P1", "P2"}
    story.change("nord", "P4", BALANCED, "Talks go on.")
    assert held(story.state, story.state.proposals["P4"]) == {"P1"}
    assert bundled(story.state, story.state.proposals["P4"]) == {"P1", "P2"}
    assert [one.proposals for one in satisfying(story.state)] == [("P2",), ("P3",), ("P1", "P2"), ("P2", "P4")]
    for member in ("nord", "est"):
        story.accept(member, "P4", events.ProposalAccepted)
    (_, barred) = story.accept("sud", "P4", events.ProposalAccepted, events.AdoptionBarred)
    assert isinstance(barred, events.AdoptionBarred)
    assert barred.bar == Bar(links=("L1",))
    assert dead_links(story.state) == ()
    story.does("sud", acts.Withdraw("P2"))
    assert dead_links(story.state) == (DeadLink(story.state.links["L1"], ("P2",)),)


def test_a_package_of_a_package_holds_what_that_held(story: Story) -> None:
    story.does("nord", package(story, "P1", "P2"))
    story.change("nord", "P4", BALANCED, "Talks go on.")
    story.does("est", package(story, "P3", "P4"))
    assert held(story.state, story.state.proposals["P5"]) == {"P1", "P3", "P4"}


def test_a_package_is_of_live_versions_as_they_stand(story: Story) -> None:
    act = package(story, "P1", "P2")
    for parts, count in ((act.parts[:1], 1), ((), 0), (act.parts[:1] * 2, 1)):
        story.refused("est", acts.TablePackage(parts), Code.PACKAGE_TOO_SMALL, count=count)
    story.refused("olga", act, Code.ROLE_MAY_NOT)
    story.refused("guest", act, Code.STAYS_OUT)
    unknown = acts.TablePackage((*act.parts, ("P9", "x")))
    story.refused("est", unknown, Code.UNKNOWN_PROPOSAL, proposal="P9")
    story.change("nord", "P1", BALANCED, "x")
    story.refused("est", act, Code.STALE_VERSION, proposal="P1", yours=1, current=2)
    story.does("sud", acts.Withdraw("P2"))
    story.refused("est", package(story, "P1", "P2"), Code.NOT_LIVE, proposal="P2")


NORD_CUTS = "Nordland shall reduce its tanks in Nordland by 100 tanks by 1 June 2026, verified by on-site inspection."
SUD_CUTS = "Sudland shall reduce its tanks in Sudland by 100 tanks by 1 June 2026, verified by on-site inspection."


def waiting(sentence: str, article: int) -> str:
    return sentence.replace(", verified", f", once Article {article} has been carried out, verified")


def test_a_package_says_what_its_parts_say_under_new_numbers() -> None:
    story = begun_story()
    story.table("nord", {"HARBOUR": "FREE"}, NORD_CUTS)
    story.table("sud", {}, SUD_CUTS, waiting(NORD_CUTS, 1), "Article 1 of the old treaty stays.")
    story.does("est", package(story, "P1", "P2"), events.ProposalTabled)
    whole = story.state.proposals["P3"].current.clauses
    assert [clause.text for clause in whole] == [
        story.frame.clause("HARBOUR", "FREE").text,
        NORD_CUTS,
        SUD_CUTS,
        waiting(NORD_CUTS, 3),
        "Article 1 of the old treaty stays.",
    ]
    assert [step["id"] for clause in whole for step in clause.commitments][-3:] == ["A2.1", "A3.1", "A4.1"]
    assert whole[3].commitments[0]["conditions"] == ["A3.1"]
    (alone, *_) = satisfying(story.state, story.frame)
    assert alone.bar is not None


@pytest.mark.parametrize("said", ["Article one", "Clause 1 (one)", 'step "A1.1"'])
def test_a_condition_follows_its_article_into_a_package_however_it_is_said(said: str) -> None:
    story = begun_story()
    story.table("nord", {}, NORD_CUTS)
    story.table("sud", {}, SUD_CUTS, waiting(NORD_CUTS, 1).replace("Article 1", said))
    story.does("est", package(story, "P1", "P2"), events.ProposalTabled)
    assert story.state.proposals["P2"].current.clauses[1].commitments[0]["conditions"] == ["A1.1"]
    assert story.state.proposals["P3"].current.clauses[2].commitments[0]["conditions"] == ["A2.1"]


def test_a_package_in_which_a_promise_would_wait_for_another_step_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    story = begun_story()
    story.table("nord", {}, NORD_CUTS)
    story.table("sud", {}, SUD_CUTS, waiting(NORD_CUTS, 1))
    monkeypatch.setattr("bot.negotiation.wording.renumbered", lambda _reading, text, _numbers: text)
    story.refused("est", package(story, "P1", "P2"), Code.PACKAGE_DIFFERS, number=3, proposal="P2")


def test_the_same_package_is_tabled_once(story: Story) -> None:
    act = package(story, "P1", "P3")
    story.does("est", act)
    story.refused("sud", act, Code.PACKAGE_THERE, proposal="P4")
    story.refused("sud", package(story, "P3", "P1"), Code.PACKAGE_THERE, proposal="P4")
    story.does("est", acts.Withdraw("P4"))
    story.does("sud", act, events.ProposalTabled)


def test_a_package_in_which_a_clause_would_promise_something_else_is_refused() -> None:
    story = begun_story()
    story.table("nord", {}, NORD_CUTS)
    story.table("sud", {}, "Peace lasts.")
    old = story.state.proposals["P1"]
    # As a bot of before sentences carried steps has recorded it.
    bare = replace(old, versions=(replace(old.current, clauses=words(NORD_CUTS)),))
    state = replace(story.state, proposals={**story.state.proposals, "P1": bare})
    refused = decide(state, package(story, "P1", "P2"), story.context("est"))
    assert refused == Refusal(Code.PACKAGE_DIFFERS, {"number": 1, "proposal": "P1"})


def test_no_issue_is_decided_twice_in_a_package(story: Story) -> None:
    story.table("sud", LOPSIDED)
    story.refused("est", package(story, "P1", "P2", "P4"), Code.PACKAGE_CONFLICT, issue="CUTS", proposals=["P1", "P4"])
    proposals = story.state.proposals.values()
    assert decided_twice(proposals) == {"CUTS": ("P1", "P4")}


# what links mean together


def test_without_links_each_proposal_stands_alone(story: Story) -> None:
    found = satisfying(story.state, story.frame)
    assert [one.proposals for one in found] == [("P1",), ("P2",), ("P3",)]
    assert [one.satisfies for one in found] == [True, False, True]
    assert found[1].bar is not None
    assert found[1].bar.constraints, "the harbour is not opened without the cuts"


def test_links_make_the_smallest_sets_that_meet_them_all(story: Story) -> None:
    story.table("nord", {}, "Talks go on.")
    link(story, "sud", "P1", "P2")
    link(story, "est", "P2", "P4")
    found = satisfying(story.state, story.frame)
    assert [one.proposals for one in found] == [("P3",), ("P4",), ("P2", "P4"), ("P1", "P2", "P4")]
    assert [one.links for one in found] == [(), (), ("L2",), ("L1", "L2")]
    assert cycles(story.state) == ()


def test_what_stands_against_a_set_is_told(story: Story) -> None:
    story.table("sud", LOPSIDED)
    story.does("est", acts.Counter("P2", story.hash("P2"), words("Another harbour.")))
    link(story, "sud", "P1", "P4")
    link(story, "nord", "P2", "P5")
    link(story, "nord", "P3", "P4")
    story.does("nord", acts.Reject("P4", story.hash("P4")))
    sets = {one.proposals: one for one in satisfying(story.state, story.frame)}
    twice, counters, lopsided = sets["P1", "P4"], sets["P2", "P5"], sets["P3", "P4"]
    assert twice.twice == {"CUTS": ("P1", "P4")}
    assert (twice.conflicting, twice.bar, twice.rejected) == (True, None, {"P4": ("NORD",)})
    assert (counters.counters, counters.conflicting) == ((("P5", "P2"),), True)
    assert (lopsided.bar, lopsided.conflicting) == (Bar(("cuts",)), False)
    assert not any(one.satisfies for one in (twice, counters, lopsided))
    assert satisfying(story.state)[0].bar is None


def test_a_link_to_what_is_off_the_table_is_never_met(story: Story) -> None:
    link(story, "sud", "P1", "P2", "P3")
    story.does("est", acts.Withdraw("P3"))
    (dead,) = dead_links(story.state)
    assert (dead.link.id, dead.link.party, dead.gone) == ("L1", "SUD", ("P3",))
    alone, both = satisfying(story.state)
    assert (alone.proposals, alone.dead) == (("P2",), ())
    assert (both.proposals, both.dead, both.satisfies) == (("P1", "P2"), ("L1",), False)


def test_links_in_a_circle_are_found_with_who_waits_for_whom(story: Story) -> None:
    link(story, "nord", "P1", "P2")
    link(story, "sud", "P2", "P1")
    link(story, "est", "P3", "P1")
    (circle,) = cycles(story.state)
    assert (circle.proposals, circle.parties) == (("P1", "P2"), ("NORD", "SUD"))
    assert [one.id for one in circle.links] == ["L1", "L2"]
    assert satisfying(story.state)[0].proposals == ("P1", "P2")
    story.does("sud", acts.DropLink("L2"))
    assert cycles(story.state) == ()


def test_a_package_stands_in_no_circle_of_its_parts_and_in_its_own_set(story: Story) -> None:
    link(story, "nord", "P1", "P2")
    link(story, "sud", "P2", "P1")
    story.does("est", package(story, "P1", "P2"))
    assert [one.proposals for one in cycles(story.state)] == [("P1", "P2")]
    sets = [one.proposals for one in satisfying(story.state, story.frame)]
    assert sets == [("P3",), ("P4",), ("P1", "P2")]
