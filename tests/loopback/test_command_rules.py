"""What Discord refuses in commands and completions, rule by rule."""

from typing import Any

import pytest

from bot.loopback.errors import ApiError
from bot.loopback.validation.commands import check_choices, check_command, check_commands, command_size
from tests.loopback.test_validation import refused_by

JSON = dict[str, Any]


def command(**more: Any) -> JSON:  # noqa: ANN401 -- any field
    return {"name": "table", "description": "Tables a proposal"} | more


def option(**more: Any) -> JSON:  # noqa: ANN401 -- any field
    return {"type": 3, "name": "pack", "description": "A pack"} | more


def command_refusal(body: JSON) -> str:
    """The refusal of a command as text; empty for none."""
    return refused_by(lambda: check_command(body))


SUB = {"type": 1, "name": "open", "description": "Opens"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (command(name="Table"), "APPLICATION_COMMAND_INVALID_NAME"),
        (command(name="two words"), "STRING_TYPE_REGEX"),
        (command(name="x" * 33), "Must be between 1 and 32"),
        (command(name=None), "BASE_TYPE_REQUIRED"),
        (command(description=""), "Must be between 1 and 100"),
        (command(description=None), "BASE_TYPE_REQUIRED"),
        (command(description="x" * 101), "Must be between 1 and 100"),
        (command(options=[option(name=str(one)) for one in range(26)]), "25 or fewer"),
        (command(options=[option(), option(name="b", required=True)]), "OPTIONS_REQUIRED_INVALID"),
        (command(options=[option(), option()]), "OPTIONS_NAME_ALREADY_EXISTS"),
        (command(options=[option(name="Pack")]), "INVALID_NAME"),
        (command(options=[option(description=None)]), "BASE_TYPE_REQUIRED"),
        (command(options=[option(type=12)]), "BASE_TYPE_CHOICES"),
        (command(options=[option(choices=[{"name": str(one), "value": "v"} for one in range(26)])]), "25 or fewer"),
        (command(options=[option(choices=[{"name": "a", "value": 5}])]), "STRING_TYPE_CONVERT"),
        (command(options=[option(choices=[{"name": "a" * 101, "value": "v"}])]), "Must be between 1 and 100"),
        (command(options=[option(choices=[{"name": "a", "value": "b"}] * 2)]), "NAME_DUPLICATE"),
        (command(options=[option(choices=[{"name": "a", "value": "b"}], autocomplete=True)]), "AUTOCOMPLETE"),
        (command(options=[SUB, option()]), "OPTIONS_TYPE_INVALID"),
        (command(options=[SUB | {"options": [SUB]}]), "BASE_TYPE_CHOICES"),
        (command(options=[{"type": 2, "name": "clock", "description": "Clock"}]), "BASE_TYPE_REQUIRED"),
        (command(default_member_permissions="many"), "NUMBER_TYPE_COERCE"),
        ({"type": 3, "name": "Quote", "description": "x"}, "CONTEXT_MENU_DESCRIPTION"),
        ({"type": 2, "name": "Who", "options": [option()]}, "CONTEXT_MENU_OPTIONS"),
        (command(type=7), "BASE_TYPE_CHOICES"),
        (
            command(
                options=[
                    option(
                        name=f"o{one}",
                        description="x" * 100,
                        choices=[{"name": f"{n:090}", "value": "v"} for n in range(5)],
                    )
                    for one in range(25)
                ]
            ),
            "APPLICATION_COMMAND_TOO_LARGE",
        ),
    ],
)
def test_commands_beyond_a_limit_are_refused(body: JSON, code: str) -> None:
    assert code in command_refusal(body)


def test_commands_within_the_limits_pass() -> None:
    group = {"type": 2, "name": "clock", "description": "Clock", "options": [SUB | {"options": [option()]}]}
    assert command_refusal(command(options=[group, SUB])) == ""
    assert command_refusal(command(name="größe", options=[option(required=True), option(name="b")])) == ""
    assert command_refusal({"type": 3, "name": "Quote in a proposal"}) == ""
    assert command_size(check_command(command(name_localizations={"de": "vorschlagen"}))) == len("vorschlagen") + 17


def test_no_more_than_a_hundred_commands_and_five_menus_of_a_kind() -> None:
    commands = [command(name=f"c{one}") for one in range(101)]
    assert len(check_commands(commands[:100])) == 100
    with pytest.raises(ApiError) as refused:
        check_commands(commands)
    assert refused.value.code == 30032
    with pytest.raises(ApiError) as menus:
        check_commands([{"type": 2, "name": f"M{one}"} for one in range(6)])
    assert menus.value.code == 30032
    with pytest.raises(ApiError) as twice:
        check_commands([command(), command()])
    assert "DUPLICATE_NAME" in str(twice.value.errors)
    with pytest.raises(ApiError):
        check_commands("commands")


def test_at_most_twenty_five_completions() -> None:
    choices = [{"name": str(one), "value": one} for one in range(26)]
    assert len(check_choices({"choices": choices[:25]})) == 25
    with pytest.raises(ApiError):
        check_choices({"choices": choices})
    with pytest.raises(ApiError):
        check_choices(None)
