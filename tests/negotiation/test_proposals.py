"""Tabling, answering, changing and withdrawing, by each kind of member and under each policy."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import acts, events
from bot.negotiation.model import Bar, ProposalStatus
from bot.negotiation.refusals import Code
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, tiny_frame, words

HOPE = words("The parties hope for peace.")
OPTION = tiny_frame().clauses(BALANCED)


@pytest.fixture
def story() -> Story:
    return begun_story()


@pytest.mark.parametrize(("member", "party"), [("nord", "NORD"), ("nord2", "NORD"), ("sud2", "SUD"), ("chair", None)])
def test_heads_delegates_and_the_chair_table(story: Story, member: str, party: str | None) -> None:
    (tabled,) = story.does(member, acts.Table(OPTION))
    assert tabled == events.ProposalTabled("P1", party, OPTION, text_hash(OPTION))
    proposal = story.state.proposals["P1"]
    assert (proposal.party, proposal.member, proposal.live) == (party, member, True)
    assert (proposal.current.number, proposal.current.at, proposal.accepted_by()) == (1, story.now, ())


@pytest.mark.parametrize(
    ("member", "code", "params"),
    [
        ("stranger", Code.NO_SEAT, {}),
        ("nord3", Code.ROLE_MAY_NOT, {"role": "adviser", "act": "Table", "needs": ["head", "delegate", "chair"]}),
        ("olga", Code.ROLE_MAY_NOT, {"role": "observer"}),
        ("guest", Code.STAYS_OUT, {"party": "GUEST", "required": ["NORD", "SUD", "EST"]}),
    ],
)
def test_others_do_not_table(story: Story, member: str, code: Code, params: dict[str, object]) -> None:
    story.refused(member, acts.Table(OPTION), code, **params)


def test_proposals_are_numbered_in_the_order_of_tabling(story: Story) -> None:
    assert [story.table(member, {}, "x").id for member in ("nord", "sud", "chair", "nord")] == ["P1", "P2", "P3", "P4"]


FORGED_TEXT = Clause("Each side removes 1 tank", "CUTS", "BOTH", OPTION[0].commitments)
FORGED_STEPS = Clause(OPTION[0].text, "CUTS", "BOTH", OPTION[0].commitments[:1])


@pytest.mark.parametrize(
    ("clauses", "code", "params"),
    [
        ((), Code.EMPTY_TEXT, {"number": None}),
        (words("x", " \n\t"), Code.EMPTY_TEXT, {"number": 2}),
        (words("\u200b\u00a0"), Code.EMPTY_TEXT, {"number": 1}),
        (words(*"a" * 41), Code.TOO_MANY_CLAUSES, {"count": 41, "limit": 40}),
        (words("x" * 4_001), Code.CLAUSE_TOO_LONG, {"number": 1, "length": 4_001, "limit": 4_000}),
        (words("ok", "a\x00b"), Code.UNREADABLE_TEXT, {"number": 2}),
        (words("a\rb"), Code.UNREADABLE_TEXT, {"number": 1}),
        (words("a\x9bb"), Code.UNREADABLE_TEXT, {"number": 1}),
        (words("a\ud800b"), Code.UNREADABLE_TEXT, {"number": 1}),
        ((*OPTION, *OPTION), Code.ISSUE_TWICE, {"issue": "CUTS"}),
        (
            (Clause("x", "CUTS", "ALL"),),
            Code.UNKNOWN_OPTION,
            {"option": "ALL", "options": ["NONE", "BOTH", "NORD_ONLY"]},
        ),
        ((Clause("x", "CUTS"),), Code.UNKNOWN_OPTION, {"issue": "CUTS", "option": ""}),
        ((Clause("x", "OIL", "ALL"),), Code.UNKNOWN_OPTION, {"issue": "OIL", "options": []}),
        ((FORGED_TEXT,), Code.CLAUSE_FORGED, {"number": 1}),
        ((*HOPE, FORGED_STEPS), Code.CLAUSE_FORGED, {"number": 2}),
        ((Clause("x", None, "BOTH"),), Code.CLAUSE_FORGED, {"number": 1}),
        ((Clause("x", commitments=OPTION[0].commitments),), Code.CLAUSE_FORGED, {"number": 1}),
        ((Clause("x", consent=("EST",)),), Code.CLAUSE_FORGED, {"number": 1}),
    ],
)
def test_a_text_that_is_not_taken(
    story: Story, clauses: tuple[Clause, ...], code: Code, params: dict[str, object]
) -> None:
    story.refused("nord", acts.Table(clauses), code, **params)
    tabled = story.table("nord", BALANCED, "Peace.")
    story.refused("nord", acts.Change("P1", tabled.current.text_hash, clauses), code, **params)
    story.refused("sud", acts.Counter("P1", tabled.current.text_hash, clauses), code, **params)


def test_the_longest_text_is_taken(story: Story) -> None:
    story.does("nord", acts.Table(words(*["ä" * 2000] * 40)))


def test_a_text_is_kept_as_it_was_typed(story: Story) -> None:
    typed = "  e\u0301 und \u00e9,\tzwei\nZeilen \U0001f54a "
    story.does("nord", acts.Table(words(typed)))
    assert story.state.proposals["P1"].current.clauses[0].text == typed


# counter


def test_a_counter_answers_a_version_and_leaves_it_on_the_table(story: Story) -> None:
    story.table("nord", LOPSIDED)
    story.change("nord", "P1", LOPSIDED, "x")
    (tabled,) = story.does("sud", acts.Counter("P1", story.hash("P1"), OPTION), events.ProposalTabled)
    assert tabled == events.ProposalTabled("P2", "SUD", OPTION, text_hash(OPTION), "P1", 2)
    assert [proposal.id for proposal in story.state.live_proposals()] == ["P1", "P2"]


def test_where_a_counter_kills_the_countered_proposal_is_over() -> None:
    story = begun_story(counter_kills=True)
    story.table("nord", LOPSIDED)
    story.does("sud", acts.Counter("P1", story.hash("P1"), OPTION), events.ProposalTabled, events.ProposalLapsed)
    assert story.state.proposals["P1"].status is ProposalStatus.COUNTERED
    story.does("nord", acts.Counter("P2", story.hash("P2"), HOPE))
    params = {"proposal": "P1", "status": "countered", "reason": "countered", "newest": "P3"}
    story.refused("est", acts.Accept("P1", story.hash("P1")), Code.NOT_LIVE, **params)


def test_nobody_answers_their_own_proposal(story: Story) -> None:
    story.table("nord", LOPSIDED)
    story.refused("nord2", acts.Counter("P1", story.hash("P1"), OPTION), Code.OWN_PROPOSAL, proposal="P1")


def test_the_chairs_text_can_be_answered_but_the_chair_answers_nobody(story: Story) -> None:
    story.table("chair", LOPSIDED)
    story.does("nord", acts.Counter("P1", story.hash("P1"), OPTION))
    story.refused("chair", acts.Counter("P2", story.hash("P2"), HOPE), Code.ROLE_MAY_NOT, role="chair")


def test_a_counter_with_the_same_text_is_none(story: Story) -> None:
    story.table("nord", BALANCED)
    story.refused("sud", acts.Counter("P1", story.hash("P1"), OPTION), Code.NO_CHANGE, proposal="P1", version=1)


@pytest.mark.parametrize("kind", [acts.Accept, acts.AcceptAdReferendum, acts.Reject, acts.Confirm])
def test_a_stale_version_is_named_with_the_newer_one(story: Story, kind: type[acts.Accept]) -> None:
    old = story.table("nord", BALANCED).current.text_hash
    new = story.change("nord", "P1", BALANCED, "x").current.text_hash
    params = {"proposal": "P1", "yours": 1, "current": 2, "text_hash": new}
    story.refused("sud", kind("P1", old), Code.STALE_VERSION, **params)
    story.refused("sud", kind("P1", "no such hash"), Code.STALE_VERSION, yours=None, current=2)
    story.refused("sud", acts.Counter("P1", old, HOPE), Code.STALE_VERSION, **params)
    story.refused("nord", acts.Change("P1", old, HOPE), Code.STALE_VERSION, **params)
    story.refused("sud", acts.Waive("P1", old, "cuts", "We agree."), Code.STALE_VERSION, **params)


def test_an_unknown_proposal_is_named_with_those_that_are_live(story: Story) -> None:
    story.table("nord", BALANCED)
    story.table("sud", BALANCED)
    story.does("nord", acts.Withdraw("P1"))
    for act in (acts.Accept("P9", "x"), acts.Withdraw("P9"), acts.TakeBack("P9"), acts.Counter("P9", "x", HOPE)):
        story.refused("sud", act, Code.UNKNOWN_PROPOSAL, proposal="P9", live=["P2"])


# change


def test_a_delegate_changes_the_proposal_of_their_party(story: Story) -> None:
    story.table("nord", LOPSIDED)
    (changed,) = story.does("nord2", acts.Change("P1", story.hash("P1"), OPTION))
    assert changed == events.ProposalChanged("P1", 2, OPTION, text_hash(OPTION))
    assert [version.number for version in story.state.proposals["P1"].versions] == [1, 2]


def test_a_change_makes_every_stance_stale_and_keeps_it_visible(story: Story) -> None:
    story.table("nord", BALANCED)
    story.accept("nord", "P1")
    story.does("sud", acts.Reject("P1", story.hash("P1"), "no"))
    proposal = story.change("nord", "P1", BALANCED, "x")
    assert (proposal.accepted_by(), proposal.stance("NORD"), proposal.stance("SUD")) == ((), None, None)
    assert {party: stance.version for party, stance in proposal.stances.items()} == {"NORD": 1, "SUD": 1}


def test_going_back_to_an_earlier_text_revives_no_acceptance(story: Story) -> None:
    first = story.table("nord", BALANCED).current.text_hash
    story.accept("sud", "P1")
    story.change("nord", "P1", BALANCED, "x")
    proposal = story.change("nord", "P1", BALANCED)
    assert (proposal.current.text_hash, proposal.current.number) == (first, 3)
    assert proposal.accepted_by() == ()
    story.accept("sud", "P1")
    assert story.state.proposals["P1"].accepted_by() == ("SUD",)


@pytest.mark.parametrize("member", ["sud", "chair"])
def test_only_the_author_changes_and_withdraws(story: Story, member: str) -> None:
    story.table("nord", BALANCED)
    story.refused(member, acts.Change("P1", story.hash("P1"), HOPE), Code.NOT_YOURS, proposal="P1", party="NORD")
    story.refused(member, acts.Withdraw("P1"), Code.NOT_YOURS, proposal="P1", party="NORD")


def test_any_chair_changes_and_withdraws_a_text_of_the_chair(story: Story) -> None:
    story.table("chair", BALANCED)
    story.does("chair", acts.AssignSeat("vice", "Vice", story.state.chairs()[0].role))
    story.refused("nord", acts.Change("P1", story.hash("P1"), HOPE), Code.NOT_YOURS, party=None)
    story.does("vice", acts.Change("P1", story.hash("P1"), HOPE), events.ProposalChanged)
    story.does("vice", acts.Withdraw("P1"), events.ProposalWithdrawn)


def test_a_change_that_changes_nothing_is_none(story: Story) -> None:
    story.table("nord", BALANCED)
    story.refused("nord", acts.Change("P1", story.hash("P1"), OPTION), Code.NO_CHANGE, proposal="P1", version=1)


# withdraw, and what binds an author


def test_a_withdrawal_names_those_who_had_accepted(story: Story) -> None:
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    (withdrawn,) = story.does("nord2", acts.Withdraw("P1", "better idea"))
    assert withdrawn == events.ProposalWithdrawn("P1", "better idea", ("SUD",))
    proposal = story.state.proposals["P1"]
    assert (proposal.status, proposal.status_reason) == (ProposalStatus.WITHDRAWN, "better idea")
    story.refused("est", acts.Accept("P1", story.hash("P1")), Code.NOT_LIVE, status="withdrawn", newest=None)
    story.refused("nord", acts.Withdraw("P1"), Code.NOT_LIVE)


@pytest.mark.parametrize(
    ("reason", "code"), [("x" * 1001, Code.STATEMENT_TOO_LONG), ("\x1b[2J", Code.UNREADABLE_WORDS)]
)
def test_a_reason_has_to_fit_and_to_be_readable(story: Story, reason: str, code: Code) -> None:
    story.table("nord", BALANCED)
    story.refused("nord", acts.Withdraw("P1", reason), code)
    story.refused("sud", acts.Reject("P1", story.hash("P1"), reason), code)
    story.refused("chair", acts.Close(reason), code)


def test_locked_on_first_binds_the_author_once_another_has_accepted() -> None:
    story = begun_story(withdrawal_policy="locked_on_first")
    story.table("nord", BALANCED)
    story.accept("nord", "P1")
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    story.change("nord", "P1", BALANCED, "neither one's own acceptance nor one ad referendum locks")
    story.accept("sud", "P1")
    story.refused("nord", acts.Withdraw("P1"), Code.LOCKED, proposal="P1", parties=["SUD"])
    story.refused("nord", acts.Change("P1", story.hash("P1"), HOPE), Code.LOCKED, parties=["SUD"])
    story.does("sud", acts.TakeBack("P1"))
    story.does("nord", acts.Withdraw("P1"), events.ProposalWithdrawn)


def test_a_firm_offer_binds_its_author_until_it_lapses() -> None:
    story = begun_story(withdrawal_policy="firm_until_expiry", firm_minutes=30)
    proposal = story.table("nord", BALANCED)
    until = proposal.current.at + timedelta(minutes=30)
    assert proposal.expires == until
    story.refused("nord", acts.Withdraw("P1"), Code.FIRM, proposal="P1", until=until.isoformat())
    story.refused("nord", acts.Change("P1", story.hash("P1"), HOPE), Code.FIRM)
    story.does("sud", acts.Counter("P1", story.hash("P1"), HOPE))
    assert story.state.proposals["P2"].expires == story.now + timedelta(minutes=30)
    story.later(minutes=30)
    story.refused("sud", acts.Accept("P1", story.hash("P1")), Code.EXPIRED, proposal="P1", at=until.isoformat())
    story.does("nord", acts.Withdraw("P1"), events.ProposalWithdrawn)


@pytest.mark.parametrize(
    "act",
    [
        acts.Accept("P1", text_hash(OPTION)),
        acts.AcceptAdReferendum("P1", text_hash(OPTION)),
        acts.Reject("P1", text_hash(OPTION)),
        acts.TakeBack("P1"),
        acts.Counter("P1", text_hash(OPTION), HOPE),
        acts.Waive("P1", text_hash(OPTION), "cuts", "We agree."),
    ],
)
def test_after_its_time_nothing_is_done_on_a_proposal(story: Story, act: acts.Act) -> None:
    story.table("nord", BALANCED, expires=story.now + timedelta(minutes=5))
    story.later(minutes=6)
    story.refused("sud", act, Code.EXPIRED, proposal="P1")
    story.refused("nord", acts.Change("P1", text_hash(OPTION), HOPE), Code.EXPIRED)
    (lapsed, _) = story.does("chair", acts.Close())
    assert lapsed == events.ProposalLapsed("P1", "expired")


def test_a_time_in_the_past_is_refused(story: Story) -> None:
    moment = story.now + timedelta(seconds=1)  # when the act is decided
    story.refused("nord", acts.Table(OPTION, moment), Code.EXPIRY_IN_PAST, at=moment.isoformat())
    assert story.now == moment


def test_a_proposal_lapses_at_its_time_and_not_after_it(story: Story) -> None:
    until = story.now + timedelta(minutes=5)
    proposal = story.table("nord", BALANCED, expires=until)
    assert not proposal.expired_at(until - timedelta(microseconds=1))
    assert proposal.expired_at(until)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (datetime(2027, 1, 1, 12), datetime(2027, 1, 1, 12, tzinfo=UTC)),  # noqa: DTZ001  # what a careless caller gives
        (datetime(2027, 1, 1, 12, tzinfo=timezone(timedelta(hours=2))), datetime(2027, 1, 1, 10, tzinfo=UTC)),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_a_time_is_kept_in_utc(story: Story, typed: datetime, kept: datetime) -> None:
    assert story.table("nord", BALANCED, expires=typed).expires == kept


def test_where_the_rules_are_enforced_at_tabling_a_lopsided_text_is_not_tabled() -> None:
    story = begun_story(enforce="at_tabling")
    clauses = story.frame.clauses(LOPSIDED)
    refusal = story.refused("nord", acts.Table(clauses), Code.NOT_RECIPROCAL, proposal=None, bar=Bar(("cuts",)))
    assert refusal.judgement is not None
    assert refusal.judgement.failing == ("cuts",)
    story.table("sud", BALANCED)
    story.refused("nord", acts.Counter("P1", story.hash("P1"), clauses), Code.NOT_RECIPROCAL, proposal=None)
    story.refused("sud", acts.Change("P1", story.hash("P1"), clauses), Code.NOT_RECIPROCAL, proposal="P1")


def test_elsewhere_a_lopsided_text_is_tabled(story: Story) -> None:
    assert story.table("nord", LOPSIDED).live
    assert story.state.proposals["P1"].stances == {}
