"""Settings for the commands that need them: every fault named, with where to get the value."""

import sys
from collections.abc import Callable

from bot.config import Settings, SettingsError, load_settings


def with_settings(work: Callable[[Settings], int], *, need_token: bool) -> int:
    """Read the settings and do the work with them; exit code 2 and a line for each that is missing or wrong."""
    try:
        settings = load_settings(need_token=need_token)
    except SettingsError as error:
        for problem in error.problems:
            print(f"{problem.name}: {problem.wrong}. {problem.where}".rstrip(), file=sys.stderr)
        print("Set them in the environment or in a file .env; docs/operator.md lists all settings.", file=sys.stderr)
        return 2
    return work(settings)
