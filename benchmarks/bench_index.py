"""CPU time to write a run, and to read a scorecard page of 60 rows × 24 months from its index."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.point import Point, PointType
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, Rag, Variation, Verdict
from trustboard.warehouse.runs import RunReader, inputs_of, write_run
from trustboard.warehouse.store import Store

INDICATORS, UNITS, MONTHS = 60, 56, 60  # 201,600 figures
FIRST = Period.month(2021, 4)
PERIODS = FIRST.until(FIRST.shift(MONTHS - 1))


def figures() -> Iterator[Figure]:
    for number in range(INDICATORS):
        for unit in range(UNITS):
            for step, period in enumerate(PERIODS):
                parts = Accumulator(
                    state=State.VALUE, numerator=Decimal(number + step), denominator=Decimal(100 + unit)
                )
                yield Figure(
                    indicator=f"indicator_{number:02d}",
                    slice=Slice(f"U{unit:02d}"),
                    period=period,
                    kind=Kind.PROPORTION,
                    parts=parts,
                )


VERDICT = Verdict(
    rag=Rag.GREEN,
    no_rag=None,
    variation=Variation.COMMON_CAUSE,
    assurance=Assurance.HIT_AND_MISS,
    group=Group.WATCH,
    standard_id="standard_1",
    mean=0.5,
    lower_limit=0.4,
    upper_limit=0.6,
)


def point(figure: Figure) -> Point:
    return Point(
        indicator=figure.indicator,
        slice=figure.slice,
        period=figure.period,
        value=float(figure.value or 0),
        mean=0.5,
        lower=0.4,
        upper=0.6,
        epoch=0,
        point_type=PointType.COMMON_CAUSE,
    )


def milliseconds(act: Callable[[], object], times: int) -> float:
    """Median CPU time of one act, so that other work on the machine counts little."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000


def main() -> None:
    made = list(figures())
    verdicts = {(figure.indicator, figure.slice, figure.period): VERDICT for figure in made}
    points = [point(figure) for figure in made]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        with store.writer(by="analyst", act="apply") as writer:
            version = writer.record_applied({})
        start = time.process_time()
        with store.writer(by="analyst", act="calculate") as writer:
            inputs = inputs_of(version_id=version.version_id, receipt_ids=(), known_on=date(2026, 5, 12))
            run = write_run(
                writer, figures=made, verdicts=verdicts, points=points, restatements=(), inputs=inputs
            )
        print(f"write {len(made):,} figures, verdicts and points: {time.process_time() - start:.1f} s of CPU")
        reader = RunReader(store, run)

        def page() -> int:
            return len(
                reader.rows(
                    unit="U07",
                    commissioner=None,
                    council=None,
                    group=None,
                    period_from=PERIODS[-24],
                    period_to=PERIODS[-1],
                )
            )

        assert page() == INDICATORS * 24
        print(f"read a page of 60 rows × 24 months as plain rows: {milliseconds(page, 50):.1f} ms of CPU")
        whole = milliseconds(lambda: reader.figures(unit="U07", period_from=PERIODS[-24]), 20)
        print(f"the same as figures: {whole:.1f} ms")
        whole = milliseconds(lambda: reader.verdicts(unit="U07", period_from=PERIODS[-24]), 20)
        print(f"the same as verdicts: {whole:.1f} ms")
        print(f"every figure: {milliseconds(reader.figures, 1) / 1000:.1f} s")
        assert len(reader.points(unit="U07")) == INDICATORS * MONTHS


if __name__ == "__main__":
    main()
