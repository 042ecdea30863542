"""A session as entries, made event by event: the chain is real, the acts are given."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events as happened
from bot.negotiation.chain import record
from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Bar, Party, Role
from bot.negotiation.talk import PLENARY, Absence, Attached, Content, TalkKind, Utterance, content_hash
from bot.records import ExportFile, book_of, exports
from bot.scenarios import frame as frames
from bot.scenarios.frame import Frame
from bot.scenarios.procedure import Procedure
from bot.scenarios.reading import load_pack
from bot.text.words import Words

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "bot" / "scenarios" / "packs" / "ee-deescalation-2022.yaml"
SESSION = "s-golden"
CHAIR, US, RU, PL, UA, GUEST = "900100", "900201", "900202", "900203", "900204", "900300"
NAMES = {
    CHAIR: "Ada *the chair*",
    US: "Bo",
    RU: "Çelik <b>",
    PL: "Dorota | Wąs",
    UA: "Їжак",
    GUEST: "# @everyone",
}
PARTIES = {"US": US, "RU": RU, "PL": PL, "UA": UA}
BEGAN = datetime(2022, 1, 10, 23, 48, tzinfo=UTC)
ONE_SIDED = {"EX": "EX1", "US_FWD": "T2", "RU_WEST": "R1", "MV": "N2", "MS": "M3", "UB": "U2", "VF": "V2"}
CURED = ONE_SIDED | {"RU_WEST": "R2"}


@lru_cache
def frame() -> Frame:
    return frames.frame_of(load_pack(PACK.read_bytes()))


def opened(procedure: Procedure | None = None) -> happened.SessionOpened:
    pack = frame().pack
    return happened.SessionOpened(
        session=SESSION,
        pack=pack.id,
        pack_hash="a5" * 32,
        title=pack.title,
        variant=None,
        reading=frame().reading,
        parties=tuple(
            Party(one.id, one.name, one.bloc, one.vote, tuple(one.consent_over))
            for one in pack.parties
            if one.role != "chair"
        ),
        procedure=procedure or Procedure(),
    )


def preamble() -> Clause:
    return Clause("The parties *recall* <b>Helsinki</b>,\n# and # note:\nhttps://evil.example [x](y)")


def chained(acts: Sequence[tuple[str, Event]]) -> tuple[Recorded, ...]:
    entries: list[Recorded] = []
    for number, (member, event) in enumerate(acts):
        at = BEGAN + timedelta(seconds=37 * number)
        entries += record([event], after=entries[-1] if entries else None, session=SESSION, at=at, member=member)
    return tuple(entries)


def seated() -> list[tuple[str, Event]]:
    heads = [(member, happened.SeatTaken(member, NAMES[member], Role.HEAD, party)) for party, member in PARTIES.items()]
    return [
        (CHAIR, opened()),
        (CHAIR, happened.SeatTaken(CHAIR, NAMES[CHAIR], Role.CHAIR, None)),
        *heads,
        (CHAIR, happened.SeatTaken(GUEST, NAMES[GUEST], Role.OBSERVER, None)),
        (CHAIR, happened.SessionBegun(required=tuple(PARTIES), absent=())),
    ]


def accepted(proposal: str, version: int, digest: str) -> list[tuple[str, Event]]:
    return [(member, happened.ProposalAccepted(proposal, party, version, digest)) for party, member in PARTIES.items()]


def agreed() -> tuple[Recorded, ...]:
    """From the opening to the close, with every kind of event but a bare lapse of time."""
    first = frame().clauses(ONE_SIDED)
    changed = (preamble(), *first)
    cured = frame().clauses(CURED)
    one, two, three = text_hash(first), text_hash(changed), text_hash(cured)
    acts: list[tuple[str, Event]] = [
        *seated(),
        (US, happened.ProposalTabled("P1", "US", first, one)),
        (UA, happened.ProposalAccepted("P1", "UA", 1, one)),
        (UA, happened.StanceTakenBack("P1", "UA")),
        (PL, happened.ProposalAcceptedAdReferendum("P1", "PL", 1, one)),
        (PL, happened.ProposalAccepted("P1", "PL", 1, one, confirmed=True)),
        (US, happened.ProposalChanged("P1", 2, changed, two)),
        (RU, happened.AsymmetryWaived("P1", "RU", 2, two, "steps", "For `once`, | and not again.")),
        (RU, happened.AdoptionBarred("P1", 2, two, Bar(("steps",), ("no *reason*",), ("PL",)))),
        (RU, happened.ProposalRejected("P1", "RU", 2, two, "Too _little_ for us")),
        (RU, happened.ProposalTabled("P2", "RU", cured, three, counters="P1", counters_version=2)),
        (US, happened.ProposalWithdrawn("P1", "overtaken", ())),
        (CHAIR, happened.ProposalTabled("P3", None, (preamble(),), text_hash((preamble(),)))),
        *accepted("P2", 1, three),
        (UA, happened.ProposalLapsed("P3", "other_adopted")),
        (UA, happened.TextAdopted("P2", 1, three, tuple(PARTIES), ())),
        (GUEST, happened.SeatLeft(GUEST)),
        (CHAIR, happened.SessionClosed("agreed", "done")),
    ]
    return chained(acts)


def open_ended() -> tuple[Recorded, ...]:
    """A session that has only begun."""
    return chained(seated())


def files(
    entries: Sequence[Recorded], talk: Sequence[Utterance] = (), formats: Collection[str] | None = None
) -> dict[str, ExportFile]:
    found = exports(book_of(entries, frame(), talk), Words(), formats)
    return {file.name.removeprefix(f"{SESSION}-"): file for file in found}


def talk() -> tuple[Utterance, ...]:
    """What was said beside the fixed record: an answer, an edit, a deletion, files, reactions, absent words."""
    return (
        said("1", 240, US, "Good *morning*,\n# shall we\n**9** · 23:52:56 · begin?"),
        said("2", 250, RU, "=cmd|' /C calc'!A0 <script>alert(1)</script> {{ 7 * 7 }} #eval(\"1\")", reply_to="1"),
        said("1", 260, US, "Good *morning*, shall we begin?", kind=TalkKind.EDITED),
        said(
            "3",
            270,
            PL,
            "Here:\n23:59:59 10. Bo accepted P1.\n- and more",
            files=(Attached("=map|.png", 4_711, "image/png", "ab" * 32), Attached("b.txt", 9)),
        ),
        said("1", 280, PL, "👍", kind=TalkKind.REACTED),
        said("1", 290, UA, "👍", kind=TalkKind.REACTED),
        said("4", 300, UA, None, absent=Absence.DECLINED),
        said("5", 310, GUEST, "No, not that [link](javascript:alert(1)) \u202egnp.exe", reply_to="nowhere"),
        said("5", 1_000, GUEST, None, kind=TalkKind.DELETED),
        said("6", 1_010, "900400", "https://evil.example @everyone <@900201>"),
    )


def said(
    message: str,
    after: float,
    member: str,
    words: str | None,
    kind: TalkKind = TalkKind.SAID,
    files: tuple[Attached, ...] = (),
    reply_to: str | None = None,
    absent: Absence | None = None,
) -> Utterance:
    """Something that is done with a message in the plenary, so many seconds after the opening."""
    content = None if words is None else Content("5a" * 16, words, files)
    return Utterance(
        message=message,
        room=PLENARY,
        kind=kind,
        at=BEGAN + timedelta(seconds=after),
        member=member,
        name=NAMES.get(member, "A passer-by"),
        salt="5a" * 16,
        content=content,
        content_hash=content_hash(content) if content else "00" * 32,
        reply_to=reply_to,
        absent=absent,
    )
