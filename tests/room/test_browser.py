"""The room in Chromium with a bare bot: everything a person can see and do, mostly by keyboard."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.room.stage import Stage, Visitor, shot

pytestmark = pytest.mark.asyncio(loop_scope="module")
expect.set_options(timeout=10_000)


def composer(page: Page) -> Locator:
    return page.locator("#composer")


async def use(page: Page, command: str, *values: str, shows: bool = True) -> None:
    """Send a command with its required values by keyboard, and wait for what it shows."""
    box = composer(page)
    before = await last(page).get_attribute("id") if await last(page).count() else ""
    await box.focus()
    await box.press_sequentially(f"/{command}")
    await box.press("Enter")
    await expect(page.locator("#composer-box")).to_have_attribute("data-mode", "command")
    for value in values:
        await box.press_sequentially(value)
        await box.press("Enter")
    await box.press("Enter")
    await expect(page.locator("#composer-box")).to_have_attribute("data-mode", "chat")
    if shows:
        await expect(last(page)).not_to_have_attribute("id", str(before))


def last(page: Page) -> Locator:
    return page.locator("#log article").last


async def test_a_visitor_picks_a_person_and_sees_the_hint_once(newcomer: Visitor) -> None:
    page = await newcomer.front()
    await expect(page.get_by_role("heading", name="Rehearsal room")).to_be_visible()
    assert await page.get_by_role("link", name=re.compile("^Come in as")).count() == 6
    assert "token" not in page.url
    await shot(page, "front")
    await page.get_by_role("link", name="Come in as Chair").click()
    hint = page.get_by_role("region", name="Your first negotiation in three steps")
    await expect(hint.get_by_role("listitem")).to_have_count(3)
    await shot(page, "hint")
    await page.get_by_role("button", name="Understood").click()
    await expect(hint).to_have_count(0)
    await page.reload()
    await expect(composer(page)).to_be_focused()
    await expect(hint).to_have_count(0)


async def test_the_hint_goes_with_the_first_act(visitor: Visitor) -> None:
    page = await visitor.sit("Chair", hint=True)
    hint = page.get_by_role("region", name="Your first negotiation in three steps")
    await expect(hint).to_be_visible()
    await composer(page).fill("Good morning.")
    await composer(page).press("Enter")
    await expect(hint).to_have_count(0)
    await page.reload()
    await expect(composer(page)).to_be_focused()
    await expect(hint).to_have_count(0)


async def test_a_command_is_written_by_keyboard_alone(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    box = composer(page)
    await expect(box).to_be_focused()
    await page.keyboard.type("/")
    await expect(page.get_by_role("option", name="/brief Your confidential brief")).to_be_visible()
    await shot(page, "commands")
    await page.keyboard.type("ses")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("option", name=re.compile("northmere-tramways"))).to_be_visible()
    await page.keyboard.type("eastern")
    await expect(page.get_by_role("option", name=re.compile("northmere-tramways"))).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="pack: ee-deescalation-2022 · Eastern Europe")).to_be_visible()
    await page.keyboard.type("days:99")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="days must be at most 10.")).to_be_visible()
    for _ in "99":
        await page.keyboard.press("Backspace")
    await page.keyboard.type("4 chair:ukr")
    await page.keyboard.press("Tab")
    await shot(page, "chips")
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("Opened ee-deescalation-2022 for 4 days, chair Ukraine, public True")
    await expect(last(page)).to_contain_text("Chair used /session open")
    await expect(box).to_be_focused()


async def test_escape_leads_back_and_an_unknown_command_is_kept(visitor: Visitor) -> None:
    page = await visitor.sit("Observer")
    box = composer(page)
    await box.press_sequentially("/brie")
    await box.press("Tab")
    await expect(page.locator(".chip.command")).to_have_text("/brief")
    await box.press("Escape")
    await expect(box).to_have_value("/brief")
    await box.press("Escape")
    await expect(box).to_have_value("")
    await box.press_sequentially("/nothing")
    await box.press("Enter")
    await expect(page.locator("#composer-fault")).to_contain_text("/nothing is no command you may use here")
    await expect(box).to_have_value("/nothing")


async def test_people_talk_and_see_each_other_at_once(visitor: Visitor) -> None:
    us, ru = await visitor.sit("United States"), await visitor.sit("Russian Federation")
    await composer(us).press_sequentially("**Good** morning @Russ")
    await composer(us).press("Tab")
    await composer(us).press("Enter")
    await expect(last(ru)).to_contain_text("Good morning @Russian Federation")
    await expect(last(ru).locator("strong")).to_have_text("Good")
    await expect(last(ru).locator(".mention.me")).to_have_text("@Russian Federation")
    await last(ru).hover()
    await last(ru).get_by_role("button", name="Reply").click()
    await expect(ru.locator(".extras")).to_contain_text("Replying to United States")
    await composer(ru).press_sequentially("Good morning to you")
    await composer(ru).press("Enter")
    await expect(last(us)).to_contain_text("United States: Good morning")
    await last(ru).hover()
    await last(ru).get_by_role("button", name="Delete").click()
    await expect(us.get_by_text("Good morning to you")).to_have_count(0)


async def test_an_ephemeral_answer_is_for_one_person_and_can_be_dismissed(visitor: Visitor) -> None:
    us, ru = await visitor.sit("United States"), await visitor.sit("Russian Federation")
    await use(us, "brief")
    await expect(last(us)).to_contain_text("Only you can see this")
    cover = last(us).get_by_role("button", name="Hidden text. Press to show it.")
    await expect(cover.locator("span")).to_be_hidden()
    await cover.click()
    await expect(last(us).locator(".spoiler.open span")).to_be_visible()
    await expect(ru.get_by_text("Your brief")).to_have_count(0)
    await last(us).get_by_role("button", name="Dismiss").click()
    await expect(us.get_by_text("Your brief")).to_have_count(0)


async def test_buttons_edit_their_message_and_keep_the_focus(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await use(page, "buttons")
    first = last(page)
    marked = await first.evaluate("one => (one.dataset.mine = 'same', one.id)")
    await first.get_by_role("button", name="Count 0").focus()
    await page.keyboard.press("Enter")
    await expect(first.get_by_role("button", name="Count 1")).to_be_focused()
    # The one message was redrawn in its place; the log was not built anew.
    assert await page.locator(f"#{marked}").get_attribute("data-mine") == "same"
    await expect(first.get_by_role("button", name="Closed")).to_be_disabled()
    await expect(first.get_by_role("link", name="Elsewhere")).to_have_attribute("href", "https://example.org/")


async def test_a_button_redrawn_while_it_is_pressed_is_still_pressed(stage: Stage, visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await use(page, "buttons")
    button = last(page).get_by_role("button", name=re.compile("^Count"))
    await button.hover()
    await page.mouse.down()
    async with await stage.person("Ukraine") as person:
        known = (await person.load_history(stage.seed.channel.id, limit=1))[0]
        custom_id = next(one for label, one, _ in known.buttons() if label == "Count 0")
        await person.click(known, custom_id)
        await expect(button).to_have_text("Count 1")
    await page.mouse.up()
    await expect(button).to_have_text("Count 2")


async def test_a_select_is_used_by_keyboard_and_shows_descriptions(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await use(page, "buttons")
    face = last(page).get_by_role("combobox", name="Troops at the border")
    await face.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("option", name="Back 50 km Within 30 days, verified")).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await shot(page, "select")
    await page.keyboard.press("Enter")
    await expect(last(page)).to_contain_text("Chosen: 50")
    await expect(page.get_by_role("listbox")).to_have_count(0)


async def test_a_form_checks_what_is_typed_and_loses_nothing(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await use(page, "buttons")
    press = last(page).get_by_role("button", name="Form")
    await press.click()
    form = page.get_by_role("dialog", name="Add a clause")
    text = form.get_by_label("Text of the clause")
    await expect(text).to_be_focused()
    await text.fill("Too short")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_role("alert").filter(has_text="9 characters; at least 10 are needed.")).to_be_visible()
    await expect(form.get_by_role("alert").filter(has_text="Please fill this in.")).to_be_visible()
    await shot(page, "form")
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await press.click()
    await expect(text).to_have_value("Too short")
    pasted = "Both sides step back. " * 300
    await text.fill(pasted)
    await form.get_by_role("button", name="Submit").click()
    await expect(
        form.get_by_role("alert").filter(has_text=re.compile("^6,600 of .* characters: shorten by"))
    ).to_be_visible()
    await expect(text).to_have_value(pasted)
    await text.fill("Both sides step back.")
    await form.get_by_role("combobox", name="Binding on").click()
    await page.get_by_role("option", name="One side").click()
    await form.get_by_role("button", name="Submit").click()
    await expect(last(page)).to_contain_text("Clause: Both sides step back. (One side)")
    await expect(form).to_have_count(0)


async def test_a_bot_that_does_not_answer_is_said_and_the_command_is_kept(visitor: Visitor) -> None:
    page = await visitor.sit("Ukraine")
    await use(page, "dead", shows=False)
    said = page.get_by_role("alert").filter(has_text="The application did not respond. Try again.")
    await expect(said).to_be_visible()
    await expect(page.locator(".chip.command")).to_have_text("/dead")
    await said.get_by_role("button", name="Dismiss").click()
    await expect(said).to_have_count(0)
    await composer(page).press("Escape")
    await composer(page).press("Escape")
    await use(page, "buttons")
    await last(page).get_by_role("button", name="Silent").click()
    await expect(said).to_be_visible()


async def test_a_deferred_answer_replaces_the_waiting_line(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await use(page, "slow")
    await expect(last(page)).to_contain_text("Thought about it.")
    await expect(page.get_by_text("is thinking…")).to_have_count(0)


async def test_a_card_shows_everything_and_its_file_is_downloaded(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await use(page, "card")
    card = last(page)
    await expect(card.get_by_role("heading", name="P1 v1 · United States")).to_be_visible()
    await expect(card.get_by_role("button", name="Adopt")).to_be_disabled()
    await expect(card.locator("time").last).to_contain_text("ago")
    async with page.expect_download() as download:
        await card.get_by_role("link", name="Download record.md").click()
    path = await (await download.value).path()
    assert await asyncio.to_thread(Path(path).read_bytes) == b"# Record\n"
    await shot(page, "card")


async def test_nothing_hostile_runs_in_the_page(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await use(page, "hostile")
    await expect(last(page)).to_contain_text("<script>window.pwned=1</script>")
    picture = last(page).get_by_role("img", name="dot.png")
    await expect(picture).to_have_js_property("naturalWidth", 1)
    assert await page.evaluate("window.pwned") is None
    assert await last(page).locator("script, svg, iframe, [onerror], [onload]").count() == 0


async def test_a_file_goes_with_a_message(visitor: Visitor, tmp_path: Path) -> None:
    page = await visitor.sit("Chair")
    note = tmp_path / "note.txt"
    await asyncio.to_thread(note.write_text, "agreed")
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Attach a file").click()
    await (await chooser.value).set_files(note)
    await expect(page.get_by_role("button", name="Remove note.txt")).to_be_visible()
    await composer(page).press_sequentially("With a file")
    await composer(page).press("Enter")
    await expect(last(page).get_by_role("link", name="Download note.txt")).to_be_visible()
    await expect(last(page)).to_contain_text("6 bytes")


async def test_a_form_takes_choices_people_and_files(visitor: Visitor, tmp_path: Path) -> None:
    page = await visitor.sit("Chair")
    annex = tmp_path / "annex.txt"
    await asyncio.to_thread(annex.write_text, "the annex")
    await use(page, "everything", shows=False)
    form = page.get_by_role("dialog", name="Everything")
    await form.get_by_role("radio", name="Against").check()
    await form.get_by_role("checkbox", name="Troops").check()
    await form.get_by_role("checkbox", name="Notice").check()
    await form.get_by_role("combobox", name="With whom").click()
    await page.get_by_role("option", name="Ukraine").click()
    await page.get_by_role("option", name="Observer").click()
    await page.keyboard.press("Escape")
    await expect(form).to_be_visible()
    await form.get_by_label("Annex").set_input_files(annex)
    await shot(page, "form-everything")
    await form.get_by_role("button", name="Submit").click()
    await expect(last(page)).to_contain_text("Against · Troops, Notice · False · ")
    await expect(last(page)).to_contain_text("Ukraine")
    await expect(last(page)).to_contain_text("the annex")


async def test_a_command_takes_a_file(visitor: Visitor, tmp_path: Path) -> None:
    page = await visitor.sit("Ukraine")
    paper = tmp_path / "paper.txt"
    await asyncio.to_thread(paper.write_text, "our position")
    await composer(page).press_sequentially("/paper")
    await composer(page).press("Tab")
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name="Choose a file").click()
    await (await chooser.value).set_files(paper)
    await expect(page.get_by_role("button", name="file: paper.txt")).to_be_visible()
    await composer(page).press("Enter")
    await expect(last(page)).to_contain_text("paper.txt: our position")


async def test_a_mentioned_command_is_taken_into_the_composer(visitor: Visitor) -> None:
    page = await visitor.sit("Observer")
    await use(page, "brief")
    await last(page).get_by_role("button", name="/session open").click()
    await expect(page.locator(".chip.command")).to_have_text("/session open")
    await expect(page.get_by_role("option", name=re.compile("northmere"))).to_be_visible()
    await expect(composer(page)).to_be_focused()


async def test_a_private_thread_is_seen_only_by_its_members_and_marked_unread(visitor: Visitor) -> None:
    chair, us, ru = [await visitor.sit(label) for label in ("Chair", "United States", "Russian Federation")]
    await use(chair, "caucus", "united")
    row = us.get_by_role("button", name=re.compile("^Private thread caucus-united_states, 1 unread"))
    await expect(row).to_be_visible()
    await expect(us).to_have_title(re.compile(r"^\(1\) plenary · United States"))
    await expect(ru.get_by_role("button", name=re.compile("caucus"))).to_have_count(0)
    await shot(us, "unread")
    await row.click()
    await expect(us.get_by_role("textbox", name="Message caucus-united_states")).to_be_visible()
    await expect(last(us)).to_contain_text("Between us, @United States.")
    await expect(us.get_by_role("button", name="Private thread caucus-united_states", exact=True)).to_be_visible()
    await us.keyboard.press("Alt+ArrowUp")
    await expect(us.get_by_role("textbox", name="Message plenary")).to_be_visible()


async def test_a_message_command_is_used_from_its_message(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await composer(page).press_sequentially("Words to quote")
    await composer(page).press("Enter")
    said = page.locator("#log article").filter(has_text="Words to quote").first
    await said.hover()
    await said.get_by_role("button", name="Quote").click()
    await expect(last(page).locator("blockquote")).to_have_text("Words to quote")


async def test_another_window_opens_as_another_person(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await page.get_by_role("button", name="Change").click()
    people = page.get_by_role("dialog", name="Who do you want to be?")
    await expect(people).to_be_visible()
    await shot(page, "people")
    async with visitor.context.expect_page() as opened:
        await people.get_by_role("link", name="Open another window as Ukraine").click()
    other = await opened.value
    await expect(other).to_have_title(re.compile("Ukraine$"))
    await people.get_by_role("link", name="Change to Observer").click()
    await expect(page).to_have_title(re.compile("Observer$"))


async def test_reading_above_stays_where_it_is_and_new_messages_are_announced(stage: Stage, visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    person = await stage.person("Ukraine")
    for number in range(30):
        await person.say(stage.seed.channel.id, f"line {number}\nand more")
    await expect(last(page)).to_contain_text("line 29")
    frame = page.locator("#log-frame")
    at_end = "one => one.scrollHeight - one.scrollTop - one.clientHeight"
    assert await frame.evaluate(at_end) < 5
    await frame.evaluate("one => one.scrollTop = 200")
    newer = page.get_by_role("button", name="New messages ↓")
    await expect(newer).to_be_hidden()
    await page.wait_for_timeout(50)
    await person.say(stage.seed.channel.id, "one more")
    await expect(newer).to_be_visible()
    assert await frame.evaluate("one => one.scrollTop") == 200
    await newer.click()
    assert await frame.evaluate(at_end) < 5
    await person.close()


async def test_a_lost_connection_is_said_and_comes_back_with_the_text(stage: Stage, visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await composer(page).press_sequentially("half a sent")
    await page.evaluate("socket.io.engine.close()")
    status = page.get_by_role("status").filter(has_text=re.compile("^(Connection lost|The connection is back)"))
    await expect(status).to_be_visible()
    await expect(status).to_have_text("The connection is back.")
    person = await stage.person("Ukraine")
    await person.say(stage.seed.channel.id, "said meanwhile")
    await expect(last(page)).to_contain_text("said meanwhile")
    await page.reload()
    await expect(composer(page)).to_have_value("half a sent")
    await person.close()


async def test_a_phone_has_a_drawer_and_nothing_too_wide(stage: Stage, browser: Browser) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True)
    page = await Visitor(context, stage).sit("Poland and the Baltic hosts")
    await use(page, "buttons")
    await use(page, "card")
    await expect(last(page).get_by_role("button", name="Accept")).to_be_visible()
    await shot(page, "phone")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    assert await page.locator("#log-frame").evaluate("one => one.scrollWidth") <= 390
    channel = page.get_by_role("button", name="Channel plenary")
    await expect(channel).to_be_hidden()
    await page.get_by_role("button", name="Open the channel list").tap()
    await expect(channel).to_be_focused()
    await shot(page, "phone-drawer")
    await page.keyboard.press("Escape")
    await expect(channel).to_be_hidden()
    background = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(49, 51, 56)"
    await context.close()


CONTRAST = """
() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (!/^rgba.*, 0\\)$|transparent/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  for (const one of document.querySelectorAll(".room *")) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || one.closest(":disabled, [hidden], dialog:not([open]), .options, .spoiler")) continue;
    if (!one.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${one.className} ${one.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return poor;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_stands_out_enough_in_light_and_dark(stage: Stage, browser: Browser, scheme: str) -> None:
    context = await browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = await Visitor(context, stage).sit("Chair", hint=True)
    for command in ("buttons", "card", "brief"):
        await use(page, command)
    await composer(page).press_sequentially("/se")
    await expect(page.get_by_role("option", name=re.compile("session open"))).to_be_visible()
    await shot(page, scheme)
    assert await page.evaluate(CONTRAST) == []
    await context.close()


async def test_arrow_up_leads_to_the_last_card_and_escape_back(visitor: Visitor) -> None:
    page = await visitor.sit("Chair")
    await use(page, "buttons")
    await composer(page).focus()
    await page.keyboard.press("ArrowUp")
    await expect(last(page).locator('[data-act="click"]').first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(composer(page)).to_be_focused()


async def test_too_long_a_message_stays_with_a_word_that_goes_with_the_next_edit(visitor: Visitor) -> None:
    page = await visitor.sit("Observer")
    box, fault = composer(page), page.locator("#composer-fault")
    await box.fill("a" * 2500)
    await box.press("Enter")
    await expect(fault).to_contain_text("2,500 of 2,000 characters: shorten by 500.")
    await expect(box).to_have_value("a" * 2500)
    await box.fill("short")
    await expect(fault).to_have_text("")
    await box.fill("")
