"""Strict YAML: what plain scalars mean, what is refused, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import FileError, Limits, read_yaml, where_of


def refused(text: str | bytes, limits: Limits | None = None) -> tuple[str, int | None]:
    with pytest.raises(FileError) as caught:
        read_yaml(text, limits or Limits())
    (fault,) = caught.value.errors
    return fault.code, fault.line


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"),
        ("010", "010"),
        ("2022-06-30", "2022-06-30"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("+5", "+5"),
        ("True", "True"),
        ("yes", "yes"),
        ("1e", "1e"),
        (".", "."),
        ("1.2.3", "1.2.3"),
        ("0x10", "0x10"),
        ("'1.5'", "1.5"),
        ('"null"', "null"),
        ("0", 0),
        ("-7", -7),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_a_scalar_means_what_the_format_says(written: str, meant: object) -> None:
    value = read_yaml(f"a: {written}\n").value["a"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize(
    "written",
    ["1.5", "-.5", "1_0.", "1e3", "+1.0", "2.e-1", "1E+3", ".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN"],
)
def test_a_float_is_refused_wherever_it_stands(written: str) -> None:
    assert refused(f"a: 1\nb: [x, {written}]\n") == ("E_FLOAT", 2)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "E_YAML", 1),
        ("# only a remark\n", "E_YAML", 1),
        ("null\n", "E_YAML", 1),
        ("- a\n", "E_TYPE", 1),
        ("a: 1\na: 2\n", "E_DUP_KEY", 2),
        ("a: 1\nb: {c: 1, c: 2}\n", "E_DUP_KEY", 2),
        ("a: &x 1\n", "E_ALIAS", 1),
        ("a: 1\nb: *x\n", "E_ALIAS", 2),
        ("a: !!str x\n", "E_YAML", 1),
        ("a: ! x\n", "E_YAML", 1),
        ("!!str a: x\n", "E_YAML", 1),
        ("a: 1\n---\nb: 2\n", "E_YAML", 2),
        ("? [a]\n: b\n", "E_YAML", 1),
        ("a: [1, 2\n", "E_YAML", 2),
        ("a: '\x00'\n", "E_YAML", 1),
        ("a: \ud800\n", "E_YAML", 1),
        (b"a: \xff\n", "E_YAML", 1),
        ("[" * 5_000, "E_LIMIT", 1),
        ("a: " + "[" * 12 + "]" * 12, "E_LIMIT", 1),
        ("a: " + "x" * 2_001, "E_LIMIT", 1),
        ("x" * 2_001 + ": a", "E_LIMIT", 1),
        ("a: " + "1" * 100_000, "E_LIMIT", 1),
    ],
)
def test_a_fault_has_its_code_and_its_line(text: str | bytes, code: str, line: int) -> None:
    assert refused(text) == (code, line)


def test_the_limits_are_inclusive() -> None:
    assert read_yaml("a: " + "x" * 2_000).value == {"a": "x" * 2_000}
    assert len(str(read_yaml("a: " + "[" * 11 + "]" * 11).value)) > 22
    assert refused("a: 1" + " " * 262_141) == ("E_SIZE", 1)
    assert read_yaml("a: 1" + " " * 262_140).value == {"a": 1}


def test_a_pack_may_be_larger() -> None:
    limits = Limits(max_bytes=1_000_000, depth=20, string=20_000)
    assert read_yaml("a: " + "x" * 20_000, limits).value["a"] == "x" * 20_000
    assert refused("a: " + "1" * 3_000, limits) == ("E_LIMIT", 1)


def test_keys_are_strings_as_they_are_written() -> None:
    assert read_yaml("on: 1\n1.5: 2\nnull: 3\nNO: 4\n").value == {"on": 1, "1.5": 2, "null": 3, "NO": 4}


def test_every_path_has_its_line() -> None:
    document = read_yaml("a:\n  - b: 1\n    c:\n      - 2\n")
    assert document.line_of(("a", 0, "c", 0)) == 4
    assert document.line_of(("a", 0, "c")) == 3
    assert document.line_of(("a", 0, "missing")) == 2
    assert where_of(("a", 0, "c", 0)) == "a[0].c[0]"


def is_read_or_refused(text: str | bytes) -> bool:
    try:
        return isinstance(read_yaml(text).value, dict)
    except FileError as error:
        return all(fault.code.startswith("E_") and fault.message for fault in error.errors)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert is_read_or_refused(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert is_read_or_refused(data)
