"""The drafting table: one select for each issue, own clauses, the live findings, and what to do with it."""

from collections.abc import Sequence

from discord import ButtonStyle

from bot.scenarios.composing import Composed, articles_in_deadlock, own_places
from bot.scenarios.frame import PackageCure
from bot.scenarios.judge import Judgement
from bot.scenarios.schema import Brief, Issue
from bot.service.ports import Draft
from bot.text.limits import SELECT_OPTIONS, clip
from bot.ui.cards.credits import balances
from bot.ui.cards.details import crossed_lines
from bot.ui.cards.reading import reading_in_short, reading_lines
from bot.ui.cards.refusal import MOST_CURES, cure_words
from bot.ui.drafts.drafting import composed, is_empty, is_stale
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, Card, Part, button, line, option, rows, select, text
from bot.ui.scene import Scene, failing, tone

PAGE = 9
"""Issues on a page: nine selects with their rows, texts and buttons stay below 40 components."""
OPEN = "-"
OWN_ROOM = 1_400
"""Characters for clauses of one's own with what was understood of them."""
FULL = 700
"""Of these, so many for the clause that was just written, which is told in full."""
SHORTEST = 40
TITLE = 32
"""Characters of an issue's title before the option that is chosen for it."""


def pages_of(scene: Scene) -> int:
    """Give the number of pages that the issues of the pack take."""
    return -(-len(scene.frame.pack.issues) // PAGE)


def draft_card(scene: Scene, draft: Draft, party: str | None, page: int = 0, fresh: int | None = None) -> Card:
    """Draw a draft for its author alone; `party` is theirs, whose points they may see (None: the chair).

    `fresh` is the place of the clause of one's own that was just written: of it everything that was understood is told.
    """
    page = max(0, min(page, pages_of(scene) - 1))
    whole = composed(scene.frame, draft)
    judgement = scene.frame.judge(whole.clauses)
    brief = scene.frame.pack.brief_for(party) if party else None
    issues = scene.frame.pack.issues[page * PAGE : (page + 1) * PAGE]
    cures = scene.frame.all_cures(whole.clauses)[:MOST_CURES] if judgement.barred and not is_empty(draft) else ()
    parts: list[Part] = [
        text(_head(scene, draft, page)),
        *(_issue_select(scene, draft, issue, page * PAGE + at, brief) for at, issue in enumerate(issues)),
        *_own(scene, draft, whole, judgement, page, fresh),
        line(),
        text(_findings(scene, draft, judgement, party)),
    ]
    if cures:
        parts.append(text(_cures(scene, cures)))
    return Card(*parts, *rows(*_buttons(scene, draft, page, len(cures))), accent=BAD if judgement.barred else CALM)


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


def _own(scene: Scene, draft: Draft, whole: Composed, judgement: Judgement, page: int, fresh: int | None) -> list[Part]:
    if not draft.clauses:
        return []
    options = [
        option(f"{number}. {one}", str(number - 1)) for number, one in enumerate(draft.clauses[:SELECT_OPTIONS], 1)
    ]
    return [
        text(_own_text(scene, draft, whole, judgement, fresh)),
        select(Address("reword", scene.session.id, extra=str(page)), scene.say("buttons#reword"), options),
    ]


def _own_text(scene: Scene, draft: Draft, whole: Composed, judgement: Judgement, fresh: int | None) -> str:
    """Tell one's own clauses: the fresh one, or the only one, with all that was understood; the others in short."""
    told = fresh if fresh is not None else 0 if len(draft.clauses) == 1 else None
    others = len(draft.clauses) - (told is not None)
    most = max(SHORTEST, (OWN_ROOM - (FULL if told is not None else 0)) // max(1, others) - SHORTEST)
    rows = []
    for at, (place, words) in enumerate(zip(own_places(whole), draft.clauses, strict=True)):
        reading = whole.readings[place]
        if at == told:
            lines = _told(scene, reading_lines(scene, whole, place, judgement))
        else:
            lines = [reading_in_short(scene, reading)] if reading else []
        rows.append({"article": place + 1, "text": clip(words, FULL // 3 if at == told else most), "lines": lines})
    return scene.say("cards/draft#own", rows=rows, deadlock=deadlock_words(scene, whole))


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


def _cures(scene: Scene, cures: Sequence[PackageCure]) -> str:
    many = len(cures) > 1
    return clip(
        "\n".join(
            scene.say("cards/draft#cure", number=number, many=many, cure=cure_words(scene.say, scene.frame, cure))
            for number, cure in enumerate(cures, 1)
        ),
        800,
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
