"""References inside a pack: every name that is used is declared, and every table is whole.

These work on the values as read, so that they find what they can even where other things are wrong.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.drafting.sentences.articles import article_of
from bot.scenarios.faults import Faults, Path
from bot.scenarios.vote_checks import check_votes

Raw = dict[str, Any]


def entries(value: object, path: Path) -> Iterator[tuple[Path, Raw]]:
    """Give the mappings in a list, each with its path; anything else is somebody else's fault."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, dict):
                yield (*path, number), item


def mapping(value: object) -> Raw:
    """Give a mapping as it is, and anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def names(value: object) -> list[tuple[int, str]]:
    """Give the texts in a list with their places."""
    return [(n, item) for n, item in enumerate(value) if isinstance(item, str)] if isinstance(value, list) else []


def options_of(raw: Raw) -> Iterator[tuple[Path, Raw]]:
    """Give every option of the pack with its path."""
    for path, issue in entries(raw.get("issues"), ("issues",)):
        yield from entries(issue.get("options"), (*path, "options"))


def steps_of(option: Raw, path: Path) -> Iterator[tuple[Path, Raw]]:
    """Give the commitments and clauses of an option with their paths."""
    for kind in ("commitments", "clauses"):
        yield from entries(option.get(kind), (*path, kind))


def step_ids(raw: Raw) -> set[str]:
    """Give the ids of all steps of the pack."""
    return {str(step.get("id")) for path, option in options_of(raw) for _, step in steps_of(option, path)}


def rule_ids(raw: Raw) -> set[str]:
    """Give the ids of the rules that the pack lists."""
    return {str(rule.get("id", rule.get("rule"))) for _, rule in entries(raw.get("rules"), ())}


class References:
    """Checks one pack as read; `check` notes every fault."""

    def __init__(self, raw: Raw, faults: Faults) -> None:
        self.raw = raw
        self.faults = faults
        parties = [party for _, party in entries(raw.get("parties"), ())]
        self.parties = [str(party.get("id")) for party in parties]
        self.voters = [
            str(party.get("id")) for party in parties if party.get("vote") is True and party.get("role") != "chair"
        ]
        self.options = {
            str(issue.get("id")): [str(option.get("id")) for _, option in entries(issue.get("options"), ())]
            for _, issue in entries(raw.get("issues"), ())
        }

    def check(self) -> None:
        """Run every check."""
        self._unique()
        self._parties()
        self._confidential()
        self._steps()
        self._step_names()
        self._constraints()
        self._scores()
        self._variants()
        self._procedure()
        self._injects()
        self._words()
        if isinstance(self.raw.get("facilitator_key"), dict):
            self._key(self.raw["facilitator_key"], ("facilitator_key",))

    def _unique(self) -> None:
        for section in ("parties", "issues", "phases", "injects", "variants"):
            self._no_repeat(entries(self.raw.get(section), (section,)), section)
        for path, issue in entries(self.raw.get("issues"), ("issues",)):
            self._no_repeat(entries(issue.get("options"), (*path, "options")), "options of this issue")

    def _no_repeat(self, items: Iterator[tuple[Path, Raw]], what: str) -> None:
        seen: set[object] = set()
        for path, item in items:
            name = item.get("id")
            if isinstance(name, str) and name in seen:
                self.faults.add("E_DUP_ID", (*path, "id"), f"two {what} are called {name!r}; rename one")
            seen.add(name if isinstance(name, str) else None)

    def _party(self, name: str, path: Path) -> None:
        if name not in self.parties:
            self.faults.unknown("E_PARTY", path, "party", name, self.parties)

    def _choice(self, issue: object, option: object, path: Path, option_path: Path) -> None:
        """Check an option of an issue; the issue's name stands at `path`."""
        if not isinstance(issue, str):
            return
        if issue not in self.options:
            self.faults.unknown("E_REF", path, "issue", issue, self.options)
        elif isinstance(option, str) and option not in self.options[issue]:
            self.faults.unknown("E_REF", option_path, f"option of {issue} called", option, self.options[issue])

    def _parties(self) -> None:
        chairs = 0
        for path, party in entries(self.raw.get("parties"), ("parties",)):
            if party.get("role") == "chair":
                chairs += 1
                if party.get("vote") is True:
                    self.faults.add("E_VALUE", (*path, "vote"), "the chair has no vote; write false")
                if chairs > 1:
                    self.faults.add("E_VALUE", (*path, "role"), "a pack has one chair; this is the second")
            regions = mapping(self.raw.get("regions"))
            for number, region in names(party.get("consent_over")):
                if region not in regions:
                    self.faults.unknown("E_REGION", (*path, "consent_over", number), "region", region, regions)
        if len(self.voters) < 2:  # noqa: PLR2004  # nobody negotiates alone
            self.faults.add("E_VALUE", ("parties",), "at least two parties must have a vote")

    def _injects(self) -> None:
        phases = [str(phase.get("id")) for _, phase in entries(self.raw.get("phases"), ())]
        negotiating = [
            str(party.get("id")) for _, party in entries(self.raw.get("parties"), ()) if party.get("role") != "chair"
        ]
        for path, inject in entries(self.raw.get("injects"), ("injects",)):
            phase = inject.get("phase")
            if isinstance(phase, str) and phase not in phases:
                self.faults.unknown("E_REF", (*path, "phase"), "phase", phase, phases)
            if phase is not None and inject.get("minutes") is None:
                why = "a phase says when the minutes begin; write `minutes`, or leave `phase` out"
                self.faults.add("E_MISSING", (*path, "minutes"), why)
            for number, party in names(inject.get("to")):
                if party not in negotiating:
                    self.faults.unknown("E_PARTY", (*path, "to", number), "party", party, negotiating)

    def _confidential(self) -> None:
        section = self.raw.get("confidential")
        for party, own in mapping(section).items():
            path: Path = ("confidential", party)
            self._voter(party, path, "a brief")
            for line_path, line in entries(mapping(own).get("red_lines"), (*path, "red_lines")):
                self._choice(line.get("issue"), line.get("option"), (*line_path, "issue"), (*line_path, "option"))
        if isinstance(section, dict):
            for party in self.voters:
                if party not in section:
                    self.faults.add("E_MISSING", ("confidential",), f"the brief of {party} is missing")

    def _voter(self, party: str, path: Path, what: str) -> None:
        if party not in self.parties:
            self.faults.unknown("E_PARTY", path, "party", party, self.parties)
        elif party not in self.voters:
            self.faults.add("E_VALUE", path, f"{party} has no vote, so it has no use for {what}; take it out")

    def _steps(self) -> None:
        first: dict[str, Path] = {}
        for path, option in options_of(self.raw):
            for number, party in names(option.get("consent")):
                self._party(party, (*path, "consent", number))
            for step_path, step in steps_of(option, path):
                name = step.get("id")
                if isinstance(name, str) and first.setdefault(name, step_path) != step_path:
                    message = f"another step is called {name!r}; step ids are unique in the whole pack"
                    self.faults.add("E_DUP_ID", (*step_path, "id"), message)
                if isinstance(name, str) and article_of(name) is not None:
                    message = f"{name!r} is what the steps of Article {article_of(name)} are called; take another id"
                    self.faults.add("E_ID", (*step_path, "id"), message)
        for path, row in entries(self.raw.get("baselines"), ("baselines",)):
            if row.get("evidence") not in (None, "found", "memory", "game"):
                self.faults.add("E_VALUE", (*path, "evidence"), "evidence is found, memory or game")

    def _step_names(self) -> None:
        """Check the names of steps in rules and compensations; they may stand in any option."""
        steps = step_ids(self.raw)
        rules = rule_ids(self.raw)
        for path, rule in entries(self.raw.get("rules"), ("rules",)):
            on, parameters = mapping(rule.get("on")), mapping(rule.get("with"))
            lists = ((("on", "ids"), on.get("ids"), steps), (("on", "clauses"), on.get("clauses"), steps))
            for keys, value, known in (*lists, (("with", "asymmetries"), parameters.get("asymmetries"), steps | rules)):
                self._named(value, (*path, *keys), known)
        for path, option in options_of(self.raw):
            for row_path, row in entries(option.get("compensations"), (*path, "compensations")):
                self._named(row.get("by"), (*row_path, "by"), steps)
                target = row.get("for")
                if isinstance(target, str) and target not in steps | rules:
                    self.faults.unknown("E_REF", (*row_path, "for"), "step or rule", target, sorted(steps | rules))

    def _named(self, value: object, path: Path, known: set[str]) -> None:
        for number, name in names(value):
            if name not in known:
                self.faults.unknown("E_REF", (*path, number), "step", name, sorted(known))

    def _constraints(self) -> None:
        for path, constraint in entries(self.raw.get("constraints"), ("constraints",)):
            for part in ("if", "any"):
                for issue, options in mapping(constraint.get(part)).items():
                    place = (*path, part, issue)
                    self._choice(issue, None, place, place)
                    for number, option in names(options):
                        self._choice(issue, option, place, (*place, number))

    def _scores(self) -> None:
        section = self.raw.get("scores")
        if not isinstance(section, dict):
            return
        for party in self.voters:
            if party not in section:
                self.faults.add("E_MISSING", ("scores",), f"the score sheet of {party} is missing")
        for party, sheet in section.items():
            self._voter(party, ("scores", party), "a score sheet")
            if isinstance(sheet, dict):
                self._sheet(sheet, ("scores", party))

    def _sheet(self, sheet: Raw, path: Path) -> None:
        for issue, options in self.options.items():
            if issue not in sheet:
                self.faults.add("E_MISSING", path, f"the points for issue {issue} are missing")
                continue
            for option in options:
                if option not in mapping(sheet[issue]):
                    self.faults.add("E_MISSING", (*path, issue), f"the points for option {option} are missing")
        for issue, points in sheet.items():
            place = (*path, issue)
            self._choice(issue, None, place, place)
            for option in mapping(points):
                self._choice(issue, option, place, (*place, option))

    def _variants(self) -> None:
        reserved = {str(variant.get("id")) for _, variant in entries(self.raw.get("variants"), ())}
        for name in mapping(mapping(self.raw.get("facilitator_key")).get("variants")):
            if name not in reserved:
                self.faults.unknown("E_REF", ("facilitator_key", "variants", name), "variant", name, reserved)

    def _procedure(self) -> None:
        procedure, players = mapping(self.raw.get("procedure")), mapping(self.raw.get("players"))
        needed, path = procedure.get("needed"), ("procedure", "needed")
        if procedure.get("consensus") == "n_of_m":
            if needed is None:
                self.faults.add("E_MISSING", path, "consensus n_of_m needs to know how many: write needed")
            elif isinstance(needed, int) and not 1 <= needed <= len(self.voters):
                self.faults.add("E_VALUE", path, f"{needed} of {len(self.voters)} parties with a vote is not possible")
        elif needed is not None:
            self.faults.add("E_VALUE", path, "needed goes with consensus: n_of_m; take it out")
        check_votes(procedure, self.voters, self.faults)
        least, best = players.get("min"), players.get("best")
        if isinstance(least, int) and isinstance(best, int) and least > best:
            self.faults.add("E_VALUE", ("players", "best"), f"{best} is fewer than the {least} players needed")

    def _words(self) -> None:
        words = mapping(self.raw.get("words"))
        blocs = [str(party.get("bloc")) for _, party in entries(self.raw.get("parties"), ()) if party.get("bloc")]
        known = {
            "parties": ("E_PARTY", "party or bloc", [*self.parties, *blocs]),
            "adjectives": ("E_PARTY", "party or bloc", [*self.parties, *blocs]),
            "regions": ("E_REGION", "region", list(mapping(self.raw.get("regions")))),
            "categories": ("E_CATEGORY", "category", list(mapping(self.raw.get("categories")))),
        }
        for section, (code, kind, declared) in known.items():
            for name in mapping(words.get(section)):
                if name not in declared:
                    self.faults.unknown(code, ("words", section, name), kind, name, declared)

    def _key(self, key: Raw, path: Path) -> None:
        for measure in ("highest_sum", "fairest_product"):
            best = mapping(key.get(measure))
            self._best_options([name for _, name in names(best.get("options"))], (*path, measure, "options"), best)
            for party in mapping(best.get("points")):
                self._party(party, (*path, measure, "points", party))

    def _best_options(self, chosen: Sequence[str], path: Path, best: Raw) -> None:
        if not best:
            return
        if len(chosen) != len(self.options):
            message = f"{len(chosen)} options for {len(self.options)} issues; name one for each, in their order"
            self.faults.add("E_VALUE", path, message)
            return
        for number, (option, issue) in enumerate(zip(chosen, self.options, strict=True)):
            self._choice(issue, option, path, (*path, number))
