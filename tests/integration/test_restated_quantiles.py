"""A median is restated when it changes, not when records come that leave it where it was."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.small_trust import SmallTrust
from trustboard.operations.restating import restate
from trustboard.operations.workspace import applied_definitions
from trustboard.vocabulary.figure import Accumulator, Figure, Kind
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.restatement import Cause
from trustboard.vocabulary.state import State
from trustboard.warehouse.records import Run
from trustboard.warehouse.runs import RunReader, inputs_of, write_run
from trustboard.warehouse.store import Store


def waiting(*counts: tuple[int, int]) -> Accumulator:
    return Accumulator(state=State.VALUE, histogram=Histogram(Decimal("0.5"), counts))


def reported(store: Store, figure: Figure) -> Run:
    """A run that reports this figure and nothing else."""
    version = store.applied()
    assert version is not None
    with store.writer(by="analyst", act="calculate") as writer:
        ids = [each.receipt_id for each in store.receipts()]
        inputs = inputs_of(version_id=version.version_id, receipt_ids=ids, known_on=writer.day)
        return write_run(writer, figures=[figure], verdicts={}, points=(), restatements=(), inputs=inputs)


@pytest.mark.parametrize(
    ("now", "is_restated"),
    [
        (waiting((3, 2), (8, 1)), False),
        (waiting((1, 1), (3, 2), (8, 1), (90, 1)), False),
        (waiting((3, 1), (8, 2)), True),
        (Accumulator(state=State.NO_CASES), True),
    ],
)
def test_it_is_the_quantile_that_is_compared(
    small_trust: SmallTrust, now: Accumulator, is_restated: bool
) -> None:
    store = Store.open(small_trust.folder / "store")
    last = store.run()
    assert last is not None
    some = RunReader(store, last).figures()[0]
    median = replace(some, kind=Kind.QUANTILE, parts=waiting((3, 2), (8, 1)))
    before = reported(store, median)
    found = restate(
        store,
        before,
        applied_definitions(store),
        [replace(median, parts=now)],
        {},
        store.receipts(),
        on=before.inputs.known_on,
    )
    assert [(each.before, each.after, each.cause) for each in found] == (
        [(median.parts, now, Cause.PROGRAM)] if is_restated else []
    )
