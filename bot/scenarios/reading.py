"""Reading a pack from text: strict, with line and key path for every fault, and all faults at once."""

import hashlib
import json

from pydantic import ValidationError

from bot.rules import Fault, FileError, Limits, read_yaml, where_of
from bot.scenarios.schema import Pack

PACK_LIMITS = Limits(max_bytes=1_048_576, depth=12, string=4_000)


def load_pack(text: str | bytes) -> Pack:
    """Read a pack and check all of it.

    Raises FileError with a Fault for each thing that is wrong: its code, key path, line and what to do.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    document = read_yaml(data, PACK_LIMITS)
    try:
        pack = Pack.model_validate_json(json.dumps(document.value), strict=True)
    except ValidationError as error:
        faults = tuple(
            Fault("E_VALUE", where_of(item["loc"]), item["msg"], document.line_of(item["loc"]))
            for item in error.errors()
        )
        raise FileError(faults) from None
    return pack.with_fingerprint(hashlib.sha256(data).hexdigest())
