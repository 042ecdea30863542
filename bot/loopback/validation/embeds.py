"""Embeds as Discord checks them. Limits: its documentation, "Embed Limits"."""

from bot.loopback.errors import JSON
from bot.loopback.validation.problems import Path, Problems

EMBEDS_LIMIT = 10
TOTAL_LIMIT = 6000
_TEXTS = {"title": 256, "description": 4096}
_NESTED = (("footer", "text", 2048), ("author", "name", 256))


def check_embeds(form: JSON, problems: Problems) -> list[JSON]:
    """Check the embeds of a body; returns them with their type."""
    total = 0
    checked: list[JSON] = []
    for index, embed in enumerate(problems.items(form, "embeds", (), (0, EMBEDS_LIMIT))):
        if not isinstance(embed, dict):
            problems.add(("embeds", index), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            continue
        total += _check(embed, ("embeds", index), problems)
        checked.append({key: value for key, value in embed.items() if value is not None} | {"type": "rich"})
    if total > TOTAL_LIMIT:
        problems.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {TOTAL_LIMIT}")
    return checked


def _check(embed: JSON, path: Path, problems: Problems) -> int:
    total = 0
    for key, limit in _TEXTS.items():
        total += len(problems.text(embed, key, path, (0, limit)) or "")
    for key, inner, limit in _NESTED:
        part = embed.get(key)
        if isinstance(part, dict):
            total += len(problems.text(part, inner, (*path, key), (0, limit), required=True) or "")
    for index, entry in enumerate(problems.items(embed, "fields", path, (0, 25))):
        place = (*path, "fields", index)
        total += len(problems.text(entry, "name", place, (1, 256), required=True) or "")
        total += len(problems.text(entry, "value", place, (1, 1024), required=True) or "")
    return total
