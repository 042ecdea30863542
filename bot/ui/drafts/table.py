"""The drafting table: one select for each issue, own clauses, the live findings, and what to do with it."""

from collections.abc import Sequence

from discord import ButtonStyle

from bot.scenarios.composing import Composed, articles_in_deadlock, own_places
from bot.scenarios.judge import Judgement
from bot.scenarios.schema import Brief, Issue
from bot.service.ports import Draft
from bot.text.limits import SELECT_OPTIONS, clip
from bot.ui.cards.credits import balances
from bot.ui.cards.details import crossed_lines
from bot.ui.cards.reading import reading_in_short, reading_lines
from bot.ui.cards.refusal import MOST_CURES, cure_lines
from bot.ui.drafts.drafting import composed, is_empty, is_stale
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, Card, Part, button, line, option, rows, select, text
from bot.ui.scene import Scene, failing, tone

PAGE = 9
"""Issues on a page: nine selects with their rows, texts and buttons stay below 40 components."""
OPEN = "-"
OWN_ROOM = 1_100
"""Characters for clauses of one's own."""
FULL = 700
"""Characters for all that was understood of the clause that was just written."""
CURES_ROOM = 800
SHORTEST = 40
TITLE = 32
"""Characters of an issue's title before the option that is chosen for it."""


def pages_of(scene: Scene) -> int:
    """Give the number of pages that the issues of the pack take."""
    return -(-len(scene.frame.pack.issues) // PAGE)


def draft_card(scene: Scene, draft: Draft, party: str | None, page: int = 0, fresh: int | None = None) -> Card:
    """Draw a draft for its author alone; `party` is theirs, whose points they may see (None: the chair).

    `fresh` is the place of the clause of one's own that was just written, or that is looked at: of it everything that
    was understood is told. Where there is only one, it is that one.
    """
    page = max(0, min(page, pages_of(scene) - 1))
    whole = composed(scene.frame, draft)
    judgement = scene.frame.judge(whole.clauses)
    brief = scene.frame.pack.brief_for(party) if party else None
    issues = scene.frame.pack.issues[page * PAGE : (page + 1) * PAGE]
    if len(draft.clauses) == 1:
        fresh = 0
    cures = scene.frame.all_cures(whole.clauses)[:MOST_CURES] if judgement.barred and not is_empty(draft) else ()
    parts: list[Part] = [
        text(_head(scene, draft, page)),
        *(_issue_select(scene, draft, issue, page * PAGE + at, brief) for at, issue in enumerate(issues)),
        *_own(scene, draft, whole, page),
        line(),
        text(_findings(scene, draft, judgement, party)),
    ]
    if cures:
        lines = clip(cure_lines(scene, cures, party), CURES_ROOM)
        parts.append(text(scene.say("cards/draft#cures", lines=lines)))
    if fresh is not None:
        # On a phone the end of the card is what is seen: what was just written is told there.
        parts.append(text(_fresh_text(scene, whole, judgement, fresh)))
    bad = judgement.barred and not is_empty(draft)
    return Card(*parts, *rows(*_buttons(scene, draft, page, len(cures))), accent=BAD if bad else CALM)


def _head(scene: Scene, draft: Draft, page: int) -> str:
    proposal = scene.session.proposals.get(draft.proposal or "")
    return scene.say(
        "cards/draft#head",
        purpose=draft.purpose,
        proposal=draft.proposal,
        stale=is_stale(scene.session, draft),
        current=proposal.current.number if proposal else 0,
        page=page + 1,
        pages=pages_of(scene),
    )


def _issue_select(scene: Scene, draft: Draft, issue: Issue, number: int, brief: Brief | None) -> Part:
    chosen = draft.choices.get(issue.id)
    red = {one.option for one in brief.red_lines if one.issue == issue.id} if brief else set()
    options = [option(scene.say("cards/draft#open"), OPEN)] if chosen else []
    for one in issue.options:
        points = brief.scores.get(issue.id, {}).get(one.id) if brief else None
        name = "cards/draft#option_red" if one.id in red else "cards/draft#option_points"
        worth = "" if points is None else scene.say(name, points=points)
        # A chosen option hides the placeholder, so it says itself which issue it settles.
        title = f"{clip(issue.title, TITLE)}: " if one.id == chosen else ""
        options.append(option(f"{title}{one.id} · {one.text}", one.id, worth, chosen=one.id == chosen))
    address = Address("pick", scene.session.id, extra=str(number))
    return select(address, issue.title, options[:SELECT_OPTIONS])


def _own(scene: Scene, draft: Draft, whole: Composed, page: int) -> list[Part]:
    if not draft.clauses:
        return []
    places = list(zip(own_places(whole), draft.clauses, strict=True))[:SELECT_OPTIONS]
    options = [option(f"{place + 1}. {one}", str(at)) for at, (place, one) in enumerate(places)]
    return [
        text(_own_text(scene, draft, whole)),
        select(Address("reword", scene.session.id, extra=str(page)), scene.say("buttons#reword"), options),
    ]


def _own_text(scene: Scene, draft: Draft, whole: Composed) -> str:
    """Tell one's own clauses, each with a line on what was read in it."""
    most = max(SHORTEST, OWN_ROOM // max(1, len(draft.clauses)) - SHORTEST)
    rows = []
    for place, words in zip(own_places(whole), draft.clauses, strict=True):
        reading = whole.readings[place]
        lines = [reading_in_short(scene, reading)] if reading else []
        rows.append({"article": place + 1, "text": clip(words, most), "lines": lines})
    return scene.say("cards/draft#own", rows=rows, deadlock=deadlock_words(scene, whole))


def _fresh_text(scene: Scene, whole: Composed, judgement: Judgement, fresh: int) -> str:
    place = own_places(whole)[fresh]
    lines = _told(scene, reading_lines(scene, whole, place, judgement))
    return scene.say("cards/draft#fresh", article=place + 1, lines=lines)


def _told(scene: Scene, lines: Sequence[str]) -> list[str]:
    """Give the lines for which the card has room, and how many more there are."""
    kept: list[str] = []
    for at, one in enumerate(lines):
        shown = clip(one, FULL // 2)
        if kept and sum(map(len, kept)) + len(shown) > FULL:
            return [*kept, scene.say("cards/draft#more", number=len(lines) - at)]
        kept.append(shown)
    return kept


def deadlock_words(scene: Scene, whole: Composed) -> str:
    """Say which articles wait for each other, if any do, and the way out."""
    stuck = articles_in_deadlock(whole)
    return scene.say("reading#deadlock", articles=[f"Article {one}" for one in stuck]) if stuck else ""


def _findings(scene: Scene, draft: Draft, judgement: Judgement, party: str | None) -> str:
    if is_empty(draft):
        return scene.say("cards/draft#empty")
    said = scene.say(
        "cards/draft#findings",
        tone=tone(judgement),
        reading=scene.session.reading,
        findings=scene.told(failing(judgement)),
        constraints=judgement.broken,
        consents=tuple(judgement.consents),
    )
    return "\n".join(one for one in (said, *balances(scene, judgement), points_line(scene, draft, party)) if one)


def points_line(scene: Scene, draft: Draft, party: str | None) -> str:
    """Say what the draft is worth to its author's own party; nothing for the chair."""
    brief = scene.frame.pack.brief_for(party) if party else None
    points = scene.frame.pack.points(party, draft.choices) if party else None
    if party is None or brief is None or points is None:
        return ""
    crossed = crossed_lines(scene, party, dict(draft.choices))
    return scene.say(
        "cards/draft#points",
        points=points,
        party=party,
        batna=brief.batna.points,
        crossed=crossed,
        own=bool(draft.clauses),
    )


def _buttons(scene: Scene, draft: Draft, page: int, cures: int) -> list[Part]:
    def make(verb: str, label: str, style: ButtonStyle = ButtonStyle.secondary, extra: str = "") -> Part:
        address = Address(verb, scene.session.id, extra=extra or str(page))
        return button(address, scene.say(f"buttons#{label}"), style)

    found = [
        make("clause", "clause"),
        make("check", "check"),
        make("submit", f"submit_{draft.purpose}", ButtonStyle.success),
        make("discard", "discard", ButtonStyle.danger),
    ]
    if is_stale(scene.session, draft):
        version = scene.session.proposals[draft.proposal or ""].current.number
        found.append(button(Address("bring", scene.session.id), scene.say("buttons#bring", version=version)))
    for number in range(1, cures + 1):
        address = Address("mend", scene.session.id, extra=f"{page}.{number - 1}")
        label = scene.say("buttons#mend", number=number, many=cures > 1)
        found.append(button(address, label, ButtonStyle.primary))
    if page > 0:
        found.append(make("page", "page_back", extra=str(page - 1)))
    if page + 1 < pages_of(scene):
        found.append(make("page", "page_next", extra=str(page + 1)))
    return found
