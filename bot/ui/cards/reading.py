"""What was understood of clauses in somebody's own words, what it earns, or where reading stopped."""

from collections.abc import Iterator, Sequence

from bot.drafting.brackets import open_brackets
from bot.drafting.clauses import Clause
from bot.drafting.sentences import Political, Reading, Soft, Step, Stopped, Understood
from bot.negotiation.model import Version
from bot.scenarios.composing import Composed, waits_for
from bot.scenarios.judge import Judgement
from bot.ui.cards.credits import credit_row, unit_of
from bot.ui.cards.examples import examples
from bot.ui.scene import Scene

Sentence = Understood | Soft | Political | Stopped


def reading_lines(scene: Scene, composed: Composed, place: int, judgement: Judgement) -> list[str]:
    """Say of each sentence of a clause what was understood and what it counts for; `place` is from 0.

    `judgement` is that of the whole text. Political sentences are passed over where there is anything else.
    """
    reading = composed.readings[place]
    if reading is None:
        return []
    ids = iter(step_ids(composed.clauses[place]))
    lines = [(one, _line(scene, one, ids, judgement)) for one in reading.sentences]
    telling = [line for one, line in lines if not isinstance(one, Political)]
    brackets = len(open_brackets(composed.clauses[place].text))
    return [
        *(telling or [line for _, line in lines[:1]]),
        *([scene.say("reading#brackets", number=brackets)] if brackets else []),
        *_articles(scene, composed, place),
    ]


def reading_in_short(scene: Scene, reading: Reading) -> str:
    """Count the steps of a clause, and the sentences that were not understood."""
    return scene.say("reading#few", steps=len(reading.steps), **_unread(reading))


def unread_in_short(scene: Scene, reading: Reading) -> str:
    """Say how many sentences of a clause promise something and carry no step all the same; "" if none does."""
    return scene.say("reading#unread", **_unread(reading))


def _unread(reading: Reading) -> dict[str, int]:
    stops = [one.code == "bracketed" for one in reading.sentences if isinstance(one, Stopped)]
    return {"stops": len(stops) - sum(stops), "bracketed": sum(stops)}


def understood(scene: Scene, version: Version) -> list[list[Understood]]:
    """Give for each clause of a version the sentences that carry its steps."""
    readings = scene.frame.compose(version.clauses).readings
    return [
        [one for one in (reading.sentences if reading else ()) if isinstance(one, Understood)] for reading in readings
    ]


def step_ids(clause: Clause) -> list[str]:
    """Give the ids of the steps of a clause in words of somebody's own, in the order of its sentences."""
    ids = [str(step["id"]) for step in (*clause.commitments, *clause.duties)]
    return sorted(ids, key=lambda one: int(one.rpartition(".")[2]))


def _line(scene: Scene, one: Sentence, ids: Iterator[str], judgement: Judgement) -> str:
    say = scene.say
    match one:
        case Understood():
            told = [_step(scene, step, next(ids), judgement) for step in one.steps]
            return say("reading#understood", canonical=one.canonical, steps=told)
        case Soft():
            return say("reading#soft", why=one.why)
        case Political():
            return say("reading#political")
        case Stopped():
            return say("reading#stopped", why=stop_words(scene, one))


def _step(scene: Scene, step: Step, id_: str, judgement: Judgement) -> str:
    if "binds" in step:
        return scene.say("reading#duty", parties=step["binds"])
    credit = judgement.assessment.credits.get(id_)
    row = credit_row(str(step["party"]), credit, unit_of(scene, step.get("category")))
    return scene.say("reading#step", row=row, lacking=lacking(scene, row["lacks"]), always=True)


def lacking(scene: Scene, needs: Sequence[str]) -> list[str]:
    """Say for each need (deadline, verification, quantity) what would fill it."""
    shown = examples(scene.frame.vocabulary)
    return [scene.say(f"reading#lacking_{need}", examples=shown) for need in needs]


def stop_words(scene: Scene, stop: Stopped) -> str:
    """Say why a sentence carries no step, and what would be read in its place."""
    return scene.say(
        f"reading#stop_{stop.code}",
        expected=stop.expected,
        suggestion=stop.suggestion,
        found=stop.found,
        after=stop.after,
        examples=examples(scene.frame.vocabulary),
    )


def _articles(scene: Scene, composed: Composed, place: int) -> list[str]:
    """Say which articles the clause waits for: a number alone can be the wrong one without anybody noticing."""
    lines = []
    for number in waits_for(composed, place):
        clause = composed.clauses[number - 1]
        title = scene.issue_title(clause.issue) if clause.issue else ""
        lines.append(scene.say("reading#article", number=number, title=title, text=clause.text))
    return lines
