"""What Discord refuses in components, forms and commands, rule by rule."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.loopback.errors import ApiError
from bot.loopback.validation.commands import check_choices, check_command, check_commands
from bot.loopback.validation.components import check_components
from bot.loopback.validation.modals import check_modal
from bot.loopback.validation.problems import Problems

JSON = dict[str, Any]


def text(content: str = "x", **more: Any) -> JSON:  # noqa: ANN401 -- any field
    return {"type": 10, "content": content} | more


def button(custom_id: str | None = "a", **more: Any) -> JSON:  # noqa: ANN401 -- any field
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id} | more


def row(*children: JSON) -> JSON:
    return {"type": 1, "components": list(children)}


def select(count: int = 2, **more: Any) -> JSON:  # noqa: ANN401 -- any field
    options = [{"label": str(one), "value": str(one)} for one in range(count)]
    return {"type": 3, "custom_id": "s", "options": options} | more


def container(*children: JSON, **more: Any) -> JSON:  # noqa: ANN401 -- any field
    return {"type": 17, "components": list(children)} | more


def section(*texts: JSON, accessory: JSON | None = None) -> JSON:
    return {"type": 9, "components": list(texts), "accessory": accessory or button()}


def refused_by(check: Callable[[], object]) -> str:
    """The details of a check's 50035 as text; empty where it passes."""
    try:
        check()
    except ApiError as error:
        return str(error.errors) if error.code == 50035 else f"{error.code}"
    return ""


def refusal(components: list[JSON], *, layout: bool = True, files: frozenset[str] = frozenset()) -> str:
    """The refusal of components as text; empty for none."""
    problems = Problems()
    check_components({"components": components}, problems, layout=layout, files=files)
    return refused_by(problems.refuse)


GOOD: list[list[JSON]] = [
    [text("x" * 4000)],
    [text()] * 40,
    [container(text(), section(text(), text(), text()), row(select(25)), {"type": 14}, accent_color=0xFFFFFF)],
    [row(button("a"), button("b"), button("c"), button("d"), button("e"))],
    [row({"type": 2, "style": 5, "label": "Site", "url": "https://example.org"})],
    [row({"type": 2, "style": 2, "emoji": {"name": "👍"}, "custom_id": "a"})],
    [{"type": 13, "file": {"url": "attachment://a.txt"}}],
    [{"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}]}],
    [section(text(), accessory={"type": 11, "media": {"url": "attachment://a.txt"}})],
    [row({"type": 5, "custom_id": "users", "max_values": 25})],
]


@pytest.mark.parametrize("components", GOOD)
def test_layouts_within_the_limits_pass(components: list[JSON]) -> None:
    assert refusal(components, files=frozenset({"a.txt"})) == ""


BAD: list[tuple[list[JSON], str]] = [
    ([text("x" * 4001)], "Must be between 1 and 4000"),
    ([text("")], "Must be between 1 and 4000"),
    ([text("x" * 2001), text("x" * 2000)], "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    ([text()] * 41, "40 or fewer"),
    ([container(*[text()] * 20), container(*[text()] * 19)], "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    ([section(*[text()] * 4)], "Must be between 1 and 3"),
    ([{"type": 9, "components": [text()]}], "accessory"),
    ([section(row(button()))], "Value must be one of (10)"),
    ([container(container(text()))], "BASE_TYPE_CHOICES"),
    ([container()], "Must be between 1 and 40"),
    ([container(text(), accent_color=0x1000000)], "NUMBER_TYPE_MAX"),
    ([row()], "Must be between 1 and 5"),
    ([row(*[button(str(one)) for one in range(6)])], "Must be between 1 and 5"),
    ([row(button("a"), select())], "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    ([row(button("a"), button("a"))], "COMPONENT_CUSTOM_ID_DUPLICATED"),
    ([text(id=7), text(id=7)], "COMPONENT_ID_DUPLICATED"),
    ([row(button("a" * 101))], "Must be between 1 and 100"),
    ([row(button(None))], "BASE_TYPE_REQUIRED"),
    ([row(button(label="x" * 81))], "80 or fewer"),
    ([row(button(label=None))], "BUTTON_COMPONENT_LABEL_REQUIRED"),
    ([row(button(style=9))], "BASE_TYPE_CHOICES"),
    ([row({"type": 2, "style": 5, "label": "x"})], "url"),
    ([row({"type": 2, "style": 5, "label": "x", "url": "https://x.org", "custom_id": "a"})], "CONFLICT"),
    ([row(select(26))], "Must be between 1 and 25"),
    ([row(select(0))], "Must be between 1 and 25"),
    ([row(select(placeholder="x" * 151))], "150 or fewer"),
    ([row(select(max_values=3))], "NUMBER_TYPE_MAX"),
    ([row(select(min_values=2, max_values=1))], "NUMBER_TYPE_MIN"),
    ([row(select(options=[{"label": "a", "value": "v"}, {"label": "b", "value": "v"}]))], "VALUE_DUPLICATED"),
    ([row(select(options=[{"label": "a" * 101, "value": "v"}]))], "Must be between 1 and 100"),
    ([row(text())], "BASE_TYPE_CHOICES"),
    ([button()], "BASE_TYPE_CHOICES"),
    ([{"type": 13, "file": {"url": "attachment://none.txt"}}], "ATTACHMENT_NOT_FOUND"),
    ([{"type": 13, "file": {"url": "https://example.org/a.txt"}}], "URL_TYPE_INVALID_SCHEME"),
    ([{"type": 12, "items": []}], "Must be between 1 and 10"),
    ([{"type": 12, "items": [{"media": {"url": "ftp://x"}}]}], "URL_TYPE_INVALID_SCHEME"),
    ([{"type": 14, "spacing": 3}], "BASE_TYPE_CHOICES"),
    (["text"], "MODEL_TYPE_CONVERT"),  # type: ignore[list-item]  # what a wrong client could send
]


@pytest.mark.parametrize(("components", "code"), BAD)
def test_layouts_beyond_a_limit_are_refused(components: list[JSON], code: str) -> None:
    assert code in refusal(components)


def test_without_the_layout_flag_only_five_rows() -> None:
    rows = [row(button(str(one))) for one in range(6)]
    assert refusal(rows[:5], layout=False) == ""
    assert "5 or fewer" in refusal(rows, layout=False)
    assert "BASE_TYPE_CHOICES" in refusal([text()], layout=False)


def test_ids_are_given_in_reading_order_around_those_that_are_taken() -> None:
    problems = Problems()
    form = {"components": [container(text(id=2), section(text())), text()]}
    checked = check_components(form, problems, layout=True, files=frozenset())
    outer, last = checked
    assert [outer["id"], outer["components"][0]["id"], outer["components"][1]["id"], last["id"]] == [1, 2, 3, 6]


def label(component: JSON, **more: Any) -> JSON:  # noqa: ANN401 -- any field
    return {"type": 18, "label": "Label", "component": component} | more


def field(**more: Any) -> JSON:  # noqa: ANN401 -- any field
    return {"type": 4, "custom_id": "t", "style": 1} | more


def form_refusal(*components: JSON, **more: Any) -> str:  # noqa: ANN401 -- any field
    """The refusal of a form as text; empty for none."""
    form = {"custom_id": "form", "title": "Form", "components": list(components)} | more
    return refused_by(lambda: check_modal(form))


OPTIONS = [{"label": one, "value": one} for one in "abcdefghijk"]


@pytest.mark.parametrize(
    "components",
    [
        [label(field(max_length=4000, min_length=0, value="x" * 4000))],
        [text("Read this"), label(field())],
        [row(field(label="Old"))],
        [label(select(), description="Choose")],
        [label({"type": 21, "custom_id": "r", "options": OPTIONS[:10]})],
        [label({"type": 22, "custom_id": "c", "options": OPTIONS[:1], "min_values": 0})],
        [label({"type": 23, "custom_id": "b"})],
        [label({"type": 19, "custom_id": "f", "max_values": 10})],
        [label(field(custom_id=str(one))) for one in range(5)],
    ],
)
def test_forms_within_the_limits_pass(components: list[JSON]) -> None:
    assert form_refusal(*components) == ""


@pytest.mark.parametrize(
    ("components", "more", "code"),
    [
        ([], {}, "Must be between 1 and 5"),
        ([label(field(custom_id=str(one))) for one in range(6)], {}, "Must be between 1 and 5"),
        ([label(field())], {"title": "x" * 46}, "Must be between 1 and 45"),
        ([label(field())], {"title": None}, "BASE_TYPE_REQUIRED"),
        ([label(field())], {"custom_id": "x" * 101}, "Must be between 1 and 100"),
        ([label(field(), label="x" * 46)], {}, "Must be between 1 and 45"),
        ([label(field(), description="x" * 101)], {}, "Must be between 1 and 100"),
        ([label(field(max_length=4001))], {}, "NUMBER_TYPE_MAX"),
        ([label(field(min_length=5, max_length=4))], {}, "NUMBER_TYPE_MAX"),
        ([label(field(value="12345", max_length=4))], {}, "4 or fewer"),
        ([label(field(placeholder="x" * 101))], {}, "100 or fewer"),
        ([label(field(style=3))], {}, "BASE_TYPE_CHOICES"),
        ([label(field(label="twice"))], {}, "TEXT_INPUT_LABEL_NOT_ALLOWED"),
        ([label(field()), label(field())], {}, "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ([label(button())], {}, "BASE_TYPE_CHOICES"),
        ([label(select(disabled=True))], {}, "COMPONENT_DISABLED_IN_MODAL"),
        ([label({"type": 21, "custom_id": "r", "options": OPTIONS[:1]})], {}, "Must be between 2 and 10"),
        ([label({"type": 22, "custom_id": "c", "options": OPTIONS})], {}, "Must be between 1 and 10"),
        ([label({"type": 19, "custom_id": "f", "max_values": 11})], {}, "NUMBER_TYPE_MAX"),
        ([row(select())], {}, "BASE_TYPE_CHOICES"),
        ([row(field())], {}, "label"),
        ([button()], {}, "BASE_TYPE_CHOICES"),
        ([{"type": 18, "label": "x"}], {}, "component"),
    ],
)
def test_forms_beyond_a_limit_are_refused(components: list[JSON], more: JSON, code: str) -> None:
    assert code in form_refusal(*components, **more)


@pytest.mark.parametrize("junk", [True, 7, "text", [None], ["text"], {"a": 1}])
@pytest.mark.parametrize("kind", [1, 2])
def test_what_is_no_list_of_options_is_refused(junk: object, kind: int) -> None:
    option: JSON = {"type": kind, "name": "y", "description": "y", "options": junk}
    told = refused_by(lambda: check_command({"name": "x", "description": "x", "options": [option]}))
    assert "TYPE_CONVERT" in told


def test_a_client_cannot_say_that_an_option_stands_in_a_group() -> None:
    inner: JSON = {"type": 1, "name": "z", "description": "z", "_in_group": True}
    option: JSON = {"type": 1, "name": "y", "description": "y", "options": [inner]}
    told = refused_by(lambda: check_command({"name": "x", "description": "x", "options": [option]}))
    assert "BASE_TYPE_CHOICES" in told


@pytest.mark.parametrize("junk", [True, 7, "text", ["de"]])
def test_what_is_no_table_of_localizations_is_refused(junk: object) -> None:
    told = refused_by(lambda: check_command({"name": "x", "description": "x", "name_localizations": junk}))
    assert "DICT_TYPE_CONVERT" in told


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "components", "component", "accessory", "options", "custom_id", "label", "items", "media"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JUNK, st.integers(0, 25))
def test_no_junk_gets_past_with_anything_but_a_refusal(junk: object, kind: int) -> None:
    """Whatever a client sends, the answer is 50035 or its like, never a crash."""
    component = junk | {"type": kind} if isinstance(junk, dict) else junk
    answers = [
        refused_by(lambda: check_modal({"custom_id": "x", "title": "x", "components": [component]})),
        refused_by(lambda: check_modal(junk)),
        refused_by(lambda: check_command({"name": "x", "description": "x", "options": [component]})),
        refused_by(lambda: check_commands([component])),
        refused_by(lambda: check_choices({"choices": [component]})),
        refusal([component]),  # type: ignore[list-item]  # what a wrong client could send
    ]
    assert all(answer == "" or "_errors" in answer for answer in answers)
