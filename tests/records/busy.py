"""A long session: many versions, a floor, brackets, talk, and parties with long names."""

from dataclasses import replace
from datetime import timedelta

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events as happened
from bot.negotiation.events import Event, Recorded
from bot.negotiation.floor.facts import FloorEnded, FloorGiven, ListOpened, SpeakerAdded
from bot.negotiation.floor.model import ListOrder, Side
from bot.negotiation.marked import BracketPlaced
from bot.negotiation.model import Party
from bot.negotiation.talk import PLENARY, Content, TalkKind, Utterance, content_hash
from bot.records import Book, book_of
from bot.records.readers import PUBLIC, Reader
from tests.records import story

VERSIONS = 15
LONG = "Plurinational Federation of the Northern and Southern Islands of the Great Western Ocean, with Dependencies"
SPOKEN = {"US": 754, "RU": 61, "PL": 5}


def entries(names: dict[str, str] | None = None, others: int = 0) -> tuple[Recorded, ...]:
    """The session; `names` are those of parties, `others` is how many more there are."""
    given = names if names is not None else {"PL": LONG}
    acts: list[tuple[str, Event]] = []
    for member, event in story.seated():
        if isinstance(event, happened.SessionOpened):
            parties = [replace(one, name=given.get(one.id, one.name)) for one in event.parties]
            more = [Party(f"X{number}", f"Party {number}", None, votes=False) for number in range(others)]
            china = Party("CN", "中华人民共和国", None, votes=False)
            acts.append((member, replace(event, parties=(*parties, china, *more))))
        else:
            acts.append((member, event))
    acts += _floor()
    for version in range(1, VERSIONS + 1):
        options = story.CURED if version % 3 == 0 else story.ONE_SIDED
        clauses = (*story.frame().clauses(options), Clause(f"They meet {version} times."))
        digest = text_hash(clauses)
        if version == 1:
            acts.append((story.US, happened.ProposalTabled("P1", "US", clauses, digest)))
        else:
            acts.append((story.US, happened.ProposalChanged("P1", version, clauses, digest)))
        if version % 2:
            acts.append((story.RU, BracketPlaced(f"B{version}", "P1", "RU", version, digest, 8, 0, 4, "They", "")))
            acts.append((story.RU, happened.ProposalRejected("P1", "RU", version, digest, "no")))
        acts.append((story.UA, happened.ProposalAcceptedAdReferendum("P1", "UA", version, digest)))
    return story.chained(acts)


def _floor() -> list[tuple[str, Event]]:
    acts: list[tuple[str, Event]] = [(story.CHAIR, ListOpened(ListOrder.COMING, 90))]
    for number, (party, seconds) in enumerate(SPOKEN.items(), start=1):
        member = story.PARTIES[party]
        until = story.BEGAN + timedelta(hours=1)
        acts += [
            (member, SpeakerAdded(f"F{number}", member, party, Side.NEUTRAL, reply=False)),
            (story.CHAIR, FloorGiven(f"F{number}", member, party, Side.NEUTRAL, reply=False, until=until)),
            (member, FloorEnded(f"F{number}", party, seconds, "speaker")),
        ]
    return acts


def talk() -> tuple[Utterance, ...]:
    """What the US and Ukraine said in the plenary, one after the other."""
    content = Content("c", "Good morning")
    return tuple(
        Utterance(
            f"m{number}",
            PLENARY,
            TalkKind.SAID,
            story.BEGAN + timedelta(minutes=6, seconds=number),
            (story.US, story.UA)[number % 3 == 0],
            "Bo",
            "s",
            content,
            content_hash(content),
            entry=1,
        )
        for number in range(40)
    )


def book(reader: Reader = PUBLIC, names: dict[str, str] | None = None, others: int = 0) -> Book:
    """That session as a reader may know it."""
    return book_of(entries(names, others), story.frame(), talk(), reader)
