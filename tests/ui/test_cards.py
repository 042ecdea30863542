"""Cards fit Discord's limits whatever a pack or a delegation writes, and say what they must."""

import json
from dataclasses import replace

import pytest
from discord import ui

from bot.drafting.clauses import Clause
from bot.drafting.redline import Mark, Segment, redline
from bot.negotiation import acts, events
from bot.negotiation.model import Bar, Party, Role, Seat, Session
from bot.negotiation.possible import possible
from bot.service.ports import Draft
from bot.text.limits import COMPONENTS, LAYOUT
from bot.text.words import Words
from bot.ui.cards.agreed import agreed_cards
from bot.ui.cards.brief import brief_cards, public_cards
from bot.ui.cards.compare import redline_text
from bot.ui.cards.details import details_cards
from bot.ui.cards.opening import opening_card
from bot.ui.cards.overview import board_cards, help_cards, help_outside, seats_cards, status_cards
from bot.ui.cards.proposal import proposal_card
from bot.ui.drafts.table import draft_card, pages_of
from bot.ui.kit.ids import LONGEST, address_of
from bot.ui.kit.items import Touch
from bot.ui.kit.layout import Card, paged, text
from bot.ui.scene import Scene, Speech, stances, tone
from tests.support.builders import BALANCED, LOPSIDED, SHIPPED, Story, begun_story, pack_story, shipped_pack

WORDS = Words()
NOISE = "*wild* _text_ with `marks` <@1> " * 70
PACKS = sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def scene(story: Story, state: Session | None = None) -> Scene:
    session = state or story.state
    return Scene(Speech(WORDS, "en", session), session, story.frame)


def payload(card: Card) -> str:
    """What goes to Discord."""
    return json.dumps(card.to_components())  # type: ignore[no-untyped-call]  # discord.py does not say its type


def check(card: Card) -> None:
    """What Discord refuses: too many components, too much text, ids twice, selects and labels out of bounds."""
    assert card.total_children_count <= COMPONENTS
    assert card.content_length() <= LAYOUT
    ids = []
    for item in card.walk_children():
        if isinstance(item, ui.TextDisplay):
            assert item.content
        if isinstance(item, ui.ActionRow):
            assert 1 <= len(item.children) <= 5
        if isinstance(item, Touch):
            ids.append(item.custom_id)
            shape = item.to_component_dict()
            assert len(item.custom_id) <= LONGEST
            assert address_of(item.custom_id) == item.address
            assert len(shape.get("label", "x")) <= 80
            assert len(shape.get("placeholder", "x")) <= 150
            options = shape.get("options", [{"label": "x", "value": "x"}])
            assert 1 <= len(options) <= 25
            assert len({one["value"] for one in options}) == len(options)
            assert all(1 <= len(one["label"]) <= 100 for one in options)
            assert all(len(one.get("description") or "") <= 100 for one in options)
    assert len(set(ids)) == len(ids)
    payload(card)


def heads(pack: str) -> dict[str, str]:
    return {party.id.lower(): party.id for party in shipped_pack(pack).voters}


@pytest.mark.parametrize("pack", PACKS)
def test_every_card_of_every_shipped_pack_fits(pack: str) -> None:
    story = pack_story(pack, heads(pack))
    first = shipped_pack(pack).voters[0].id
    choices = {issue.id: issue.options[-1].id for issue in story.frame.pack.issues}
    cards = [opening_card(scene(story), "1")]
    proposal = story.table(first.lower(), choices, NOISE[:1900])
    view = scene(story)
    cards += [proposal_card(view, proposal), *details_cards(view, proposal, proposal.current, first)]
    cards += [*board_cards(view, {"P1": "https://discord.com/channels/1/2/3"}), *status_cards(view, {})]
    for party in story.frame.pack.delegations:
        brief = story.frame.pack.brief_for(party.id)
        cards += brief_cards(view, brief) if brief else []
    cards += public_cards(view)
    draft = Draft(choices, tuple(NOISE[:1900] for _ in range(25)), "change", "P1", proposal.current.text_hash)
    cards += [draft_card(view, draft, first, page) for page in range(pages_of(view))]
    cards += [draft_card(view, Draft({}), None), *seats_cards(view.say, story.state)]
    for card in cards:
        check(card)


def test_the_longest_text_still_fits_its_card_and_stands_in_full_in_the_details() -> None:
    story = begun_story()
    clauses = tuple(Clause(f"{number} {NOISE}"[:2000]) for number in range(40))
    story.does("nord", acts.Table(clauses))
    proposal = story.state.proposals["P1"]
    card = proposal_card(scene(story), proposal)
    check(card)
    assert "Shortened: *Details* shows all of it, and the full text is attached." in card.texts()
    (full,) = card.files
    assert full.name == "P1-v1.txt"
    assert all(clause.text.strip() in full.content.decode() for clause in clauses)
    details = details_cards(scene(story), proposal, proposal.current, "NORD")
    for one in details:
        check(one)
    written = "".join(one.texts() for one in details).replace("\n", "")
    assert written.count("with \\`marks\\`") == sum(clause.text.count("with `marks`") for clause in clauses)


def test_a_session_of_forty_parties_fits() -> None:
    story = begun_story()
    parties = tuple(Party(f"P{number:02}", f"Party with a rather long name {number} " * 6) for number in range(40))
    seats = {
        str(number): Seat(str(number), f"Member {number} " * 5, Role.HEAD, one.id) for number, one in enumerate(parties)
    }
    required = tuple(one.id for one in parties)
    state = replace(story.state, parties=parties, seats={**story.state.seats, **seats}, required=required)
    card = opening_card(scene(story, state), "1")
    check(card)
    selects = [item for item in card.walk_children() if isinstance(item, Touch) and isinstance(item.item, ui.Select)]
    assert len(selects) == 2
    proposal = story.table("nord", BALANCED)
    state = replace(state, proposals={"P1": proposal})
    check(proposal_card(scene(story, state), proposal))
    for one in [*status_cards(scene(story, state), {}), *board_cards(scene(story, state), {})]:
        check(one)


def test_stances_are_sorted_and_a_stale_one_is_said() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    story.does("est", acts.Reject("P1", story.hash("P1"), "no"))
    found = stances(story.state, story.state.proposals["P1"])
    assert found == {"accepted": ["SUD"], "ad_referendum": [], "rejected": ["EST"], "stale": [], "waiting": ["NORD"]}
    story.change("nord", "P1", {**BALANCED, "VISITS": "MUTUAL"})
    found = stances(story.state, story.state.proposals["P1"])
    assert found["stale"] == ["SUD"]
    assert found["waiting"] == ["NORD", "EST"], "an old rejection says nothing of the new text"
    card = proposal_card(scene(story), story.state.proposals["P1"]).texts()
    assert "↺ accepted an older version, no longer counts: Sudland" in card
    assert "· nothing said yet: Nordland and Estland" in card


def test_a_verdict_is_a_sign_and_a_word() -> None:
    story = begun_story()
    frame = story.frame
    shown = {
        "balanced": frame.clauses(BALANCED),
        "not_reciprocal": frame.clauses(LOPSIDED),
        "not_allowed": frame.clauses({"HARBOUR": "FREE"}),
    }
    for word, clauses in shown.items():
        assert tone(frame.judge(clauses)) == word
    assert tone(frame.judge(())) in {"vacuous", "unmeasured"}
    story.table("nord", LOPSIDED)
    story.table("nord", {"HARBOUR": "FREE"})
    assert (
        "**✖ not reciprocal** · reading: equal cuts" in proposal_card(scene(story), story.state.proposals["P1"]).texts()
    )
    barred = proposal_card(scene(story), story.state.proposals["P2"]).texts()
    assert "✖ not allowed by the pack" in barred
    assert "a free harbour needs fewer tanks on both sides" in barred


def test_a_barred_and_an_agreed_text_say_so() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    for member in ("nord", "sud"):
        story.accept(member, "P1")
    story.accept("est", "P1", events.ProposalAccepted, events.AdoptionBarred)
    barred = proposal_card(scene(story), story.state.proposals["P1"])
    assert "**✖ Accepted by all, and barred**: the rules fail (cuts)" in barred.texts()
    story.table("sud", BALANCED, "Peace.")
    for member in ("nord", "sud", "est"):
        story.accept(member, "P2")
    agreement = story.state.agreement
    assert agreement is not None
    (card,) = agreed_cards(scene(story), agreement)
    check(card)
    assert f"SHA-256 of the text: `{agreement.text_hash}`" in card.texts()
    assert "**Fewer tanks**: Each side removes 100 tanks" in card.texts()
    assert "lapsed" in proposal_card(scene(story), story.state.proposals["P1"]).texts()
    assert "✔ A text has been agreed: P2 v1" in opening_card(scene(story)).texts()


def test_a_card_shows_a_bar_of_every_kind() -> None:
    story = begun_story()
    proposal = replace(story.table("nord", BALANCED), barred=Bar(("cuts",), ("too soon",), ("EST",)))
    shown = proposal_card(scene(story), proposal).texts()
    assert "the rules fail (cuts); the pack forbids it (too soon); it needs the consent of Estland" in shown


def test_help_names_only_what_is_possible() -> None:
    story = begun_story()
    view = scene(story)
    context = story.context("olga")
    cards = help_cards(view.say, story.state, context.actor, possible(story.state, context))
    shown = "\n".join(card.texts() for card in cards)
    assert "You are **observer**" in shown
    assert "`/table`" not in shown
    assert "`/brief`" not in shown
    assert "Open one" in help_outside(view.say, moderator=True)[0].texts()


def test_a_brief_is_whole_over_as_many_cards_as_it_needs() -> None:
    story = begun_story()
    brief = story.frame.pack.brief_for("NORD")
    assert brief is not None
    long = replace(brief, brief="hidden word " * 330, public="common word " * 330)
    cards = brief_cards(scene(story), long)
    assert len(cards) > 1
    shown = " ".join(card.texts() for card in cards)
    assert shown.count("hidden") == 330
    assert shown.count("common") == 330
    for card in cards:
        check(card)


def test_a_draft_shows_points_to_its_party_only() -> None:
    story = begun_story()
    draft = Draft(LOPSIDED)
    mine, chairs = draft_card(scene(story), draft, "NORD"), draft_card(scene(story), draft, None)
    assert "**0 points** for Nordland · without a deal 10" in mine.texts()
    assert "points" not in chairs.texts()
    assert "0 points for you" in payload(mine)
    assert "for you" not in payload(chairs)


def test_pages_never_lose_a_word() -> None:
    blocks = [f"block {number} " + "x " * 900 for number in range(9)]
    pages = paged(blocks)
    assert len(pages) > 3
    assert sum(page.texts().count("x") for page in pages) == 9 * 900
    for page in pages:
        check(page)


def test_a_card_is_never_kept_by_the_library() -> None:
    assert Card(text("hello")).is_finished()


def test_too_much_text_is_shortened_where_it_is_longest() -> None:
    card = Card(text("short"), text("y" * 3990), text("z" * 500))
    check(card)
    assert "short" in card.texts()
    assert card.texts().endswith("z" * 500)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("one two", "one three", "one ~~two~~\u200b**three**\u200b"),
        ("a *b* c", "a *d* c", "a ~~\\*b\\*~~ **\\*d\\*** c"),
        ("x\ny", "x\nz", "x\n~~y~~\u200b**z**\u200b"),
    ],
)
def test_a_redline_is_readable_markdown(old: str, new: str, shown: str) -> None:
    assert redline_text(redline(old, new)) == shown


def test_a_redline_marks_each_line_by_itself() -> None:
    assert redline_text((Segment(Mark.ADDED, "one\n\ntwo "),)) == "**one**\n\n**two** "
    assert redline_text((Segment(Mark.KEPT, "a_b"),)) == "a\\_b"


def test_findings_speak_of_steps_and_regions_by_name() -> None:
    story = pack_story("ee-deescalation-2022", {"ann": "US", "ben": "RU"})

    def said(choices: dict[str, str]) -> str:
        judgement = story.frame.judge(story.frame.clauses(choices))
        told = scene(story).told(judgement.assessment.results.values())
        return next(one["message"] for one in told if one["id"] == "EXCLUSION")

    absent, present = said({"US_FWD": "T2"}), said({"US_FWD": "T2", "RU_WEST": "R2", "UB": "U2"})
    assert "the Ukrainian border" in absent
    assert "UKR" not in absent
    assert "All return to the positions of early 2021" in present
    assert "ru\\_border" not in present
