"""Settling, against a plain list: any loads, modes, removals, back-loads, exclusions and destructions.

The same records give the same files, byte for byte, in whatever files and order they came in; and what is
kept in the cache gives the same as settling everything again.
"""

import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.record_loads import EXTRACT, Load, Row, contract, plain_settle, record, rows_of, take
from tests.support.stores import Clock
from trustboard.definitions.contract import Contract, LoadMode
from trustboard.definitions.exclusions import Exclusion
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.partitions import Settled
from trustboard.warehouse.settling import settle
from trustboard.warehouse.store import Store

FIRST = date(2026, 1, 1)
KEYS = [f"K{number}" for number in range(8)] + ["K|é", "k0"]
keys = st.sampled_from(KEYS)
event_days = st.integers(0, 130).map(lambda days: FIRST + timedelta(days))
rows = st.builds(
    record,
    keys,
    event_days,
    ward=st.sampled_from(["W1", "W2", None]),
    bed_days=st.none() | st.integers(-5, 5),
    cost=st.none() | st.decimals(-9, 9, places=6),
    is_elective=st.none() | st.booleans(),
)
exclusions = st.builds(
    Exclusion,
    extract=st.sampled_from([EXTRACT, EXTRACT, "others"]),
    record_key=keys,
    reason=st.sampled_from(["test record", "other provider"]),
    decided_by=st.just("Information governance"),
    decided_on=st.just(FIRST),
    valid_from=st.none() | event_days,
    valid_to=st.none() | event_days,
)


@pytest.fixture(autouse=True, scope="module")
def no_flushing() -> Iterator[None]:
    """Thousands of small files need not reach the disk."""
    with mock.patch.object(os, "fsync"):
        yield


@st.composite
def members(draw: st.DrawFn, mode: LoadMode) -> list[Load]:
    """One file, or the members of one zip: each key once."""
    given = draw(st.lists(rows, min_size=1, max_size=8, unique_by=lambda row: row["record_key"]))
    if mode is LoadMode.SNAPSHOT:
        month = draw(event_days).replace(day=1)
        given = [row | {"event_month": month} for row in given]
    has_removals = mode is LoadMode.CHANGES_BY_KEY and draw(st.booleans())
    if has_removals:
        given = [row | {"removed": draw(st.booleans())} for row in given]
    received = date(2026, 6, 1) + timedelta(draw(st.integers(0, 3)))
    known_from = draw(st.none() | st.just(date(2026, 5, 30)) | st.just(received))
    load = Load(rows=given, day=received, known_from=known_from, has_removals=has_removals)
    cut = draw(st.integers(0, len(given) - 1))
    if not cut:
        return [load]
    return [replace(load, rows=given[:cut], member="a"), replace(load, rows=given[cut:], member="b")]


@st.composite
def histories(draw: st.DrawFn) -> tuple[LoadMode, list[list[Load]], list[Exclusion], set[int]]:
    """Loads in the order in which they came, exclusions, and the positions of receipts destroyed later."""
    mode = draw(st.sampled_from(LoadMode))
    loads = draw(st.lists(members(mode), min_size=1, max_size=5))
    loads.sort(key=lambda load: load[0].day)
    destroyed = draw(st.sets(st.integers(0, 9), max_size=2))
    return mode, loads, draw(st.lists(exclusions, max_size=3)), destroyed


def check(
    store: Store,
    agreed: Contract,
    loads: dict[str, Load],
    decided: Sequence[Exclusion],
    receipts: Sequence[Receipt],
) -> Settled:
    """Settled rows, coverage and counts are those of the plain list."""
    settled = settle(store, agreed, receipts, decided, threads=1)
    own = [each for each in decided if each.extract == EXTRACT]
    expected = plain_settle(agreed, loads, receipts, own, destroyed=store.destroyed())
    assert rows_of(agreed, settled) == {
        month: [tidy(row) for row in each] for month, each in expected.months.items()
    }
    assert settled.coverage == expected.coverage
    assert (settled.superseded, settled.removed) == (expected.superseded, expected.removed)
    assert settled.excluded == expected.excluded
    return settled


def tidy(row: Row) -> Row:
    return {name: cell for name, cell in row.items() if name != "removed"}


@settings(max_examples=settings().max_examples // 3, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.lists(st.integers(0, 9), max_size=3))
def test_what_stands_is_what_a_plain_list_says(
    history: tuple[LoadMode, list[list[Load]], list[Exclusion], set[int]], earlier: list[int]
) -> None:
    mode, loads, decided, destroyed = history
    agreed = contract(mode)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        store = Store.create(place / "store", clock=Clock())
        known: dict[str, Load] = {}
        for load in loads:  # settled after each load: what is kept serves the next
            receipts = take(store, [load], place)
            known |= {each.receipt_id: one for each, one in zip(receipts[-len(load) :], load, strict=True)}
            check(store, agreed, known, decided, receipts)
        for number in earlier:  # as it was known on earlier days, in any order
            check(store, agreed, known, decided, receipts[: number % len(receipts)])
        chosen = [each for number, each in enumerate(receipts) if number in destroyed]
        with store.writer(by="director", act="destroy") as writer:
            writer.record_destruction(chosen, reason="its time has ended")
        kept = check(store, agreed, known, decided, receipts)
        assert settle(store, agreed, receipts, decided, threads=2, is_fresh=True) == kept


@settings(max_examples=settings().max_examples // 6, suppress_health_check=[HealthCheck.too_slow])
@given(
    given_rows=st.lists(rows, min_size=1, max_size=20, unique_by=lambda row: row["record_key"]),
    seed=st.integers(0, 99),
    parts=st.integers(1, 4),
    mode=st.sampled_from([LoadMode.REPLACE_ALL, LoadMode.CHANGES_BY_KEY]),
)
def test_the_same_records_are_the_same_files_in_whatever_files_and_order_they_came(
    given_rows: list[Row], seed: int, parts: int, mode: LoadMode
) -> None:
    shuffled = list(given_rows)
    random.Random(seed).shuffle(shuffled)
    if mode is LoadMode.CHANGES_BY_KEY:
        cut = [shuffled[number::parts] for number in range(parts)]
        wrong = [row | {"bed_days": 99, "cost": Decimal(1)} for row in shuffled[:3]]
        loads = [[Load(rows=each, day=FIRST)] for each in (wrong, *cut) if each]
    else:
        cut = [shuffled[number::parts] for number in range(parts)]
        loads = [[Load(rows=each, day=FIRST, member=str(number)) for number, each in enumerate(cut) if each]]
    assert prints([[Load(rows=given_rows, day=FIRST)]], LoadMode.REPLACE_PERIOD) == prints(loads, mode)


def prints(loads: list[list[Load]], mode: LoadMode) -> list[tuple[date, str, int]]:
    """Month, hash and rows of each partition."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store", clock=Clock())
        receipts = take(store, loads, Path(folder))
        settled = settle(store, contract(mode), receipts, [], threads=1)
        return [(each.month, each.sha256, each.rows) for each in settled.partitions]
