"""Pictures of a session: the same bytes every time, the numbers also in words, and only what is for the reader."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

import pytest
from lxml import etree
from matplotlib.image import imread as read_png

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events as happened
from bot.negotiation.events import Recorded
from bot.negotiation.model import Party
from bot.negotiation.replay import undone_by
from bot.records import Book, FormatUnavailable, book_of, exports
from bot.records.pictures import Kind, NotForReader, Picture, picture, picture_files
from bot.records.pictures.conduct import acceptance_of, activity_of, brackets_of
from bot.records.pictures.drawing import drawable, name_of, wrapped
from bot.records.pictures.worth import balance_of, credits_of, scores_of
from bot.records.readers import CHAIR, PUBLIC, Reader, Sight
from bot.scenarios.frame import Frame, frame_of
from bot.text.words import Words
from tests.records import busy, hidden, story
from tests.records.test_exports import GOLDEN
from tests.support.builders import shipped_pack
from tests.support.hostile import HOSTILE

WORDS = Words()
SVG = "{http://www.w3.org/2000/svg}"
PLAYERS = [PUBLIC, Reader(Sight.PARTY, "US")]


@lru_cache
def drawn(kind: Kind) -> Picture:
    found = picture(busy.book(CHAIR), WORDS, kind)
    assert found is not None
    return found


def told(book: Book) -> str:
    """What all pictures of a book say in words."""
    found = [picture(book, WORDS, kind) for kind in Kind]
    return "\n\n".join(f"# {one.title}\n{one.alternative}" for one in found if one) + "\n"


def test_the_words_of_the_pictures_are_those_that_were_read_and_kept() -> None:
    assert told(book_of(story.agreed(), story.frame(), reader=CHAIR)) == (GOLDEN / "pictures.txt").read_text("utf-8")


@pytest.mark.parametrize("kind", Kind)
def test_the_same_session_gives_the_same_bytes(kind: Kind) -> None:
    assert picture(busy.book(CHAIR), WORDS, kind) == drawn(kind)


@pytest.mark.parametrize("kind", Kind)
def test_a_picture_is_as_wide_as_a_phone_and_holds_no_address_and_no_date(kind: Kind) -> None:
    found = drawn(kind)
    assert found.png.startswith(b"\x89PNG")
    assert int.from_bytes(found.png[16:20]) == 900
    assert not re.search(rb"tEXt|tIME|iTXt", found.png)
    root = etree.fromstring(found.svg)
    assert b"<!DOCTYPE" not in found.svg
    assert not re.search(rb"https?://(?!www\.w3\.org/(2000/svg|1999/xlink)\")", found.svg)
    assert not [
        one.tag for one in root.iter() if one.tag in {f"{SVG}{tag}" for tag in ("script", "style", "image", "a")}
    ]
    assert not [name for one in root.iter() for name in one.attrib if str(name).lower().startswith("on")]


@pytest.mark.parametrize("kind", Kind)
def test_a_png_is_read_by_others(kind: Kind) -> None:
    image = read_png(io.BytesIO(drawn(kind).png))
    assert image.shape[1:] == (900, 3)
    assert image.min() < 0.2  # ink
    assert image[-1, -1].min() == 1  # white paper


@pytest.mark.parametrize("kind", Kind)
def test_whoever_cannot_see_a_picture_hears_its_title_and_numbers(kind: Kind) -> None:
    root = etree.fromstring(drawn(kind).svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == drawn(kind).title
    assert root.findtext(f"{SVG}desc") == drawn(kind).alternative
    assert re.search(r"\d", drawn(kind).alternative)


@pytest.mark.parametrize("kind", [Kind.CREDITS, Kind.BALANCE, Kind.ACCEPTANCE, Kind.SCORES])
def test_series_are_told_apart_by_more_than_colour(kind: Kind) -> None:
    """Take all colours away: lines are still dashed in their own way, and bars and cells hatched."""
    svg = drawn(kind).svg.decode()
    dashes = set(re.findall(r"stroke-dasharray: ([\d.,]+)", svg))
    hatched = set(re.findall(r"fill: (url\(#\w+\))", svg))
    assert len(dashes | hatched) >= 1


def test_a_party_has_a_long_name_wrapped_and_one_in_letters_that_the_font_lacks_its_id() -> None:
    assert wrapped(busy.LONG, 18, 2) == "Plurinational\nFederation of the…"
    assert name_of("中华人民共和国", "CN") == "CN"
    assert name_of("Їжак", "UA") == "Їжак"
    assert drawable("a中") == "a\N{REPLACEMENT CHARACTER}"
    assert busy.LONG in drawn(Kind.ACCEPTANCE).alternative
    assert "中华人民共和国" in drawn(Kind.ACCEPTANCE).alternative


def test_credits_are_what_each_side_gives_and_what_the_others_give() -> None:
    found = credits_of(book_of(story.agreed(), story.frame()))
    assert found is not None
    assert found.versions.labels == ("P1 v1", "P1 v2", "P2 v1", "P3 v1")
    assert {one.of.id: list(map(int, one.values)) for one in found.given} == {
        "US": [600, 600, 600, 0],
        "RU": [0, 0, 600, 0],
    }
    assert [one.values for one in found.received] == [one.values for one in reversed(found.given)]
    assert found.unit == "troop equivalents"


def test_the_balance_is_that_of_the_agreed_text() -> None:
    found = balance_of(book_of(story.agreed(), story.frame()))
    assert found is not None
    assert found.version == "P2 v1"
    (rule,) = found.rules
    assert rule.verdict == "PASS"
    assert {side.id: int(value) for side, value in rule.sides} == {"US": 600, "RU": 600}


def test_the_balance_of_what_is_on_the_table_goes_before_what_is_off_it() -> None:
    clauses = story.frame().clauses(story.ONE_SIDED)
    digest = text_hash(clauses)
    entries = story.chained(
        [
            *story.seated(),
            (story.US, happened.ProposalTabled("P1", "US", clauses, digest)),
            (story.RU, happened.ProposalTabled("P2", "RU", clauses, digest)),
            (story.RU, happened.ProposalWithdrawn("P2", "", ())),
        ]
    )
    found = balance_of(book_of(entries, story.frame()))
    assert found is not None
    assert found.version == "P1 v1"
    assert [value for _, value in found.rules[0].sides] == [Fraction(600), Fraction(0)]


def test_each_partys_last_word_on_each_version_is_shown() -> None:
    found = acceptance_of(book_of(story.agreed(), story.frame()))
    assert found is not None
    assert dict(zip([one.id for one in found.parties], found.cells, strict=True)) == {
        "US": ("", "", "accepted", ""),
        "RU": ("", "rejected", "accepted", ""),
        "PL": ("accepted", "", "accepted", ""),
        "UA": ("taken_back", "", "accepted", ""),
    }


def test_only_the_newest_versions_are_drawn_and_the_words_say_so() -> None:
    found = acceptance_of(busy.book())
    assert found is not None
    assert (len(found.versions.labels), found.versions.left_out) == (12, busy.VERSIONS - 12)
    assert found.versions.labels[-1] == f"P1 v{busy.VERSIONS}"
    assert "Only the newest 12 versions; 3 older ones are left out." in drawn(Kind.ACCEPTANCE).alternative


def test_brackets_burn_down_over_the_time_of_the_record() -> None:
    book = busy.book()
    found = brackets_of(book)
    assert found is not None
    assert [one.open for one in found.counts] == list(range(1, 9))
    assert (found.begun, found.ended) == (book.entries[0].at, book.entries[-1].at)


def test_speaking_time_acts_and_messages_are_counted_by_the_seat_of_the_moment() -> None:
    found = activity_of(busy.book())
    assert found is not None
    assert {one.of.id: one.seconds for one in found} == {**busy.SPOKEN, "UA": 0, "CN": 0}
    assert {one.of.id: one.messages for one in found} == {"US": 26, "UA": 14, "RU": 0, "PL": 0, "CN": 0}
    # Each sat down, three spoke, and then there are the texts, brackets, rejections and acceptances.
    assert {one.of.id: one.acts for one in found} == {"US": 17, "RU": 18, "PL": 2, "UA": 15, "CN": 0}
    assert not undone_by(busy.entries())


def test_points_are_those_of_the_sheets_and_of_no_agreement() -> None:
    found = scores_of(busy.book(CHAIR))
    assert found is not None
    pack = story.frame().pack
    assert [one.values[-1] for one in found.points] == [pack.points(one.of.id, story.CURED) for one in found.points]
    assert found.without == tuple(pack.confidential[one.of.id].batna.points for one in found.points)


def test_the_points_of_two_parties_are_a_path_in_a_plane() -> None:
    frame = frame_of(shipped_pack("northmere-tramways"))
    played = two_versions(frame)
    found = picture(book_of(played, frame, reader=CHAIR), WORDS, Kind.SCORES)
    assert found is not None
    texts = ["".join(map(str, one.itertext())) for one in etree.fromstring(found.svg).iter(f"{SVG}text")]
    assert "P1 v1, P1 v2" in texts  # they are worth the same
    assert "Northmere Tramways Ltd (no deal: 50)" in texts


def two_versions(frame: Frame) -> tuple[Recorded, ...]:
    """Two versions of the first options of a pack that differ in words of their own alone."""
    first = frame.clauses({issue.id: issue.options[0].id for issue in frame.pack.issues})
    longer = (*first, Clause("They meet."))
    parties = tuple(Party(one.id, one.name, one.bloc, one.vote) for one in frame.pack.delegations)
    return story.chained(
        [
            (story.CHAIR, replace(story.opened(), parties=parties)),
            (story.US, happened.ProposalTabled("P1", parties[0].id, first, text_hash(first))),
            (story.US, happened.ProposalChanged("P1", 2, longer, text_hash(longer))),
        ]
    )


def test_nothing_is_drawn_of_a_session_that_has_only_begun() -> None:
    book = book_of(story.open_ended(), story.frame(), reader=CHAIR)
    assert [kind for kind in Kind if picture(book, WORDS, kind)] == []
    assert list(picture_files(book, WORDS)) == []


@pytest.mark.parametrize("reader", PLAYERS)
def test_no_player_sees_the_points(reader: Reader) -> None:
    with pytest.raises(NotForReader):
        picture(busy.book(reader), WORDS, Kind.SCORES)
    names = [name for name, _ in picture_files(busy.book(reader), WORDS)]
    assert sorted(names) == sorted(
        f"picture-{kind.value}.{ending}" for kind in Kind if kind is not Kind.SCORES for ending in ("png", "svg")
    )
    assert "picture-scores.svg" in [name for name, _ in picture_files(busy.book(CHAIR), WORDS)]


@pytest.mark.parametrize("reader", PLAYERS)
def test_pictures_do_not_depend_on_anything_secret(reader: Reader) -> None:
    whole = story.frame().pack
    scores = {
        party: {issue: dict.fromkeys(sheet, 99) for issue, sheet in sheets.items()}
        for party, sheets in whole.scores.items()
    }
    other = frame_of(whole.model_copy(update={"scores": scores, "facilitator_key": None}))
    plain, blind = (book_of(busy.entries(), frame, (), reader) for frame in (story.frame(), other))
    assert list(picture_files(plain, WORDS)) == list(picture_files(blind, WORDS))


def test_what_was_private_is_in_no_byte_of_what_everybody_sees() -> None:
    for name, content in picture_files(hidden.book(), WORDS):
        assert not [one for one in hidden.SECRETS if one.encode() in content], name


def test_an_act_that_a_reader_may_not_know_is_not_counted() -> None:
    def acts(reader: Reader) -> int:
        return sum(one.acts for one in activity_of(hidden.book(reader)) or ())

    assert acts(PUBLIC) == acts(Reader(Sight.PARTY, "RU"))


_FROM_THE_LIST = (
    *("html", "template", "formats", "emoji", "zalgo", "half a pair", "turned round", "control characters"),
    *("no characters", "right to left", "underscores", "only blanks", "a formula"),
)
_AWKWARD = {key: HOSTILE[key] for key in _FROM_THE_LIST} | {
    "mathematics": r"$\frac{1}{0}$ $",
    "a comment that ends": "--> ]]> <!--",
    "a line of 100,000 characters": "x" * 100_000,
    "a name that hides": "_hidden",
}


@pytest.mark.parametrize("text", _AWKWARD.values(), ids=_AWKWARD.keys())
def test_awkward_names_are_dead_text_in_every_picture(text: str) -> None:
    names = dict.fromkeys(("US", "RU", "PL"), text)
    known = {etree.QName(one).localname for kind in Kind for one in etree.fromstring(drawn(kind).svg).iter("*")}
    for name, content in picture_files(busy.book(CHAIR, names), WORDS):
        if name.endswith(".svg"):
            assert {etree.QName(one).localname for one in etree.fromstring(content).iter("*")} <= known
        else:
            assert content.startswith(b"\x89PNG")
            assert len(content) < 500_000


def test_forty_parties_fit_in_a_picture() -> None:
    names = {party: party * 9 for party in ("US", "RU")}
    book = busy.book(CHAIR, names, others=36)
    assert len(activity_of(book) or ()) == 41
    for kind in (Kind.ACCEPTANCE, Kind.SPEAKING):
        found = picture(book, WORDS, kind)
        assert found is not None
        assert int.from_bytes(found.png[20:24]) > int.from_bytes(found.png[16:20])


def test_pictures_are_a_format_of_the_record() -> None:
    names = [file.name for file in exports(book_of(story.agreed(), story.frame()), WORDS, ["pictures"])]
    assert f"{story.SESSION}-picture-credits.png" in names


def test_without_matplotlib_it_is_said_which_package_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("charts", "drawing"):
        monkeypatch.delitem(sys.modules, f"bot.records.pictures.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(FormatUnavailable, match="pictures needs the package matplotlib") as caught:
        picture(busy.book(), WORDS, Kind.CREDITS)
    assert caught.value.package == "matplotlib"


def test_the_bot_starts_without_loading_what_draws() -> None:
    code = (
        "import sys, bot.app, bot.ui.answering.charting, bot.records.pictures;"
        "print(sorted({'matplotlib', 'numpy', 'lxml'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=story.ROOT)
    assert found.stdout.strip() == "[]"
