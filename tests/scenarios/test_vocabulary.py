"""The words of packs: what they name is called so, all else gets a plain name."""

import datetime as dt
import re

import pytest

from bot.drafting.sentences import Understood, read_clause
from bot.drafting.sentences.tokens import words_of
from bot.rules import FileError
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack
from bot.scenarios.vocabulary import vocabulary_of
from tests.scenarios.conftest import EE, IDS, shipped, source


def wordless(pack: str, line: str = "") -> Pack:
    """The pack without its words, or with this line instead."""
    text, count = re.subn(r"(?m)^words:\n(?:  .*\n)+", f"{line}\n", source(pack))
    assert count == 1
    return load_pack(text)


BLOCS = "two-blocs-ceilings"
RIVER = "sarvan-river-compact"


def test_names_of_the_pack_come_first_and_ids_last() -> None:
    words = vocabulary_of(shipped(EE))
    assert words.named["US"].names[0] == "the United States"
    assert words.named["RU"].adjectives == ("Russian",)
    assert words.region_words["EAST_FLANK"].names[0] == "the eastern flank"
    assert words.region_words["EAST_FLANK"].names[-1] == "East Flank"
    assert words.sides == ("US", "RU")
    assert words.starts == dt.date(2022, 2, 1)
    assert words.values["US", "troops_rotational", "POLAND"] == "5500"


def test_what_a_pack_does_not_name_has_a_plain_name() -> None:
    words = vocabulary_of(wordless(RIVER))
    assert words.region_words["KETHRA_DAMS"].names[0] == "Kethra Dams"
    assert words.category_words["groundwater"].names == ("groundwater",)
    assert words.method_words["gauge"].tier == 2
    assert vocabulary_of(shipped(BLOCS)).named["ATL"].names[0] == "Atlantia"
    tramways = vocabulary_of(wordless("northmere-tramways"))
    assert tramways.unit_words["percent"].several == "percentage points"
    assert tramways.unit_words["thousand_crowns"].names == ("thousand crowns", "thousand crowns")


def test_a_bloc_of_one_party_leaves_the_name_to_the_party() -> None:
    words = vocabulary_of(shipped(EE))
    assert [bloc.id for bloc in words.blocs] == ["ALLIES"]
    assert words.named["ALLIES"].names[0] == "the Allies"


@pytest.mark.parametrize("pack", IDS)
def test_no_name_means_two_things_of_a_kind(pack: str) -> None:
    words = vocabulary_of(shipped(pack))
    kinds = ((*words.parties, *words.blocs), words.regions, words.categories, words.units, words.methods)
    for kind in kinds:
        names = [name for row in kind for name in {words_of(name) for name in row.names}]
        assert all(row.names for row in kind)
        assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]


def test_east_of_the_urals_is_a_place() -> None:
    text = "The Eastern Pact shall limit its battle tanks east of the Urals to no more than 5,000."
    (sentence,) = read_clause(text, vocabulary_of(shipped(BLOCS))).sentences
    assert isinstance(sentence, Understood)
    assert (sentence.steps[0]["region"], sentence.steps[0]["limit"]) == ("OUTSIDE_ATTU", 5000)


def test_a_trigger_with_words_is_read_in_words() -> None:
    words = vocabulary_of(wordless(RIVER, "words: {triggers: {dry_year: [in a dry year]}}"))
    (sentence,) = read_clause("Davesh shall freeze its withdrawal in the basin in a dry year.", words).sentences
    assert isinstance(sentence, Understood)
    assert sentence.steps[0]["trigger"] == "dry_year"
    assert sentence.canonical.endswith("in a dry year.")


@pytest.mark.parametrize(
    ("line", "where", "code"),
    [
        ("words: {parties: {XX: [Nobody]}}", "words.parties.XX", "E_PARTY"),
        ("words: {adjectives: {XX: [Nobody]}}", "words.adjectives.XX", "E_PARTY"),
        ("words: {regions: {MARS: [Mars]}}", "words.regions.MARS", "E_REGION"),
        ("words: {categories: {zebra: [zebras]}}", "words.categories.zebra", "E_CATEGORY"),
        ("words: {colours: {}}", "words.colours", "E_KEY"),
    ],
)
def test_words_for_what_there_is_not_are_faults(line: str, where: str, code: str) -> None:
    with pytest.raises(FileError) as refused:
        wordless(RIVER, line)
    assert (where, code) in {(fault.where, fault.code) for fault in refused.value.errors}


def test_states_are_the_sides_where_all_of_them_are_and_no_other() -> None:
    river = vocabulary_of(shipped(RIVER))
    assert (river.side_nouns, river.whole) == ((("state", "states"),), "BASIN")
    assert vocabulary_of(shipped(EE)).side_nouns == ()  # two delegations of four are compared
    assert vocabulary_of(shipped(BLOCS)).side_nouns == (("bloc", "blocs"), ("alliance", "alliances"))
    assert vocabulary_of(shipped(BLOCS)).whole is None
    data = "give each other 72 hours' notice of gate operations"
    for who in ("The states", "All states", "The five states", "Each state", "The Parties", "The five Parties"):
        (step,) = read_clause(f"{who} shall {data}.", river).steps
        assert step["binds"] == ["ORL", "KET", "DAV", "MIR", "TAL"]
    for who in ("Both states", "The four states", "The two sides", "Both Parties"):
        assert read_clause(f"{who} shall {data}.", river).steps == ()
