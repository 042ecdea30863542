"""docs/rules.md: its table is the registry's, its example runs, and the package stands alone."""

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

from bot.rules import GATE_NAMES, REGISTRY, Rule

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "rules.md"
BEGIN, END = "<!-- rules: begin -->\n", "<!-- rules: end -->\n"


def row(rule: Rule) -> str:
    parameters = "; ".join(
        f"`{parameter.name}` ({parameter.type_text()}"
        + (", required)" if parameter.required else f", default {parameter.default_text()})")
        for parameter in rule.parameters
    )
    cells = (rule.name, rule.code, str(rule.severity), rule.doctrine, f"{rule.formula}", parameters or "none")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def table() -> str:
    """Return the table of rules as docs/rules.md must hold it."""
    head = "| rule | code | severity | doctrine | formula | parameters |\n|---|---|---|---|---|---|\n"
    return head + "".join(row(rule) for rule in REGISTRY.values())


def test_the_table_is_the_registry() -> None:
    page = PAGE.read_text(encoding="utf-8")
    found = page[page.index(BEGIN) + len(BEGIN) : page.index(END)]
    assert found == table(), "write what tests.rules.test_docs.table() returns between the two marks"


def test_the_example_prints_what_it_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    match = re.search(r"```python\n(.*?)```\nprints\n```\n(.*?)```", page, re.DOTALL)
    assert match is not None
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(match[1], {})  # noqa: S102 - the example of our own page is what is tried
    assert told.getvalue() == match[2]


def test_importing_the_rules_brings_no_outside_world() -> None:
    code = "import sys, bot.rules; print(sorted({'discord', 'sqlalchemy', 'jinja2', 'pydantic'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_every_rule_explains_itself() -> None:
    assert len(REGISTRY) == 15 + 30
    assert [rule.name for rule in REGISTRY.values()][: len(GATE_NAMES)] == list(GATE_NAMES)
    assert len({rule.code for rule in REGISTRY.values()}) == len(REGISTRY)
    for rule in REGISTRY.values():
        assert rule.doctrine
        assert rule.formula
        assert rule.code in rule.source
        assert rule.messages
        assert all(message.endswith(".") for message in rule.messages.values())
        assert rule.judge.__doc__
