"""Documents for Word: the agreed text, and each version against its parent with changes that can be accepted."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events as happened
from bot.negotiation.concluding.facts import SignatureDeclined, TextInitialled, TextSigned
from bot.negotiation.concluding.model import Consent
from bot.negotiation.model import Role
from bot.negotiation.replay import replay
from bot.records import book_of
from bot.records.docx import agreed_text_docx, docx_files
from bot.records.files import exports
from bot.records.pens import PLAIN
from bot.text.words import Words
from tests.records import hidden, story
from tests.records.test_exports import GOLDEN
from tests.records.word import W, body, indented, parts, settled
from tests.support.hostile import HOSTILE

WORDS = Words()
NAMES = ("agreed-text.docx", "P1-v2.docx", "P2-v1.docx")
ODD = ("javascript:alert(1)", "</w:t></w:r><w:p/>", "]]>&amp;<!--", "\ufffe\uffff", "{{ 7 * 7 }}", "_x000D_")


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return dict(docx_files(book_of(story.agreed(), story.frame()), WORDS))


def versions(*texts: Sequence[str], name: str = "Bo") -> dict[str, bytes]:
    """The documents of a proposal that had these texts, one after another."""
    acts: list[tuple[str, happened.Event]] = story.seated()
    acts.append((story.CHAIR, happened.SeatTaken(story.US, name, Role.HEAD, "US")))
    for number, text in enumerate(texts, start=1):
        clauses = tuple(map(Clause, text))
        digest = text_hash(clauses)
        if number == 1:
            acts.append((story.US, happened.ProposalTabled("P1", "US", clauses, digest)))
        else:
            acts.append((story.US, happened.ProposalChanged("P1", number, clauses, digest)))
    return dict(docx_files(book_of(story.chained(acts), story.frame()), WORDS))


def numbered(text: Sequence[str]) -> list[str]:
    return [f"{number}.\t{PLAIN.block(one)}" for number, one in enumerate(text, start=1)]


@pytest.mark.parametrize("name", NAMES)
def test_the_documents_are_those_that_were_read_and_kept(name: str, made: dict[str, bytes]) -> None:
    assert indented(made[name]) == (GOLDEN / f"{name}.xml").read_text(encoding="utf-8")


def test_the_same_entries_give_the_same_bytes(made: dict[str, bytes]) -> None:
    assert tuple(made) == NAMES
    assert dict(docx_files(book_of(story.agreed(), story.frame()), WORDS)) == made


def test_the_documents_are_a_format_that_is_asked_for_by_name(made: dict[str, bytes]) -> None:
    book = book_of(story.agreed(), story.frame())
    files = {one.name: one.content for one in exports(book, WORDS, ["docx"])}
    assert files == {f"{story.SESSION}-{name}": content for name, content in made.items()}
    assert not [one.name for one in exports(book, WORDS) if one.name.endswith(".docx")]


def test_a_session_without_agreement_has_no_agreed_text() -> None:
    assert agreed_text_docx(book_of(story.open_ended(), story.frame()), WORDS) is None


def test_the_agreed_text_opens_and_has_the_parts_of_a_treaty_under_real_headings(made: dict[str, bytes]) -> None:
    document = Document(BytesIO(made["agreed-text.docx"]))
    said = [(one.style.name if one.style else "", one.text) for one in document.paragraphs]
    agreement = replay(story.agreed()).agreement
    assert agreement is not None
    assert said[0] == ("Title", f"Agreed text: {story.frame().pack.title}")
    assert [text for style, text in said if style == "Heading 1"] == [
        "Preamble",
        "Articles",
        "Signatures",
        "Annex",
        "How to check this text",
    ]
    titles = [one.title for one in story.frame().pack.issues]
    articles = [text for style, text in said if style == "Heading 2" and text.startswith("Article ")]
    assert articles == [f"Article {number}: {title}" for number, title in enumerate(titles, start=1)]
    signatures, rules = document.tables
    assert [one.text for one in signatures.rows[1].cells][:2] == ["United States", "Bo (head, United States)"]
    assert "Accepted 2022-01-11 00:00:20 (entry 21)" in signatures.rows[1].cells[2].text
    assert rules.rows[1].cells[1].text == "WARN"
    foot = etree.fromstring(parts(made["agreed-text.docx"])["word/footer1.xml"])
    assert agreement.text_hash in etree.tostring(foot, encoding="unicode")
    fields = [one.get(f"{W}instr") for one in foot.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_signature_block_says_how_far_each_party_has_gone() -> None:
    acts = [*story.seated(), *agreement()]
    digest = text_hash(story.frame().clauses(story.CURED))
    acts += [
        (story.US, TextInitialled("P1", "US", digest)),
        (story.US, TextSigned("P1", "US", digest, Consent.RATIFICATION)),
        (story.RU, SignatureDeclined("P1", "RU", digest, "Our parliament\nfell.")),
    ]
    content = agreed_text_docx(book_of(story.chained(acts), story.frame()), WORDS)
    assert content is not None
    rows = Document(BytesIO(content)).tables[0].rows
    done = {row.cells[0].text: [line.split(" 2022")[0] for line in row.cells[2].text.split("\n")] for row in rows}
    assert done["United States"] == ["Accepted", "Initialled", "Signed"]
    assert rows[1].cells[2].text.endswith(", subject to ratification")
    assert done["Russian Federation"] == ["Accepted", "Declined to go on: “Our parliament fell.”"]
    assert done["Ukraine"] == ["Accepted", "Signature: ____________________"]


def agreement() -> list[tuple[str, happened.Event]]:
    clauses = story.frame().clauses(story.CURED)
    digest = text_hash(clauses)
    return [
        (story.US, happened.ProposalTabled("P1", "US", clauses, digest)),
        *story.accepted("P1", 1, digest),
        (story.US, happened.TextAdopted("P1", 1, digest, tuple(story.PARTIES), ())),
    ]


def test_a_recital_stands_in_the_preamble_under_its_number_as_a_clause() -> None:
    clauses = (Clause("Recalling Helsinki,"), Clause("The parties meet."))
    digest = text_hash(clauses)
    acts = [*story.seated(), (story.US, happened.ProposalTabled("P1", "US", clauses, digest))]
    acts += story.accepted("P1", 1, digest)
    acts.append((story.US, happened.TextAdopted("P1", 1, digest, tuple(story.PARTIES), ())))
    content = agreed_text_docx(book_of(story.chained(acts), story.frame()), WORDS)
    assert content is not None
    said = [one.text for one in Document(BytesIO(content)).paragraphs]
    assert said.index("Preamble") < said.index("(1) Recalling Helsinki,") < said.index("have agreed as follows:")
    assert said[said.index("Article 2") + 1] == "The parties meet."


def test_the_times_of_a_document_are_those_of_the_record(made: dict[str, bytes]) -> None:
    entries = story.agreed()
    for content in made.values():
        about = Document(BytesIO(content)).core_properties
        assert about.created == entries[0].at
        assert about.modified == entries[-1].at
        with_dates = parts(content)["docProps/core.xml"].decode()
        assert str(entries[-1].at.year) in with_dates


def test_a_document_can_be_read_out(made: dict[str, bytes]) -> None:
    for name, content in made.items():
        document = Document(BytesIO(content))
        assert document.core_properties.title
        assert document.core_properties.language == "en-GB"
        languages = etree.fromstring(parts(content)["word/styles.xml"]).iter(f"{W}lang")
        assert {one.get(f"{W}val") for one in languages} == {"en-GB"}, name
        for table in body(content).iter(f"{W}tbl"):
            heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
            assert heads == [True, *[False] * (len(heads) - 1)]
            assert table.find(f"{W}tblPr/{W}tblCaption") is not None


def test_changes_are_by_who_made_the_version_at_the_time_of_its_entry(made: dict[str, bytes]) -> None:
    tabled = next(one for one in story.agreed() if getattr(one.event, "proposal", "") == "P2")
    changes = list(body(made["P2-v1.docx"]).iter(f"{W}ins", f"{W}del"))
    assert {one.get(f"{W}author") for one in changes} == {"Çelik <b> (head, Russian Federation)"}
    assert {one.get(f"{W}date") for one in changes} == {tabled.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    numbers = [one.get(f"{W}id") for one in changes]
    assert len(set(numbers)) == len(numbers) > 10


def test_accepting_all_gives_the_version_and_rejecting_all_what_it_was_made_from(made: dict[str, bytes]) -> None:
    issues = {issue.id: issue.title for issue in story.frame().pack.issues}

    def shown(clauses: Sequence[Clause]) -> list[str]:
        return [
            f"{number}.\t{issues[one.issue] + '. ' if one.issue else ''}{PLAIN.block(one.text)}"
            for number, one in enumerate(clauses, start=1)
        ]

    first, cured = story.frame().clauses(story.ONE_SIDED), story.frame().clauses(story.CURED)
    with_preamble = (story.preamble(), *first)
    assert settled(made["P1-v2.docx"], "accept") == shown(with_preamble)
    assert settled(made["P1-v2.docx"], "reject") == shown(first)
    assert settled(made["P2-v1.docx"], "accept") == shown(cured)
    assert settled(made["P2-v1.docx"], "reject") == shown(with_preamble)


CLAUSES = st.lists(
    st.text(st.sampled_from("ab .,\n"), min_size=1, max_size=12).map(lambda one: f"{one}x"), min_size=1, max_size=7
)


@settings(max_examples=40, deadline=timedelta(seconds=5))
@given(CLAUSES, CLAUSES)
def test_any_two_texts_can_be_read_off_their_changes(old: list[str], new: list[str]) -> None:
    content = versions(old, new)["P1-v2.docx"]
    assert settled(content, "accept") == numbered(new)
    assert settled(content, "reject") == numbered(old)


def test_clauses_that_moved_stand_in_the_order_of_each_text() -> None:
    old = ["First the troops.", "Then the missiles fly home.", "Last the inspections begin."]
    new = [old[2], old[0], "Something else entirely.", old[1]]
    content = versions(old, new)["P1-v2.docx"]
    assert settled(content, "accept") == numbered(new)
    assert settled(content, "reject") == numbered(old)


def test_each_version_is_set_against_the_one_before_it() -> None:
    texts = (["One."], ["One.", "Two."], ["Two."])
    found = versions(*texts)
    assert tuple(found) == ("P1-v2.docx", "P1-v3.docx")
    assert settled(found["P1-v3.docx"], "reject") == numbered(texts[1])


def test_a_version_with_the_same_words_says_that_nothing_is_tracked() -> None:
    content = versions(["One."], ["One."])["P1-v2.docx"]
    said = "\n".join(one.text for one in Document(BytesIO(content)).paragraphs)
    assert "word for word the same" in said
    assert not list(body(content).iter(f"{W}ins", f"{W}del"))


@pytest.mark.parametrize("name", [*HOSTILE, *range(len(ODD))])
def test_hostile_words_come_out_as_dead_text(name: str | int) -> None:
    text = ODD[name] if isinstance(name, int) else HOSTILE[name]
    content = versions(["Quiet words."], [f"a{text}", "Quiet words."], name=text)["P1-v2.docx"]
    assert settled(content, "accept") == numbered([f"a{text}", "Quiet words."])
    tags = {str(one.tag).removeprefix(W) for one in body(content).iter()}
    assert tags <= KNOWN
    outside = [part for part, words in parts(content).items() if b'TargetMode="External"' in words]
    assert outside == []


KNOWN = {
    *("document", "body", "p", "pPr", "pStyle", "rPr", "r", "t", "delText", "br", "tab", "ins", "del"),
    *("sectPr", "headerReference", "footerReference", "pgSz", "pgMar", "cols", "docGrid", "type"),
}


def test_a_line_without_end_goes_through() -> None:
    line = "word " * 20_000
    content = versions([line], [f"{line}more"])["P1-v2.docx"]
    assert settled(content, "accept") == numbered([f"{line}more"])


def test_a_public_document_holds_nothing_that_was_private() -> None:
    files = dict(docx_files(hidden.book(), WORDS))
    assert tuple(files) == NAMES
    for name, content in files.items():
        for part, words in parts(content).items():
            assert [one for one in hidden.SECRETS if one.encode() in words] == [], f"{name}: {part}"


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_the_documents(made: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, *(str(tmp_path / name) for name in NAMES)], check=True, capture_output=True, timeout=120)
    read = {name: (tmp_path / name).with_suffix(".txt").read_text(encoding="utf-8-sig") for name in NAMES}
    assert "Article 7: Inspections in addition to the existing three a year" in read["agreed-text.docx"]
    assert "Freeze at 12,000 for 12 months" in read["P2-v1.docx"]
    assert "Reduce by 600 within 90 days" in read["P2-v1.docx"]


def test_a_bot_that_starts_does_not_load_what_writes_documents() -> None:
    code = "import sys, bot.app, cogs.records; print(sorted({'docx', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=story.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
