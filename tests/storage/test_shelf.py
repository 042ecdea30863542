"""The shelf: shipped packs, packs of one's own, and files that are none."""

import logging
from pathlib import Path

import pytest

from bot.scenarios.reading import load_pack
from bot.service.ports import Packs
from bot.storage.shelf import SHIPPED, PackShelf
from tests.support.builders import TINY


def as_port(shelf: Packs) -> Packs:
    """The type checker holds the shelf to the port."""
    return shelf


def test_the_shipped_packs_are_there() -> None:
    shelf = as_port(PackShelf())
    assert shelf.ids() == tuple(path.stem for path in sorted(SHIPPED.glob("*.yaml")))
    for name in shelf.ids():
        pack = shelf.get(name)
        assert pack
        assert pack.id == name
        assert shelf.source(name).encode() == (SHIPPED / f"{name}.yaml").read_bytes()
    assert shelf.get("none") is None


def test_packs_of_ones_own_follow(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes(TINY.read_bytes().replace(b"id: tiny", b"id: mine"))
    shelf = PackShelf(tmp_path)
    assert shelf.ids()[-1] == "mine"
    assert shelf.path("mine") == tmp_path / "mine.yaml"
    assert not shelf.broken


def test_a_file_that_is_no_pack_is_left_out_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.yaml").write_text("schema: 2\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes((SHIPPED / "ee-deescalation-2022.yaml").read_bytes())
    (tmp_path / "c.yaml").mkdir()
    with caplog.at_level(logging.WARNING):
        shelf = PackShelf(tmp_path)
        assert shelf.ids() == PackShelf().ids()
    assert [path.name for path in shelf.broken] == ["a.yaml", "b.yaml", "c.yaml"]
    assert "another pack is called" in shelf.broken[tmp_path / "b.yaml"]
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 3
    assert "a.yaml" in caplog.text


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert PackShelf(tmp_path / "none").ids() == PackShelf().ids()


def test_a_pack_reads_the_same_from_its_source() -> None:
    shelf = PackShelf()
    for name in shelf.ids():
        pack = shelf.get(name)
        assert pack
        assert load_pack(shelf.source(name)) == pack
        assert load_pack(shelf.source(name)).fingerprint == pack.fingerprint
