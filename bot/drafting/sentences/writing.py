"""From a step to the one sentence that says it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bot.drafting.sentences import phrases
from bot.drafting.sentences.lexicon import placed
from bot.drafting.sentences.numerals import said, said_date, scale_of
from bot.drafting.sentences.reading import Step
from bot.drafting.sentences.tails import ARTICLE, NO_METHOD
from bot.drafting.sentences.vocabulary import Vocabulary
from bot.rules.numbers import parse_date, parse_quantity
from bot.rules.vocabulary import EVENT, SOFT

_WITH_GERUND = frozenset({"consider", "study", "explore", "discuss", "willing_to_discuss"})
_SOFTLY = {
    "should": "should",
    "may": "may",
    "best_efforts": "shall use best efforts to",
    "willing_to_discuss": "shall be willing to discuss",
    **{modality: f"shall {modality}" for modality in ("consider", "study", "explore", "discuss")},
    **{modality: f"shall {modality} to" for modality in ("intend", "endeavour", "seek", "aim")},
}
_AMOUNT_FIRST = frozenset({"pay", "transfer", "lift", "eliminate", "withdraw"})
_MORE = "|".join(phrases.PLAIN["NEW"])
_BOUNDS = {"at_least": "at least ", "up_to": "up to "}
_DUTIES = {
    "refrain": ("refrain from", "refraining from"),
    "notify": ("notify", "notifying"),
    "host_visit": ("invite observers to", "inviting observers to"),
    "accept_inspection": ("accept", "accepting"),
}


class UnsayableError(ValueError):
    """A step has something that no sentence of the language says; `field` names it."""

    def __init__(self, field: str) -> None:
        super().__init__(f"No sentence says the field {field!r} of this step.")
        self.field = field


def sentence_of(step: Step, vocabulary: Vocabulary) -> str:
    """Write a commitment or duty as a sentence; raises UnsayableError."""
    body = _duty(step, vocabulary) if "binds" in step else _commitment(step, vocabulary)
    parts = [body, *_details(step, vocabulary)]
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _commitment(step: Step, vocabulary: Vocabulary) -> str:
    verb, category = str(step["verb"]), vocabulary.category_words.get(str(step["category"]))
    if category is None:
        raise UnsayableError("category")
    modal, form = _modal(step)
    spoken = phrases.GERUNDS[verb][0] if form else phrases.VERBS[verb][0]
    everything = verb == "withdraw" and step.get("after") == 0 and not {"delta", "limit"} & step.keys()
    words = [party_name(str(step["party"]), vocabulary), modal, spoken]
    words += _object(step, verb, category.names[0], everything=everything, vocabulary=vocabulary)
    words.append(where(str(step["region"]), vocabulary))
    words += _outside(step, vocabulary)
    words += _amounts(step, verb, everything=everything, vocabulary=vocabulary)
    return " ".join(words)


def _object(step: Step, verb: str, noun: str, *, everything: bool, vocabulary: Vocabulary) -> Iterator[str]:
    """Give what the verb is about, with the amount where it stands before or right after the noun."""
    given = verb in _AMOUNT_FIRST and step.get("delta") is not None
    bound = _BOUNDS.get(str(step.get("bound")), "")
    if given and verb == "pay":
        yield f"{noun} of {bound}{_counted(step, 'delta', vocabulary)}"
    elif given:
        yield f"{bound}{_taken(step, noun, vocabulary)} of its {noun}"
    else:
        yield f"{'all its' if everything else 'its'} {noun}"


def _amounts(step: Step, verb: str, *, everything: bool, vocabulary: Vocabulary) -> Iterator[str]:
    if step.get("before") is not None:
        yield f"from {_counted(step, 'before', vocabulary)}"
    if step.get("delta") is not None and verb not in _AMOUNT_FIRST:
        yield f"by {_BOUNDS.get(str(step.get('bound')), '')}{_counted(step, 'delta', vocabulary)}"
    if step.get("after") is not None and not everything:
        yield f"to {_counted(step, 'after', vocabulary)}"
    if step.get("limit") is not None:
        preposition = {"freeze": "at", "cap": "to"}.get(verb, "to no more than")
        yield f"{preposition} {_counted(step, 'limit', vocabulary)}"


def _duty(step: Step, vocabulary: Vocabulary) -> str:
    verb, text = str(step.get("verb")), str(step.get("text"))
    for field in ("burdens", "by"):
        if step.get(field):
            raise UnsayableError(field)
    if verb not in _DUTIES or not step.get("text"):
        raise UnsayableError("verb" if step.get("text") else "text")
    modal, form = _modal(step)
    spoken = _DUTIES[verb][form]
    if verb == "host_visit" and re.match(rf"(?:at least )?(?:[0-9,/]+ )?(?:(?:{_MORE}) )?visits?\b", text):
        spoken = ("host", "hosting")[form]
    if verb == "notify":
        spoken += " each other of" if len(step["binds"]) > 1 else " others of"
    return f"{listed(step['binds'], vocabulary)} {modal} {spoken} {text}"


def _modal(step: Step) -> tuple[str, int]:
    modality = str(step.get("modality") or "shall")
    return (_SOFTLY[modality], int(modality in _WITH_GERUND)) if modality in SOFT else (modality, 0)


def party_name(party: str, vocabulary: Vocabulary) -> str:
    """Give the name of a party or bloc; raises UnsayableError for a stranger."""
    if party not in vocabulary.named:
        raise UnsayableError("party")
    return vocabulary.named[party].names[0]


def listed(parties: Sequence[str], vocabulary: Vocabulary) -> str:
    """Give the names of parties as `A, B and C`."""
    return _list([party_name(party, vocabulary) for party in parties])


def _list(names: Sequence[str], joint: str = "and") -> str:
    return f" {joint} ".join([*([", ".join(names[:-1])] if names[1:] else []), *names[-1:]])


def where(region: str, vocabulary: Vocabulary) -> str:
    """Give a region with its preposition; raises UnsayableError for a stranger."""
    if region not in vocabulary.region_words:
        raise UnsayableError("region")
    name = vocabulary.region_words[region].names[0]
    return name if placed(name) == "PLACE" else f"in {name}"


def _outside(step: Step, vocabulary: Vocabulary) -> Iterator[str]:
    if step.get("outside"):
        places = [where(region, vocabulary) for region in step["outside"]]
        yield f"except {' and '.join(places)}"


def _counted(step: Step, key: str, vocabulary: Vocabulary) -> str:
    return counted(step[key], _unit(step, vocabulary), vocabulary)


def _taken(step: Step, noun: str, vocabulary: Vocabulary) -> str:
    """Give `6`, or with its unit where that is not plain from the noun: `24 months`."""
    unit = _unit(step, vocabulary)
    words = vocabulary.unit_words.get(unit)
    own = unit == vocabulary.category_words[str(step["category"])].unit
    plain = step["verb"] != "transfer" or (words is not None and noun.rsplit(maxsplit=1)[-1] in words.names)
    less = 0 < parse_quantity(step["delta"]) < 1  # `1/3 of its` would be a share
    if less or not own or not plain or (words is not None and scale_of(words.one) > 1):
        return _counted(step, "delta", vocabulary)
    return said(parse_quantity(step["delta"]))


def _unit(step: Step, vocabulary: Vocabulary) -> str:
    return str(step.get("unit") or vocabulary.category_words[str(step["category"])].unit)


def counted(value: int | str, unit: str, vocabulary: Vocabulary) -> str:
    """Give a quantity with the name of its unit."""
    if unit not in vocabulary.unit_words:
        raise UnsayableError("unit")
    words, number = vocabulary.unit_words[unit], parse_quantity(value)
    return f"{said(number)} {words.one if number == 1 else words.several}"


def _details(step: Step, vocabulary: Vocabulary) -> Iterator[str]:
    yield from _times(step, vocabulary)
    if step.get("milestones"):
        unit = _unit(step, vocabulary)
        points = (
            f"{counted(row['level'], unit, vocabulary)} {_by(row['date'], vocabulary)}" for row in step["milestones"]
        )
        yield f"reaching {' and '.join(points)}"
    if step.get("destination"):
        yield phrases.DESTINATIONS[step["destination"]][0]
    if step.get("verification"):
        yield _verified(step["verification"], vocabulary)
    if step.get("needs_consent"):
        yield f"with the consent of {listed(step['needs_consent'], vocabulary)}"
    if step.get("consent"):
        yield f"consent having been given by {listed(step['consent'], vocabulary)}"
    if step.get("conditions"):
        yield _once(step["conditions"])
    yield from _remarks(step, vocabulary)


def _remarks(step: Step, vocabulary: Vocabulary) -> Iterator[str]:
    if step.get("trigger"):
        words = vocabulary.trigger_words.get(step["trigger"])
        yield words.names[0] if words else f"triggered by {_quoted(step['trigger'], 'trigger')}"
    owed = step.get("already_owed")
    if owed:
        yield "as already owed" + ("" if owed is True else f" under {_quoted(owed, 'already_owed')}")
    if step.get("announced"):
        yield f"announced on {said_date(parse_date(step['announced']))}"
    if step.get("additive"):
        yield "in addition to any other step"
    bound = step.get("bound")
    if bound in _BOUNDS and step.get("delta") is None:
        yield "as a minimum" if bound == "at_least" else "as a maximum"
    if step.get("note") is not None:
        yield _note(step, vocabulary)


def _note(step: Step, vocabulary: Vocabulary) -> str:
    note = str(step["note"])
    to = note.removeprefix("to ")
    if to != note and to in vocabulary.named and step.get("verb") in {"pay", "transfer"}:
        return f"to {party_name(to, vocabulary)}"
    return f"noting {_quoted(note, 'note')}"


def _times(step: Step, vocabulary: Vocabulary) -> Iterator[str]:
    if step.get("start"):
        yield f"starting {_at(step['start'], vocabulary, 'on ')}"
    if step.get("deadline"):
        yield _by(step["deadline"], vocabulary)
    if step.get("until"):
        yield f"until {_at(step['until'], vocabulary)}"
    if step.get("duration_days") is not None:
        yield f"for {_days(step['duration_days'])}"


def _by(day: str, vocabulary: Vocabulary) -> str:
    base, _, later = day.partition("+")
    if not later:
        return f"by {said_date(parse_date(base))}"
    return f"within {_days(later.removesuffix('d'))} of {_anchor(base, vocabulary)}"


def _at(day: str, vocabulary: Vocabulary, preposition: str = "") -> str:
    base, _, later = day.partition("+")
    if not later:
        return preposition + said_date(parse_date(base))
    return f"{_days(later.removesuffix('d'))} after {_anchor(base, vocabulary)}"


def _anchor(base: str, vocabulary: Vocabulary) -> str:
    day = parse_date(base)
    return "entry into force" if day == vocabulary.starts else said_date(day)


def _days(count: int | str) -> str:
    return f"{int(count):,} day{'' if int(count) == 1 else 's'}"


def _verified(verification: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    details = {key: value for key, value in verification.items() if value is not None}
    method, tier = str(details.pop("method")), details.pop("tier")
    if method == NO_METHOD and not tier and not details:
        return "without verification"
    words = vocabulary.method_words.get(method)
    if words is None:
        raise UnsayableError("verification")
    spoken = {key: said(Fraction(parse_quantity(value))) for key, value in details.items()}
    forms = {"quota": "quota {}", "objects": "{} objects", "notice_h": "{} hours' notice", "refusals": "{} refusals"}
    rows = [f"tier {tier}"] if tier != words.tier else []
    rows += [form.format(spoken[key]) for key, form in forms.items() if key in spoken]
    return f"verified by {words.names[0]}" + (f" ({', '.join(rows)})" if rows else "")


def _once(conditions: Sequence[str] | Mapping[str, Sequence[str]]) -> str:
    ids, joint = (conditions["any"], "or") if isinstance(conditions, Mapping) else (conditions, "and")
    return f"once {_list([_waited(name) for name in ids], joint)} {'has' if len(ids) == 1 else 'have'} been carried out"


def _waited(name: str) -> str:
    number = name.removeprefix(ARTICLE)
    if number != name and number.isdecimal():
        return f"Article {int(number):,}"
    if name.startswith(EVENT):
        return f"event {_quoted(name.removeprefix(EVENT), 'conditions')}"
    return f"step {_quoted(name, 'conditions')}"


def _quoted(text: str, field: str) -> str:
    if '"' in text or "\n" in text:
        raise UnsayableError(field)
    return f'"{text}"'
