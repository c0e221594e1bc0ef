"""A run: written once, read back exactly, named by what it was made from and what came out."""

import json
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trustboard
from tests.support import stores
from tests.support.stores import figure, new_store, receipt, verdict
from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.point import Point, PointType
from trustboard.vocabulary.restatement import Cause, Restatement
from trustboard.vocabulary.state import State
from trustboard.warehouse.records import Run
from trustboard.warehouse.run_index import Filter, query
from trustboard.warehouse.runs import ANY, RunReader, contents_of, inputs_of, write_run
from trustboard.warehouse.store import Store

DAY = date(2026, 5, 12)
MONTHS = Period.month(2018, 1).until(Period.month(2018, 6))
SLICES = (
    Slice("ZZ1"),
    Slice("ZZ1", commissioner="06Q"),
    Slice("ZZ1", commissioner="99F"),
    Slice("ZZ1", council="E10000012"),
    Slice("ZZ1", group="female"),
    Slice("ZZ2"),
)
FIGURES = [
    figure(indicator=indicator, slice=part, period=month)
    for indicator in ("seen_2w", "waiting")
    for part in SLICES
    for month in MONTHS
]


def key_of(figure: Figure) -> tuple[str, Slice, Period]:
    return figure.indicator, figure.slice, figure.period


def point(**changes: Any) -> Point:
    usual: dict[str, Any] = {
        "indicator": "seen_2w",
        "slice": Slice("ZZ1"),
        "period": Period.month(2018, 4),
        "value": 0.59,
        "mean": 0.55,
        "lower": 0.41,
        "upper": 0.69,
        "epoch": 0,
        "point_type": PointType.COMMON_CAUSE,
        "target": None,
    }
    return Point(**usual | changes)


def restatement(**changes: Any) -> Restatement:
    usual: dict[str, Any] = {
        "indicator": "seen_2w",
        "slice": Slice("ZZ1"),
        "period": Period.month(2018, 4),
        "before": Accumulator(state=State.VALUE, numerator=Decimal(500), denominator=Decimal(880)),
        "before_kind": Kind.PROPORTION,
        "after": None,
        "cause": Cause.LATE_DATA,
        "first_reported_on": date(2018, 6, 14),
        "restated_on": date(2018, 7, 12),
        "run_before": "e" * 64,
    }
    return Restatement(**usual | changes)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = new_store(tmp_path)
    with store.writer(by="director", act="apply") as writer:
        writer.record_applied({"trustboard.toml": writer.put(b"name = 'Fenbrook'")})
        writer.record_receipt(receipt(accepted_sha256=writer.put(b"rows", ".parquet")))
    return store


def write(store: Store, *, known_on: date = DAY, **made: Any) -> Run:
    version = store.applied()
    assert version is not None
    inputs = inputs_of(
        version_id=version.version_id,
        receipt_ids=[each.receipt_id for each in store.receipts()],
        known_on=known_on,
    )
    usual: dict[str, Any] = {"figures": (), "verdicts": {}, "points": (), "restatements": ()}
    with store.writer(by="analyst", act="calculate") as writer:
        return write_run(writer, **usual | made, inputs=inputs)


def test_a_run_is_read_back_as_recorded(store: Store) -> None:
    run = write(store, figures=FIGURES)
    assert store.run() == store.runs()[0] == run
    assert run.inputs.receipt_ids == tuple(each.receipt_id for each in store.receipts())
    assert run.inputs.program_version == trustboard.__version__
    assert run.inputs.engine_version == f"DuckDB {duckdb.__version__}"
    assert store.verify_files() == []
    assert store.sweep(by="analyst") == []


def by_key(figures: list[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda each: repr((each.indicator, each.slice, each.period)))


@settings(max_examples=settings().max_examples // 10)
@given(
    figures=st.lists(stores.figures, max_size=8, unique_by=lambda each: key_of(each)),
    verdicts=st.dictionaries(
        st.tuples(stores.indicators, stores.slices, stores.periods), stores.verdicts, max_size=5
    ),
    points=st.lists(
        stores.points, max_size=5, unique_by=lambda each: (each.indicator, each.slice, each.period)
    ),
    restated=st.lists(
        stores.restatements, max_size=5, unique_by=lambda each: (each.indicator, each.slice, each.period)
    ),
)
def test_everything_comes_back_from_the_disk_exactly(
    figures: list[Figure], verdicts: dict[Any, Any], points: list[Point], restated: list[Restatement]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        with store.writer(by="director", act="apply") as writer:
            writer.record_applied({})
        run = write(store, figures=figures, verdicts=verdicts, points=points, restatements=restated)
        reader = RunReader(store, run)
        assert by_key(reader.figures()) == by_key(figures)
        assert reader.verdicts() == verdicts
        assert sorted(map(repr, reader.points())) == sorted(map(repr, points))
        assert sorted(map(repr, reader.restatements())) == sorted(
            repr(tidy(restatement)) for restatement in restated
        )


def tidy(restatement: Restatement) -> Restatement:
    """The same restatement with decimals as they are kept: without zeros at the end."""

    def parts(accumulator: Accumulator | None) -> Accumulator | None:
        if accumulator is None:
            return None
        numbers = (accumulator.numerator, accumulator.denominator, accumulator.largest)
        numerator, denominator, largest = (None if n is None else Decimal(_text(n)) for n in numbers)
        return replace(accumulator, numerator=numerator, denominator=denominator, largest=largest)

    before = parts(restatement.before)
    assert before is not None
    return replace(restatement, before=before, after=parts(restatement.after))


def _text(number: Decimal) -> str:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


FILTERS = [
    ({}, FIGURES),
    ({"indicator": "waiting"}, [each for each in FIGURES if each.indicator == "waiting"]),
    ({"indicator": ["seen_2w", "waiting"]}, FIGURES),
    ({"indicator": []}, []),
    ({"unit": "ZZ2"}, [each for each in FIGURES if each.slice.unit == "ZZ2"]),
    ({"unit": {"ZZ1", "ZZ2"}}, FIGURES),
    (
        {"unit": "ZZ1", "commissioner": None, "council": None, "group": None},
        [each for each in FIGURES if each.slice == Slice("ZZ1")],
    ),
    ({"commissioner": "06Q"}, [each for each in FIGURES if each.slice.commissioner == "06Q"]),
    ({"council": "E10000012"}, [each for each in FIGURES if each.slice.council]),
    ({"group": "female"}, [each for each in FIGURES if each.slice.group]),
    ({"group": ANY, "council": ANY, "commissioner": None}, [e for e in FIGURES if not e.slice.commissioner]),
    ({"period_from": MONTHS[4]}, [each for each in FIGURES if each.period >= MONTHS[4]]),
    ({"period_to": MONTHS[1]}, [each for each in FIGURES if each.period <= MONTHS[1]]),
    (
        {"period_from": MONTHS[2], "period_to": MONTHS[2], "indicator": "seen_2w"},
        [each for each in FIGURES if each.period == MONTHS[2] and each.indicator == "seen_2w"],
    ),
    ({"unit": "' OR '1'='1"}, []),
]


@pytest.mark.parametrize(("wanted", "expected"), FILTERS)
def test_a_filter_gives_those_and_only_those(
    store: Store, wanted: dict[str, Any], expected: list[Figure]
) -> None:
    points = [point(indicator=each.indicator, slice=each.slice, period=each.period) for each in FIGURES]
    restated = [
        restatement(indicator=each.indicator, slice=each.slice, period=each.period) for each in FIGURES
    ]
    verdicts = {key_of(each): verdict() for each in FIGURES}
    run = write(store, figures=FIGURES, verdicts=verdicts, points=points, restatements=restated)
    reader, keys = RunReader(store, run), {key_of(each) for each in expected}
    assert by_key(reader.figures(**wanted)) == by_key(expected)
    assert set(reader.verdicts(**wanted)) == keys
    for found in (reader.points(**wanted), reader.restatements(**wanted)):
        assert {(each.indicator, each.slice, each.period) for each in found} == keys
        assert len(found) == len(keys)


def test_a_quarter_that_ends_later_is_not_read_for_a_month(store: Store) -> None:
    quarter = figure(indicator="quarterly", period=Period.containing(date(2018, 4, 1), Grain.QUARTER))
    reader = RunReader(store, write(store, figures=[quarter]))
    assert reader.figures(period_to=Period.month(2018, 4)) == []
    assert reader.figures(period_to=Period.month(2018, 6)) == [quarter]


def test_figures_come_ordered_by_slice_indicator_and_period(store: Store) -> None:
    reader = RunReader(store, write(store, figures=reversed(FIGURES)))
    found = reader.figures(unit="ZZ1", commissioner=None, council=None, group=None)
    assert [(each.indicator, each.period) for each in found] == [
        (indicator, month) for indicator in ("seen_2w", "waiting") for month in MONTHS
    ]


def test_a_figure_may_stand_without_a_verdict_and_a_verdict_without_a_figure(store: Store) -> None:
    judged, counted = ("gap", Slice("ZZ1"), MONTHS[0]), figure()
    reader = RunReader(store, write(store, figures=[counted], verdicts={judged: verdict()}))
    assert reader.figures() == [counted]
    assert reader.verdicts() == {judged: verdict()}
    assert len(reader.rows()) == 2


@pytest.mark.parametrize("what", ["figures", "points", "restatements"])
def test_the_same_thing_twice_is_refused_and_leaves_no_run(store: Store, what: str) -> None:
    made = {"figures": figure(), "points": point(), "restatements": restatement()}[what]
    with pytest.raises(ValueError, match=f"{what}.parquet holds this twice"):
        write(store, **{what: [made, made]})
    assert store.runs() == []


def test_a_stated_value_and_a_state_without_numbers_are_kept(store: Store) -> None:
    made = [
        figure(kind=Kind.STATED, parts=Accumulator(state=State.VALUE, numerator=Decimal("73.32"))),
        figure(indicator="hidden", parts=Accumulator(state=State.SUPPRESSED)),
        figure(indicator="part", parts=Accumulator(state=State.INCOMPLETE, numerator=Decimal(3))),
        figure(
            indicator="none",
            parts=Accumulator(state=State.VALUE, numerator=Decimal(0), denominator=Decimal(0)),
        ),
    ]
    reader = RunReader(store, write(store, figures=made))
    assert by_key(reader.figures()) == by_key(made)
    assert reader.figures(indicator="hidden")[0].value is None


def test_quantiles_and_maxima_are_kept_with_what_they_are_picked_from(store: Store) -> None:
    histogram = Histogram(Decimal("0.5"), ((3, 2), (8, 1)))
    made = [
        figure(kind=Kind.QUANTILE, parts=Accumulator(state=State.VALUE, histogram=histogram)),
        figure(
            indicator="longest",
            kind=Kind.MAXIMUM,
            parts=Accumulator(state=State.VALUE, largest=Decimal("99.5")),
        ),
    ]
    reader = RunReader(store, write(store, figures=made))
    assert by_key(reader.figures()) == by_key(made)
    assert [each.value for each in reader.figures(indicator="longest")] == [Decimal("99.5")]


def test_another_histogram_is_another_content() -> None:
    def content(parts: Accumulator) -> dict[str, str]:
        return contents_of(figures=[figure(kind=Kind.QUANTILE, parts=parts)], verdicts={}, points=())

    parts = [
        Accumulator(state=State.VALUE, histogram=Histogram(Decimal("0.5"), counts))
        for counts in (((3, 1),), ((3, 2),), ((4, 1),))
    ]
    made = [content(each)["figures.parquet"] for each in (*parts, Accumulator(state=State.VALUE))]
    assert len(set(made)) == 4


# What a run is called.


def test_the_same_calculation_again_is_the_same_run_recorded_once(store: Store) -> None:
    first = write(store, figures=FIGURES, restatements=[restatement()])
    before = store.content_hash(thorough=True)
    assert write(store, figures=list(reversed(FIGURES))) == first
    assert store.content_hash() == before


@pytest.mark.parametrize(
    "change",
    [
        {"figures": FIGURES[:-1]},
        {"verdicts": {key_of(FIGURES[0]): verdict(note="x")}},
        {"points": [point(epoch=1)]},
        {"known_on": date(2026, 5, 11)},
    ],
)
def test_what_differs_in_content_or_inputs_has_another_name(store: Store, change: dict[str, Any]) -> None:
    usual: dict[str, Any] = {
        "figures": FIGURES,
        "verdicts": {key_of(FIGURES[0]): verdict()},
        "points": [point()],
    }
    assert write(store, **usual).run_id != write(store, **usual | change).run_id
    assert len(store.runs()) == 2


def test_other_receipts_give_the_run_another_name(store: Store) -> None:
    first = write(store, figures=FIGURES)
    with store.writer(by="analyst", act="load") as writer:
        sha256 = writer.put(b"more rows", ".parquet")
        writer.record_receipt(receipt(file_sha256=sha256, accepted_sha256=sha256))
    second = write(store, figures=FIGURES)
    assert second.run_id != first.run_id
    shared = {name: file for name, file in first.files.items() if name != "manifest.json"}
    assert shared.items() <= second.files.items()  # the same content is the same file


def test_a_calculation_done_again_is_compared_by_content(store: Store) -> None:
    made: dict[str, Any] = {
        "figures": FIGURES,
        "verdicts": {key_of(FIGURES[0]): verdict(mean=0.1 + 0.2)},
        "points": [point(mean=0.1 + 0.2)],
    }
    run = write(store, **made)
    again = made | {"figures": list(reversed(FIGURES)), "points": [point(mean=0.3)]}
    contents = contents_of(**again)
    assert {name: run.files[name].content_sha256 for name in contents} == contents
    assert contents_of(**made | {"points": [point(mean=0.3000001)]}) != contents
    more = figure(parts=Accumulator(state=State.VALUE, numerator=Decimal(524), denominator=Decimal(886)))
    assert contents_of(**made | {"figures": [more]}) != contents


# The files, as others read them.


def test_the_manifest_names_every_file_and_what_the_run_was_made_from(store: Store) -> None:
    run = write(store, figures=FIGURES, points=[point()])
    manifest = json.loads(RunReader(store, run).path("manifest.json").read_text(encoding="utf-8"))
    assert manifest["run_id"] == run.run_id
    assert manifest["inputs"]["receipt_ids"] == list(run.inputs.receipt_ids)
    assert manifest["inputs"]["known_on"] == "2026-05-12"
    assert manifest["files"]["figures.parquet"]["rows"] == len(FIGURES)
    assert {name: file["sha256"] for name, file in manifest["files"].items()} == {
        name: file.sha256 for name, file in run.files.items() if name != "manifest.json"
    }


def test_the_parquet_files_are_typed_for_analysts(store: Store) -> None:
    run = write(store, figures=FIGURES, verdicts={key_of(FIGURES[0]): verdict()})
    place = RunReader(store, run).path("figures.parquet")
    with duckdb.connect() as connection:
        types = dict(
            row[:2]
            for row in connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(place)]).fetchall()
        )
        total = connection.execute(
            "SELECT sum(numerator), min(period_end) FROM read_parquet(?) WHERE unit = 'ZZ2'", [str(place)]
        ).fetchone()
    assert types["period_start"] == "DATE"
    assert types["numerator"] == "DECIMAL(38,12)"
    assert total == (Decimal(523 * 12), date(2018, 1, 31))


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    hashes = set()
    for name in ("one", "two"):
        store = new_store(tmp_path / name)
        with store.writer(by="director", act="apply") as writer:
            writer.record_applied({})
        run = write(store, figures=FIGURES, points=[point()], restatements=[restatement()])
        hashes.add(tuple(sorted((file, each.sha256) for file, each in run.files.items())))
    assert len(hashes) == 1


def test_the_index_cannot_be_written(store: Store) -> None:
    run = write(store, figures=FIGURES)
    place = RunReader(store, run).path("index.sqlite")
    before = place.read_bytes()
    with (
        closing(sqlite3.connect(f"{place.as_uri()}?mode=ro&immutable=1", uri=True)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM figure")
    RunReader(store, run).figures()
    assert place.read_bytes() == before
    assert not list(place.parent.glob("*-journal"))


def test_a_page_is_found_through_the_key_not_by_reading_all(store: Store) -> None:
    run = write(store, figures=FIGURES)
    place = RunReader(store, run).path("index.sqlite")
    sql, parameters = query(Filter(unit="ZZ1", commissioner=None, council=None, group=None))
    with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
    assert ["SEARCH figure USING PRIMARY KEY" in row[3] for row in plan] == [True]
