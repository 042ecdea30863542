"""What options of commands mean, and how they complete themselves with what this member may use now."""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from discord import app_commands

from bot.negotiation.acts import (
    Accept,
    Act,
    Adopt,
    Change,
    Confirm,
    Counter,
    PlaceBracket,
    Reject,
    Reserve,
    StateLink,
    TakeBack,
    Waive,
    Withdraw,
)
from bot.negotiation.concluding.acts import AskWaiver, CertifyEditorial, MakeStatement, PutUnderSilence, TakeOver
from bot.negotiation.model import Proposal, Session
from bot.negotiation.possible import may
from bot.negotiation.rooms.acts import AskBlind
from bot.negotiation.voting.acts import Move
from bot.text.limits import CHOICES, OPTION, clip
from bot.ui.permissions import actor_of

AnyInteraction = discord.Interaction[Any]
Choice = app_commands.Choice[str]
AnyChoice = app_commands.Choice[Any]

_REF = re.compile(r"\s*[Pp]?(?P<number>[0-9]{1,9})(?:\s*[vV@](?P<version>[0-9]{1,9}))?\b.*", re.DOTALL)
_ASKS_VERSION = re.compile(r"(?:^|[\s\d])v\d*\s*$", re.IGNORECASE)
_PARTIAL = re.compile(r"\s*p?(?P<number>[0-9]{1,9})\s*v(?P<version>[0-9]{0,9})\s*", re.IGNORECASE)

ACTS: dict[str, tuple[type[Act], ...]] = {
    "accept": (Accept,),
    "adopt": (Adopt,),
    "blind ask": (AskBlind,),
    "bracket place": (PlaceBracket,),
    "chair editorial": (CertifyEditorial,),
    "chair waiver": (AskWaiver,),
    "change": (Change,),
    "confirm": (Confirm,),
    "counter": (Counter,),
    "link state": (StateLink,),
    "motion make": (Move,),
    "reject": (Reject,),
    "reserve place": (Reserve,),
    "silence put": (PutUnderSilence,),
    "statement": (MakeStatement,),
    "takeback": (TakeBack,),
    "takeover": (TakeOver,),
    "waive": (Waive,),
    "withdraw": (Withdraw,),
}
"""Which act a command tries; commands that are not here only read, so every proposal may be named."""


@dataclass(frozen=True, slots=True)
class ProposalRef:
    """A proposal as a member named it; the version is set if they named one (completion does)."""

    proposal: str
    version: int | None = None


def read_number(letter: str, value: str) -> str:
    """Read `C1`, `c1`, `1` or `C1 · …` as an id; what is none of these is kept as it is, and will be unknown."""
    match = re.fullmatch(rf"\s*{letter}?([0-9]{{1,9}})\b.*", value, re.IGNORECASE | re.DOTALL)
    return f"{letter}{int(match[1])}" if match else value.strip()[:40]


def read_ref(value: str) -> ProposalRef:
    """Read `P2`, `2`, `p2 v3` or `P2 v3 · by …`; what is none of these is kept as it is, and will be unknown."""
    match = _REF.fullmatch(value)
    if match is None:
        return ProposalRef(value.strip()[:40])
    version = match.group("version")
    return ProposalRef(f"P{int(match.group('number'))}", int(version) if version else None)


async def session_here(interaction: AnyInteraction) -> Session | None:
    """Give the session of the channel in which an option is filled in, or None."""
    found: Session | None = await interaction.client.desk.service.at(
        str(interaction.guild_id), str(interaction.channel_id)
    )
    return found


def matching(current: str, choices: list[Choice]) -> list[Choice]:
    """Give the first 25 choices in which what is typed stands."""
    wanted = current.casefold().strip()
    return [one for one in choices if wanted in one.name.casefold() or wanted in one.value.casefold()][:CHOICES]


class Completing(app_commands.Transformer, ABC):
    """An option of words that completes itself."""

    async def autocomplete(self, interaction: AnyInteraction, value: str | float, /) -> list[AnyChoice]:
        """Give at most 25 completions."""
        return list(await self.choices_for(interaction, str(value)))

    @abstractmethod
    async def choices_for(self, interaction: AnyInteraction, value: str) -> Sequence[Choice]:
        """Give the completions of what is typed so far."""


class ProposalOption(Completing):
    """A proposal; completes with those on which this command would be allowed to this member.

    Where a command only reads, older versions complete too as soon as a `v` is typed.
    """

    async def transform(self, interaction: AnyInteraction, value: str) -> ProposalRef:
        """Read what was typed or completed."""
        del interaction
        return read_ref(value)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the proposals, newest first, each with its version, so that exactly that one is meant."""
        session = await session_here(interaction)
        if session is None:
            return []
        frame = await interaction.client.desk.service.frame(session.id)
        acts = ACTS.get(interaction.command.qualified_name if interaction.command else "", ())
        actor = actor_of(interaction)
        usable = [
            proposal
            for proposal in reversed(tuple(session.proposals.values()))
            if not acts or any(may(session, actor, act, proposal.id, frame, _when(interaction, act)) for act in acts)
        ]
        if acts or not _ASKS_VERSION.search(value):
            return matching(value, [_choice(session, one, one.current.number) for one in usable])
        older = interaction.client.desk.words("cards/compare#older", str(interaction.locale))
        every = [
            _choice(session, one, version.number, "" if version is one.current else f" · {older}")
            for one in usable
            for version in reversed(one.versions)
        ]
        return matching(_spaced(value), every)


def _when(interaction: AnyInteraction, act: type[Act]) -> datetime | None:
    """Give the present time for what is possible for some minutes only; else time is left out of account."""
    return interaction.created_at if act is TakeOver else None


def _choice(session: Session, proposal: Proposal, version: int, note: str = "") -> Choice:
    party = session.party(proposal.party) if proposal.party else None
    value = f"{proposal.id} v{version}"
    by = f" · {party.name}" if party else ""
    counters = f" · ↩ {proposal.counters}" if proposal.counters else ""
    return Choice(name=clip(f"{value}{by}{counters}{note}", OPTION), value=value)


def _spaced(typed: str) -> str:
    """Give `P2v`, `2 V1` and the like as they stand in a completion."""
    match = _PARTIAL.fullmatch(typed)
    return f"P{int(match.group('number'))} v{match.group('version')}" if match else typed


class PartyOption(Completing):
    """A party by id; completes with those of the session."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the id, also if the name was typed."""
        session = await session_here(interaction)
        typed = value.strip()
        for party in session.parties if session else ():
            if typed.casefold() in {party.id.casefold(), party.name.casefold()}:
                return party.id
        return typed

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the parties; for a list such as `PL UA`, complete its last word."""
        session = await session_here(interaction)
        if session is None:
            return []
        return matching(
            value, [Choice(name=clip(f"{one.name} ({one.id})", OPTION), value=one.id) for one in session.parties]
        )


class PartiesOption(Completing):
    """Several parties by id, with spaces or commas between them."""

    async def transform(self, interaction: AnyInteraction, value: str) -> tuple[str, ...]:
        """Give the ids in the order in which they were typed."""
        session = await session_here(interaction)
        known = {party.id.casefold(): party.id for party in session.parties} if session else {}
        return tuple(known.get(one.casefold(), one) for one in re.split(r"[\s,;]+", value.strip()) if one)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Complete the last word with the parties that are not named yet."""
        session = await session_here(interaction)
        if session is None:
            return []
        *before, last = re.split(r"[\s,;]+", value) if value else [""]
        named = {one.casefold() for one in before}
        parties = [one for one in session.parties if one.votes and one.id.casefold() not in named]
        choices = [
            Choice(name=clip(" ".join([*before, one.name]), OPTION), value=clip(" ".join([*before, one.id]), OPTION))
            for one in parties
            if last.casefold() in one.id.casefold() or last.casefold() in one.name.casefold()
        ]
        return choices[:CHOICES]


class PackOption(Completing):
    """A pack by id; completes with all that this bot has."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the id."""
        del interaction
        return value.strip()

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the packs with their titles."""
        packs = interaction.client.desk.packs
        found = [(pack_id, packs.get(pack_id)) for pack_id in packs.ids()]
        return matching(
            value, [Choice(name=clip(f"{one} · {pack.title}", OPTION), value=one) for one, pack in found if pack]
        )


class VariantOption(Completing):
    """A variant of the pack that stands in the option `pack`."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the id."""
        del interaction
        return value.strip()

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the variants of the chosen pack with their readings."""
        pack = interaction.client.desk.packs.get(getattr(interaction.namespace, "pack", "") or "")
        variants = pack.variants if pack else ()
        return matching(
            value, [Choice(name=clip(f"{one.id} · {one.reading}", OPTION), value=one.id) for one in variants]
        )


class RuleOption(Completing):
    """A rule that fails for the proposal in the option `proposal`, and so may be waived."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the id."""
        del interaction
        return value.strip()

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the failing rules with what they say."""
        session = await session_here(interaction)
        ref = read_ref(getattr(interaction.namespace, "proposal", "") or "")
        proposal = session.proposals.get(ref.proposal) if session else None
        if session is None or proposal is None:
            return []
        frame = await interaction.client.desk.service.frame(session.id)
        judgement = frame.judge(proposal.current.clauses)
        results = judgement.assessment.results
        choices = [
            Choice(name=clip(f"{one} · {results[one].message}" if one in results else one, OPTION), value=one)
            for one in judgement.failing
        ]
        return matching(value, choices)


class ChairedOption(Completing):
    """A session of this server that the member chairs, by its id; completes with titles and days."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the id."""
        del interaction
        return value.strip()

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the sessions, newest first, with their titles and the days of their opening."""
        service = interaction.client.desk.service
        found = await service.chaired(str(interaction.guild_id), str(interaction.user.id))
        days = {one.id: one.opened_at.strftime("%Y-%m-%d") if one.opened_at else "" for one in found}
        return matching(
            value, [Choice(name=clip(f"{one.title} · {days[one.id]}", OPTION), value=one.id) for one in found]
        )
