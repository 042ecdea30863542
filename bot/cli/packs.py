"""`python bot.py packs …`: list, schema, check, solve. Exit codes: 0 done, 1 the key says otherwise, 2 bad input."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import bot.scenarios
from bot.rules import Fault, FileError, read_yaml, where_of
from bot.scenarios.editor import json_schema
from bot.scenarios.frame import frame_of
from bot.scenarios.lint import lint
from bot.scenarios.reading import PACK_LIMITS, load_pack
from bot.scenarios.remarks import Remark
from bot.scenarios.schema import Pack
from bot.scenarios.solve import Package, Solution, differences, solve_all
from bot.scenarios.solve import solve as try_all
from bot.text.words import Words

SHIPPED = Path(bot.scenarios.__file__).parent / "packs"
GOOD, REMARKS, BAD = 0, 1, 2


def shipped() -> Mapping[str, Path]:
    """Give the files of the shipped packs by id."""
    return {path.stem: path for path in sorted(SHIPPED.glob("*.yaml"))}


def schema() -> int:
    """Print the JSON Schema of packs."""
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return GOOD


def list_packs() -> int:
    """Print the shipped packs: id, level, players, title, variants."""
    for path in shipped().values():
        pack = _read(path)
        if pack is None:
            return BAD
        least, best = pack.players.min, pack.players.best
        players = f"{least} players" if least == best else f"{least}-{best} players"
        print(f"{pack.id:24} {pack.level:13} {players:12} {pack.title}")
        for variant in pack.variants:
            print(f"{'':24} variant {variant.id}: {variant.reading}")
    return GOOD


def check(path: Path) -> int:
    """Print every error of a pack with its line and key, else remarks: what a careful author would want to know."""
    pack = _read(path)
    if pack is None:
        return BAD
    remarks = lint(pack, solve_all(pack))
    lines, words = _lines(path), Words()
    for remark in remarks:
        told = _worded(words, remark)
        print(f"{path}:{_line_of(remark.where, lines)}: remark: {remark.where}: {told} [{remark.code}]")
    size = f"{len(pack.issues)} issues, {len(pack.voters)} parties with a vote"
    print(f"{pack.id}: {size}: well-formed, {len(remarks) or 'nothing'} to remark.")
    return GOOD


def _lines(path: Path) -> Mapping[str, int]:
    """Give the line of every key path of a pack that has been read."""
    return {where_of(place): line for place, line in read_yaml(path.read_bytes(), PACK_LIMITS).lines.items()}


def _line_of(where: str, lines: Mapping[str, int]) -> int:
    """Give the line of a key path, or of the nearest thing around it: a remark may be of a key that is not there."""
    while where and where not in lines:
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    return lines.get(where, 1)


def _worded(words: Words, remark: Remark) -> str:
    texts = {name: ", ".join(value) if isinstance(value, list) else value for name, value in remark.params.items()}
    return words(f"cli/remarks#{remark.code}", where=remark.where, **texts)


def solve(path_or_id: str | Path, variant: str | None = None, *, as_json: bool = False) -> int:
    """Print what trying every combination of a pack finds; for the pack's author and the moderator only.

    Exit code 1 if the pack's facilitator_key says otherwise.
    """
    known = shipped()
    pack = _read(known.get(str(path_or_id), Path(path_or_id)), known=known)
    if pack is None:
        return BAD
    if variant is not None and pack.variant(variant) is None:
        there = ", ".join(one.id for one in pack.variants) or "none"
        print(f"{pack.id} has no variant {variant!r}; there are: {there}.", file=sys.stderr)
        return BAD
    frame = frame_of(pack, variant)
    solution = try_all(frame)
    wrong = list(differences(pack, {variant: solution}))
    if as_json:
        print(json.dumps(_as_json(pack, frame.reading, solution), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_as_text(pack, frame.reading, solution)))
    for where, stated, found in wrong:
        print(f"{where}: {Words()('cli/remarks#key_differs', stated=stated, found=found)}", file=sys.stderr)
    return REMARKS if wrong else GOOD


def _as_text(pack: Pack, reading: str, solution: Solution) -> Iterable[str]:
    yield f"{pack.title} ({pack.id})" + (f", variant {solution.variant}" if solution.variant else "")
    if reading:
        yield f"reading: {reading}"
    yield f"combinations           {solution.combinations:>8,}"
    yield f"within the rules       {solution.within_rules:>8,}"
    yield f"acceptable to all      {solution.acceptable:>8,}"
    yield f"acceptable but barred  {solution.acceptable_but_barred:>8,}"
    yield f"efficient              {solution.efficient:>8,}"
    for name, package in (("highest sum", solution.highest_sum), ("fairest product", solution.fairest_product)):
        if package is not None:
            points = ", ".join(f"{party} {number}" for party, number in package.points.items())
            yield f"{name}: {' '.join(package.choices.values())} ({points})"


def _as_json(pack: Pack, reading: str, solution: Solution) -> dict[str, Any]:
    def best(package: Package | None) -> dict[str, Any] | None:
        return None if package is None else {"options": list(package.choices.values()), "points": dict(package.points)}

    return {
        "pack": pack.id,
        "variant": solution.variant,
        "reading": reading,
        "combinations": solution.combinations,
        "within_rules": solution.within_rules,
        "acceptable": solution.acceptable,
        "acceptable_but_barred": solution.acceptable_but_barred,
        "efficient": solution.efficient,
        "highest_sum": best(solution.highest_sum),
        "fairest_product": best(solution.fairest_product),
    }


def _read(path: Path, known: Iterable[str] = ()) -> Pack | None:
    """Read a pack, or print what is wrong with it."""
    try:
        return load_pack(path.read_bytes())
    except FileNotFoundError:
        there = f"; the shipped packs are {', '.join(known)}" if known else ""
        print(f"{path}: there is no such file{there}.", file=sys.stderr)
    except OSError as error:
        print(f"{path}: this cannot be read: {error.strerror or error}.", file=sys.stderr)
    except FileError as error:
        for fault in error.errors:
            print(_fault_line(path, fault), file=sys.stderr)
    return None


def _fault_line(path: Path, fault: Fault) -> str:
    place = f"{path}:{fault.line}" if fault.line is not None else f"{path}"
    where = "" if fault.where.startswith("line ") or not fault.where else f" {fault.where}:"
    return f"{place}: error:{where} {fault.message} [{fault.code}]"
