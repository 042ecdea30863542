"""What holds for the whole project: sizes, links, addresses, purity of the pure packages."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 330
LONGEST_FUNCTION = 60
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".j2", ".css", ".js", ""}


def tracked(*patterns: str) -> list[Path]:
    out = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if out.returncode != 0:
        pytest.skip("not a git checkout: the list of files is unknown")
    return [ROOT / line for line in out.stdout.splitlines() if (ROOT / line).is_file()]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_and_functions_stay_short() -> None:
    long = []
    for path in tracked("bot/*.py", "cogs/*.py"):
        text = path.read_text(encoding="utf-8")
        if (count := text.count("\n")) > LONGEST_FILE:
            long.append(f"{path.relative_to(ROOT)}: {count} lines")
        for node in functions(ast.parse(text)):
            if (count := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {count} lines")
    assert not long


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    forbidden = re.compile(
        r"://[^ \"'<>]*(py[p]i|pyth[o]nhosted|npm[j]s|deb\.deb[i]an)\.|(^|[^A-Za-z0-9_.])/(wor[k]|roo[t])/",
        re.MULTILINE,
    )
    found = []
    for path in tracked():
        if path.suffix in TEXT_SUFFIXES and path.stat().st_size < 2_000_000:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{path.relative_to(ROOT)}: {match.group(0)!r}" for match in forbidden.finditer(text)]
    assert not found


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in tracked("*.md", ":!tests"):
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert not broken


@pytest.mark.parametrize("package", ["bot.rules", "bot.drafting", "bot.scenarios", "bot.negotiation"])
def test_a_pure_package_pulls_in_neither_discord_nor_sql(package: str) -> None:
    code = (
        f"import sys, pkgutil, importlib, {package} as p\n"
        "for m in pkgutil.walk_packages(p.__path__, p.__name__ + '.'): importlib.import_module(m.name)\n"
        "print(sorted({'discord', 'sqlalchemy', 'nicegui', 'aiohttp', 'jinja2'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
