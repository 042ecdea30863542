"""What a party keeps to itself changes nothing that anybody else reads: no card, cure, order, check or export."""

import random
from collections.abc import Iterable, Iterator

import pytest

from bot.drafting.clauses import Clause, choices_of
from bot.drafting.redline import compare
from bot.negotiation import acts
from bot.negotiation.model import Role
from bot.negotiation.overlays import ReservationKind
from bot.records import book_of, exports
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.schema import Pack
from bot.service.ports import Draft
from bot.text.words import Words
from bot.ui.cards.agreed import agreed_cards
from bot.ui.cards.compare import Named, compare_cards
from bot.ui.cards.details import details_cards
from bot.ui.cards.links import link_cards
from bot.ui.cards.marks import bracket_cards
from bot.ui.cards.overview import board_cards, status_cards
from bot.ui.cards.proposal import proposal_card
from bot.ui.cards.refusal import cure_lines
from bot.ui.drafts.rebasing import Overtaken, overtaken_card, rebased
from bot.ui.drafts.table import draft_card
from bot.ui.kit.layout import Card
from tests.support.builders import SHIPPED, Story, shipped_pack
from tests.ui.test_cards import heads, payload, scene

PACKS = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
SECRET = "Nobody else may ever read this line"


def written(cards: Iterable[Card]) -> str:
    """All that goes to Discord of some cards."""
    return "\n".join(payload(one) for one in cards)


def scrambled(pack: Pack, but: str | None) -> Pack:
    """The same pack with other secrets of every party but one: points, value without a deal, red lines, words."""
    others = {}
    for party, own in pack.confidential.items():
        if party == but:
            others[party] = own
            continue
        lines = tuple(
            line.model_copy(update={"option": pack.issue(line.issue).options[0].id})  # type: ignore[union-attr]  # a red line names an issue of the pack
            for line in own.red_lines
        )
        batna = own.batna.model_copy(update={"points": own.batna.points + 13, "text": SECRET})
        told = {"brief": SECRET, "interests": (SECRET,), "red_lines": lines, "batna": batna}
        others[party] = own.model_copy(update=told)
    scores = {
        party: sheets
        if party == but
        else {issue: {one: 97 - points for one, points in sheet.items()} for issue, sheet in sheets.items()}
        for party, sheets in pack.scores.items()
    }
    return pack.model_copy(update={"confidential": others, "scores": scores, "facilitator_key": None})


def played(frame: Frame, pack: str, seed: int) -> Story:
    """A session of random packages with words, brackets, a reservation, links and, where it holds, an agreement."""
    draw = random.Random(seed)
    story = Story(frame)
    story.open()
    for member, party in heads(pack).items():
        story.does(member, acts.TakeSeat(Role.HEAD, party))
    story.begin()
    members = list(heads(pack))
    for member in members[:2]:
        choices = {issue.id: draw.choice(issue.options).id for issue in frame.pack.issues}
        story.table(member, choices, "The parties meet in *Geneva*.")
    other, last = members[1], members[-1]
    story.does(last, acts.PlaceBracket("P1", story.hash("P1"), 1, "", ""))
    story.does(other, acts.Reserve("P1", story.hash("P1"), ReservationKind.GENERAL, "Later."))
    story.tries(other, acts.StateLink("P1", ("P2",)))
    for member in members:
        story.tries(member, acts.Accept("P2", story.hash("P2")))
    return story


def shown(story: Story, party: str | None) -> Iterator[tuple[str, str]]:
    """Everything that a member of a party (None: an observer) reads of a session, by surface."""
    here, session, frame = scene(story), story.state, story.frame
    actor = story.context(party.lower() if party else "olga").actor
    surfaces: list[tuple[str, list[Card]]] = []
    for proposal in session.proposals.values():
        surfaces += [
            (f"card {proposal.id}", [proposal_card(here, proposal)]),
            (f"details {proposal.id}", details_cards(here, proposal, proposal.current, party)),
        ]
        cures = frame.all_cures(proposal.current.clauses)
        yield f"cures {proposal.id}", cure_lines(here, cures, party)
        drafted = Draft(choices_of(proposal.current.clauses), ("Words of *one's* own.",))
        surfaces.append((f"draft {proposal.id}", [draft_card(here, drafted, party, page=0, fresh=0)]))
        later = Clause("The parties meet in *Vienna*.")
        base = proposal.versions[0]
        mine = Draft(choices_of(base.clauses), ("The parties meet in *Paris*.",), "change", proposal.id, base.text_hash)
        moved = story_with(story, proposal.id, (*base.clauses[:-1], later))
        found = Overtaken(mine, moved.state.proposals[proposal.id], base)
        surfaces.append((f"collision {proposal.id}", [overtaken_card(scene(moved), found)]))
        yield f"rebased {proposal.id}", repr(rebased(frame, found))
    one, two = list(session.proposals.values())[:2]
    names = Named("P1", one.current.clauses), Named("P2", two.current.clauses)
    changes = compare(names[0].clauses, names[1].clauses)
    live = session.live_proposals()
    surfaces += [
        ("compare", compare_cards(here, *names, changes, "inline")),
        ("brackets", bracket_cards(here, live, actor, (1,))),
        ("links", link_cards(here, actor)),
        ("board", list(board_cards(here, {}))),
        ("status", list(status_cards(here, {}))),
    ]
    if session.agreement:
        surfaces.append(("agreed", agreed_cards(here, session.agreement)))
    for name, cards in surfaces:
        yield name, written(cards)
    for file in exports(book_of(story.entries, frame), Words()):
        yield file.name, file.content.decode()


def story_with(story: Story, proposal: str, clauses: tuple[Clause, ...]) -> Story:
    """The same story in which a proposal, if it is live, has other words."""
    moved = Story(story.frame, story.session)
    moved.now, moved.entries, moved._state = story.now, list(story.entries), story.state  # noqa: SLF001  # a copy of it
    author = next(m for m, seat in story.state.seats.items() if seat.party == story.state.proposals[proposal].party)
    moved.tries(author, acts.Change(proposal, story.hash(proposal), clauses))
    return moved


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("seed", range(3))
def test_secrets_of_others_change_nothing_that_one_reads(pack: str, seed: int) -> None:
    whole = shipped_pack(pack)
    for reader in (None, *heads(pack).values()):
        told = dict(shown(played(frame_of(whole), pack, seed), reader))
        again = dict(shown(played(frame_of(scrambled(whole, reader)), pack, seed), reader))
        assert told.keys() == again.keys()
        for surface, words in told.items():
            assert again[surface] == words, f"{surface} as {reader} reads it"
            assert SECRET not in words


def test_one_s_own_secrets_do_change_what_one_reads() -> None:
    whole = shipped_pack(PACKS[0])
    reader = next(iter(heads(PACKS[0]).values()))
    told = dict(shown(played(frame_of(whole), PACKS[0], 0), reader))
    again = dict(shown(played(frame_of(scrambled(whole, None)), PACKS[0], 0), reader))
    assert told["details P1"] != again["details P1"]
    assert told["draft P1"] != again["draft P1"]
