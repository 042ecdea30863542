"""Reading a pack from text: strict, with line and key path for every fault, and all faults at once."""

import hashlib
import json
from typing import Any

from pydantic import ValidationError

from bot.rules import FileError, Limits, read_yaml
from bot.scenarios.checks import References
from bot.scenarios.deal_checks import check_deals
from bot.scenarios.faults import Faults, add_model_fault
from bot.scenarios.schema import Pack

PACK_LIMITS = Limits(max_bytes=1_048_576, depth=12, string=4_000)


def load_pack(text: str | bytes) -> Pack:
    """Read a pack and check all of it: keys and types, every reference, every step by the rules' own reader.

    Raises FileError with a Fault for each thing that is wrong: its code, key path, line and what to do.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    document = read_yaml(data, PACK_LIMITS)
    raw = _without_nulls(document.value)
    faults = Faults(document)
    pack = _modelled(raw, faults)
    References(raw, faults).check()
    check_deals(raw, faults)
    found = faults.ordered()
    if found or pack is None:
        raise FileError(found)
    return pack.with_fingerprint(hashlib.sha256(data).hexdigest())


def _modelled(raw: dict[str, Any], faults: Faults) -> Pack | None:
    # Through JSON, because only there does a strict model take a list for a tuple.
    try:
        return Pack.model_validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            add_model_fault(faults, item)
        return None


def _without_nulls(value: dict[str, Any]) -> dict[str, Any]:
    """Leave out keys whose value is null, which count as absent; a root region keeps its null."""
    regions = value.get("regions")
    cleaned: dict[str, Any] = _clean(value)
    if regions is not None:
        cleaned["regions"] = regions
    return cleaned


def _clean(value: Any) -> Any:  # noqa: ANN401  # any value of a file
    match value:
        case dict():
            return {key: _clean(item) for key, item in value.items() if item is not None}
        case list():
            return [_clean(item) for item in value]
        case _:
            return value
