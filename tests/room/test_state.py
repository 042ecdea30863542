"""The view model: channels, unread marks, timelines; and the words of the page."""

import re
from pathlib import Path

from bot.loopback.people import Channel, Message
from bot.loopback.room.labels import Labels
from bot.loopback.room.scene import Scene
from bot.loopback.room.sidebar import RoomPerson, cards, channel_list, hint, people_dialog
from bot.loopback.room.state import Entry, Marks, Timeline, changes, rows
from tests.room.test_messages import message

ME = 7
ROOM = Path(__file__).resolve().parents[2] / "bot" / "loopback" / "room"


def channel(number: int, name: str, kind: int = 0, parent: int | None = None, **raw: object) -> Channel:
    whole = {"id": str(number), "guild_id": "1", "name": name, "type": kind, "parent_id": parent} | raw
    return Channel.read(whole)


CHANNELS = {
    one.id: one
    for one in (
        channel(20, "plenary", position=0, last_message_id="100"),
        channel(22, "delegation", 12, 20),
        channel(21, "record", 11, 20, thread_metadata={"archived": True, "locked": False}),
        channel(30, "lobby", position=1),
    )
}


def test_threads_stand_below_their_channel_open_ones_first() -> None:
    found = rows(CHANNELS, {}, Marks(), ME)
    assert [(one.name, one.thread, one.private, one.archived) for one in found] == [
        ("plenary", False, False, False),
        ("delegation", True, True, False),
        ("record", True, False, True),
        ("lobby", False, False, False),
    ]


def test_unread_counts_what_others_wrote_since_it_was_read() -> None:
    marks = Marks()
    marks.begin(CHANNELS.values())
    said = [
        message(99),
        message(101),
        message(102, mentions=[{"id": "7"}]),
        message(103, author={"id": "7", "username": "me"}),
        message(104, flags=64),
    ]
    assert marks.unread(20, said, ME) == (3, 2)
    assert marks.read(20, said)
    assert not marks.read(20, said)
    assert marks.unread(20, said, ME) == (0, 0)


def test_the_channel_list_says_unread_and_private_in_words(label: Labels) -> None:
    marks = Marks()
    html = channel_list(rows(CHANNELS, {22: [message(120)]}, marks, ME), 20, label)
    assert 'aria-label="Private thread delegation, 1 unread"' in html
    assert 'aria-label="Channel plenary" aria-current="page"' in html
    assert 'aria-label="Thread record, archived"' in html


def test_only_what_changed_is_rendered_and_moved(scene: Scene) -> None:
    timeline = Timeline()
    first, second, third = message(1), message(2, author={"id": "8", "username": "b"}), message(3)
    before = timeline.entries([first, second, third], scene)
    edited = message(2, author={"id": "8", "username": "b"}, content="changed")
    after = timeline.entries([first, edited, third], scene)
    assert [one.id for one in after] == [1, 2, 3]
    assert after[0] is before[0]
    assert after[2] is before[2]
    work = changes(before, after)
    assert (work.removed, [(index, one.id, new) for index, one, new in work.placed]) == ((), [(1, 2, False)])
    gone = timeline.entries([first, third], scene, (), frozenset({2}))
    assert changes(after, gone).removed == (2,)
    # The third now follows the first by the same author and loses its head.
    assert [(one.id, new) for _, one, new in changes(after, gone).placed] == [(3, False)]


def test_a_long_channel_shows_its_end(scene: Scene) -> None:
    timeline = Timeline(limit=10)
    said: list[Message] = [message(number) for number in range(1, 40)]
    assert [one.id for one in timeline.entries(said, scene)] == list(range(30, 40))
    timeline.limit = 20
    work = changes(timeline.entries(said[-10:], scene), timeline.entries(said, scene))
    assert [index for index, _, new in work.placed if new] == list(range(10))


def test_changes_of_nothing_are_nothing() -> None:
    same = (Entry(1, "a"), Entry(2, "b"))
    assert changes(same, same) == changes((), ())


def test_the_first_page_offers_each_person_twice(label: Labels) -> None:
    people = [RoomPerson("Poland and the Baltic hosts", "t", "Hosts"), RoomPerson("Chair", "u", "Leads")]
    assert people[0].key == "poland-and-the-baltic-hosts"
    html = cards(people, label)
    assert 'aria-label="Come in as Chair"' in html
    assert html.count('href="/seat/poland-and-the-baltic-hosts"') == 2
    other = people_dialog(people, people[1], label)
    assert "You, here" in other
    assert 'aria-label="Change to Poland and the Baltic hosts"' in other
    assert '"t"' not in html + other
    assert hint(label).count("<li>") == 3


def test_every_word_of_the_page_is_in_the_template_and_none_is_left_over() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    used = set(re.findall(r'label\(\s*f?"([a-z_0-9]+)"', source)) | set(re.findall(r'Fault\("([a-z_]+)"', source))
    template = (ROOM.parents[2] / "prompts" / "en" / "room" / "labels.j2").read_text(encoding="utf-8")
    there = set(re.findall(r"{% block (\w+) %}", template))
    assert used - there == set()
    quoted = set(re.findall(r"[\"']([a-z_0-9]+)[\"']", source))
    built = {"between", "at_most", "at_least", "bounds_low", "bounds_high", "length_low", "length_high"}
    built |= {f"{one}_letters" for one in ("between", "at_most", "at_least")}
    built |= {f"hint_{n}{end}" for n in (1, 2, 3) for end in ("", "_title")}
    assert there - quoted - built == set()
