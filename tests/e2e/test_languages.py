"""Public cards speak the server's language, private answers the member's; what has no translation is English."""

from pathlib import Path

import pytest

from bot.text.words import PROMPTS
from tests.e2e.world import BALANCED, pressed, running_world


@pytest.mark.asyncio
async def test_each_reader_is_spoken_to_in_the_right_language(tmp_path: Path) -> None:
    prompts = tmp_path / "prompts"
    (prompts / "de" / "parts").mkdir(parents=True)
    (prompts / "de" / "refusals").mkdir()
    (prompts / "de" / "cards").mkdir()
    (prompts / "en").symlink_to(PROMPTS / "en")
    (prompts / "de" / "parts" / "tone.j2").write_text("{{ '✔ ausgewogen' if tone == 'balanced' else '✖' }}")
    finding = "{% block findings %}Befund: {% include 'parts/tone.j2' %}{% endblock %}"
    (prompts / "de" / "cards" / "details.j2").write_text(finding)
    (prompts / "de" / "refusals" / "no_seat.j2").write_text("Du hast keinen Platz.\nNimm einen: `/seat take`.")
    async with running_world(tmp_path, prompts) as world:
        await world.begun()
        await world.table("us", BALANCED)
        card = await world.card("us", "P1")
        assert "**✔ balanced**" in card.text(), "the server's language"
        heidi = await world.person("heidi", locale="de")
        refused = await heidi.click(*pressed(await world.card("heidi", "P1"), "accept"))
        assert "Du hast keinen Platz." in refused.text()
        assert "What would work" in refused.text(), "not translated, so English"
        details = await heidi.click(*pressed(await world.card("heidi", "P1"), "details"))
        assert "Befund: ✔ ausgewogen" in details.text()
        assert "You have no seat" in (await world.do("olga", "accept", proposal="P1")).text()
