"""The drafting table: one select for each issue, own clauses, the live findings, and what to do with it."""

from collections.abc import Sequence

from discord import ButtonStyle

from bot.drafting.clauses import Clause
from bot.scenarios.frame import PackageCure
from bot.scenarios.judge import Judgement
from bot.scenarios.schema import Brief, Issue
from bot.service.ports import Draft
from bot.text.limits import SELECT_OPTIONS, clip
from bot.ui.cards.details import crossed_lines
from bot.ui.cards.refusal import MOST_CURES, changes_of
from bot.ui.drafts.drafting import clauses_of, is_empty, is_stale
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, Card, Part, button, line, option, rows, select, text
from bot.ui.scene import Scene, failing, tone

PAGE = 9
"""Issues on a page: nine selects with their rows, texts and buttons stay below 40 components."""
OPEN = "-"
OWN_ROOM = 900
TITLE = 32
"""Characters of an issue's title before the option that is chosen for it."""


def pages_of(scene: Scene) -> int:
    """Give the number of pages that the issues of the pack take."""
    return -(-len(scene.frame.pack.issues) // PAGE)


def draft_card(scene: Scene, draft: Draft, party: str | None, page: int = 0) -> Card:
    """Draw a draft for its author alone; `party` is theirs, whose points they may see (None: the chair)."""
    page = max(0, min(page, pages_of(scene) - 1))
    clauses = clauses_of(scene.frame, draft)
    judgement = scene.frame.judge(clauses)
    brief = scene.frame.pack.brief_for(party) if party else None
    issues = scene.frame.pack.issues[page * PAGE : (page + 1) * PAGE]
    cures = scene.frame.cures(clauses)[:MOST_CURES] if judgement.barred and not is_empty(draft) else ()
    parts: list[Part] = [
        text(_head(scene, draft, page)),
        *(_issue_select(scene, draft, issue, page * PAGE + at, brief) for at, issue in enumerate(issues)),
        *_own(scene, draft, page),
        line(),
        text(_findings(scene, draft, judgement, party, clauses)),
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


def _own(scene: Scene, draft: Draft, page: int) -> list[Part]:
    if not draft.clauses:
        return []
    most = max(40, OWN_ROOM // len(draft.clauses))
    options = [
        option(f"{number}. {one}", str(number - 1)) for number, one in enumerate(draft.clauses[:SELECT_OPTIONS], 1)
    ]
    return [
        text(scene.say("cards/draft#own", clauses=draft.clauses, most=most)),
        select(Address("unclause", scene.session.id, extra=str(page)), scene.say("buttons#unclause"), options),
    ]


def _findings(scene: Scene, draft: Draft, judgement: Judgement, party: str | None, clauses: Sequence[Clause]) -> str:
    if is_empty(draft):
        return scene.say("cards/draft#empty")
    said = scene.say(
        "cards/draft#findings",
        tone=tone(judgement),
        reading=scene.session.reading,
        findings=scene.told(failing(judgement)),
        constraints=judgement.broken,
        consents=tuple(judgement.consents) if clauses else (),
    )
    points = points_line(scene, draft, party)
    return f"{said}\n{points}" if points else said


def points_line(scene: Scene, draft: Draft, party: str | None) -> str:
    """Say what the draft is worth to its author's own party; nothing for the chair."""
    brief = scene.frame.pack.brief_for(party) if party else None
    points = scene.frame.pack.points(party, draft.choices) if party else None
    if party is None or brief is None or points is None:
        return ""
    crossed = crossed_lines(scene, party, dict(draft.choices))
    return scene.say("cards/draft#points", points=points, party=party, batna=brief.batna.points, crossed=crossed)


def _cures(scene: Scene, cures: Sequence[PackageCure]) -> str:
    many = len(cures) > 1
    return clip(
        "\n".join(
            scene.say("cards/draft#cure", number=number, many=many, changes=changes_of(scene.frame, cure.changes))
            for number, cure in enumerate(cures, 1)
        ),
        700,
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
    for number in range(1, cures + 1):
        address = Address("mend", scene.session.id, extra=f"{page}.{number - 1}")
        label = scene.say("buttons#mend", number=number, many=cures > 1)
        found.append(button(address, label, ButtonStyle.primary))
    if page > 0:
        found.append(make("page", "page_back", extra=str(page - 1)))
    if page + 1 < pages_of(scene):
        found.append(make("page", "page_next", extra=str(page + 1)))
    return found
