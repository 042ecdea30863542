"""The table is printed once all figures are measured."""

from collections.abc import Iterator

import pytest

from tests.bench.figures import FIGURES, table


@pytest.fixture(scope="session", autouse=True)
def printed() -> Iterator[None]:
    yield
    print(f"\n\n{table()}\n")  # noqa: T201  # the point of the run


@pytest.fixture(autouse=True)
def held() -> Iterator[None]:
    """A test whose figures are over their limits fails, after it has measured all of them."""
    before = len(FIGURES)
    yield
    over = [f"{one.name}: {one.measured:.3g} {one.unit}" for one in FIGURES[before:] if not one.holds]
    assert not over
    assert len(FIGURES) > before
