"""A process is killed between commit and post, or between post and note: after the restart each post is there once."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.service.courier import Courier
from tests.service.dying import Channel
from tests.service.hall import hall_at

ROOT = Path(__file__).resolve().parents[2]
POSTS = ["rooms", "line 1", "membership chair", "line 2"]


def killed_at(point: str, url: str, posts: Path) -> None:
    """Run the process until it says that it is at the point, and kill it there."""
    command = [sys.executable, "-m", "tests.service.dying", url, str(posts), point]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.kill()
    assert said.startswith(point)
    assert process.returncode == -9


def posted(posts: Path) -> list[str]:
    return [line.partition(" ")[2].strip() for line in posts.read_text().splitlines()]


@pytest.mark.asyncio
async def test_killed_between_commit_and_post(database_url: str, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    killed_at("committed", database_url, posts)
    assert not posts.exists()
    hall = await hall_at(database_url)
    assert await hall.service.at("guild", "plenary") is not None
    channel = Channel(posts)
    courier = Courier(outbox=hall.store.outbox, service=hall.service, publisher=channel, clock=hall.clock)
    await courier.drain()
    await courier.drain()
    assert posted(posts) == POSTS
    assert len(channel.attempts) == len(set(channel.attempts)) == 4
    await hall.close()


@pytest.mark.asyncio
async def test_killed_between_post_and_note(database_url: str, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    killed_at("posted", database_url, posts)
    assert posted(posts) == POSTS[:2]
    last_nonce = posts.read_text().splitlines()[-1].split()[0]
    hall = await hall_at(database_url)
    channel = Channel(posts)
    courier = Courier(outbox=hall.store.outbox, service=hall.service, publisher=channel, clock=hall.clock)
    if not hall.store.database.single:
        # Another process might still be at it; its claim has to run out.
        await courier.drain()
        assert channel.attempts == []
        hall.clock.pass_by(seconds=60)
    await courier.drain()
    assert channel.attempts[0] == last_nonce
    assert posted(posts) == POSTS
    await hall.close()
