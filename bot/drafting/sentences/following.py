"""Leading the parser through a sentence: at each place the longest phrase that the grammar allows there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from lark import Token as Terminal
from lark import Tree
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_interactive_parser import InteractiveParser

from bot.drafting.sentences.grammar import parser
from bot.drafting.sentences.lexicon import Lexeme, Lexicon
from bot.drafting.sentences.reading import NotUnderstoodError
from bot.drafting.sentences.tokens import Token

Node = Tree[Terminal]
_VERBS = frozenset({"HARD", "SOFT", "VERB", "DUTY", "COUNTED", "GERUND", "GIVE"})
_MORE = frozenset({"ITS", "ADJ", "ALL", "THING", "NUMBER", "SHARE", "ATLEAST", "UPTO", "BY", "IN", "TO", "PLACE"})
_LISTED = frozenset({"NAME", "ACTIVITY", "REGION", "PLACE", "IN", "NUMBER", "ARTICLE", "STEP", "EVENT", "QUOTED"})
_TAILS = frozenset({"WITHIN", "LATEST", "VERIFIED", "UNTIL", "FOR", "STARTING", "CONSENT", "ONCE", "EACH", "UPON"})
_ITEMS = frozenset({"NUMBER", "ARTICLE", "STEP", "EVENT", "QUOTED"})  # what conditions and milestones list
_ENDS_OF_ITEMS = frozenset({"NUMBER", "QUOTED", "DATE", "FORCE"})
_ENDS_OF_AMOUNTS = frozenset({"NUMBER", "THING", "PERCENT", "SHARE"})
_PEEK = 16  # names that are looked over to see whether a verb follows them


@dataclass(frozen=True)
class Followed:
    """What became of a sentence: the tree, or where it stopped; the lexemes that were read, by position."""

    lexemes: tuple[tuple[int, Lexeme], ...]
    tree: Node | None
    stop: NotUnderstoodError | None


def follow(tokens: Sequence[Token], lexicon: Lexicon, end: int) -> Followed:
    """Read a sentence's tokens; `end` is the offset after it. The terminals of the tree hold positions in `lexemes`."""
    state = parser().parse_interactive("")
    read: list[tuple[int, Lexeme]] = []
    at = 0
    while at < len(tokens):
        candidates = [*_typed(tokens, at, lexicon, read)]
        chosen = _choose(state, candidates)
        skipped = next((lexeme for lexeme in candidates if lexeme.terminal == "SKIP"), None)
        if chosen is None and skipped is not None:
            at += skipped.length
            continue
        if chosen is None or chosen.code:
            return Followed(tuple(read), None, _stopped(state, tokens[at], candidates, chosen))
        state.feed_token(Terminal(chosen.terminal, str(len(read))))
        read.append((at, chosen))
        at += chosen.length
    try:
        tree = state.feed_eof()  # type: ignore[no-untyped-call]  # lark leaves these methods untyped
    except UnexpectedToken:
        return Followed(tuple(read), None, NotUnderstoodError(end, "ends_early", expected=_expected(state)))
    return Followed(tuple(read), cast("Node", tree), None)


def _choose(state: InteractiveParser, candidates: Sequence[Lexeme]) -> Lexeme | None:
    # A table may list a terminal that fails after some reductions: only trying it says whether it can stand here.
    allowed = state.choices()  # type: ignore[no-untyped-call]  # lark leaves these methods untyped
    for lexeme in candidates:
        if lexeme.terminal in allowed and _takes(state, lexeme.terminal):
            return lexeme
    return None


def _takes(state: InteractiveParser, terminal: str) -> bool:
    # The parser's own steps without the tree: a copy of it would be made for every word.
    table, stack = state.parser_state.parse_conf.states, list(state.parser_state.state_stack)
    while True:
        action, done = table[stack[-1]].get(terminal, (None, None))
        if action is None or action is Shift:
            return action is Shift
        del stack[len(stack) - len(done.expansion) :]
        stack.append(table[stack[-1]][done.origin.name][1])


def _stopped(
    state: InteractiveParser, token: Token, candidates: Sequence[Lexeme], chosen: Lexeme | None
) -> NotUnderstoodError:
    unreadable = chosen or next((lexeme for lexeme in candidates if lexeme.code), None)
    if unreadable is not None:
        return NotUnderstoodError(token.start, unreadable.code, expected=(unreadable.terminal,), found=token.text)
    return NotUnderstoodError(token.start, "unexpected", expected=_expected(state), found=token.text)


def _expected(state: InteractiveParser) -> tuple[str, ...]:
    names: set[str] = state.accepts()  # type: ignore[no-untyped-call]  # as above
    return tuple(sorted(names))


def _typed(tokens: Sequence[Token], at: int, lexicon: Lexicon, read: Sequence[tuple[int, Lexeme]]) -> Iterator[Lexeme]:
    """Give the candidates at a token; what `and` and a comma join is seen from what follows."""
    if tokens[at].text == ",":
        if at + 1 < len(tokens):  # a sentence that breaks off at a comma goes on in the next line
            yield Lexeme(_comma(tokens, at, lexicon, read), 1)
            yield Lexeme("SKIP", 1)
        return
    for lexeme in lexicon.at(tokens, at):
        if lexeme.terminal == "AND":
            yield from (Lexeme(terminal, lexeme.length) for terminal in _joining(tokens, at + lexeme.length, lexicon))
        elif not _of_number(lexeme, tokens, at, lexicon):
            if lexeme.terminal == "EACH" and _apiece(tokens, at + lexeme.length, read):
                yield Lexeme("APIECE", lexeme.length)
            yield lexeme


def _of_number(lexeme: Lexeme, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Say whether this is the `at` of a number, not of a place."""
    return lexeme.terminal == "IN" and lexeme.text == "at" and "NUMBER" in _terminals(tokens, at + 1, lexicon)


def _apiece(tokens: Sequence[Token], after: int, read: Sequence[tuple[int, Lexeme]]) -> bool:
    """Say whether this is the `each` of `by 600 persons each`; before a detail, `each` is of all steps."""
    ended = after >= len(tokens) or tokens[after].norm in {",", "and", "in"}
    return ended and bool(read) and read[-1][1].terminal in _ENDS_OF_AMOUNTS


def _comma(tokens: Sequence[Token], at: int, lexicon: Lexicon, read: Sequence[tuple[int, Lexeme]]) -> str:
    before = read[-1][1].terminal if read else ""
    names = {before} if before in {"NAME", "ACTIVITY"} else {"REGION", "PLACE"} & {before} and {"REGION", "PLACE"}
    following = _terminals(tokens, at + 1, lexicon)
    if before in _ENDS_OF_ITEMS and following & _ITEMS:
        return "COMMA"
    if not names & following:
        return "SKIP"
    if before == "ACTIVITY":
        return "AND_LIST"
    if before == "NAME":
        run = len(read)
        while run > max(0, len(read) - 2 * _PEEK) and read[run - 1][1].terminal in {"NAME", "AND_LIST"}:
            run -= 1
        listed = run > 0 and read[run - 1][1].terminal in {"CONSENT", "GIVEN"}
        return "SKIP" if listed and _clause_follows(tokens, at + 1, lexicon) else "AND_LIST"
    return "AND_LIST" if any(lexeme.terminal == "EXCEPT" for _, lexeme in read[-8:]) else "SKIP"


def _joining(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Iterator[str]:
    following = _terminals(tokens, at, lexicon)
    if _clause_follows(tokens, at, lexicon):
        yield "AND_CLAUSE"
        yield "AND_LIST"  # of a subject, where no clause can begin yet
    elif following & _VERBS:
        yield "AND_VERB"
    else:
        if following & _LISTED:
            yield "AND_LIST"
        if following & _MORE and not _is_deadline(tokens, at, lexicon):
            yield "AND_MORE"
        if following & _TAILS or _is_deadline(tokens, at, lexicon):
            yield "SKIP"


def _is_deadline(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    return "BY" in _terminals(tokens, at, lexicon) and "DATE" in _terminals(tokens, at + 1, lexicon)


def _clause_follows(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Say whether a subject with its verb starts at a token."""
    named = False
    for _ in range(_PEEK):
        if at >= len(tokens):
            return False
        lexemes = [Lexeme("AND", 1)] if tokens[at].text == "," else [*lexicon.at(tokens, at)]
        terminals = {lexeme.terminal for lexeme in lexemes}
        if terminals & {"HARD", "SOFT"} and "NAME" not in terminals:
            return named
        name = next((one for one in lexemes if one.terminal in {"NAME", "EVERY", "SIDES", "AND", "EACH"}), None)
        if name is None:
            return False
        named = named or name.terminal in {"NAME", "EVERY", "SIDES"}
        at += name.length
    return False


def _terminals(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexeme.terminal for lexeme in lexicon.at(tokens, at)) if at < len(tokens) else frozenset()
