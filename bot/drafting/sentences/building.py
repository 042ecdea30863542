"""From the tree of a sentence to its steps, in the words of the deal file."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lark import Token as Terminal
from lark import Tree

from bot.drafting.sentences.amounts import amount_fields, milestones_of
from bot.drafting.sentences.counting import Counted, counted, names_its_own
from bot.drafting.sentences.following import Node
from bot.drafting.sentences.source import Source, leaves, nodes, terminals
from bot.drafting.sentences.tails import fields_of, names_of
from bot.drafting.sentences.tokens import words_of
from bot.drafting.sentences.topics import duty_of
from bot.rules.numbers import parse_date
from bot.rules.vocabulary import CLAUSE_VERBS, VERBS

_NO_TAILS = frozenset({"object", "region", "amount", "milestones"})
_OF_DUTIES = frozenset({"start", "deadline", "until", "duration_days", "verification", "conditions", "trigger"})
_RECEIVED = frozenset({"pay", "transfer"})
_ACTS = ("giving", "duty", "noticed", "counted")


@dataclass(frozen=True)
class Who:
    """Whom a clause binds, and whether each does all of it (`each side`)."""

    ids: tuple[str, ...]
    each: bool


def steps_of(tree: Node, source: Source) -> list[dict[str, Any]]:
    """Give the steps of a sentence in its order; raises NotUnderstoodError where its parts do not make sense together.

    Details before the first subject, and after a final `each`, belong to every step; others to their own step only.
    """
    shared = [child for child in tree.children if isinstance(child, Tree) and child.data != "clause"]
    steps: list[dict[str, Any]] = []
    for clause in nodes(tree, "clause"):
        steps += _clause(clause, shared, source)
    return steps


def _clause(clause: Node, shared: Sequence[Node], source: Source) -> list[dict[str, Any]]:
    who = _who(nodes(clause, "subject")[0], source)
    steps: list[dict[str, Any]] = []
    modality = "shall"
    before: list[Node] = []  # details between `shall` and the verb, which are of that verb alone
    for child in clause.children:
        if not isinstance(child, Tree):
            who = Who(who.ids, who.each or child.type == "EACH")
        elif child.data == "modal":
            modality = modality_of(child, source)
            who = Who(who.ids, who.each or bool(leaves(child, "EACH")))
        elif child.data == "giving":
            steps += _giving(child, who, modality, [*shared, *before], source)
            before = []
        elif child.data in _ACTS:
            steps.append(_duty(child, who, modality, [*shared, *before], source))
            before = []
        elif child.data != "subject":
            before.append(child)
    return steps


def _who(subject: Node, source: Source) -> Who:
    names = nodes(subject, "names")
    if names:
        return Who(tuple(names_of(names[0], source)), each=False)
    return Who(source.vocabulary.sides, each=bool(leaves(subject, "EVERY")))


def modality_of(modal: Node, source: Source) -> str:
    """Give what binds the clause: the soft word where there is one, for it takes the promise back."""
    soft, hard = leaves(modal, "SOFT"), leaves(modal, "HARD")
    if len(hard) > 1:
        raise source.refuse(modal, "twice", "modality")
    if not soft and not hard:
        raise source.refuse(modal, "unexpected", "HARD")
    return str(source.meaning((soft or hard)[-1 if not soft else 0]))


def _giving(act: Node, who: Who, modality: str, shared: Sequence[Node], source: Source) -> list[dict[str, Any]]:
    head = leaves(act, "VERB", "GERUND")[0]
    verb = str(source.meaning(head))
    if verb not in VERBS or (head.type == "GERUND" and modality in {"shall", "will", "must"}):
        raise source.refuse(head, "unexpected", "VERB")
    steps: list[dict[str, Any]] = []
    category: str | None = None
    for group in nodes(act, "group"):
        if steps and not names_its_own(group, source):
            raise source.refuse(group, "twice", "category", "REGION")
        what = counted(group, category, source)
        category = what.category
        _check_taking(head, verb, category, source)
        each = who.each or _apiece(group, who, source)
        if len(who.ids) > 1 and not each and (what.amounts or what.everything):
            raise source.refuse(what.amounts[0].part if what.amounts else group, "together_or_each", "EACH")
        tails = [*shared, *(part for part in nodes(group, *_tail_names(group)))]
        fields = fields_of(tails, source)
        if source.text(head).endswith(("more than", "exceed")) and not what.amounts:
            raise source.refuse(group, "does_not_fit", "number")
        steps += [_commitment(party, verb, modality, group, what, dict(fields), source) for party in who.ids]
    return steps


def _apiece(group: Node, who: Who, source: Source) -> bool:
    found = [leaf for amount in nodes(group, "amount") for leaf in leaves(amount, "APIECE")]
    if found and len(who.ids) == 1:
        raise source.refuse(found[0], "does_not_fit", "EACH")
    return bool(found)


def _check_taking(head: Terminal, verb: str, category: str, source: Source) -> None:
    """Refuse `withdraw water` where withdrawals are what is counted: it may be the taking or the giving up."""
    names = source.vocabulary.category_words[category].names
    if verb == "withdraw" and any(word.startswith(verb) for name in names for word in words_of(name)):
        raise source.refuse(head, "takes_or_gives", "reduce", "cap")


def _tail_names(group: Node) -> tuple[str, ...]:
    return tuple({str(child.data) for child in group.children if isinstance(child, Tree)} - _NO_TAILS)


def _commitment(
    party: str, verb: str, modality: str, group: Node, what: Counted, fields: dict[str, Any], source: Source
) -> dict[str, Any]:
    _check_owner(group, party, source)
    region = _region(group, verb, source)
    amounts = amount_fields(verb, what, (party, what.category, region), source)
    if "bound" in fields and "bound" in amounts:
        raise source.refuse(group, "twice", "bound")
    if not source.vocabulary.measures(what.unit, party, what.category):
        raise source.refuse(what.amounts[0].part, "other_unit", what.unit)
    if str(fields.get("note", "")).startswith("to ") and nodes(group, "recipient") and verb not in _RECEIVED:
        raise source.refuse(nodes(group, "recipient")[0], "does_not_fit", "recipient")
    if fields.get("note") == f"to {party}":
        raise source.refuse(group, "does_not_fit", "recipient")
    if fields.pop("as_is", False) and (verb != "freeze" or amounts):
        raise source.refuse(group, "does_not_fit", verb)
    hedge = fields.pop("hedge", None)
    milestones = milestones_of(group, source)
    dates = [parse_date(row["date"]) for row in milestones]
    if any(later <= earlier for earlier, later in pairwise(dates)):
        raise source.refuse(nodes(group, "milestones")[0], "dates_out_of_order", "milestones")
    step = {"party": party, "verb": verb, "category": what.category, "region": region}
    if what.unit != source.vocabulary.category_words[what.category].unit:
        step["unit"] = what.unit
    more = {"milestones": milestones} if milestones else {}
    return step | amounts | {"modality": hedge or modality} | fields | more


def _check_owner(group: Node, party: str, source: Source) -> None:
    bloc_members = {party}
    for leaf in terminals(group):
        if leaf.type == "ADJ" and not bloc_members & set(source.meanings(leaf)):
            raise source.refuse(leaf, "other_owner", party)


def _region(group: Node, verb: str, source: Source) -> str:
    found = nodes(group, "region")
    if len(found) > 1:
        raise source.refuse(found[1], "twice", "region")
    if found:
        return str(source.meaning(leaves(found[0], "REGION", "PLACE")[0]))
    regions, whole = source.vocabulary.regions, source.vocabulary.whole
    if verb == "pay" and whole is not None:  # money is nowhere
        return whole
    if len(regions) != 1:
        raise source.refuse(None, "no_region", "REGION")
    return regions[0].id


def _duty(act: Node, who: Who, modality: str, shared: Sequence[Node], source: Source) -> dict[str, Any]:
    names = tuple({str(child.data) for child in act.children if isinstance(child, Tree)} - {"topics", "often"})
    tails = [*shared, *nodes(act, *names)]
    fields = fields_of(tails, source)
    hedge = fields.pop("hedge", None)
    odd = fields.keys() - _OF_DUTIES
    if odd:
        raise source.refuse(tails[-1], "does_not_fit", *sorted(odd))
    duty = duty_of(act, source)
    if duty["verb"] not in CLAUSE_VERBS:
        raise source.refuse(act, "unexpected", "DUTY")
    return {"binds": list(who.ids), **duty, "modality": hedge or modality} | fields
