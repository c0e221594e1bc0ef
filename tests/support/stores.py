"""Builders for tests of the store: a clock that ticks, receipts, and strategies for what a run holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.point import Point, PointType
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.restatement import Cause, Restatement
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation, Verdict
from trustboard.warehouse.store import Store

START = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The machine's clock of a test: a second passes at each look; `jump_to` moves it to a day."""

    now: datetime = field(default=START)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def jump_to(self, day: date, *, hour: int = 9) -> None:
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def new_store(folder: Path, clock: Callable[[], datetime] | None = None) -> Store:
    """An empty store under `folder`, with a clock of its own."""
    return Store.create(folder / "store", clock=clock or Clock())


def receipt(**changes: Any) -> Receipt:
    """A receipt as intake gives it, with changes."""
    usual: dict[str, Any] = {
        "extract": "waits",
        "file_name": "waits-2018-04.csv",
        "member": None,
        "file_sha256": "a" * 64,
        "file_bytes": 120,
        "contract_version": "2018-04-01",
        "contract_sha256": "c" * 64,
        "received_on": START,
        "received_by": "intake",
        "rows_read": 10,
        "rows_accepted_from": 7,
        "rows_accepted": 7,
        "rows_rejected": 1,
        "rows_left_out": {"total rows": 2},
        "periods": ("2018-04",),
    }
    return Receipt(**usual | changes)


def figure(**changes: Any) -> Figure:
    """A proportion of 523 in 886, with changes."""
    usual: dict[str, Any] = {
        "indicator": "seen_2w",
        "slice": Slice("ZZ1"),
        "period": Period.month(2018, 4),
        "kind": Kind.PROPORTION,
        "parts": Accumulator(state=State.VALUE, numerator=Decimal(523), denominator=Decimal(886)),
    }
    return Figure(**usual | changes)


def verdict(**changes: Any) -> Verdict:
    """A verdict of a standard met, with changes."""
    usual: dict[str, Any] = {
        "rag": Rag.GREEN,
        "no_rag": None,
        "variation": Variation.COMMON_CAUSE,
        "assurance": Assurance.HIT_AND_MISS,
        "group": Group.WELL,
        "standard_id": "seen_2w_2018",
        "mean": 0.55,
        "lower_limit": 0.41,
        "upper_limit": 0.69,
    }
    return Verdict(**usual | changes)


codes = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)
indicators = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
hashes = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
days = st.dates(date(2000, 1, 1), date(2060, 12, 31))
periods = st.builds(Period.containing, days, st.sampled_from(Grain))
slices = st.one_of(
    st.builds(Slice, codes),
    st.builds(lambda unit, code: Slice(unit, commissioner=code), codes, codes),
    st.builds(lambda unit, code: Slice(unit, council=code), codes, codes),
    st.builds(lambda unit, code: Slice(unit, group=code), codes, codes),
)
numbers = st.decimals(
    min_value=-(10**20), max_value=10**20, places=6, allow_nan=False, allow_infinity=False
) | st.integers(-(10**26) + 1, 10**26 - 1).map(Decimal)
histograms = st.builds(
    lambda quantile, counts: Histogram(quantile, tuple(sorted(counts.items()))),
    st.sampled_from([Decimal("0.5"), Decimal("0.95"), Decimal("0.125")]),
    st.dictionaries(st.integers(-(10**6), 10**6), st.integers(1, 10**9), min_size=1, max_size=5),
)
plain_parts = st.builds(
    Accumulator,
    state=st.sampled_from(State),
    numerator=st.none() | numbers,
    denominator=st.none() | numbers,
)
parts = st.one_of(
    plain_parts,
    st.builds(Accumulator, state=st.sampled_from(State), histogram=histograms),
    st.builds(Accumulator, state=st.sampled_from(State), largest=numbers),
)
figures = st.builds(
    Figure,
    indicator=indicators,
    slice=slices,
    period=periods,
    kind=st.sampled_from(Kind),
    parts=parts,
    per=st.sampled_from([1, 100, 1000, 100000]),
)
floats = st.none() | st.floats(allow_nan=False, allow_infinity=False)
verdicts = st.builds(
    Verdict,
    rag=st.none() | st.sampled_from(Rag),
    no_rag=st.none() | st.sampled_from(NoRag),
    variation=st.sampled_from(Variation),
    assurance=st.sampled_from(Assurance),
    group=st.sampled_from(Group),
    standard_id=st.none() | codes,
    other_standard_ids=st.lists(codes, max_size=3).map(tuple),
    mean=floats,
    lower_limit=floats,
    upper_limit=floats,
    note=texts,
)
points = st.builds(
    Point,
    indicator=indicators,
    slice=slices,
    period=periods,
    value=floats,
    mean=floats,
    lower=floats,
    upper=floats,
    epoch=st.integers(0, 9),
    point_type=st.sampled_from(PointType),
    target=floats,
)
restatements = st.builds(
    Restatement,
    indicator=indicators,
    slice=slices,
    period=periods,
    before=parts,
    after=st.none() | parts,
    cause=st.sampled_from(Cause),
    first_reported_on=days,
    restated_on=days,
    run_before=hashes,
)
