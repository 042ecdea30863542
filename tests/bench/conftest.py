"""The table is printed once all figures are measured."""

from collections.abc import Iterator

import pytest

from tests.bench.figures import table


@pytest.fixture(scope="session", autouse=True)
def printed() -> Iterator[None]:
    yield
    print(f"\n\n{table()}\n")  # noqa: T201  # the point of the run
