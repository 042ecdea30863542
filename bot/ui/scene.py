"""What a card is drawn from: the words in a reader's language, the session, and the pack under its reading."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from bot.negotiation.acts import CLOCK
from bot.negotiation.model import Proposal, Session, Version
from bot.negotiation.summons import Summons
from bot.negotiation.waivers import judge_with_waivers
from bot.rules import Finding, Verdict
from bot.scenarios.frame import Frame
from bot.scenarios.judge import Judgement
from bot.scenarios.naming import Name
from bot.text.markdown import escape
from bot.text.words import FALLBACK, Words

FAILING = frozenset({Verdict.FAIL, Verdict.INDETERMINATE, Verdict.REFUSED})


@dataclass(frozen=True, slots=True)
class Speech:
    """Words in one language, with the names of a session's parties and members where there is a session."""

    words: Words
    locale: str = FALLBACK
    session: Session | None = None
    blocs: Mapping[str, str] = field(default_factory=dict)
    """What the blocs of the pack are called; they are no parties of a session."""

    def __call__(self, name: str, /, **params: Any) -> str:  # noqa: ANN401  # any data
        """Render a template, which may also use the names and mentions given below."""
        return self.words(
            name,
            self.locale,
            **{
                "party_name": self.party,
                "party_names": self.parties,
                "member_name": self.member,
                "commands_of": self.commands,
                **params,
            },
        )

    def party(self, party_id: str | None) -> str:
        """Give the name of a party or bloc, escaped; an unknown one is shown as it came."""
        party = self.session.party(party_id) if self.session and party_id else None
        return escape(party.name if party else self.blocs.get(party_id or "", party_id or "?"))

    def parties(self, ids: Iterable[str]) -> str:
        """Give the names of parties as a list in words."""
        return self.words("parts/listed", self.locale, items=[self.party(one) for one in ids])

    def member(self, member: str) -> str:
        """Give the name under which a member sat down, or a mention of one who never did; the clock is "the clock"."""
        if member == CLOCK.member:
            return self.words("parts/clock", self.locale)
        seat = self.session.seat_of(member) if self.session else None
        return seat.name if seat else f"<@{member}>"

    def calls(self, summons: Summons) -> str:
        """Say for whom it waits, with mentions of the heads and chairs who must act; nothing if nobody must."""
        seats = [self.session.head_of(one) for one in summons.parties] if self.session else []
        chairs = self.session.chairs() if self.session and summons.chairs else ()
        mentions = [f"<@{seat.member}>" for seat in (*seats, *chairs) if seat]
        return self.words("parts/called", self.locale, mentions=mentions) if mentions else ""

    def commands(self, acts: Sequence[str]) -> str:
        """Give the commands of acts by name (`Table` -> `/table`)."""
        known = [one for one in acts if self.words.has(f"acts#{one}", self.locale)]
        return ", ".join(self.words(f"acts#{one}", self.locale) for one in known)


@dataclass(frozen=True, slots=True)
class Scene:
    """A session as one reader sees it."""

    say: Speech
    session: Session
    frame: Frame

    @classmethod
    def of(cls, words: Words, locale: str, session: Session, frame: Frame) -> Self:
        """Give the session as a reader of a language sees it."""
        blocs = {bloc.id: bloc.names[0] for bloc in frame.vocabulary.blocs}
        return cls(Speech(words, locale, session, blocs), session, frame)

    def judge(self, proposal: Proposal, version: Version | None = None) -> Judgement:
        """Judge a version: the newest, with the waivers given for it, unless an older one is asked for."""
        if version is None or version is proposal.current:
            return judge_with_waivers(proposal, self.session, self.frame)
        return self.frame.judge(version.clauses)

    def told(self, findings: Iterable[Finding]) -> list[dict[str, str]]:
        """Give findings as `id`, `verdict` and `message`, escaped, with the pack's words where the message has ids."""
        return [
            {
                "id": one.id,
                "verdict": one.verdict.value,
                "message": "".join(self._worded(piece) for piece in self.frame.names.pieces(one.message, one.params)),
            }
            for one in findings
        ]

    def _worded(self, piece: str | Name) -> str:
        return escape(piece) if isinstance(piece, str) else self.say("parts/name", name=piece)

    def issue_title(self, issue: str | None) -> str:
        """Give an issue's title, or nothing for political text."""
        found = self.frame.pack.issue(issue) if issue else None
        return found.title if found else issue or ""


def stances(session: Session, proposal: Proposal) -> dict[str, list[str]]:
    """Sort the required parties by what they say of the newest version.

    Keys: accepted, ad_referendum, rejected, stale (said something of an older version), waiting.
    """
    sorted_out: dict[str, list[str]] = {
        key: [] for key in ("accepted", "ad_referendum", "rejected", "stale", "waiting")
    }
    fallen = proposal.fallen_acceptances()
    for party in session.required:
        stance = proposal.stance(party)
        if stance is not None:
            sorted_out[stance.kind.value].append(party)
        else:
            sorted_out["stale" if party in fallen else "waiting"].append(party)
    return sorted_out


def tone(judgement: Judgement) -> str:
    """Give the one word for a judgement: balanced, vacuous, unmeasured, not_reciprocal, not_allowed or unclear."""
    if judgement.faults:
        return "unclear"
    if judgement.failing:
        verdicts = {finding.verdict for finding in failing(judgement)}
        alone = {frozenset({Verdict.VACUOUS}): "vacuous", frozenset({Verdict.INDETERMINATE}): "unclear"}
        return alone.get(frozenset(verdicts), "not_reciprocal")
    if judgement.broken:
        return "not_allowed"
    nothing = {Verdict.VACUOUS: "vacuous", Verdict.NA: "unmeasured"}
    return nothing.get(judgement.assessment.verdict, "balanced")


def failing(judgement: Judgement) -> list[Finding]:
    """Give the findings that bar a text, in the order of the rules."""
    return [finding for finding in judgement.assessment.results.values() if finding.id in judgement.failing]
