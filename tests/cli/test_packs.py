"""The commands of packs: what they print, and their exit codes."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import packs
from bot.scenarios.lint import lint
from bot.scenarios.reading import load_pack
from bot.text.words import PROMPTS
from tests.support.builders import TINY

EE = "ee-deescalation-2022"


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[..., Path]:
    """A file with the small pack of the tests, changed."""

    def made(*changes: tuple[str, str], more: str = "") -> Path:
        text = TINY.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "pack.yaml"
        path.write_text(text + more, encoding="utf-8")
        return path

    return made


def test_the_list_names_packs_and_variants(capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.list_packs() == 0
    out = capsys.readouterr().out
    for name in packs.shipped():
        assert name in out
    assert "variant naive: demonstration only" in out
    assert "2,880" not in out


def test_shipped_packs_lie_under_their_ids() -> None:
    assert {load_pack(path.read_bytes()).id for path in packs.shipped().values()} == set(packs.shipped())
    assert EE in packs.shipped()


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.schema() == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].endswith("2020-12/schema")
    assert "issues" in schema["properties"]


def test_every_fault_is_a_line_of_its_own(tiny: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = tiny(("level: beginner", "level: hard"), ("region: NORDLAND, after", "regoin: NORDLAND, after"))
    assert packs.check(path) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    place = "issues[0].options[1].commitments[0]"
    assert len(lines) == 3
    assert lines[0].startswith(f"{path}:4: error: level: ")
    assert lines[0].endswith("[E_VALUE]")
    assert any(f"{place}.regoin: unknown key; did you mean 'region'? [E_KEY]" in line for line in lines)
    assert all(line.startswith(f"{path}:") for line in lines)


def test_a_float_says_its_line_once(tiny: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = tiny(("points: 10}", "points: 10.5}"))
    assert packs.check(path) == 2
    err = capsys.readouterr().err
    assert err.endswith("[E_FLOAT]\n")
    assert err.startswith(f"{path}:15: error: 10.5 is")


def test_a_well_formed_pack_is_remarked_upon(tiny: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = tiny()
    assert packs.check(path) == 0
    out = capsys.readouterr().out
    option = "issues[0].options[2]"
    assert f": remark: {option}: NORD_ONLY stands in none of the 10 packages within the rules" in out
    assert out.rstrip().splitlines()[-1].startswith("tiny: 3 issues, 3 parties with a vote: well-formed, ")


def test_a_remark_stands_on_its_line(tiny: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = tiny()
    assert packs.check(path) == 0
    *remarks, _ = capsys.readouterr().out.splitlines()
    written = path.read_text(encoding="utf-8").splitlines()
    line = next(number for number, one in enumerate(written, 1) if "id: NORD_ONLY" in one)
    assert any(one.startswith(f"{path}:{line}: remark: issues[0].options[2]: NORD_ONLY") for one in remarks)
    missing = next(one for one in remarks if one.endswith("[missing]"))
    assert missing.startswith(f"{path}:1: remark: ")


@pytest.mark.parametrize(
    ("where", "line"),
    [("issues[0].options[1]", 4), ("issues[0].options[7].text", 3), ("issues", 3), ("sources", 1), ("a.b[0]", 1)],
)
def test_the_line_of_what_is_not_there_is_that_of_what_is_around_it(where: str, line: int) -> None:
    lines = {"": 1, "issues": 3, "issues[0].options[1]": 4}
    assert packs._line_of(where, lines) == line  # noqa: SLF001  # small enough to be tried by itself


def test_every_remark_has_its_words() -> None:
    files = Path(lint.__code__.co_filename).parent.glob("lint*.py")
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    used = {part.split('"')[1] for part in source.split("Remark(")[1:] if part.startswith('"')}
    template = (PROMPTS / "en/cli/remarks.j2").read_text(encoding="utf-8")
    assert used == set(re.findall(r"{% block (\w+) %}", template))


@pytest.mark.parametrize("command", [packs.check, packs.solve])
def test_a_file_that_is_not_there(
    command: Callable[[Path], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(tmp_path / "no.yaml") == 2
    assert "there is no such file" in capsys.readouterr().err
    assert command(tmp_path) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_an_unknown_id_names_the_packs(capsys: pytest.CaptureFixture[str]) -> None:
    assert packs.solve("ee-deescalation") == 2
    assert EE in capsys.readouterr().err


def test_solve_prints_counts(tiny: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = tiny()
    assert packs.solve(str(path)) == 0
    out = capsys.readouterr().out
    assert "combinations                 27" in out
    assert "within the rules             10" in out
    assert packs.solve(path, as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["pack"], found["variant"], found["combinations"], found["within_rules"]) == ("tiny", None, 27, 10)
    assert set(found["highest_sum"]["points"]) == {"NORD", "SUD", "EST"}


def test_solve_notices_a_wrong_key(tiny: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    packs.solve(tiny(), as_json=True)
    found = json.loads(capsys.readouterr().out)
    key = "facilitator_key: " + json.dumps(
        {
            name: found[name]
            for name in ("combinations", "within_rules", "acceptable", "acceptable_but_barred", "efficient")
        }
    )
    assert packs.solve(tiny(more=key)) == 0
    assert packs.solve(tiny(more=key.replace('"within_rules": 10', '"within_rules": 11'))) == 1
    assert "facilitator_key.within_rules: the key says 11; there are 10" in capsys.readouterr().err


def test_solve_of_a_variant(tiny: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = tiny(("reading: ", "variants: [{id: loose, drop: [cuts, same_duty], reading: nothing}]\nreading: "))
    assert packs.solve(path, "loose") == 0
    out = capsys.readouterr().out
    assert "variant loose" in out
    assert "reading: nothing" in out
    assert packs.solve(path, "strict") == 2
    assert "no variant 'strict'; there are: loose" in capsys.readouterr().err
