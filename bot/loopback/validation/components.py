"""Components of messages as Discord checks them; returns them normalised, each with its id."""

from collections.abc import Set as AbstractSet

from bot.loopback.errors import JSON
from bot.loopback.validation.problems import Problems


def check_components(form: JSON, problems: Problems, *, layout: bool, files: AbstractSet[str]) -> list[JSON]:
    """THIN: ids only."""
    counter = iter(range(1, 10000))

    def walk(c: JSON) -> JSON:
        c = {k: v for k, v in c.items() if v is not None}
        c["id"] = c.get("id") or next(counter)
        if "components" in c:
            c["components"] = [walk(x) for x in c["components"]]
        if "accessory" in c:
            c["accessory"] = walk(c["accessory"])
        return c

    return [walk(c) for c in form["components"]]
