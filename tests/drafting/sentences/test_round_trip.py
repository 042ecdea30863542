"""Canonical sentences read back as exactly the steps they say."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.sentences import Soft, Understood, UnsayableError, bind_articles, canonical, normal, read_clause
from bot.drafting.sentences.articles import NoSuchArticleError
from bot.rules.vocabulary import DESTINATIONS, MODALITIES, SOFT
from tests.drafting.sentences.conftest import PACKS, words

WORDS = words()


def _plain(number: Fraction) -> int | str:
    return number.numerator if number.denominator == 1 else f"{number.numerator}/{number.denominator}"


QUANTITY = st.one_of(st.integers(0, 10**9), st.fractions(min_value=0, max_value=10**6, max_denominator=999).map(_plain))
EARLY = st.dates(dt.date(1900, 1, 1), dt.date(2022, 6, 30))
LATE = st.dates(dt.date(2400, 1, 1), dt.date(2999, 12, 31))
BASES = st.one_of(EARLY, st.just(dt.date(2022, 2, 1)))
LATER = st.builds(lambda day, days: f"{day.isoformat()}+{days}d", BASES, st.integers(0, 99_999))
DATE = st.one_of(LATE.map(dt.date.isoformat), LATER)
NOTE = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"[]'), max_size=30)
NAME = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,20}", fullmatch=True)
IDS = st.sampled_from(["US", "RU", "PL", "UA", "ALLIES"])
REGIONS = st.sampled_from([region.id for region in WORDS.regions])
WAITED = st.one_of(
    NAME.filter(lambda name: not name.startswith(("article:", "event:"))),
    st.integers(0, 99_999).map(lambda number: f"article:{number}"),
    NAME.map(lambda name: f"event:{name}"),
)
CONDITIONS = st.one_of(
    st.lists(WAITED, min_size=1, max_size=4),
    st.lists(WAITED, min_size=2, max_size=4).map(lambda names: {"any": names}),
)
VERIFICATION = st.one_of(
    st.just({"method": "none", "tier": 0}),
    st.fixed_dictionaries(
        {"method": st.sampled_from([one.id for one in WORDS.methods]), "tier": st.integers(0, 3)},
        optional={key: st.integers(0, 500) for key in ("quota", "objects", "notice_h", "refusals")},
    ),
)
DETAILS: dict[str, st.SearchStrategy[Any]] = {
    "start": EARLY.map(dt.date.isoformat),
    "deadline": DATE,
    "destination": st.sampled_from(sorted(DESTINATIONS)),
    "outside": st.lists(REGIONS, min_size=1, max_size=3, unique=True),
    "verification": VERIFICATION,
    "needs_consent": st.lists(IDS, min_size=1, max_size=4, unique=True),
    "consent": st.lists(IDS, min_size=1, max_size=4, unique=True),
    "already_owed": st.one_of(st.just(value=True), NOTE.filter(bool)),
    "announced": EARLY.map(dt.date.isoformat),
    "additive": st.just(value=True),
    "conditions": CONDITIONS,
    "trigger": NOTE.filter(bool),
    "note": NOTE.filter(bool),
}
AMOUNTS = {
    "reduce": ("before", "after", "limit", "delta"),
    "withdraw": ("before", "after", "limit", "delta"),
    "eliminate": ("before", "after", "limit", "delta"),
    "cap": ("before", "limit"),
    "transfer": ("before", "after", "delta"),
    "pay": ("before", "after", "delta"),
    "lift": ("before", "after", "delta"),
    "freeze": ("before", "limit"),
    "increase": ("before", "after"),
}


@st.composite
def commitments(draw: st.DrawFn) -> dict[str, Any]:
    verb = draw(st.sampled_from(sorted(AMOUNTS)))
    step: dict[str, Any] = {"party": draw(IDS), "verb": verb, "region": draw(REGIONS)}
    step["category"] = draw(st.sampled_from([category.id for category in WORDS.categories]))
    step["modality"] = draw(st.sampled_from(sorted(MODALITIES)))
    keys = draw(st.sets(st.sampled_from(AMOUNTS[verb])))
    if {"after", "limit"} <= keys:
        keys.discard("limit")
    if "before" in keys and keys & {"after", "limit"}:
        keys.discard("delta")  # three numbers would have to agree
    step |= {key: draw(QUANTITY) for key in sorted(keys)}
    if "delta" in keys or draw(st.booleans()):
        bound = draw(st.sampled_from(["exact", "at_least", "up_to"]))
        step |= {} if bound == "exact" else {"bound": bound}
    step |= draw(st.fixed_dictionaries({}, optional=DETAILS))
    match draw(st.integers(0, 2)):
        case 1:
            step["until"] = draw(LATE.map(dt.date.isoformat))
        case 2:
            step["duration_days"] = draw(st.integers(0, 99_999))
    if draw(st.booleans()):
        days = sorted(draw(st.lists(LATE, min_size=1, max_size=3, unique=True)))
        step["milestones"] = [{"date": day.isoformat(), "level": draw(QUANTITY)} for day in days]
    if "start" in step and "deadline" in step:
        step["deadline"] = draw(LATE.map(dt.date.isoformat))
    return step


@settings(max_examples=300, deadline=None)
@given(commitments())
def test_a_canonical_sentence_gives_exactly_its_commitment(step: dict[str, Any]) -> None:
    (sentence,) = read_clause(canonical(step, WORDS), WORDS).sentences
    assert isinstance(sentence, Soft if step["modality"] in SOFT else Understood)
    assert sentence.steps == (step,)
    assert normal(step, WORDS) == step


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PACKS), st.data())
def test_a_canonical_sentence_reads_back_in_every_pack(pack: str, data: st.DataObject) -> None:
    vocabulary = words(pack)
    verb = data.draw(st.sampled_from(sorted(AMOUNTS)))
    category = data.draw(st.sampled_from(vocabulary.categories))
    step: dict[str, Any] = {
        "party": data.draw(st.sampled_from(sorted(vocabulary.named))),
        "verb": verb,
        "category": category.id,
        "region": data.draw(st.sampled_from(vocabulary.regions)).id,
        "modality": data.draw(st.sampled_from(sorted(MODALITIES))),
    }
    keys = data.draw(st.sets(st.sampled_from(AMOUNTS[verb]), max_size=1))
    step |= {key: data.draw(QUANTITY) for key in keys}
    methods = st.sampled_from([method.id for method in vocabulary.methods])
    details = {
        "deadline": EARLY.map(dt.date.isoformat),
        "verification": st.fixed_dictionaries({"method": methods, "tier": st.integers(0, 3)}),
        "trigger": st.sampled_from(["dry_year", "winter"]),
    }
    step |= data.draw(st.fixed_dictionaries({}, optional=details))
    if verb == "withdraw" and category.id in {"withdrawal", "groundwater"}:  # may be the taking or the giving up
        with pytest.raises(UnsayableError):
            canonical(step, vocabulary)
    else:
        (sentence,) = read_clause(canonical(step, vocabulary), vocabulary).sentences
        assert isinstance(sentence, Soft if step["modality"] in SOFT else Understood)
        assert sentence.steps == (step,)


@st.composite
def duties(draw: st.DrawFn) -> dict[str, Any]:
    verb, text = draw(
        st.sampled_from(
            [
                ("notify", "exercises above 9,000 persons in Europe 42 days in advance"),
                ("notify", "movements of 2,000 persons or more"),
                ("refrain", "exercises of 13,000 persons or more along the Ukrainian border"),
                ("host_visit", "2 visits a year"),
                ("host_visit", "1 visit"),
                ("host_visit", "exercises in Poland"),
                ("accept_inspection", "3 inspections a month"),
                ("accept_inspection", "inspections of exercises"),
            ]
        )
    )
    binds = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    step: dict[str, Any] = {
        "binds": binds,
        "verb": verb,
        "text": text,
        "modality": draw(st.sampled_from(sorted(MODALITIES))),
    }
    kept = {key: DETAILS[key] for key in ("deadline", "verification", "conditions", "trigger")}
    return step | draw(st.fixed_dictionaries({}, optional=kept))


@settings(max_examples=150, deadline=None)
@given(duties())
def test_a_canonical_sentence_gives_exactly_its_duty(step: dict[str, Any]) -> None:
    (sentence,) = read_clause(canonical(step, WORDS), WORDS).sentences
    assert isinstance(sentence, (Soft, Understood))
    assert sentence.steps == (step,)


STEP = {"party": "RU", "verb": "reduce", "category": "troops", "region": "KALININGRAD", "delta": 600}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"party": "XX"}, "party"),
        ({"region": "MARS"}, "region"),
        ({"category": "zebras"}, "category"),
        ({"unit": "battalion"}, "unit"),
        ({"note": 'a "quoted" word'}, "note"),
        ({"verification": {"method": "goodwill", "tier": 1}}, "verification"),
        ({"verb": "freeze"}, "verb"),
        ({"needs_consent": ["XX"]}, "party"),
    ],
)
def test_what_no_sentence_says_is_refused_by_name(change: dict[str, Any], field: str) -> None:
    with pytest.raises(UnsayableError) as refused:
        canonical({**STEP, **change}, WORDS)
    assert refused.value.field == field


def test_a_duty_in_words_of_its_own_cannot_be_said() -> None:
    with pytest.raises(UnsayableError):
        canonical({"binds": ["US"], "verb": "notify", "text": "whatever 12 strangers do"}, WORDS)


def test_conditions_on_articles_become_the_ids_of_their_steps() -> None:
    text = "Russia shall freeze its troops in Europe once Article 2 and Article 3 have been carried out."
    step = read_clause(text, WORDS).steps[0]
    assert bind_articles(step, {2: ["a", "b"], 3: ["c"]})["conditions"] == ["a", "b", "c"]
    with pytest.raises(NoSuchArticleError) as refused:
        bind_articles(step, {2: ["a"]})
    assert refused.value.number == 3
    either = {**step, "conditions": {"any": ["article:2", "x"]}}
    assert bind_articles(either, {2: ["a"]})["conditions"] == {"any": ["a", "x"]}
    with pytest.raises(NoSuchArticleError):
        bind_articles(either, {2: ["a", "b"]})
    assert bind_articles(STEP, {}) == STEP
