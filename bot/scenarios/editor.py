"""The JSON Schema of packs: what an editor completes and underlines while a pack is written."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from bot.rules.vocabulary import BOUNDS, CLAUSE_VERBS, DESTINATIONS, HIGHEST_TIER, MODALITIES, VERBS
from bot.scenarios.schema import Pack

Schema = dict[str, Any]

_ID: Schema = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}$"}
_IDS: Schema = {"type": "array", "items": _ID}
_TEXT: Schema = {"type": "string", "maxLength": 2000}
_BOOL: Schema = {"type": "boolean"}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_QUANTITY: Schema = {
    "description": "A whole number, or a text such as '0.25' or '7/3'; never a float.",
    "anyOf": [
        {"type": "integer", "minimum": 0},
        {"type": "string", "pattern": r"^(0|[1-9][0-9]*)(\.[0-9]+|/[1-9][0-9]*)?$"},
    ],
}
_DATE: Schema = {
    "description": "YYYY-MM-DD, or YYYY-MM-DD+90d.",
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}(\+\d{1,5}d)?$",
}
_MODALITY: Schema = {"enum": sorted(MODALITIES)}


def _object(required: Sequence[str] = (), /, **keys: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {name.rstrip("_"): schema for name, schema in keys.items()},
        "required": list(required),
        "additionalProperties": False,
    }


_VERIFICATION = _object(
    ("method", "tier"),
    method=_TEXT,
    tier={"type": "integer", "minimum": 0, "maximum": HIGHEST_TIER},
    quota=_QUANTITY,
    objects=_QUANTITY,
    notice_h=_QUANTITY,
    refusals=_QUANTITY,
)
_CONDITIONS: Schema = {"anyOf": [_IDS, _object(("any",), any=_IDS)]}
_SPAN: dict[str, Schema] = {"deadline": _DATE, "until": _DATE, "duration_days": _WHOLE}

STEPS: Mapping[str, Schema] = {
    "commitment": _object(
        ("id", "party", "verb", "category", "region"),
        id=_ID,
        party=_ID,
        verb={"enum": sorted(VERBS)},
        category=_ID,
        region=_ID,
        unit=_ID,
        before=_QUANTITY,
        after=_QUANTITY,
        limit=_QUANTITY,
        delta=_QUANTITY,
        modality=_MODALITY,
        bound={"enum": sorted(BOUNDS)},
        start=_DATE,
        destination={"enum": sorted(DESTINATIONS)},
        outside=_IDS,
        verification=_VERIFICATION,
        needs_consent=_IDS,
        consent=_IDS,
        already_owed={"anyOf": [_BOOL, _TEXT]},
        announced=_DATE,
        additive=_BOOL,
        conditions=_CONDITIONS,
        trigger=_TEXT,
        milestones={"type": "array", "items": _object(("date", "level"), date=_DATE, level=_QUANTITY)},
        note=_TEXT,
        **_SPAN,
    ),
    "duty": _object(
        ("id", "binds"),
        id=_ID,
        text=_TEXT,
        verb={"enum": sorted(CLAUSE_VERBS)},
        binds=_IDS,
        burdens=_IDS,
        modality=_MODALITY,
        start=_DATE,
        trigger=_TEXT,
        categories=_IDS,
        conditions=_CONDITIONS,
        verification=_VERIFICATION,
        by={"type": "object", "additionalProperties": _object(modality=_MODALITY, **_SPAN)},
        **_SPAN,
    ),
    "compensation": _object(
        ("for", "disadvantaged"), for_=_ID, by=_IDS, disadvantaged=_IDS, accepted_by=_IDS, waiver=_BOOL
    ),
}

SECTION_ROWS: Mapping[str, Schema] = {
    "units": _object(("unit", "is", "of"), unit=_ID, party=_ID, is_=_QUANTITY, of=_ID),
    "baselines": _object(
        ("party", "category", "region", "value"),
        party=_ID,
        category=_ID,
        region=_ID,
        value=_QUANTITY,
        unit=_ID,
        audited=_QUANTITY,
        date=_DATE,
        status={"enum": ["agreed", "disputed"]},
        planned=_QUANTITY,
        planned_agreed=_BOOL,
        note=_TEXT,
        evidence={"enum": ["found", "memory", "game"]},
    ),
    "levels": _object(
        ("party", "category", "region", "date", "value"),
        party=_ID,
        category=_ID,
        region=_ID,
        date=_DATE,
        value=_QUANTITY,
        unit=_ID,
    ),
    "exclusions": _object(
        ("party",),
        party={"anyOf": [_ID, {"const": "*"}]},
        region=_ID,
        category=_ID,
        required=_BOOL,
        creditable=_BOOL,
        reason=_TEXT,
    ),
    "rules": _object(
        ("rule",),
        rule=_ID,
        id=_ID,
        on=_object(categories=_IDS, regions=_IDS, ids=_IDS, clauses=_IDS),
        parties=_IDS,
        severity={"enum": ["gate", "balance", "advisory"]},
        with_={"type": "object"},
        off=_BOOL,
    ),
}

SECTION_MAPS: Mapping[str, Schema] = {
    "categories": {"type": "object", "additionalProperties": _object(("unit",), unit=_ID, relabel_group=_ID)},
    "equivalence": _object(unit=_TEXT, rates={"type": "object", "additionalProperties": _QUANTITY}),
    "terms": _object(
        starts=_DATE, expires=_DATE, reference_date=_DATE, freeze_date=_DATE, opened=_DATE, data_exchange=_DATE
    ),
}


@cache
def json_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of a pack file, with the steps in the words of the deal file."""
    schema = Pack.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$defs"].update(STEPS)
    option = schema["$defs"]["Option"]["properties"]
    for key, step in (("commitments", "commitment"), ("clauses", "duty"), ("compensations", "compensation")):
        option[key]["items"] = {"$ref": f"#/$defs/{step}"}
    for key, row in SECTION_ROWS.items():
        schema["properties"][key]["items"] = row
    for key, section in SECTION_MAPS.items():
        schema["properties"][key] |= section
        schema["properties"][key].pop("anyOf", None)
    return schema


def keys_at(path: Sequence[str | int]) -> tuple[str, ...]:
    """Give the keys that may stand at a key path of a pack; none where names are free."""
    root = json_schema()
    schema: Schema = root
    for part in path:
        schema = _resolved(schema, root)
        if isinstance(part, int):
            schema = schema.get("items", {})
        else:
            free = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
            schema = schema.get("properties", {}).get(part) or free[0] or {}
        if not isinstance(schema, dict):
            return ()
    return tuple(_resolved(schema, root).get("properties", ()))


def _resolved(schema: Schema, root: Schema) -> Schema:
    for inner in schema.get("anyOf", ()):
        if inner.get("type") != "null":
            schema = inner
            break
    if "$ref" in schema:
        found: Schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
        return found
    return schema
