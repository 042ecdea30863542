"""What a document says about itself in Akoma Ntoso: the work, this expression of it, the file, and who is meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from bot.negotiation.codec import time_to_json
from bot.records.akn.markup import Element, el
from bot.records.pens import PLAIN
from bot.records.view import day
from bot.text.words import Words

BOT = "parley"
_COUNTRY = "zz"  # a code that ISO 3166 leaves to its users: no country made this law
_AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Identity:
    """A document or a part of it: `kind` as in addresses (`act`, `bill`), `name` is the last part of its address.

    `part` is `!main`, or the name of an attachment. `dates` by what happened then, the first of the work and its
    address; `aliases` are digests by name. `language` is a code of three letters.
    """

    kind: str
    name: str
    dates: Mapping[str, datetime]
    authors: Sequence[str]
    language: str
    number: str = ""
    version: int | None = None
    expressed: tuple[str, datetime] | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    part: str = "!main"


def identification(one: Identity) -> Element:
    """Give the identification of a document."""
    first_name, first = next(iter(one.dates.items()))
    work = f"/akn/{_COUNTRY}/{one.kind}/{day(first)}/{_step(one.name)}"
    expressed = one.expressed or (first_name, first)
    # Several versions may be of one day.
    nth = f":v{one.version}" if one.version is not None else ""
    expression = f"{work}/{one.language}@{day(expressed[1])}{nth}"
    number = [el("FRBRnumber", value=one.number)] if one.number else []
    version = [el("FRBRversionNumber", value=str(one.version))] if one.version is not None else []
    aliases = [el("FRBRalias", name=name, value=value) for name, value in one.aliases.items()]
    return el(
        "identification",
        el(
            "FRBRWork",
            *_addresses(work, one.part),
            *(_date(name, at) for name, at in one.dates.items()),
            *_authors(one.authors),
            el("FRBRcountry", value=_COUNTRY),
            *number,
        ),
        el(
            "FRBRExpression",
            *_addresses(expression, one.part),
            *aliases,
            _date(*expressed),
            *_authors(one.authors),
            *version,
            el("FRBRlanguage", language=one.language),
        ),
        el(
            "FRBRManifestation",
            *_addresses(f"{expression}.xml", one.part),
            _date(*expressed),
            *_authors([BOT]),
            el("FRBRformat", value="application/akn+xml"),
        ),
        source=f"#{BOT}",
    )


@dataclass(slots=True)
class People:
    """Who is meant in a document: names get numbers as they come up."""

    words: Mapping[str, str]
    found: dict[tuple[str, str], str] = field(default_factory=dict)

    def party(self, name: str) -> str:
        """Give the identifier of a party."""
        return self._of("organization", name)

    def person(self, name: str) -> str:
        """Give the identifier of a person."""
        return self._of("person", name)

    def references(self, session: str) -> Element:
        """Give what the identifiers stand for."""
        ontology = "/akn/ontology"
        told = [
            el(
                "TLCOrganization" if kind == "organization" else "TLCPerson",
                eId=found,
                href=f"{ontology}/{kind}/{_step(session)}/{found}",
                showAs=name or found,
            )
            for (kind, name), found in self.found.items()
        ]
        return el(
            "references",
            el("TLCOrganization", eId=BOT, href=f"{ontology}/organization/{BOT}", showAs="Parley"),
            el("TLCRole", eId=_AUTHOR, href=f"{ontology}/role/{_AUTHOR}", showAs=self.words[_AUTHOR]),
            *told,
            source=f"#{BOT}",
        )

    def _of(self, kind: str, name: str) -> str:
        return self.found.setdefault((kind, name), f"{kind}_{sum(one == kind for one, _ in self.found) + 1}")


def people(words: Words, locale: str) -> People:
    """Give nobody yet."""
    return People({_AUTHOR: words("exports/akn#author", locale)})


def lifecycle(events: Iterable[tuple[str, str, datetime, str]]) -> Element:
    """Give what happened to a document: identifier, type (`generation`, `amendment`), when, and by whom."""
    told = [
        el("eventRef", eId=id_, date=time_to_json(at), type=kind, source=f"#{source}")
        for id_, kind, at, source in events
    ]
    return el("lifecycle", *told, source=f"#{BOT}")


def _addresses(address: str, part: str) -> tuple[Element, Element]:
    return el("FRBRthis", value=f"{address}/{part}"), el("FRBRuri", value=address)


def _date(name: str, at: datetime) -> Element:
    return el("FRBRdate", date=time_to_json(at), name=name)


def _authors(authors: Iterable[str]) -> list[Element]:
    return [el("FRBRauthor", href=f"#{author}", as_=f"#{_AUTHOR}") for author in authors]


def _step(name: str) -> str:
    return quote(PLAIN.line(name), safe="")
