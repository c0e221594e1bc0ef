"""Runs: a calculation written as immutable files, and read again by page, chart and analyst."""

import hashlib
import json
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import trustboard
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.point import Point
from trustboard.vocabulary.restatement import Restatement
from trustboard.vocabulary.verdict import Verdict
from trustboard.warehouse import run_rows
from trustboard.warehouse.parquet import ENGINE_VERSION, read_table, write_tables
from trustboard.warehouse.records import Run, RunFile, RunInputs
from trustboard.warehouse.run_index import (
    ANY,
    INDEX_FILE,
    Filter,
    RunIndex,
    Whichever,
    figure_cells,
    key_cells,
    verdict_cells,
    write_index,
)
from trustboard.warehouse.run_rows import FigureKey
from trustboard.warehouse.store import Store
from trustboard.warehouse.tables import FIGURES, POINTS, RESTATEMENTS, VERDICTS, Row, Table, content_hash
from trustboard.warehouse.writer import Writer

__all__ = ["ANY", "FigureKey", "RunInputs", "RunReader", "contents_of", "inputs_of", "write_run"]

MANIFEST_FILE = "manifest.json"

Rows = dict[Table, list[Row]]


class Wanted(TypedDict, total=False):
    """Which rows to read, as in `Filter`: each key that is absent leaves all in."""

    indicator: str | Collection[str] | None
    unit: str | Collection[str] | None
    commissioner: str | Whichever | None
    council: str | Whichever | None
    group: str | Whichever | None
    period_from: Period | None
    period_to: Period | None


def inputs_of(*, version_id: str, receipt_ids: Iterable[str], known_on: date) -> RunInputs:
    """What a run by this program and this engine is made from."""
    return RunInputs(
        version_id=version_id,
        receipt_ids=tuple(receipt_ids),
        known_on=known_on,
        program_version=trustboard.__version__,
        engine_version=ENGINE_VERSION,
    )


def write_run(
    writer: Writer,
    *,
    figures: Iterable[Figure],
    verdicts: Mapping[FigureKey, Verdict],
    points: Iterable[Point],
    restatements: Iterable[Restatement],
    inputs: RunInputs,
) -> Run:
    """Write a run's files and record it; the same calculation as the one that stands changes nothing.

    Raises ValueError when two figures (verdicts, points, restatements) have the same indicator, slice
    and period, or when a number does not fit its column.
    """
    rows = _calculated(figures, verdicts, points)
    contents = _contents(rows)
    run_id = _run_id(inputs, contents)
    changed = {RESTATEMENTS: RESTATEMENTS.sorted(map(run_rows.restatement_row, restatements))}
    rows, contents = rows | changed, contents | _contents(changed)
    with tempfile.TemporaryDirectory() as workdir:
        files = _write_files(writer, rows, contents, Path(workdir))
    manifest = writer.put(_manifest(run_id, inputs, rows, files), ".json")
    files[MANIFEST_FILE] = RunFile(sha256=manifest, suffix=".json", content_sha256=manifest)
    return writer.record_run(
        Run(run_id=run_id, inputs=inputs, recorded_at=writer.at, by=writer.by, files=files)
    )


def contents_of(
    *, figures: Iterable[Figure], verdicts: Mapping[FigureKey, Verdict], points: Iterable[Point]
) -> dict[str, str]:
    """The content hash of each table, to compare a calculation done again with a run."""
    return _contents(_calculated(figures, verdicts, points))


def _calculated(
    figures: Iterable[Figure], verdicts: Mapping[FigureKey, Verdict], points: Iterable[Point]
) -> Rows:
    return {
        FIGURES: FIGURES.sorted(map(run_rows.figure_row, figures)),
        VERDICTS: VERDICTS.sorted(run_rows.verdict_row(key, verdict) for key, verdict in verdicts.items()),
        POINTS: POINTS.sorted(map(run_rows.point_row, points)),
    }


def _contents(rows: Rows) -> dict[str, str]:
    return {table.name: content_hash(table, table_rows) for table, table_rows in rows.items()}


def _run_id(inputs: RunInputs, contents: Mapping[str, str]) -> str:
    """Name a run by what it was made from and what came out; what changed since another run is not in it."""
    return hashlib.sha256(_json({"inputs": asdict(inputs), "contents": contents})).hexdigest()


def _write_files(
    writer: Writer, rows: Rows, contents: Mapping[str, str], workdir: Path
) -> dict[str, RunFile]:
    write_tables(rows, workdir)
    files = {table.name: _put(writer, workdir / table.name, contents[table.name]) for table in rows}
    write_index(rows[FIGURES], rows[VERDICTS], workdir / INDEX_FILE)
    both = hashlib.sha256(_json([contents[FIGURES.name], contents[VERDICTS.name]])).hexdigest()
    return files | {INDEX_FILE: _put(writer, workdir / INDEX_FILE, both)}


def _put(writer: Writer, place: Path, content: str) -> RunFile:
    return RunFile(sha256=writer.put(place, place.suffix), suffix=place.suffix, content_sha256=content)


def _manifest(run_id: str, inputs: RunInputs, rows: Rows, files: Mapping[str, RunFile]) -> bytes:
    counts = {table.name: len(table_rows) for table, table_rows in rows.items()}
    described = {name: asdict(file) | {"rows": counts.get(name)} for name, file in files.items()}
    return _json({"run_id": run_id, "inputs": asdict(inputs), "files": described}, indent=1)


def _json(value: object, *, indent: int | None = None) -> bytes:
    return json.dumps(value, sort_keys=True, indent=indent, default=str).encode("utf-8")


@dataclass(frozen=True)
class RunReader:
    """Reads a run. Commissioner, council and group: None asks for whole units, leaving them out for all."""

    store: Store
    run: Run

    def path(self, name: str) -> Path:
        """Where a file of the run is, by its name in the manifest."""
        file = self.run.files[name]
        return self.store.path(file.sha256, file.suffix)

    def rows(self, **wanted: Unpack[Wanted]) -> list[Row]:
        """Figure and verdict in one plain row each, as `run_index` keeps them: the quickest way to a page."""
        return RunIndex(self.path(INDEX_FILE)).rows(Filter(**wanted))

    def figures(self, **wanted: Unpack[Wanted]) -> list[Figure]:
        """Figures, ordered by slice, indicator and period."""
        cells = map(figure_cells, self.rows(**wanted))
        return [run_rows.figure_of(row) for row in cells if row is not None]

    def verdicts(self, **wanted: Unpack[Wanted]) -> dict[FigureKey, Verdict]:
        """Verdicts by (indicator, slice, period)."""
        return {
            run_rows.key_of(key_cells(row)): run_rows.verdict_of(cells)
            for row in self.rows(**wanted)
            if (cells := verdict_cells(row)) is not None
        }

    def points(self, **wanted: Unpack[Wanted]) -> list[Point]:
        """Points of control charts, ordered by slice, indicator and period."""
        return [run_rows.point_of(row) for row in self._table(POINTS, Filter(**wanted))]

    def restatements(self, **wanted: Unpack[Wanted]) -> list[Restatement]:
        """What changed against the run before, ordered by slice, indicator and period."""
        return [run_rows.restatement_of(row) for row in self._table(RESTATEMENTS, Filter(**wanted))]

    def _table(self, table: Table, wanted: Filter) -> list[Row]:
        condition, parameters = wanted.condition(no_code=None)
        return read_table(table, self.path(table.name), condition, parameters)
