"""Counts packed into words: whatever the width, what goes in comes out."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.compiler.records.words import Words
from trustboard.warehouse.session import Session


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


@pytest.mark.parametrize(
    ("most", "lanes"),
    [(0, 63), (1, 63), (2**15 - 1, 4), (2**21 - 1, 3), (2**21, 2), (2**31 - 1, 2), (2**40, 1)],
)
def test_as_many_lanes_as_fit(most: int, lanes: int) -> None:
    words = Words([f"n{i}" for i in range(64)], most).words
    assert len(words[0]) == lanes
    assert [name for word in words for name in word] == [f"n{i}" for i in range(64)]


@given(st.data())
def test_sums_of_packed_counts_are_the_sums_of_counts(session: Session, data: st.DataObject) -> None:
    most = data.draw(st.integers(1, 2**45))
    width = data.draw(st.integers(1, 7))
    names = [f"n{i}" for i in range(width)]
    first = data.draw(st.lists(st.integers(0, most), min_size=width, max_size=width))
    second = [data.draw(st.integers(0, most - number)) for number in first]
    words = Words(names, most)
    rows = " UNION ALL ".join(
        "SELECT " + ", ".join(f"{number}::BIGINT AS {name}" for name, number in zip(names, row, strict=True))
        for row in (first, second)
    )
    packed = f"SELECT {', '.join(words.of_counts())} FROM ({rows})"
    added = f"SELECT {', '.join(words.added())} FROM ({packed})"
    (found,) = session.rows(
        f"SELECT {', '.join(words.counts('duckdb')[name] for name in names)} FROM ({added})"
    )
    assert list(found) == [a + b for a, b in zip(first, second, strict=True)]


def test_flags_are_counted(session: Session) -> None:
    words = Words(["a", "b", "c"], 2**31 - 1)
    flags = "SELECT -1::BIGINT AS p, 0::BIGINT AS q UNION ALL SELECT -1, -1"
    packed = f"SELECT {', '.join(words.of_flags(['p', 'q', 'p & q']))} FROM ({flags})"
    counts = words.counts("duckdb")
    added = f"SELECT {', '.join(words.added())} FROM ({packed})"
    assert session.rows(f"SELECT {', '.join(counts[name] for name in 'abc')} FROM ({added})") == [(2, 1, 1)]
