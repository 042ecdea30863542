"""How much of what the shipped packs promise can be said in sentences, and that it reads back."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.drafting.sentences import UnsayableError, canonical, normal, read_clause
from tests.drafting.sentences.conftest import PACKS, pack_of, words

# Of each pack: commitments, all of which can be said; duties; of these with words of their own, and with none.
COUNTS = {
    "ee-deescalation-2022": (12, 14, 3, 11),
    "northmere-tramways": (8, 10, 10, 0),
    "sarvan-river-compact": (34, 12, 12, 0),
    "two-blocs-ceilings": (28, 11, 11, 0),
}


def steps(pack: str, kind: str) -> Iterator[dict[str, Any]]:
    for issue in pack_of(pack).issues:
        for option in issue.options:
            yield from getattr(option, kind)


def says(step: dict[str, Any], pack: str) -> bool:
    try:
        text = canonical(step, words(pack))
    except UnsayableError:
        return False
    assert list(read_clause(text, words(pack)).steps) == [normal(step, words(pack))]
    return True


@pytest.mark.parametrize("pack", PACKS)
def test_so_many_steps_of_a_pack_can_be_said(pack: str) -> None:
    commitments, duties = [*steps(pack, "commitments")], [*steps(pack, "clauses")]
    said = sum(says(step, pack) for step in commitments)
    own = sum("text" in step for step in duties)
    assert (said, len(duties), own, len(duties) - own) == COUNTS[pack]
    assert said == len(commitments)
    assert not any(says(step, pack) for step in duties)  # words of their own have no sentence but themselves
