"""From a pack to the vocabulary of its sentences: the names it gives in `words`, and plain ones for all else."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.drafting.sentences import (
    Baseline,
    CategoryWords,
    Conversion,
    MethodWords,
    PartyWords,
    UnitWords,
    Vocabulary,
    Words,
)
from bot.drafting.sentences.tokens import words_of
from bot.rules.numbers import exact as exactly
from bot.rules.numbers import parse_date, parse_quantity
from bot.scenarios.schema import Pack

Names = tuple[str, ...]
_UNITS = {"percent": ("percentage point", "percentage points"), "person": ("person", "persons", "people")}
METHODS: Mapping[str, tuple[int, Names]] = {
    "inspection": (3, ("on-site inspection", "on-site inspections", "inspection", "inspections")),
    "satellite": (2, ("satellite imagery", "satellites")),
    "national_means": (1, ("national technical means",)),
}
_ACTIVITIES = ("exercises", "movements of forces", "movements", "notifications", "flights", "deployments")


def vocabulary_of(pack: Pack) -> Vocabulary:
    """Give the vocabulary of a pack.

    What `words` does not name is called by its name or id: `EAST_FLANK` is East Flank, `Atlantia (overseas power)` is
    Atlantia. A method has the lowest tier that a step of the pack gives it.
    """
    words = pack.words
    starts = (pack.terms or {}).get("starts")
    regions = (Words(name, _named(words.regions, name, (_titled(name),))) for name in pack.regions)
    return Vocabulary(
        parties=tuple(_parties(pack)),
        blocs=tuple(_blocs(pack)),
        sides=pack.sides,
        regions=tuple(regions),
        categories=tuple(_categories(pack)),
        units=tuple(_units(pack)),
        methods=tuple(_methods(pack)),
        triggers=tuple(Words(name, names) for name, names in words.triggers.items() if names),
        activities=tuple(dict.fromkeys((*words.activities, *_ACTIVITIES))),
        conversions=tuple(Conversion(row["unit"], row.get("party"), row["of"]) for row in pack.units),
        baselines=tuple(_baselines(pack)),
        starts=parse_date(starts) if starts else None,
        whole=_whole(pack),
        side_nouns=tuple(_side_nouns(pack)),
    )


def _whole(pack: Pack) -> str | None:
    roots = [name for name, parent in pack.regions.items() if parent is None]
    return roots[0] if len(roots) == 1 else None


def _side_nouns(pack: Pack) -> Iterator[tuple[str, str]]:
    """Give `state`, `states` where the sides are all the parties of that role, and no other's role speaks of it.

    Where blocs are compared, they are called `blocs` and `alliances`.
    """
    blocs = {party.bloc for party in pack.delegations}
    if set(pack.sides) <= blocs:
        yield from (("bloc", "blocs"), ("alliance", "alliances"))
    roles = {party.role for party in pack.delegations if party.id in pack.sides}
    others = [party.role for party in pack.delegations if party.id not in pack.sides]
    if len(roles) == 1 and set(pack.sides) <= {party.id for party in pack.delegations}:
        role = roles.pop()
        if not any(role in other for other in others):
            yield role, f"{role}s"


def _named(table: Mapping[str, Names], name: str, others: Names) -> Names:
    """Give the names of the table first, then the others, and last the id itself."""
    return _once((*table.get(name, ()), *others, _spoken(name)))


def _once(names: Names) -> Names:
    """Give the names without those that read like one before them."""
    kept: dict[tuple[str, ...], str] = {}
    for name in names:
        kept.setdefault(words_of(name), name)
    return tuple(kept.values())


def _spoken(name: str) -> str:
    return " ".join(name.replace("_", " ").replace(".", " ").replace(":", " ").split())


def _titled(name: str) -> str:
    return _spoken(name).title() if name.isupper() else _spoken(name)


def _plain(name: str) -> str:
    return name.split("(", maxsplit=1)[0].strip() or name


def _parties(pack: Pack) -> Iterator[PartyWords]:
    for party in pack.delegations:
        names = _named(pack.words.parties, party.id, (_plain(party.name),))
        yield PartyWords(party.id, names, pack.words.adjectives.get(party.id, ()))


def _blocs(pack: Pack) -> Iterator[PartyWords]:
    for bloc in dict.fromkeys(party.bloc for party in pack.delegations if party.bloc is not None):
        names = _named(pack.words.parties, bloc, (_titled(bloc),))
        taken = {name.casefold() for party in _parties(pack) for name in party.names}
        free = tuple(name for name in names if name.casefold() not in taken)
        if free:  # a bloc of one party may share its name, and then the party is meant
            yield PartyWords(bloc, free, pack.words.adjectives.get(bloc, ()))


def _categories(pack: Pack) -> Iterator[CategoryWords]:
    for name, row in pack.categories.items():
        yield CategoryWords(name, _named(pack.words.categories, name, ()), row["unit"])


def _units(pack: Pack) -> Iterator[UnitWords]:
    units = (*(row["unit"] for row in pack.categories.values()), *(row["unit"] for row in pack.units))
    for unit in dict.fromkeys(units):
        spoken = _spoken(unit)
        usual = _UNITS.get(unit, (spoken, spoken if " " in spoken else f"{spoken}s"))
        first, several, *others = (*pack.words.units.get(unit, usual), *usual, *usual)
        names = _once((first, several, *others))
        same = words_of(first) == words_of(several)  # `million a year` is said of one and of several
        yield UnitWords(unit, (first, *names) if same else names)


def _steps(pack: Pack) -> Iterator[Mapping[str, Any]]:
    for issue in pack.issues:
        for option in issue.options:
            yield from option.commitments
            yield from option.clauses


def _methods(pack: Pack) -> Iterator[MethodWords]:
    tiers: dict[str, int] = {}
    for step in _steps(pack):
        check = step.get("verification")
        if check:
            tiers[check["method"]] = min(check["tier"], tiers.get(check["method"], check["tier"]))
    for method, (tier, _) in METHODS.items():
        tiers.setdefault(method, tier)
    for method, tier in tiers.items():
        _, usual = METHODS.get(method, (0, ()))
        yield MethodWords(method, _named(pack.words.methods, method, usual), tier)


def _baselines(pack: Pack) -> Iterator[Baseline]:
    """Give the baselines that stand in the category's own unit, which are those a percentage can be taken of."""
    for row in pack.baselines:
        if row.get("unit") in (None, pack.categories[row["category"]]["unit"]):
            value = exactly(parse_quantity(row["value"]))
            yield Baseline(row["party"], row["category"], row["region"], value)
