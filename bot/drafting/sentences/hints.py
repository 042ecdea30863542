"""What could have stood where reading stopped, and which word was perhaps meant."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from bot.drafting.sentences.lexicon import Lexicon
from bot.drafting.sentences.tokens import Token

_GROUPS = {
    "REGION": "region",
    "PLACE": "region",
    "NAME": "party",
    "EVERY": "party",
    "SIDES": "party",
    "HARD": "modality",
    "SOFT": "modality",
    "VERB": "verb",
    "GERUND": "verb",
    "DUTY": "verb",
    "COUNTED": "verb",
    "THING": "category or unit",
    "ACTIVITY": "activity",
    "NUMBER": "number",
    "SHARE": "number",
    "METHOD": "method",
    "DATE": "date",
    "FORCE": "date",
    "TIME": "days",
    "QUOTED": "name in quotation marks",
    "ARTICLE": "article",
    "DONE": "has been carried out",
    "AFTER": "of entry into force",
    "$END": "end of the sentence",
    "EACH": "each",
    "FROM": "from",
    "BY": "by",
    "ITS": "its",
    "LPAR": "(",
    "RPAR": ")",
}
_DETAILS = frozenset(
    {"WITHIN", "UNTIL", "VERIFIED", "CONSENT", "ONCE", "DEST"}
)  # where these can stand, any detail can
_LONGEST_NAME = 6
_LONGEST_WORD = 40
_CLOSE = 0.8
_NEVER_GUESSED = frozenset(
    {
        *("east", "west", "north", "south", "eastern", "western", "northern", "southern"),
        *("not", "no", "never", "or", "without", "with", "less", "more", "later", "earlier", "before", "after"),
    }
)
_UNWANTED = frozenset({"HEDGE", "SOFT"})  # whoever misspells a word did not mean to promise nothing
_SHORTEST_WORD = 4  # `or` is no misspelt `for`
_NEAR = 4  # letters that a near word may be longer or shorter
_FEW = 3  # so many terminals are named one by one


def expected_codes(expected: Iterable[str], *, terminals: bool) -> tuple[str, ...]:
    """Give what could have stood there as a short list; `detail` stands for all details of a step.

    Where they are no terminals of the grammar but ids or fields, they stay as they are.
    """
    if not terminals:
        return tuple(_GROUPS.get(name, name) for name in expected)
    names = set(expected)
    codes = {_GROUPS[name] for name in names if name in _GROUPS} | (
        names - _GROUPS.keys() if len(names) <= _FEW else set()
    )
    if names >= _DETAILS:
        codes = (codes & {"party", "verb", "region", "end of the sentence", "category or unit"}) | {"detail"}
    return tuple(sorted(code if code in _GROUPS.values() else code.lower() for code in codes))


def suggestion(expected: Sequence[str], tokens: Sequence[Token], at: int, lexicon: Lexicon) -> str | None:
    """Give the nearest phrase that could have stood at an offset, as the vocabulary writes it; None if none is near."""
    ahead = [token.norm for token in tokens if token.start >= at][:_LONGEST_NAME]
    if not ahead or len(ahead[0]) > _LONGEST_WORD:
        return None
    best: tuple[int, str] | None = None
    for terminal in (name for name in expected if name not in _UNWANTED):
        names = lexicon.by_terminal.get(terminal, {})
        for length in range(1, len(ahead) + 1):
            text = " ".join(ahead[:length])
            same = [name for name in names if name.count(" ") + 1 == length and abs(len(name) - len(text)) <= _NEAR]
            kept = _NEVER_GUESSED & set(ahead[:length])
            same = [name for name in same if _NEVER_GUESSED & set(name.split()) == kept]
            same = same if len(text) >= _SHORTEST_WORD else []
            close = get_close_matches(text, same, n=1, cutoff=_CLOSE)
            if close and close[0] != text and (best is None or length > best[0]):
                best = (length, names[close[0]])
    return best[1] if best else None
