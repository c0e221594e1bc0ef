"""What stands behind a figure of a record indicator: the partitions its cells read, and their files."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trustboard.operations.reading import StandingRun
from trustboard.operations.records.cells import Passing
from trustboard.operations.records.counting import Counting, extracts_of, plan_of, working
from trustboard.operations.records.standing import settle_records
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.engine import DuckDBEngine
from trustboard.warehouse.partitions import Partition
from trustboard.warehouse.standing import periods_standing, standing


@dataclass(frozen=True, kw_only=True)
class ReadBehind:
    """The settled months that a figure reads, by extract; its cells' periods, its fields, and an engine."""

    partitions: Mapping[str, Sequence[Partition]]
    cells: Mapping[Grain, list[Period]]
    fields: frozenset[str]
    engine: DuckDBEngine


@contextlib.contextmanager
def reading_of(stood: StandingRun, indicator: str, period: Period) -> Iterator[ReadBehind]:
    """Find what a figure of a run reads, from the receipts that the run stands on."""
    workspace, used = stood.workspace, set(stood.run.inputs.receipt_ids)
    planned = plan_of(workspace, [workspace.indicators[indicator]])
    receipts = [each for each in stood.store.receipts() if each.receipt_id in used]
    settled = settle_records(stood.store, workspace, extracts_of(planned), receipts, say=lambda _: None)
    with working(stood.store, workspace) as work:
        counting = Counting(workspace, planned, settled, work)
        found: dict[str, dict[date, Partition]] = {}
        cells: dict[Grain, set[Period]] = {}
        for passing in counting.passings().values():
            read = counting.cells_of(passing, period)
            cells.setdefault(passing.pass_.grain, set()).update(read)
            for extract, each in _read_by(passing, read):
                found.setdefault(extract, {})[each.month] = each
        yield ReadBehind(
            partitions={extract: [each[month] for month in sorted(each)] for extract, each in found.items()},
            cells={grain: sorted(each) for grain, each in cells.items()},
            fields=frozenset(field.name for pass_ in planned.passes for field in pass_.fields),
            engine=work.local,
        )


def _read_by(passing: Passing, cells: Sequence[Period]) -> Iterator[tuple[str, Partition]]:
    own = passing.own_partitions(cells)
    yield from ((passing.pass_.extract, each) for each in own)
    for extract in passing.pass_.referenced_extracts:
        yield from ((extract, each) for each in passing.reads.others_of(extract, own))


def receipts_behind(stood: StandingRun, indicator: str, period: Period) -> list[Receipt]:
    """List the receipts of the files whose records a figure may read, in the order of the ledger."""
    used = set(stood.run.inputs.receipt_ids)
    with reading_of(stood, indicator, period) as reading:
        months = {
            extract: {f"{partition.month:%Y-%m}" for partition in partitions}
            for extract, partitions in reading.partitions.items()
        }
    return [
        receipt
        for extract in months
        for receipt in _standing_for(stood, extract, months[extract])
        if receipt.receipt_id in used
    ]


def _standing_for(stood: StandingRun, extract: str, months: set[str]) -> list[Receipt]:
    receipts = stood.store.receipts(extract, known_on=stood.run.inputs.known_on)
    stands = periods_standing(standing(receipts, stood.workspace.contracts[extract].load_mode))
    return [each for each in receipts if months & set(stands.get(each.receipt_id, ()))]
