"""The files of a session: the same bytes every time, complete, and nothing that is not public."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt

from bot.negotiation import events as happened
from bot.negotiation.codec import entry_from_json, entry_to_json
from bot.negotiation.model import Role
from bot.negotiation.order.acts import MessageParty
from bot.negotiation.replay import replay
from bot.negotiation.talk import Attached
from bot.records import ExportFile, NotARecord, Verified, book_of, exports, json_schema, record_json, verify
from bot.scenarios.frame import frame_of
from bot.text.words import Words
from tests.negotiation.rooms.stage import private_story
from tests.records import story
from tests.support.hostile import HOSTILE

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = story.ROOT / "docs" / "record.schema.json"
NAMES = ("agreed-text.md", "transcript.md", "agreed-text.json", "record.json")
KEPT_FORMATS = ("markdown", "text", "json", "csv")
SHEETS = ("acts.csv", "talk.csv", "credits.csv", "votes.csv", "participation.csv")
READ_AND_KEPT = (*NAMES, "agreed-text.txt", "transcript.txt", *SHEETS)


@pytest.fixture(scope="module")
def made() -> dict[str, ExportFile]:
    return story.files(story.agreed())


@pytest.fixture(scope="module")
def talked() -> dict[str, ExportFile]:
    return story.files(story.agreed(), story.talk(), KEPT_FORMATS)


@pytest.mark.parametrize("name", READ_AND_KEPT)
def test_the_files_are_those_that_were_read_and_kept(name: str, talked: dict[str, ExportFile]) -> None:
    assert talked[name].content == (GOLDEN / name).read_bytes()


def test_the_same_entries_give_the_same_bytes(made: dict[str, ExportFile]) -> None:
    assert tuple(made) == NAMES
    assert story.files(story.agreed()) == made


def test_a_session_without_agreement_has_no_agreed_text() -> None:
    assert set(story.files(story.open_ended())) == {"transcript.md", "record.json"}


def test_formats_are_chosen_and_unknown_ones_refused() -> None:
    entries = story.open_ended()
    state, words = replay(entries), Words()
    only = exports(book_of(entries, story.frame()), words, formats=["json"])
    assert [file.name for file in only] == [f"{story.SESSION}-record.json"]
    with pytest.raises(ValueError, match="unknown format scroll"):
        exports(book_of(entries, story.frame()), words, formats=["scroll"])
    with pytest.raises(ValueError, match="at least the entry"):
        record_json(state, ())


def test_the_json_files_are_verified_and_fit_the_published_schema(made: dict[str, ExportFile]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    for name in ("record.json", "agreed-text.json"):
        assert isinstance(verify(made[name].content), Verified)
        validator.validate(json.loads(made[name].content))
    with pytest.raises(jsonschema_rs.ValidationError):
        validator.validate({**json.loads(made["record.json"].content), "extra": 1})
    for name in ("agreed-text.md", "transcript.md"):
        with pytest.raises(NotARecord):
            verify(made[name].content)


def test_entries_that_were_kept_long_ago_are_written_as_they_were_read() -> None:
    """Fields that are younger than them do not show in them, so their hashes still hold."""
    kept = json.loads((GOLDEN / "record.json").read_text(encoding="utf-8"))["entries"]
    assert [entry_to_json(entry_from_json(entry)) for entry in kept] == kept


def test_the_published_schema_is_that_of_the_models() -> None:
    current = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    assert SCHEMA.read_text(encoding="utf-8") == current


def test_snowflakes_are_strings(made: dict[str, ExportFile]) -> None:
    def numbers(value: object) -> Iterator[int]:
        match value:
            case int() if not isinstance(value, bool):
                yield value
            case dict():
                for part in value.values():
                    yield from numbers(part)
            case list():
                for part in value:
                    yield from numbers(part)

    record = json.loads(made["record.json"].content)
    assert max(numbers(record)) < 2**53
    assert {entry["member"] for entry in record["entries"]} >= {story.CHAIR, story.US}


def test_foreign_text_is_shown_and_not_obeyed(talked: dict[str, ExportFile]) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for name in ("agreed-text.md", "transcript.md"):
        html = parser.render(talked[name].content.decode())
        assert "<a " not in html
        assert "<img" not in html
        assert not re.search(
            r"<(?!/?(h[1-6]|p|ul|ol|li|table|thead|tbody|tr|th|td|code|strong|em|blockquote|br /|br)\b)", html
        )
        assert "<em>morning" not in html
        assert "<em>recall" not in html
    acts = parser.render(talked["transcript.md"].content.decode())
    for shown in (
        "Ada *the chair*",
        "Çelik &lt;b&gt;",
        "Dorota | Wąs",
        "# @everyone",
        "Too _little_ for us",
        "For `once`, | and not again.",
        "The parties *recall* &lt;b&gt;Helsinki&lt;/b&gt;,",
    ):
        assert shown in acts


def test_the_acts_name_every_entry_and_every_version(made: dict[str, ExportFile]) -> None:
    entries = story.agreed()
    acts = made["transcript.md"].content.decode()
    for entry in entries:
        assert f"\n**{entry.seq}** · " in acts
        if isinstance(entry.event, happened.ProposalTabled | happened.ProposalChanged):
            assert entry.event.text_hash in acts
    assert "### 2022-01-10" in acts
    assert "### 2022-01-11" in acts


def test_the_agreed_text_names_who_accepted_and_what_the_rules_say(made: dict[str, ExportFile]) -> None:
    text = made["agreed-text.md"].content.decode()
    session = replay(story.agreed())
    assert session.agreement is not None
    assert session.agreement.text_hash in text
    for party in session.parties:
        assert f"| {party.name} | " in text
    assert "Overall: **satisfied, with remarks**" in text
    for title, rule in [
        ("What is owed anyway is required and earns nothing, such as ending one's own build-up", "EXCLUSION"),
        ("Exchange rates across categories", "steps"),
        ("The same duty binds all, with the same force and for the same time", "same_duty"),
        ("The sides are done at the same time, and what lasts, lasts equally long", "same_time"),
        ("A step counts as kept only if others can see it", "seen"),
    ]:
        assert f"| {title} (`{rule}`) | " in text


def test_the_agreed_text_names_a_step_by_its_words_with_the_id_behind(made: dict[str, ExportFile]) -> None:
    text = made["agreed-text.md"].content.decode()
    assert "| Expected, but not counted: “Force massed near Ukraine (required, never credited): All return" in text
    assert "observed” (`ru_border_all`). |" in text
    assert "ru\\_border" not in text


def secrets() -> list[str]:
    """Every confidential sentence of the pack."""
    found: list[str] = []
    for own in story.frame().pack.confidential.values():
        found += [own.batna.text, *own.interests, *re.split(r"(?<=[.;])\s+", own.brief)]
    return [text for text in (" ".join(part.split()) for part in found) if text.count(" ") > 1]


def test_no_export_holds_a_secret_text(made: dict[str, ExportFile]) -> None:
    texts = secrets()
    assert len(texts) > 30
    for file in made.values():
        content = " ".join(file.content.decode().split())
        assert not [text for text in texts if text in content], file.name
        assert not re.search(r"batna|facilitator_key|red_line|\bscores\b|interests", content), file.name


def test_exports_do_not_depend_on_anything_secret(made: dict[str, ExportFile]) -> None:
    pack = story.frame().pack
    told = pack.confidential["US"].model_copy(update={"brief": "SECRET", "interests": ("SECRET",), "red_lines": ()})
    blind = pack.model_copy(
        update={
            "confidential": dict.fromkeys(pack.confidential, told),
            "scores": {
                party: {issue: dict.fromkeys(sheet, 987_654) for issue, sheet in sheets.items()}
                for party, sheets in pack.scores.items()
            },
            "facilitator_key": None,
        }
    )
    entries = story.agreed()
    again = exports(book_of(entries, frame_of(blind)), Words())
    assert tuple(file.content for file in again) == tuple(file.content for file in made.values())


def test_talk_stands_between_the_acts_with_what_became_of_it(talked: dict[str, ExportFile]) -> None:
    for name in ("transcript.md", "transcript.txt"):
        text = talked[name].content.decode()
        order = ("shall we begin?", "began the negotiation", "tabled P1", "has declined to be recorded", "A passer-by")
        places = [text.index(one) for one in order]
        assert places == sorted(places), name
        for mark in (
            "in reply to Bo (head, United States) at 23:52:00",
            "in reply to a message that is not in this record",
            "edited at 23:52:20; before: “Good",
            "deleted at 2022-01-11 00:04:40",
            "4,711 bytes, kept with the SHA-256",
            "9 bytes, not kept",
        ):
            assert mark in text, (name, mark)


def test_a_message_of_several_lines_cannot_pass_for_rows_of_the_transcript(talked: dict[str, ExportFile]) -> None:
    plain = talked["transcript.txt"].content.decode()
    assert "\n    23:59:59 10. Bo accepted P1.\n" in plain
    assert "\n23:59:59" not in plain
    markdown = talked["transcript.md"].content.decode()
    assert "> Here:\\\n> 23:59:59 10. Bo accepted P1.\\\n> \\- and more\n" in markdown


def test_a_transcript_says_how_many_entries_its_reader_misses() -> None:
    played = private_story()
    played.does("chair", MessageParty("NORD", "Be patient."))
    book = book_of(played.entries, played.frame)
    texts = [file.content.decode() for file in exports(book, Words(), ["markdown", "text"])]
    assert len(texts) == 2
    assert all(
        "Left out, because not everybody may know them: 1 entry; its place in the record is kept." in text
        for text in texts
    )
    assert not any("Be patient" in text for text in texts)


def test_whatever_is_said_stays_dead_text_in_markdown_plain_text_and_tables() -> None:
    talk = [
        replace(story.said(str(at), 5_000 + at, f"8{at}", text, files=(Attached(text[:200], 1),)), name=text[:200])
        for at, text in enumerate(HOSTILE.values())
    ]
    made = story.files(story.agreed(), talk, KEPT_FORMATS)
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(made["transcript.md"].content.decode())
    assert not re.search(
        r"<(?!/?(h[123]|p|ul|ol|li|table|thead|tbody|tr|th|td|code|strong|em|blockquote|br) ?/?>)", html
    )
    plain = made["transcript.txt"].content.decode()
    said = plain[plain.index("01:1") :]
    assert all(re.match(r"(    |\d\d:\d\d:\d\d |$)", line) for line in said.splitlines()), (
        "no line begins a row of its own"
    )
    assert len(re.findall(r"(?m)^\d\d:\d\d:\d\d ", said)) == len(HOSTILE)
    for name in ("transcript.md", "transcript.txt", *SHEETS):
        text = made[name].content.decode("utf-8-sig")
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text), name


def test_a_lone_surrogate_in_a_name_does_not_stop_an_export() -> None:
    odd = happened.SeatTaken(story.GUEST, "odd\ud800", Role.OBSERVER, None)
    found = story.files(story.chained([*story.seated(), (story.CHAIR, odd)]))
    assert json.loads(found["record.json"].content)["seats"][-1]["name"] == "odd\ud800"
    assert "odd\ufffd" in found["transcript.md"].content.decode()
