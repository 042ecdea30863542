"""Reading packs: each fault with its line, key path and advice, all at once, and never an exception of another kind."""

import hashlib
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import Fault, FileError, read_yaml
from bot.scenarios.reading import PACK_LIMITS, load_pack
from tests.scenarios.conftest import EE, IDS, shipped, source


def faults(text: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(FileError) as caught:
        load_pack(text)
    assert all(fault.message and fault.line for fault in caught.value.errors)
    return caught.value.errors


def broken(*changes: tuple[str, str], pack: str = EE) -> str:
    text = source(pack)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


KALININGRAD = "category: troops, region: KALININGRAD, after: 11400"

BAD = [
    ("schema: 1", "schema: 2", "E_VALUE", "schema", "2"),
    ("id: ee-deescalation-2022", "id: EE 2022", "E_ID", "id", "a-z"),
    ("level: intermediate", "level: hard", "E_VALUE", "level", "'beginner'"),
    ("best: 4", 'best: "4"', "E_TYPE", "players.best", "a whole number"),
    ("min: 2", "min: 0", "E_VALUE", "players.min", "at least 1"),
    ("best: 4", "best: 1", "E_VALUE", "players.best", "fewer than the 2"),
    ("content_note", "contentnote", "E_KEY", "contentnote", "did you mean 'content_note'?"),
    ("bloc: RUSSIA,", "blok: RUSSIA,", "E_KEY", "parties[1].blok", "did you mean 'bloc'?"),
    ("{id: RU, name", "{id: US, name", "E_DUP_ID", "parties[1].id", "rename one"),
    ("bloc: UKRAINE", "bloc: US", "E_DUP_ID", "parties[3].bloc", "US"),
    ("role: chair, vote: false", "role: chair, vote: true", "E_VALUE", "parties[4].vote", "false"),
    ("role: delegation, vote: true}", "role: chair, vote: false}", "E_VALUE", "parties[4].role", "one chair"),
    ("consent_over: [UKRAINE]", "consent_over: [UKRAIN]", "E_REGION", "parties[3].consent_over[0]", "'UKRAINE'"),
    ("sides: [US, RU]", "sides: [US, RUS]", "E_PARTY", "sides[1]", "did you mean 'US'?"),
    ("sides: [US, RU]\n", "", "E_MISSING", "sides", "required"),
    ("{issue: EX, option: EX3}", "{issue: EY, option: EX3}", "E_REF", "confidential.US.red_lines[1].issue", "'EY'"),
    ("{issue: EX, option: EX3}", "{issue: EX, option: EX9}", "E_REF", "confidential.US.red_lines[1].option", "'EX9'"),
    ("  KALININGRAD: RU_WEST", "  KALININGRAD: RU_WES", "E_REGION", "regions.KALININGRAD", "'RU_WEST'"),
    ("  EUROPE: null", "  EUROPE: POLAND", "E_CYCLE", "regions.", ""),
    ("evidence: game", "evidence: guess", "E_VALUE", "baselines[1].evidence", "memory"),
    ("value: 5500", "value: -5", "E_NEGATIVE", "baselines[0].value", "negative"),
    ("value: 5500", "value: many", "E_QUANTITY", "baselines[0].value", "many"),
    ("opened: 2022-01-10", "opened: 2022-02-30", "E_DATE", "terms.opened", "2022-02-30"),
    ("unit: launcher,", "unnit: launcher,", "E_KEY", "categories.iskander_launcher.unnit", "'unit'"),
    ("iskander_launcher: 100}", "iskander: 100}", "E_CATEGORY", "equivalence.rates.iskander", ""),
    ("party: RU, region: UKR_BORDER, r", "party: RO, region: UKR_BORDER, r", "E_PARTY", "exclusions[0].party", "RO"),
    (KALININGRAD, KALININGRAD.replace("region", "regoin"), "E_KEY",
     "issues[2].options[2].commitments[0].regoin", "did you mean 'region'?"),
    (KALININGRAD, KALININGRAD.replace("KALININGRAD", "KALINGRAD"), "E_REGION",
     "issues[2].options[2].commitments[0].region", "did you mean 'KALININGRAD'?"),
    (KALININGRAD, KALININGRAD.replace("troops", "troop"), "E_CATEGORY",
     "issues[2].options[2].commitments[0].category", "did you mean 'troops'?"),
    ("{id: ru_600, party: RU", "{id: ru_600, party: RUS", "E_PARTY",
     "issues[2].options[2].commitments[0].party", "did you mean"),
    ("{id: ru_600, party: RU, verb: reduce", "{id: ru_600, party: RU, verb: shrink", "E_VALUE",
     "issues[2].options[2].commitments[0].verb", "'shrink'"),
    ("tier: 3}}", "tier: 4}}", "E_VALUE", "issues[0].options[1].clauses[0].verification.tier", "4"),
    ("{id: us_600, party", "{id: us_freeze, party", "E_DUP_ID", "issues[1].options[2].commitments[0].id", "unique"),
    ("{id: us_600, party", "{id: A2.1, party", "E_ID", "issues[1].options[2].commitments[0].id", "Article 2"),
    ("{id: us_600, party: US", "{id: us_600, conditions: [ru_600], party: US", "E_REF",
     "issues[1].options[2].commitments[0].conditions", "another option"),
    ("        consent: [PL]", "        consent: [PO]", "E_PARTY", "issues[4].options[2].consent[0]", "'PO'"),
    ("      - {id: EX0,", "      - {id: EX1,", "E_DUP_ID", "issues[0].options[1].id", "rename one"),
    ("  - id: US_FWD\n", "  - id: EX\n", "E_DUP_ID", "issues[1].id", "rename one"),
    ("rule: MUTUAL", "rule: MUTAL", "E_RULE", "rules[1].rule", "did you mean 'MUTUAL'?"),
    ("ru_3000, ru_isk_6", "ru_300, ru_isk_6", "E_REF", "rules[2].on.ids[5]", "did you mean 'ru_3000'?"),
    ("{tol: 25/100,", "{toll: 25/100,", "E_PARAM", "rules[0].with.toll", ""),
    ("counter_kills: false", "counter_kills: no", "E_TYPE", "procedure.counter_kills", "true or false"),
    ("demand_step", "demandstep", "E_KEY", "procedure.demandstep", "did you mean 'demand_step'?"),
    ("consensus: unanimity", "consensus: n_of_m", "E_MISSING", "procedure.needed", "how many"),
    ("consensus: unanimity", "consensus: n_of_m\n  needed: 5", "E_VALUE", "procedure.needed", "5 of 4"),
    ("consensus: unanimity", "needed: 2", "E_VALUE", "procedure.needed", "n_of_m"),
    ("consensus: unanimity", "precedence: [adop]", "E_VALUE", "procedure.precedence[0]", "did you mean 'adopt'?"),
    ("consensus: unanimity", "precedence: [other, other]", "E_VALUE", "procedure.precedence[1]", "twice"),
    ("consensus: unanimity", "votes: {adoption: {}}", "E_VALUE", "procedure.votes.adoption", "kind of motion"),
    ("consensus: unanimity", "vote: {veto: [XX]}", "E_PARTY", "procedure.vote.veto[0]", "'XX'"),
    ("consensus: unanimity", "votes: {adopt: {veto: [CHAIR]}}", "E_PARTY", "procedure.votes.adopt.veto[0]", "CHAIR"),
    ("consensus: unanimity", "weights: {XX: 2}", "E_PARTY", "procedure.weights.XX", "'XX'"),
    ("consensus: unanimity", "weights: {US: -1}", "E_VALUE", "procedure.weights.US", "from 0 to 1000"),
    ("consensus: unanimity", "quorum: 5", "E_VALUE", "procedure.quorum", "4 parties"),
    ("acts: [statement]", "acts: [speak]", "E_VALUE", "phases[0].acts[0]", "'speak'"),
    ("minutes: 10,", "minutes: 0,", "E_VALUE", "phases[0].minutes", "at least 1"),
    ("{id: equivalent, change: {steps: {tol", "{id: equivalent, change: {step: {tol", "E_REF",
     "variants[0].change.step", "did you mean 'steps'?"),
    ("{steps: {tol: 10/100, reading: equivalent}}", "{steps: {tolerance: 10/100}}", "E_PARAM",
     "variants[0].change.steps.tolerance", "tol"),
    ("drop: [EXCLUSION]", "drop: [EXCLUSON]", "E_REF", "variants[2].drop[0]", "did you mean 'EXCLUSION'?"),
    ("{id: one_way, change", "{id: naive, change", "E_DUP_ID", "variants[2].id", "rename one"),
    ("{EX0: 6, EX1: 10, ", "{EX0: 6, ", "E_MISSING", "scores.US.EX", "option EX1"),
    ("    VF: {V0: 0, V1: 4, V2: 8}\n", "", "E_MISSING", "scores.PL", "issue VF"),
    ("EX: {EX0: 6,", "EX: {EX9: 1, EX0: 6,", "E_REF", "scores.US.EX.EX9", "'EX9'"),
    ("EX: {EX0: 6,", "EX: {EX0: -6,", "E_VALUE", "scores.US.EX.EX0", "at least 0"),
    ("  PL:\n    EX", "  CHAIR:\n    EX", "E_VALUE", "scores.CHAIR", "no vote"),
    ("  PL:\n    EX", "  PX:\n    EX", "E_PARTY", "scores.PX", "'PX'"),
    ("[EX2, T0, R1", "[EX9, T0, R1", "E_REF", "facilitator_key.highest_sum.options[0]", "'EX9'"),
    ("[EX2, T0, R1", "[T0, R1", "E_VALUE", "facilitator_key.highest_sum.options", "6 options for 7 issues"),
    ("    naive: {within", "    nave: {within", "E_REF", "facilitator_key.variants.nave", "did you mean 'naive'?"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "where", "says"), BAD)
def test_a_fault_has_its_code_place_and_advice(old: str, new: str, code: str, where: str, says: str) -> None:
    found = faults(broken((old, new)))
    matching = [fault for fault in found if fault.code == code and fault.where.startswith(where)]
    assert matching, found
    assert says in matching[0].message


def test_a_fault_names_the_line_it_stands_on() -> None:
    text = broken((KALININGRAD, KALININGRAD.replace("region", "regoin")))
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "regoin" in row)
    assert {fault.line for fault in faults(text)} == {line}


def test_all_faults_come_at_once_in_the_order_of_the_file() -> None:
    found = faults(
        broken(
            ("level: intermediate", "level: hard"),
            ("value: 5500", "value: many"),
            (KALININGRAD, KALININGRAD.replace("region", "regoin")),
            ("iskander_launcher, region: KALININGRAD, after: 6", "iskander, region: KALININGRAD, after: 6"),
            ("rule: MUTUAL", "rule: MUTAL"),
            ("{steps: {tol: 10/100, reading: equivalent}}", "{steps: {tolerance: 10/100}}"),
            ("{EX0: 6, EX1: 10, ", "{EX0: 6, "),
        )
    )
    codes = [fault.code for fault in found]
    assert codes == [
        "E_VALUE", "E_QUANTITY", "E_MISSING", "E_KEY", "E_CATEGORY", "E_RULE", "E_PARAM", "E_MISSING",
    ]  # fmt: skip
    assert [fault.line for fault in found] == sorted(fault.line or 0 for fault in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E_YAML"),
        ("- a\n- b\n", "E_TYPE"),
        ("schema: [1\n", "E_YAML"),
        ("schema: 1\nschema: 1\n", "E_DUP_KEY"),
        ("schema: &a 1\nid: *a\n", "E_ALIAS"),
        ("schema: !!python/object:os.system 1\n", "E_YAML"),
        ("players: {min: 1.5, best: 2}\n", "E_FLOAT"),
        ("a: " + "[" * 5000, "E_LIMIT"),
        ("a: " + "x" * 4001, "E_LIMIT"),
        (b"\xff\xfe", "E_YAML"),
        (b"# " + b"x" * 1_048_576, "E_SIZE"),
    ],
)
def test_a_file_that_is_no_pack_at_all(text: str | bytes, code: str) -> None:
    assert [fault.code for fault in faults(text)] == [code]


def test_null_counts_as_absent_but_for_a_root_region() -> None:
    pack = load_pack(
        broken(("constraints: []", "constraints: null"), ("reading: \"'similar' steps\"", "reading: null"))
    )
    assert pack.constraints == ()
    assert pack.reading is None
    assert pack.regions["EUROPE"] is None


def test_the_fingerprint_is_that_of_the_bytes() -> None:
    text = source(EE)
    assert load_pack(text).fingerprint == hashlib.sha256(text.encode()).hexdigest()
    assert load_pack(text.encode()).fingerprint == shipped(EE).fingerprint
    assert load_pack(text + "\n# another byte\n").fingerprint != shipped(EE).fingerprint


def test_a_float_in_quotes_is_a_quantity() -> None:
    assert load_pack(broken(("value: 5500", 'value: "5500.5"'))).baselines[0]["value"] == "5500.5"


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    match value:
        case dict():
            return [path, *(place for key, item in value.items() for place in places(item, (*path, key)))]
        case list():
            return [path, *(place for number, item in enumerate(value) for place in places(item, (*path, number)))]
        case _:
            return [path]


JUNK: list[Any] = [
    None, True, -1, 0, 10**30, "", "x", "NO", "1.5", [], {}, ["x"], {"x": 1}, [[]], [{}], {"x": {"y": []}}, [None],
    "ž" * 3000, {"": ""},
]  # fmt: skip
RAW = {pack: read_yaml(source(pack), PACK_LIMITS).value for pack in IDS}
PLACES = {pack: places(RAW[pack])[1:] for pack in IDS}


def put(raw: Any, path: tuple[str | int, ...], junk: Any) -> None:  # noqa: ANN401  # any value of a file
    """Put junk at a place, unless earlier junk took the place away."""
    around = raw
    for part in path[:-1]:
        around = child(around, part)
    match around, path[-1]:
        case dict(), str() as key:
            around[key] = junk
        case list(), int() as number if number < len(around):
            around[number] = junk


def child(value: Any, part: str | int) -> Any:  # noqa: ANN401  # any value of a file
    match value, part:
        case dict(), str():
            return value.get(part)
        case list(), int() if part < len(value):
            return value[part]
        case _:
            return None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_wrong_the_answer_is_a_list_of_faults(data: st.DataObject) -> None:
    """Put junk anywhere: the pack is read, or refused with places; nothing else is raised."""
    pack = data.draw(st.sampled_from(IDS))
    raw = json.loads(json.dumps(RAW[pack]))
    for _ in range(data.draw(st.integers(1, 3))):
        put(raw, data.draw(st.sampled_from(PLACES[pack])), data.draw(st.sampled_from(JUNK)))
    with suppress(FileError):
        load_pack(json.dumps(raw))
        return
    assert faults(json.dumps(raw))
