"""The examples of the guide run, and it names every reason to stop."""

import re
from pathlib import Path

import pytest
import yaml

from bot.drafting.sentences import REASONS, Political, Soft, Stopped, Understood, read_clause
from tests.drafting.sentences.conftest import PACKS, corpus, words

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "sentences.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sentence\n(.*?)\n```\n```yaml\n(.*?)\n```", GUIDE, re.DOTALL)


def lines_of(fence: str) -> list[str]:
    return [line for block in re.findall(rf"```{fence}\n(.*?)\n```", GUIDE, re.DOTALL) for line in block.splitlines()]


class Plain(yaml.SafeLoader):
    """Reads dates as the text they are in a deal file."""


Plain.yaml_implicit_resolvers = {
    key: [one for one in rows if one[0] != "tag:yaml.org,2002:timestamp"]
    for key, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize(("text", "steps"), EXAMPLES)
def test_the_examples_mean_what_the_guide_says(text: str, steps: str) -> None:
    assert list(read_clause(text, words()).steps) == yaml.load(steps, Loader=Plain)  # noqa: S506 - a SafeLoader


def test_the_examples_that_carry_no_step() -> None:
    assert len(EXAMPLES) >= 5
    for fence, kind in (("soft", Soft), ("political", Political)):
        lines = lines_of(fence)
        assert lines
        for line in lines:
            assert [type(one) for one in read_clause(line, words()).sentences] == [kind]


@pytest.mark.parametrize("line", lines_of("stopped"))
def test_the_examples_that_stop_say_why(line: str) -> None:
    code, text = line.split(": ", 1)
    reading = read_clause(text, words())
    assert reading.steps == ()
    first = reading.sentences[0]
    assert isinstance(first, Stopped)
    assert first.code == code


def test_the_guide_names_every_reason_to_stop_and_no_other() -> None:
    stops = GUIDE.split("## Sentences that stop")[1].split("\n## ")[0]
    shown = {line.split(": ", 1)[0] for line in lines_of("stopped")}
    assert shown | set(re.findall(r"`([a-z]+(?:_[a-z]+)*)` \(", stops)) == REASONS
    assert {row["code"] for row in corpus() if row.get("kind") == "stopped"} <= REASONS


def test_the_sentences_of_other_packs_are_understood_in_one_of_them() -> None:
    lines = GUIDE.split("## In other packs\n```\n")[1].split("\n```")[0].splitlines()
    assert len(lines) >= 5
    for line in lines:
        kinds = [type(one) for pack in PACKS for one in read_clause(line, words(pack)).sentences]
        assert kinds.count(Understood) == 1


def test_the_program_in_the_guide_runs() -> None:
    (program,) = re.findall(r"```python\n(.*?)\n```", GUIDE, re.DOTALL)
    exec(compile(program, "docs/sentences.md", "exec"), {"vocabulary": words()})  # noqa: S102 - our own guide
