"""What parties say of a version, and what the rules say to it, by each kind of member."""

import pytest

from bot.drafting.clauses import choices_of
from bot.negotiation import acts, events
from bot.negotiation.acts import Act
from bot.negotiation.model import Bar, Phase, StanceKind
from bot.negotiation.refusals import Code
from bot.negotiation.waivers import affected, effective_waivers
from bot.rules import Fault, Severity
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, tiny_pack
from tests.support.scripted import Failure, ScriptedFrame

ONE_WAY = {"VISITS": "ONE_WAY"}
FAULT = Fault("E_DUP_ID", "commitments[1].id", "the id x is used twice")


@pytest.fixture
def story() -> Story:
    story = begun_story()
    story.table("nord", BALANCED)
    return story


def acceptance(story: Story) -> acts.Accept:
    return acts.Accept("P1", story.hash("P1"))


@pytest.mark.parametrize("member", ["nord", "sud"])
def test_the_head_accepts_also_ones_own_proposal(story: Story, member: str) -> None:
    (accepted,) = story.accept(member, "P1")
    party = member.upper()
    assert accepted == events.ProposalAccepted("P1", party, 1, story.hash("P1"))
    stance = story.state.proposals["P1"].stance(party)
    assert stance is not None
    assert (stance.kind, stance.member, stance.at) == (StanceKind.ACCEPTED, member, story.now)
    story.refused(member, acceptance(story), Code.ALREADY_SAID, proposal="P1", kind="accepted")


HEAD_ACTS = [acts.Accept("P1", "?"), acts.Confirm("P1", "?"), acts.Waive("P1", "?", "cuts", "yes")]
SPEAKER_ACTS = [acts.AcceptAdReferendum("P1", "?"), acts.Reject("P1", "?"), acts.TakeBack("P1")]


@pytest.mark.parametrize("act", HEAD_ACTS, ids=lambda act: type(act).__name__)
@pytest.mark.parametrize("member", ["sud2", "nord3", "olga", "chair"])
def test_only_a_head_binds_a_party(story: Story, member: str, act: Act) -> None:
    role = story.state.seats[member].role.value
    story.refused(member, act, Code.ROLE_MAY_NOT, role=role, act=type(act).__name__, needs=["head"])


@pytest.mark.parametrize("act", SPEAKER_ACTS, ids=lambda act: type(act).__name__)
@pytest.mark.parametrize("member", ["nord3", "olga", "chair"])
def test_advisers_observers_and_the_chair_say_nothing(story: Story, member: str, act: Act) -> None:
    story.refused(member, act, Code.ROLE_MAY_NOT, needs=["head", "delegate"])


@pytest.mark.parametrize("act", [*HEAD_ACTS, *SPEAKER_ACTS], ids=lambda act: type(act).__name__)
def test_the_word_of_a_party_that_stays_out_does_not_count(act: Act) -> None:
    story = begun_story(without=("EST",))
    story.seat("est")
    story.table("nord", BALANCED)
    story.refused("est", act, Code.STAYS_OUT, party="EST", required=["NORD", "SUD"])
    story.refused("guest", act, Code.STAYS_OUT, party="GUEST")
    story.refused("stranger", act, Code.NO_SEAT)


def test_accepting_ad_referendum_waits_for_the_head(story: Story) -> None:
    (provisional,) = story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    assert provisional == events.ProposalAcceptedAdReferendum("P1", "SUD", 1, story.hash("P1"))
    assert story.state.proposals["P1"].accepted_by() == ()
    confirm = acts.Confirm("P1", story.hash("P1"))
    story.refused("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")), Code.ALREADY_SAID, kind="ad_referendum")
    story.refused("sud2", confirm, Code.ROLE_MAY_NOT)
    (confirmed,) = story.does("sud", confirm)
    assert confirmed == events.ProposalAccepted("P1", "SUD", 1, story.hash("P1"), confirmed=True)
    story.refused("sud", confirm, Code.NOTHING_TO_CONFIRM, proposal="P1")


def test_there_is_nothing_to_confirm_without_it_or_after_a_change(story: Story) -> None:
    story.refused("sud", acts.Confirm("P1", story.hash("P1")), Code.NOTHING_TO_CONFIRM)
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    story.change("nord", "P1", BALANCED, "x")
    story.refused("sud", acts.Confirm("P1", story.hash("P1")), Code.NOTHING_TO_CONFIRM)


def test_a_new_word_replaces_the_old(story: Story) -> None:
    digest = story.hash("P1")
    story.does("sud2", acts.Reject("P1", digest, "too early"), events.ProposalRejected)
    story.does("sud2", acts.AcceptAdReferendum("P1", digest))
    story.accept("sud", "P1")
    story.does("sud", acts.Reject("P1", digest, "after all not"))
    stance = story.state.proposals["P1"].stance("SUD")
    assert stance is not None
    assert (stance.kind, stance.reason) == (StanceKind.REJECTED, "after all not")
    story.refused("sud2", acts.Reject("P1", digest, "again"), Code.ALREADY_SAID, kind="rejected")


def test_taking_back(story: Story) -> None:
    story.refused("sud", acts.TakeBack("P1"), Code.NOTHING_TO_TAKE_BACK, proposal="P1")
    story.does("sud2", acts.Reject("P1", story.hash("P1")))
    (back,) = story.does("sud2", acts.TakeBack("P1"))
    assert back == events.StanceTakenBack("P1", "SUD")
    assert story.state.proposals["P1"].stances == {}
    story.accept("sud", "P1")
    story.change("nord", "P1", BALANCED, "x")
    story.refused("sud", acts.TakeBack("P1"), Code.NOTHING_TO_TAKE_BACK)


def test_a_delegate_does_not_undo_what_the_head_accepted(story: Story) -> None:
    story.accept("sud", "P1")
    for act in (
        acts.TakeBack("P1"),
        acts.Reject("P1", story.hash("P1")),
        acts.AcceptAdReferendum("P1", story.hash("P1")),
    ):
        story.refused("sud2", act, Code.ROLE_MAY_NOT, role="delegate", act=type(act).__name__, needs=["head"])
    story.does("sud", acts.TakeBack("P1"))


# the rules


@pytest.mark.parametrize("kind", [acts.Accept, acts.AcceptAdReferendum])
def test_what_is_not_reciprocal_is_not_accepted(story: Story, kind: type[acts.Accept]) -> None:
    story.table("nord", {**LOPSIDED, "HARBOUR": "FREE"})
    why = "a free harbour needs fewer tanks on both sides"
    refusal = story.refused("sud", kind("P2", story.hash("P2")), Code.NOT_RECIPROCAL, bar=Bar(("cuts",), (why,)))
    assert refusal.judgement is not None
    assert refusal.params["proposal"] == "P2"
    story.does("sud", acts.Reject("P2", story.hash("P2")), events.ProposalRejected)


def test_a_package_that_the_rules_cannot_read_is_barred() -> None:
    story = begun_story(ScriptedFrame(tiny_pack(), {}, faults=(FAULT,)))
    story.table("nord", BALANCED)
    story.refused("sud", acceptance(story), Code.NOT_RECIPROCAL, bar=Bar(("REFUSED",)))


def test_the_scripted_frame_says_what_the_rules_say() -> None:
    real, scripted = begun_story().frame, ScriptedFrame(tiny_pack())
    packages = [
        {"CUTS": cut, "HARBOUR": harbour, "VISITS": visit}
        for cut in ("NONE", "BOTH", "NORD_ONLY")
        for harbour in ("OPEN", "SHARED", "FREE")
        for visit in ("NO", "MUTUAL", "ONE_WAY")
    ]
    for choices in packages:
        for waived in ((), ("cuts",), ("same_duty", "cuts")):
            clauses = real.clauses(choices)
            one, other = real.judge(clauses, waived), scripted.judge(clauses, waived)
            assert (one.failing, one.broken, dict(one.consents), one.waived) == (
                other.failing,
                other.broken,
                dict(other.consents),
                other.waived,
            ), choices_of(clauses)
            for rule, finding in other.assessment.results.items():
                found = one.assessment.results[rule]
                assert (found.severity, found.sides) == (finding.severity, finding.sides)


# waivers


def waiver(story: Story, rule: str = "cuts", statement: str = "We give more, and know it.") -> acts.Waive:
    return acts.Waive("P1", story.hash("P1"), rule, statement)


@pytest.fixture
def lopsided() -> Story:
    story = begun_story()
    story.table("nord", LOPSIDED)
    return story


def test_a_rule_is_waived_by_all_whom_it_compares(lopsided: Story) -> None:
    story = lopsided
    (waived,) = story.does("nord", waiver(story))
    assert waived == events.AsymmetryWaived("P1", "NORD", 1, story.hash("P1"), "cuts", "We give more, and know it.")
    assert in_force(story) == frozenset()
    story.refused("nord", acceptance(story), Code.NOT_RECIPROCAL)
    story.refused("nord", waiver(story), Code.ALREADY_WAIVED, proposal="P1", rule="cuts")
    story.does("sud", waiver(story))
    assert in_force(story) == {"cuts"}
    for member in ("nord", "sud"):
        story.accept(member, "P1", events.ProposalAccepted)
    (_, adopted) = story.accept("est", "P1", events.ProposalAccepted, events.TextAdopted)
    assert adopted == events.TextAdopted("P1", 1, story.hash("P1"), ("NORD", "SUD", "EST"), ("cuts",))


def in_force(story: Story) -> frozenset[str]:
    proposal = story.state.proposals["P1"]
    return effective_waivers(proposal, story.state, story.frame.judge(proposal.current.clauses))


def test_a_change_drops_the_waivers(lopsided: Story) -> None:
    story = lopsided
    for member in ("nord", "sud"):
        story.does(member, waiver(story))
    story.change("nord", "P1", LOPSIDED, "x")
    assert (story.state.proposals["P1"].waivers, in_force(story)) == ((), frozenset())
    story.change("nord", "P1", LOPSIDED)
    assert in_force(story) == frozenset()


def test_whom_the_rule_does_not_compare_does_not_waive_it(lopsided: Story) -> None:
    lopsided.refused("est", waiver(lopsided), Code.NOT_AFFECTED, rule="cuts", parties=["NORD", "SUD"])


@pytest.mark.parametrize("rule", ["same_duty", "EQ_CUT", "", "cuts\ud800"])
def test_only_a_failing_rule_is_waived(lopsided: Story, rule: str) -> None:
    lopsided.refused("nord", waiver(lopsided, rule), Code.UNKNOWN_RULE, rule=rule, failing=["cuts"])


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("", Code.STATEMENT_NEEDED),
        (" \n", Code.STATEMENT_NEEDED),
        ("x" * 1001, Code.STATEMENT_TOO_LONG),
        ("a\udfffb", Code.UNREADABLE_WORDS),
    ],
)
def test_a_waiver_is_a_statement(lopsided: Story, statement: str, code: Code) -> None:
    lopsided.refused("nord", waiver(lopsided, statement=statement), code)


def test_a_gate_protects_everybody() -> None:
    story = begun_story()
    story.table("nord", ONE_WAY)
    for member in ("nord", "sud"):
        story.does(member, waiver(story, "same_duty"))
    story.refused("nord", acceptance(story), Code.NOT_RECIPROCAL)
    story.does("est", waiver(story, "same_duty"))
    story.accept("nord", "P1")


@pytest.mark.parametrize(
    ("failure", "parties"),
    [
        (Failure("cuts", Severity.BALANCE, ("COAST", "SUD")), ("NORD", "SUD")),
        (Failure("cuts", Severity.BALANCE, ("INLAND",)), ("SUD",)),
        (Failure("cuts", Severity.BALANCE, ("EST", "GUEST")), ("EST",)),
        (Failure("cuts", Severity.BALANCE, ("GUEST",)), ("NORD", "SUD", "EST")),
        (Failure("cuts", Severity.BALANCE), ("NORD", "SUD", "EST")),
        (Failure("cuts", Severity.GATE, ("NORD",)), ("NORD", "SUD", "EST")),
    ],
)
def test_affected_is_who_is_compared_or_whose_bloc_is(failure: Failure, parties: tuple[str, ...]) -> None:
    story = begun_story(ScriptedFrame(tiny_pack(), {"NORD_ONLY": failure}))
    finding = story.frame.judge(story.frame.clauses(LOPSIDED)).assessment.results["cuts"]
    assert affected(story.state, finding) == parties


def test_the_last_waiver_completes_an_adoption() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    story.accept("nord", "P1")
    story.accept("sud", "P1")
    (_, barred) = story.accept("est", "P1", events.ProposalAccepted, events.AdoptionBarred)
    assert barred == events.AdoptionBarred("P1", 1, story.hash("P1"), Bar(("cuts",)))
    assert story.state.proposals["P1"].barred == Bar(("cuts",))
    story.does("nord", waiver(story), events.AsymmetryWaived)
    (_, adopted) = story.does("sud", waiver(story), events.AsymmetryWaived, events.TextAdopted)
    assert isinstance(adopted, events.TextAdopted)
    assert adopted.waived == ("cuts",)
    assert story.state.phase is Phase.AGREED
    assert story.state.proposals["P1"].barred is None
