"""The models of a pack: secrets stay with their owners; the JSON Schema and the guide agree with them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from pydantic import BaseModel, ValidationError

from bot.rules import read_yaml
from bot.rules.reading.steps import CLAUSE, CLAUSE_MORE, COMMITMENT, COMMITMENT_MORE, COMPENSATION, COMPENSATION_MORE
from bot.scenarios import parts
from bot.scenarios.editor import STEPS, json_schema, keys_at
from bot.scenarios.procedure import Procedure
from bot.scenarios.reading import PACK_LIMITS
from bot.scenarios.schema import Pack
from tests.scenarios.conftest import EE, IDS, shipped, source

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")


def secrets(pack: Pack, party: str) -> Iterator[str]:
    own = pack.confidential[party]
    yield from (own.brief, own.batna.text)  # a single interest may be common to several


@pytest.mark.parametrize("pack", IDS)
def test_a_brief_holds_ones_own_secrets_and_nobody_elses(pack: str) -> None:
    whole = shipped(pack)
    assert whole.facilitator_key
    for party in whole.voters:
        brief = whole.brief_for(party.id)
        assert brief
        assert (brief.brief, brief.public) == (whole.confidential[party.id].brief, whole.public_brief)
        assert brief.interests == whole.confidential[party.id].interests
        assert brief.red_lines == whole.confidential[party.id].red_lines
        shown = repr(brief)
        for other in whole.voters:
            for secret in secrets(whole, other.id):
                assert (repr(secret)[1:-1] in shown) == (other.id == party.id)
            assert (repr(whole.scores[other.id]) in shown) == (other.id == party.id)
        assert str(whole.facilitator_key.within_rules) not in shown
        assert "facilitator" not in shown


def test_the_chair_and_strangers_have_no_brief() -> None:
    assert shipped(EE).brief_for("CHAIR") is None
    assert shipped(EE).brief_for("XX") is None


@pytest.mark.parametrize(
    ("party", "choices", "points"),
    [
        ("US", {}, 0),
        ("US", {"EX": "EX1"}, 10),
        ("US", {"EX": "EX1", "UB": "U2"}, 40),
        ("RU", {"EX": "EX1", "UB": "U2"}, 9),
        ("CHAIR", {"EX": "EX1"}, None),
        ("US", {"EX": "EX9"}, None),
        ("US", {"XX": "EX1"}, None),
    ],
)
def test_points(party: str, choices: dict[str, str], points: int | None) -> None:
    assert shipped(EE).points(party, choices) == points


def test_the_points_of_the_key_are_those_of_the_sheets() -> None:
    for pack in map(shipped, IDS):
        assert pack.facilitator_key
        for best in (pack.facilitator_key.highest_sum, pack.facilitator_key.fairest_product):
            assert best
            choices = dict(zip([issue.id for issue in pack.issues], best.options, strict=True))
            assert {party.id: pack.points(party.id, choices) for party in pack.voters} == best.points


def test_who_votes_and_what_there_is() -> None:
    pack = shipped(EE)
    assert [party.id for party in pack.delegations] == ["US", "RU", "PL", "UA"]
    assert pack.delegations == pack.voters
    assert pack.party("CHAIR")
    assert pack.party("XX") is None
    assert pack.option("EX", "EX1")
    assert pack.option("EX", "EX9") is None
    assert pack.option("XX", "EX1") is None
    assert pack.variant("naive")
    assert pack.variant("none") is None
    assert pack.procedure == Procedure()


def test_a_pack_is_frozen() -> None:
    with pytest.raises(ValidationError):
        shipped(EE).title = "another"  # type: ignore[misc]  # what must not be done


@pytest.mark.parametrize("pack", IDS)
def test_the_json_schema_takes_the_shipped_packs(pack: str) -> None:
    raw = read_yaml(source(pack), PACK_LIMITS).value
    errors = [
        f"{list(error.instance_path)}: {error.message}"
        for error in jsonschema_rs.validator_for(json_schema()).iter_errors(raw)
    ]
    assert not errors


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("category: troops, region: KALININGRAD, after: 11400", "category: troops, regoin: KALININGRAD, after: 11400"),
        ("verb: reduce", "verb: shrink"),
        ("demand_step", "demandstep"),
        ("value: 5500", "value: -5500"),
        ("disadvantaged", "disadvantged"),
    ],
)
def test_the_json_schema_refuses_what_the_reader_refuses(old: str, new: str) -> None:
    text = next(source(pack) for pack in IDS if old in source(pack))
    raw = read_yaml(text.replace(old, new, 1), PACK_LIMITS).value
    assert not jsonschema_rs.validator_for(json_schema()).is_valid(raw)


def test_the_schema_of_steps_has_the_keys_of_the_rules() -> None:
    for name, required, more in (
        ("commitment", COMMITMENT, COMMITMENT_MORE),
        ("duty", CLAUSE, CLAUSE_MORE),
        ("compensation", COMPENSATION, COMPENSATION_MORE),
    ):
        assert set(STEPS[name]["properties"]) == {*required, *more}
        assert set(STEPS[name]["required"]) == set(required)


def test_the_schema_is_plain_json() -> None:
    assert json.loads(json.dumps(json_schema())) == json_schema()


def test_keys_at_a_path() -> None:
    assert "commitments" in keys_at(("issues", 0, "options", 1))
    assert "region" in keys_at(("issues", 0, "options", 1, "commitments", 0))
    assert "tier" in keys_at(("issues", 0, "options", 1, "commitments", 0, "verification"))
    assert "demand_step" in keys_at(("procedure",))
    assert "batna" in keys_at(("confidential", "US"))
    assert keys_at(("scores", "US", "EX")) == ()
    assert keys_at(("title", "x")) == ()


def models() -> list[type[BaseModel]]:
    own = [value for value in vars(parts).values() if isinstance(value, type) and issubclass(value, parts.Part)]
    return [Pack, *(model for model in own if model is not parts.Part)]


@pytest.mark.parametrize("model", models())
def test_the_guide_names_every_key(model: type[BaseModel]) -> None:
    missing = [
        field.alias or name for name, field in model.model_fields.items() if f"`{field.alias or name}`" not in GUIDE
    ]
    assert not missing


def test_the_guide_names_every_setting_of_the_procedure_and_every_value() -> None:
    properties: dict[str, Any] = json_schema()["$defs"]["Procedure"]["properties"]
    names = [*properties, *(value for schema in properties.values() for value in schema.get("enum", ()))]
    assert not [name for name in names if f"`{name}`" not in GUIDE]


def test_the_guide_names_no_key_that_there_is_not() -> None:
    table = GUIDE.split("## The keys")[1].split("### Options")[0]
    rows = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(rows) == {field.alias or name for name, field in Pack.model_fields.items()}
