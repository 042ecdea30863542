"""From the ids of a pack to words: what a step, a region, a rule is called where a person reads a finding."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.drafting.sentences.articles import article_of
from bot.rules import REGISTRY, Rule
from bot.scenarios.schema import Pack
from bot.scenarios.vocabulary import vocabulary_of

Kind = Literal["step", "article", "region", "rule", "unit"]


@dataclass(frozen=True, slots=True)
class Name:
    """What an id is called: of a step the title of its issue and the text of its option, of all else a title alone.

    A step that stands in a sentence is called by its article, whose number is then the title.
    """

    id: str
    kind: Kind
    title: str
    text: str = ""

    @property
    def words(self) -> str:
        """The whole name; of a step `issue title: option text`."""
        return f"{self.title}: {self.text}" if self.text else self.title


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a pack by id, each kind apart because they may share ids."""

    steps: Mapping[str, Name]
    regions: Mapping[str, Name]
    rules: Mapping[str, Name]
    units: Mapping[str, Name]

    def of(self, id_: str) -> Name | None:
        """Give the name of an id of any kind, or None: a step goes before a rule, a region and a unit."""
        found = next((found for kind in self._kinds() if (found := kind.get(id_))), None)
        article = article_of(id_) if found is None else None
        return found if article is None else Name(id_, "article", str(article))

    def pieces(self, message: str, params: Mapping[str, str]) -> tuple[str | Name, ...]:
        """Give a finding's message in pieces: a Name for each id, the text around them as it stands.

        Only what the message was filled with (`params`, as the finding holds them) can be an id, so that a rule called
        `steps` does not rename the word.
        """
        filled = {value for value in params.values() if value and self._ids_in(value)}
        if not filled:
            return (message,)
        # The longest first, else a value that begins another one would hide it.
        values = "|".join(re.escape(value) for value in sorted(filled, key=lambda value: (-len(value), value)))
        found: list[str | Name] = []
        for number, part in enumerate(re.split(rf"(?<!\w)({values})(?!\w)", message)):
            found += self._named(part) if number % 2 else [part]
        return tuple(piece for piece in found if piece)

    def _kinds(self) -> tuple[Mapping[str, Name], ...]:
        return self.steps, self.rules, self.regions, self.units

    def _ids_in(self, text: str) -> bool:
        return any(self.of(token) for token in _TOKEN.findall(text))

    def _named(self, text: str) -> Iterator[str | Name]:
        for number, part in enumerate(_TOKENS.split(text)):
            yield (self.of(part) or part) if number % 2 else part


_TOKEN = re.compile(r"[A-Za-z0-9][\w:.-]*\w|[A-Za-z]")
_TOKENS = re.compile(f"({_TOKEN.pattern})")


def names_of(pack: Pack) -> Names:
    """Give the names of a pack's steps, regions, rules and units.

    A region is called as `words.regions` has it, a rule by its doctrine's first words; a party's id is never renamed,
    since findings write it as a sign beside a number.
    """
    parties = {party.id for party in pack.parties} | set(pack.sides or ())
    regions = {one.id: _bare(one.names[0]) for one in vocabulary_of(pack).regions if one.id not in parties}
    units = {str(row["unit"]) for row in (*pack.categories.values(), *pack.units)}
    return Names(
        steps={name.id: name for name in _steps(pack) if name.id not in parties},
        regions={id_: Name(id_, "region", title) for id_, title in regions.items()},
        rules={id_: Name(id_, "rule", title_of(rule)) for id_, rule in _rules(pack) if id_ not in parties},
        units={unit: Name(unit, "unit", unit.replace("_", " ")) for unit in sorted(units) if "_" in unit},
    )


def title_of(rule: Rule) -> str:
    """Give a short title of a rule: its doctrine up to the first stop."""
    return re.split(r"[:;.](?=\s|$)| \(", rule.doctrine, maxsplit=1)[0]


def _bare(region: str) -> str:
    # Findings say `in REGION`; a pack's words may begin with a preposition of their own, for sentences.
    return re.sub(r"^(in|on|at|along|near|within) ", "", region)


def _steps(pack: Pack) -> Iterator[Name]:
    for issue in pack.issues:
        for option in issue.options:
            rows: tuple[Mapping[str, Any], ...] = (*option.commitments, *option.clauses, *option.compensations)
            for row in rows:
                if "id" in row:
                    yield Name(str(row["id"]), "step", issue.title, option.text)


def _rules(pack: Pack) -> Iterator[tuple[str, Rule]]:
    yield from REGISTRY.items()
    for used in pack.rules:
        rule = REGISTRY.get(str(used["rule"]))
        if rule is not None and "id" in used:
            yield str(used["id"]), rule
