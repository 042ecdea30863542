"""Brackets: who may mark which words, what lifts a mark, and what an open one stops."""

import pytest

from bot.drafting.clauses import Clause
from bot.negotiation import acts, events, marked
from bot.negotiation.brackets import MOST_OPEN, waiting_for
from bot.negotiation.burndown import burn_down
from bot.negotiation.model import Bar, Phase
from bot.negotiation.overlays import BracketStatus, ReservationKind
from bot.negotiation.possible import usable_marks
from bot.negotiation.refusals import Code
from bot.negotiation.texts import LONGEST_CLAUSE
from tests.negotiation.marking import TEXT, place, standing_at, tabled
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, pack_story, words

SENTENCE = (
    "The United States shall reduce its rotational forces in Poland by 1,500 persons within 90 days of entry into "
    "force, verified by inspection."
)


@pytest.fixture
def story() -> Story:
    return tabled()


# place


@pytest.mark.parametrize(("member", "party"), [("nord", "NORD"), ("sud", "SUD"), ("sud2", "SUD"), ("est", "EST")])
def test_heads_and_delegates_of_every_required_party_place_brackets(story: Story, member: str, party: str) -> None:
    (placed,) = place(story, member, " by 1,500 persons ", "by 1,000 persons")
    digest = story.hash("P1")
    assert placed == marked.BracketPlaced(
        "B1", "P1", party, 1, digest, 2, 15, 31, "by 1,500 persons", "by 1,000 persons"
    )
    assert standing_at(story) == [("B1", 2, "by 1,500 persons")]
    assert story.state.brackets["B1"].member == member


def test_a_bracket_changes_no_word_and_no_acceptance(story: Story) -> None:
    before = story.state.proposals["P1"]
    story.accept("sud", "P1")
    place(story, "est")
    after = story.state.proposals["P1"]
    assert after.versions == before.versions
    assert after.accepted_by() == ("SUD",)


def test_without_words_the_whole_clause_is_in_brackets(story: Story) -> None:
    place(story, "sud", "")
    assert standing_at(story) == [("B1", 2, TEXT)]


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b"])
def test_an_alternative_in_which_nothing_can_be_seen_is_none(story: Story, nothing: str) -> None:
    place(story, "sud", "persons", nothing)
    assert story.state.brackets["B1"].alternative == ""


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
def test_others_place_and_lift_nothing(story: Story, member: str, code: Code) -> None:
    place(story, "sud")
    digest = story.hash("P1")
    story.refused(member, acts.PlaceBracket("P1", digest, 2, "tanks"), code)
    story.refused(member, acts.LiftBracket("B1"), code)
    story.refused(member, acts.Reserve("P1", digest, ReservationKind.GENERAL, "No."), code)
    story.refused(member, acts.LiftReservation("R1"), code)


@pytest.mark.parametrize(
    ("clause", "words_", "alternative", "code", "params"),
    [
        (0, "", "", Code.NO_SUCH_CLAUSE, {"number": 0, "count": 3}),
        (4, "", "", Code.NO_SUCH_CLAUSE, {"number": 4, "count": 3}),
        (2, "Persons", "", Code.WORDS_NOT_FOUND, {"number": 2, "words": "Persons"}),
        (2, "1,500", "", Code.WORDS_SEVERAL, {"number": 2, "words": "1,500", "count": 2}),
        (2, "persons", " persons ", Code.ALTERNATIVE_SAME, {}),
        (3, "", "Talks go on.", Code.ALTERNATIVE_SAME, {}),
        (2, "persons", "x" * (LONGEST_CLAUSE + 1), Code.CLAUSE_TOO_LONG, {"number": 2, "limit": LONGEST_CLAUSE}),
        (2, "persons", "a\x00", Code.UNREADABLE_WORDS, {}),
    ],
)
def test_words_have_to_stand_there_once_and_an_alternative_has_to_be_one(
    story: Story, clause: int, words_: str, alternative: str, code: Code, params: dict[str, object]
) -> None:
    story.refused("sud", acts.PlaceBracket("P1", story.hash("P1"), clause, words_, alternative), code, **params)


def test_a_bracket_is_of_one_exact_version_of_a_live_proposal(story: Story) -> None:
    old = story.hash("P1")
    story.change("nord", "P1", BALANCED, TEXT)
    story.refused("sud", acts.PlaceBracket("P1", old, 2), Code.STALE_VERSION, yours=1, current=2)
    story.refused("sud", acts.PlaceBracket("P9", old, 2), Code.UNKNOWN_PROPOSAL, live=["P1"])
    story.does("nord", acts.Withdraw("P1"))
    story.refused("sud", acts.PlaceBracket("P1", story.hash("P1"), 2), Code.NOT_LIVE, status="withdrawn")


def test_brackets_may_stand_inside_each_other_and_not_across(story: Story) -> None:
    place(story, "sud", "by 1,500 persons")
    place(story, "est", "persons")
    place(story, "est", "by 1,500 persons")
    place(story, "nord", "cuts by 1,500 persons, and")
    params = {"bracket": "B1", "party": "SUD", "words": "by 1,500 persons"}
    digest = story.hash("P1")
    story.refused("est", acts.PlaceBracket("P1", digest, 2, "persons, and"), Code.BRACKET_CROSSES, **params)
    assert [one for one, _, _ in standing_at(story)] == ["B4", "B1", "B3", "B2"]


def test_the_same_bracket_is_placed_once_by_a_party(story: Story) -> None:
    place(story, "sud", "persons", "people")
    digest = story.hash("P1")
    same = acts.PlaceBracket("P1", digest, 2, " persons", "people ")
    story.refused("sud2", same, Code.ALREADY_BRACKETED, bracket="B1")
    place(story, "sud2", "persons", "soldiers")
    place(story, "est", "persons", "people")
    story.does("sud", acts.LiftBracket("B1"))
    story.does("sud2", same)


def test_more_brackets_than_anybody_reads_are_not_placed(story: Story) -> None:
    for number in range(MOST_OPEN):
        place(story, "sud", "persons", f"people {number}")
    story.refused("sud", acts.PlaceBracket("P1", story.hash("P1"), 1), Code.TOO_MANY_BRACKETS, limit=MOST_OPEN)
    story.does("sud", acts.LiftBracket("B1"))
    place(story, "sud", "persons", "soldiers")


# lift


@pytest.mark.parametrize("member", ["sud", "sud2"])
def test_the_partys_own_members_lift_its_bracket_at_once(story: Story, member: str) -> None:
    place(story, "sud")
    (lifted,) = story.does(member, acts.LiftBracket("B1"))
    assert lifted == marked.BracketLifted("B1", "P1", "SUD", "owner")
    assert standing_at(story) == []
    story.refused("sud", acts.LiftBracket("B1"), Code.BRACKET_CLOSED, bracket="B1", status="lifted", how="owner")


def test_all_the_others_together_lift_a_bracket(story: Story) -> None:
    place(story, "sud")
    story.does("est", acts.LiftBracket("B1"), marked.BracketLiftAgreed)
    assert waiting_for(story.state, story.state.brackets["B1"]) == ("NORD",)
    story.refused("est", acts.LiftBracket("B1"), Code.LIFT_AGREED_ALREADY, bracket="B1", waiting=["NORD"])
    (agreed, lifted) = story.does("nord2", acts.LiftBracket("B1"))
    assert agreed == marked.BracketLiftAgreed("B1", "P1", "NORD")
    assert lifted == marked.BracketLifted("B1", "P1", "SUD", "consensus")


def test_where_some_suffice_to_adopt_as_many_suffice_to_lift() -> None:
    story = tabled(consensus="n_of_m", needed=1)
    place(story, "sud")
    story.does("est", acts.LiftBracket("B1"), marked.BracketLiftAgreed, marked.BracketLifted)


@pytest.mark.parametrize(("needed", "without", "waiting"), [(2, ("EST",), "SUD"), (3, (), "EST")])
def test_where_all_who_are_there_must_adopt_nobody_lifts_anothers_bracket_alone(
    needed: int, without: tuple[str, ...], waiting: str
) -> None:
    story = begun_story(consensus="n_of_m", needed=needed, without=without)
    story.table("nord", {}, "Talks go on.", TEXT)
    place(story, "sud", "persons")
    story.does("nord", acts.LiftBracket("B1"), marked.BracketLiftAgreed)
    assert waiting_for(story.state, story.state.brackets["B1"]) == (waiting,)


def test_an_unknown_bracket_is_named_with_those_that_are_open(story: Story) -> None:
    place(story, "sud")
    place(story, "sud", "tanks")
    story.does("sud", acts.LiftBracket("B1"))
    story.refused("sud", acts.LiftBracket("B9"), Code.UNKNOWN_BRACKET, bracket="B9", open=["B2"])


def test_a_proposal_that_is_over_keeps_its_brackets_as_history(story: Story) -> None:
    place(story, "sud")
    story.does("nord", acts.Withdraw("P1"))
    assert story.state.brackets["B1"].status is BracketStatus.OPEN
    story.refused("sud", acts.LiftBracket("B1"), Code.NOT_LIVE, proposal="P1")


# take


def test_the_author_takes_the_alternative_into_the_text(story: Story) -> None:
    place(story, "sud", "1,500 persons", "1,000 persons")
    place(story, "est", "tanks")
    place(story, "est", "Each side")
    place(story, "est", "", "The talks end.", clause=3)
    changed, *followed = story.does("nord2", acts.TakeAlternative("P1", story.hash("P1"), "B1"))
    assert isinstance(changed, events.ProposalChanged)
    assert changed.clauses[1] == Clause("Each side cuts by 1,000 persons, and 1,500 tanks.")
    assert followed == [marked.BracketLifted("B1", "P1", "SUD", "taken")]
    story.does("nord", acts.TakeAlternative("P1", story.hash("P1"), "B4"))
    assert standing_at(story) == [("B3", 2, "Each side"), ("B2", 2, "tanks")]
    assert story.state.proposals["P1"].current.clauses[2].text == "The talks end."


def test_what_follows_the_taken_words_moves_and_what_held_them_is_gone(story: Story) -> None:
    place(story, "sud", "1,500 persons", "10 persons")
    place(story, "est", "tanks")
    place(story, "est", "by 1,500 persons")
    _, lifted, gone, moved = story.does("nord", acts.TakeAlternative("P1", story.hash("P1"), "B1"))
    assert lifted == marked.BracketLifted("B1", "P1", "SUD", "taken")
    assert gone == marked.BracketLifted("B3", "P1", "EST", "words_gone")
    assert moved == marked.BracketMoved("B2", "P1", 2, 40, 45)
    assert standing_at(story) == [("B2", 2, "tanks")]


def test_an_option_with_other_words_is_no_option_any_more(story: Story) -> None:
    option = story.state.proposals["P1"].current.clauses[0]
    place(story, "sud", "", "Nobody cuts.", clause=1)
    story.does("nord", acts.TakeAlternative("P1", story.hash("P1"), "B1"))
    assert option.issue is not None
    assert story.state.proposals["P1"].current.clauses[0] == Clause("Nobody cuts.")


def test_a_sentence_that_was_changed_by_taking_promises_what_it_says_now() -> None:
    story = pack_story("ee-deescalation-2022", {"us": "US", "ru": "RU"})
    story.table("us", {}, SENTENCE)
    before = story.state.proposals["P1"].current.clauses[0]
    place(story, "ru", "1,500 persons", "900 persons", clause=1)
    story.does("us", acts.TakeAlternative("P1", story.hash("P1"), "B1"))
    after = story.state.proposals["P1"].current.clauses[0]
    assert after.carries_steps
    assert after.commitments != before.commitments


def test_only_the_author_takes_and_only_what_there_is(story: Story) -> None:
    place(story, "sud", "persons", "people")
    place(story, "sud", "tanks")
    story.table("sud", {}, "x")
    digest = story.hash("P1")
    story.refused("est", acts.TakeAlternative("P1", digest, "B1"), Code.NOT_YOURS, party="NORD")
    story.refused("chair", acts.TakeAlternative("P1", digest, "B1"), Code.NOT_YOURS)
    story.refused("nord", acts.TakeAlternative("P1", digest, "B2"), Code.NO_ALTERNATIVE, bracket="B2", party="SUD")
    story.refused("nord", acts.TakeAlternative("P1", digest, "B9"), Code.UNKNOWN_BRACKET, open=["B1", "B2"])
    story.refused("sud", acts.TakeAlternative("P2", story.hash("P2"), "B1"), Code.UNKNOWN_BRACKET, open=[])
    story.does("nord", acts.TakeAlternative("P1", digest, "B1"))
    story.refused("nord", acts.TakeAlternative("P1", digest, "B1"), Code.STALE_VERSION)
    story.refused("nord", acts.TakeAlternative("P1", story.hash("P1"), "B1"), Code.BRACKET_CLOSED, how="taken")


def test_the_chair_takes_alternatives_into_a_text_of_the_chair() -> None:
    story = begun_story()
    story.table("chair", {}, TEXT)
    place(story, "sud", "persons", "people", clause=1)
    story.does(
        "chair", acts.TakeAlternative("P1", story.hash("P1"), "B1"), events.ProposalChanged, marked.BracketLifted
    )


def test_taking_an_alternative_is_bound_like_a_change() -> None:
    story = tabled(withdrawal_policy="locked_on_first")
    story.accept("sud", "P1")
    place(story, "est", "persons", "people")
    story.refused("nord", acts.TakeAlternative("P1", story.hash("P1"), "B1"), Code.LOCKED, parties=["SUD"])


def test_an_alternative_that_makes_the_clause_too_long_is_not_taken(story: Story) -> None:
    place(story, "sud", "persons", "x" * LONGEST_CLAUSE)
    taking = acts.TakeAlternative("P1", story.hash("P1"), "B1")
    story.refused("nord", taking, Code.CLAUSE_TOO_LONG, number=2)


# change


def test_a_change_carries_brackets_to_where_their_words_stand(story: Story) -> None:
    place(story, "sud", "1,500 persons")
    place(story, "est", "Each side")
    place(story, "est", "tanks")
    place(story, "est", "", clause=3)
    clauses = (*words("Talks go on.", TEXT.replace("Each", "Now each").replace("tanks", "guns")),)
    changed, *followed = story.does("nord", acts.Change("P1", story.hash("P1"), clauses))
    assert isinstance(changed, events.ProposalChanged)
    assert followed == [
        marked.BracketLifted("B2", "P1", "EST", "words_gone"),
        marked.BracketMoved("B1", "P1", 2, 22, 35),
        marked.BracketLifted("B3", "P1", "EST", "words_gone"),
        marked.BracketMoved("B4", "P1", 1, 0, 12),
    ]
    assert standing_at(story) == [("B4", 1, "Talks go on."), ("B1", 2, "1,500 persons")]


def test_a_bracket_whose_place_stays_is_not_spoken_of(story: Story) -> None:
    place(story, "sud", "persons")
    story.does(
        "nord", acts.Change("P1", story.hash("P1"), words(TEXT, "More.")), events.ProposalChanged, marked.BracketMoved
    )
    story.does("nord", acts.Change("P1", story.hash("P1"), words(TEXT, "Less.")), events.ProposalChanged)


# what open brackets stop


@pytest.mark.parametrize("kind", [acts.Accept, acts.AcceptAdReferendum])
def test_nobody_accepts_words_in_brackets_and_the_owners_are_named(story: Story, kind: type[acts.Accept]) -> None:
    place(story, "est", "tanks")
    place(story, "sud", "persons", "people")
    brackets = [
        {"id": "B2", "party": "SUD", "words": "persons", "written": False},
        {"id": "B1", "party": "EST", "words": "tanks", "written": False},
    ]
    params = {"proposal": "P1", "brackets": brackets, "parties": ["SUD", "EST"]}
    story.refused("nord", kind("P1", story.hash("P1")), Code.BRACKETS_OPEN, **params)
    story.does("sud", acts.LiftBracket("B2"))
    story.does("est", acts.LiftBracket("B1"))
    story.does("nord", kind("P1", story.hash("P1")))


def test_nobody_confirms_while_brackets_are_open(story: Story) -> None:
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    place(story, "est")
    story.refused("sud", acts.Confirm("P1", story.hash("P1")), Code.BRACKETS_OPEN, parties=["EST"])


def test_a_bracket_placed_after_the_acceptances_bars_and_lifting_it_adopts() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED, TEXT)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    digest = story.hash("P1")
    (_, barred) = story.does("est", acts.PlaceBracket("P1", digest, 2, "tanks"))
    assert barred == events.AdoptionBarred("P1", 1, digest, Bar(("cuts",), brackets=("B1",)))
    story.does("nord", acts.Waive("P1", digest, "cuts", "We give more."), events.AsymmetryWaived)
    (_, barred) = story.does("sud", acts.Waive("P1", digest, "cuts", "We take it."))
    assert barred == events.AdoptionBarred("P1", 1, digest, Bar(brackets=("B1",)))
    story.does("est", acts.LiftBracket("B1"), marked.BracketLifted, events.TextAdopted)
    assert story.state.phase is Phase.AGREED


def test_where_the_pack_says_so_brackets_are_only_noted() -> None:
    story = tabled(brackets="note")
    place(story, "est", "tanks")
    for member in ("nord", "sud"):
        story.accept(member, "P1", events.ProposalAccepted)
    story.accept("est", "P1", events.ProposalAccepted, events.TextAdopted)
    assert standing_at(story) == [("B1", 2, "tanks")]


def test_between_two_parties_only_the_owner_lifts() -> None:
    story = begun_story(without=("EST",))
    story.table("nord", BALANCED, TEXT)
    place(story, "sud", "persons")
    story.does("nord", acts.LiftBracket("B1"), marked.BracketLiftAgreed)
    assert waiting_for(story.state, story.state.brackets["B1"]) == ("SUD",)
    story.refused("nord", acts.Accept("P1", story.hash("P1")), Code.BRACKETS_OPEN, parties=["SUD"])
    story.does("sud", acts.LiftBracket("B1"), marked.BracketLifted)


# what is shown


def test_each_is_offered_the_marks_that_an_act_of_theirs_may_use(story: Story) -> None:
    place(story, "sud", "persons", "people")
    place(story, "est", "tanks")
    story.does("sud", acts.Reserve("P1", story.hash("P1"), ReservationKind.GENERAL, "No."))
    story.does("nord", acts.LiftBracket("B2"))

    def usable(member: str, kind: type[acts.Act], proposal: str | None = None) -> tuple[str, ...]:
        return usable_marks(story.state, acts.Actor(member, member), kind, story.frame, proposal)

    assert usable("sud", acts.LiftBracket) == usable("est", acts.LiftBracket, "P1") == ("B1", "B2")
    assert usable("nord", acts.LiftBracket) == ("B1",)
    assert usable("nord", acts.LiftBracket, "P2") == ()
    assert usable("nord", acts.TakeAlternative) == ("B1",)
    assert usable("sud", acts.TakeAlternative) == ()
    assert usable("sud", acts.Reserve) == ("B1",)
    assert usable("sud", acts.LiftReservation) == ("R1",)
    assert usable("nord", acts.LiftReservation) == usable("olga", acts.LiftBracket) == ()


def test_the_burn_down_counts_what_is_open_after_each_change(story: Story) -> None:
    story.table("sud", {}, "Guns and tanks.")
    place(story, "sud", "persons", "people")
    place(story, "est", "tanks")
    place(story, "est", "Guns", clause=1, proposal="P2")
    story.does("nord", acts.LiftBracket("B2"))
    story.does("nord", acts.TakeAlternative("P1", story.hash("P1"), "B1"))
    story.does("est", acts.Reserve("P1", story.hash("P1"), ReservationKind.SPECIFIC, "No.", "B2"))
    place(story, "nord", "tanks", clause=1, proposal="P2")
    story.does("sud", acts.Withdraw("P2"))
    assert [one.open for one in burn_down(story.entries)] == [1, 2, 3, 2, 1, 2, 0]
    assert [one.open for one in burn_down(story.entries, "P1")] == [1, 2, 1, 0]
    (*_, last) = burn_down(story.entries)
    assert (last.seq, last.at) == (story.entries[-1].seq, story.now)
