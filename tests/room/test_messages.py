"""Messages, cards, files and forms as HTML."""

from typing import Any

import pytest

from bot.loopback.people import Message, Modal
from bot.loopback.room.components import component, components, embed
from bot.loopback.room.files import attachment, size_text
from bot.loopback.room.forms import dialog, faults
from bot.loopback.room.messages import article, follows
from bot.loopback.room.scene import Scene
from tests.room.sample_bot import HOSTILE
from tests.room.test_markdown import Reader


def message(number: int = 100, **changes: object) -> Message:
    raw: dict[str, Any] = {
        "id": str(number),
        "channel_id": "2",
        "guild_id": "1",
        "type": 0,
        "author": {"id": "9", "username": "parley", "global_name": "Parley", "bot": True},
        "content": "hello",
        "components": [],
        "embeds": [],
        "attachments": [],
        "flags": 0,
        "timestamp": "2026-01-10T09:00:00.000000+00:00",
        "edited_timestamp": None,
        "pinned": False,
        "mentions": [],
    }
    return Message.read(raw | changes)


def test_a_message_says_who_and_when_and_that_it_is_a_bot(scene: Scene) -> None:
    html = article(message(), scene, follows=False)
    assert '<span class="author">Parley</span><span class="tag">BOT</span>' in html
    assert 'datetime="2026-01-10T09:00:00+00:00"' in html
    assert 'data-message="100"' in html


def test_the_answer_to_a_command_says_who_used_which(scene: Scene) -> None:
    meta = {"type": 2, "id": "1", "user": {"id": "8", "username": "us", "global_name": "United States"}}
    html = article(
        message(type=20, interaction_metadata=meta, interaction={"name": "session open"}), scene, follows=False
    )
    assert "United States used /session open" in html


def test_a_reply_quotes_and_jumps_to_its_message(scene: Scene) -> None:
    target = message(50, content="**first** words").raw
    html = article(
        message(type=19, message_reference={"message_id": "50"}, referenced_message=target), scene, follows=False
    )
    assert 'data-act="jump" data-target="50"' in html
    assert "Parley: first words" in html
    lost = article(
        message(type=19, message_reference={"message_id": "50"}, referenced_message=None), scene, follows=False
    )
    assert "a message that was deleted" in lost


def test_an_ephemeral_answer_says_so_and_can_be_dismissed(scene: Scene) -> None:
    html = article(message(flags=64), scene, follows=False)
    assert "Only you can see this" in html
    assert 'data-act="dismiss">Dismiss<' in html
    assert 'data-act="reply"' not in html


def test_edited_and_thinking_are_said(scene: Scene) -> None:
    assert "(edited)" in article(message(edited_timestamp="2026-01-10T09:01:00+00:00"), scene, follows=False)
    assert "Parley is thinking…" in article(message(flags=128, content=""), scene, follows=False)


def test_a_second_message_of_the_same_author_follows_within_seven_minutes() -> None:
    first = message()
    assert follows(message(101, timestamp="2026-01-10T09:06:00+00:00"), first)
    assert not follows(message(101, timestamp="2026-01-10T09:08:00+00:00"), first)
    assert not follows(message(101, flags=64), first)
    assert not follows(message(101, message_reference={"message_id": "50"}), first)
    assert not follows(first, None)


BUTTON = {"type": 2, "style": 3, "label": "Accept", "custom_id": "n:accept:1", "id": 1}


def test_buttons_of_every_style_can_be_told_apart_by_name_and_state(scene: Scene) -> None:
    html = components([BUTTON, BUTTON | {"disabled": True, "style": 4}], scene)
    assert '<button type="button" class="btn success" data-act="click" data-id="n:accept:1">Accept</button>' in html
    assert 'class="btn danger" disabled title="Not available now"' in html
    link = component({"type": 2, "style": 5, "label": "Docs", "url": "https://a.b/"}, scene)
    assert 'href="https://a.b/" class="btn link ext" rel="noopener noreferrer"' in link
    assert "href" not in component({"type": 2, "style": 5, "label": "Docs", "url": "javascript:x"}, scene)


def test_a_select_has_its_options_with_descriptions(scene: Scene) -> None:
    options = [
        {"label": "Stay", "value": "a", "description": "Nothing moves"},
        {"label": "Go", "value": "b", "default": True},
    ]
    html = component(
        {"type": 3, "custom_id": "x", "placeholder": "Troops", "options": options, "min_values": 0, "max_values": 2},
        scene,
    )
    assert 'role="combobox" class="select-face"' in html
    assert 'aria-label="Troops"' in html
    assert 'aria-multiselectable="true"' in html
    assert '<span class="option-about">Nothing moves</span>' in html
    assert 'aria-selected="true" data-value="b"' in html
    assert '<span class="select-shown">Go</span>' in html
    people = component({"type": 5, "custom_id": "u"}, scene)
    assert 'data-value="8"><span class="option-text"><span class="option-name">&lt;b&gt;Bob&lt;/b&gt;</span>' in people


def test_a_layout_keeps_its_order_and_nesting(scene: Scene) -> None:
    layout = {
        "type": 17,
        "accent_color": 0x5865F2,
        "components": [
            {"type": 9, "components": [{"type": 10, "content": "# Title"}], "accessory": BUTTON},
            {"type": 14, "divider": True, "spacing": 2},
            {"type": 10, "content": "**body**"},
            {"type": 99},
        ],
    }
    html = component(layout, scene)
    assert 'style="--accent:#5865f2"' in html
    order = [html.index(piece) for piece in ("<h3>Title", "Accept", 'role="separator"', "<strong>body", "type 99")]
    assert order == sorted(order)


def test_files_of_the_server_are_shown_and_foreign_ones_are_never_loaded(scene: Scene) -> None:
    own = "http://127.0.0.1:9/cdn/attachments/2/5/a%20b.png"
    shown = attachment({"url": own, "filename": "a b.png", "content_type": "image/png", "size": 9}, scene)
    assert '<img src="/cdn/attachments/2/5/a%20b.png" alt="a b.png"' in shown
    row = attachment({"url": own, "filename": "a b.png", "content_type": "image/svg+xml", "size": 2048}, scene)
    assert "<img" not in row
    assert "2.0 KB" in row
    assert 'download="a b.png"' in row
    foreign = attachment({"url": "https://evil.example/x.png", "filename": "x", "content_type": "image/png"}, scene)
    assert "<img" not in foreign
    trick = attachment({"url": "http://127.0.0.1:99/cdn/attachments/2/5/x.png", "content_type": "image/png"}, scene)
    assert "<img" not in trick
    assert size_text(12, scene) == "12 bytes"
    assert size_text(3 * 1024 * 1024, scene) == "3.0 MB"


def test_hostile_text_stays_text_everywhere(scene: Scene) -> None:
    evil = HOSTILE + '" onmouseover="window.pwned=1'
    button = {"type": 2, "style": 1, "label": evil, "custom_id": evil}
    select = {"type": 3, "custom_id": evil, "placeholder": evil, "options": [{"label": evil, "value": evil}]}
    reader = Reader()
    author = {"id": "9", "username": evil, "global_name": evil}
    file = {"url": "http://127.0.0.1:9/cdn/attachments/2/5/x", "filename": evil, "size": 3, "content_type": evil}
    reader.feed(
        article(
            message(author=author, content=evil, components=[button, select], attachments=[file]),
            scene,
            follows=False,
            menus=(evil,),
        )
    )
    reader.feed(embed({"title": evil, "description": evil, "url": "javascript:x", "footer": {"text": evil}}, scene))
    reader.feed(dialog(modal(evil), scene, {"t": evil}))
    assert not reader.tags & {"script", "img", "svg", "iframe", "b"}
    assert not {one for one in reader.attributes if one.startswith("on")}
    assert not {one for one in reader.links if one.lower().startswith(("javascript", "data"))}


def modal(text: str = "Clause") -> Modal:
    fields: list[dict[str, Any]] = [
        {"type": 10, "content": text},
        {
            "type": 18,
            "label": text,
            "description": text,
            "component": {"type": 4, "id": 3, "custom_id": "t", "style": 2, "min_length": 5, "max_length": 20},
        },
        {"type": 18, "label": "Side", "component": {"type": 3, "id": 5, "custom_id": "s", "options": OPTIONS}},
        {
            "type": 18,
            "label": "Several",
            "component": {
                "type": 22,
                "id": 7,
                "custom_id": "c",
                "options": OPTIONS,
                "min_values": 1,
                "required": False,
            },
        },
        {"type": 18, "label": "One", "component": {"type": 21, "id": 9, "custom_id": "r", "options": OPTIONS}},
        {"type": 18, "label": "Yes", "component": {"type": 23, "id": 11, "custom_id": "y"}},
    ]
    return Modal(id=1, custom_id=text, title=text, components=fields, application_id=1, channel_id=2, guild_id=3)


OPTIONS = [{"label": "All", "value": "all"}, {"label": "One side", "value": "one", "description": "the other"}]
GOOD = {"t": "long enough", "s": ["all"], "c": ["one"], "r": "all", "y": False}


def test_a_form_has_a_label_for_each_field(scene: Scene) -> None:
    html = dialog(modal(), scene, {"t": "\nbefore", "s": ["one"]})
    assert '<label for="field-3">Clause<span class="star"' in html
    assert 'id="field-3"' in html
    assert "maxlength" not in html  # it would cut a pasted text without a word
    assert ">\n\nbefore</textarea>" in html
    assert '<span class="select-shown">One side</span>' in html
    assert "5 to 20 characters" in html
    assert html.count('type="radio"') == 2


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("t", "", "fill this in"),
        ("t", "   ", "fill this in"),
        ("t", "four", "at least 5"),
        ("t", "x" * 21, "21 of 20 characters: shorten by 1."),
        ("s", [], "fill this in"),
        ("s", ["all", "one"], "choose 0 to 1"),
        ("r", None, "fill this in"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_at_its_field(scene: Scene, field: str, value: object, part: str) -> None:
    assert faults(modal(), GOOD, scene) == {}
    wrong = faults(modal(), GOOD | {field: value}, scene)
    assert list(wrong) == [field]
    assert part in wrong[field]
