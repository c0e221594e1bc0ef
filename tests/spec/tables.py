"""Small drawn tables of rows, the figures they come to, and every engine that must say so.

A table has a heading and one line a row; cells stand between bars. `-` is nothing. A number's cell may be
a state's word, such as suppressed. Columns that are no fields of the extract: unit, commissioner, council,
group_code, period (2018-04 unless given) and window (its months, 1 unless given).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.support.counting import CUTS, Asked, Row, by_duckdb, by_reference, contract, indicator
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.structure import ClosureRow
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import Session

FIELDS = {
    "kind": FieldType.TEXT,
    "code": FieldType.CODE,
    "seen_on": FieldType.DATE,
    "done": FieldType.INTEGER,
    "due": FieldType.INTEGER,
    "score": FieldType.DECIMAL,
}
KEYS = ("unit", *CUTS, "period", "window")
STATES = {state.value for state in State}

Engine = Callable[[Asked], Mapping[Any, Figure]]


def engines() -> Iterator[tuple[str, Engine]]:
    """Every engine by name; each opens what it needs by itself."""
    yield "reference", by_reference
    yield "duckdb", _duckdb


def _duckdb(asked: Asked) -> Mapping[Any, Figure]:
    with Session(threads=1) as session:
        return by_duckdb(asked, session)


def read(table: str, grain: Grain = Grain.MONTH) -> list[Row]:
    """Read a drawn table into accepted rows."""
    lines = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()
    ]
    heading = lines[0]
    assert set(heading) <= {*KEYS, *FIELDS}, heading
    return [_row(dict(zip(heading, cells, strict=True)), grain) for cells in lines[1:]]


def _row(cells: Mapping[str, str], grain: Grain) -> Row:
    period = Period.containing(Period.parse(cells.get("period", "2018-04")).start, grain)
    row: dict[str, Any] = {
        "line": 1,
        "period_start": period.start,
        "period_end": period.end,
        "window_months": int(cells.get("window", grain.months)),
        "unit": cells.get("unit", "ZZ1"),
    }
    row |= {cut: _text(cells.get(cut, "-")) for cut in CUTS}
    for name, type_ in FIELDS.items():
        row |= _field(name, type_, cells.get(name, "-"))
    return row


def _text(cell: str) -> str | None:
    return None if cell == "-" else cell


def _field(name: str, type_: FieldType, cell: str) -> dict[str, Any]:
    if type_ is FieldType.DATE:
        return {name: None if cell == "-" else date.fromisoformat(cell)}
    if not type_.is_number:
        return {name: _text(cell)}
    if cell == "-":
        return {name: None, f"{name}__state": "not_collected"}
    if cell in STATES:
        return {name: None, f"{name}__state": cell}
    return {name: int(cell) if type_ is FieldType.INTEGER else Decimal(cell), f"{name}__state": "value"}


def structure(rows: Iterable[Row], below: Mapping[str, str]) -> tuple[ClosureRow, ...]:
    """A closure: each unit holds itself and what `below` puts beneath or before it (codes between spaces)."""
    rows = list(rows)
    units = {row["unit"] for row in rows} | set(below)
    pairs = {(unit, unit) for unit in units}
    pairs |= {(unit, source) for unit, sources in below.items() for source in sources.split()}
    starts = sorted({row["period_start"] for row in rows})
    return tuple(
        ClosureRow(unit, source, start, unit == source) for start in starts for unit, source in sorted(pairs)
    )


def asked(
    table: str, *, below: Mapping[str, str] | None = None, grain: Grain = Grain.MONTH, **told: Any
) -> Asked:
    """A question to the engines: rows of a table, units beneath one another, an indicator's own keys."""
    rows = read(table, grain)
    told.setdefault("period", {"grain": grain})
    return Asked(
        extract=extract(grain),
        indicators=(indicator(**told),),
        rows=tuple(rows),
        closure=structure(rows, below or {}),
    )


def extract(grain: Grain = Grain.MONTH) -> Contract:
    """The extract of every table here."""
    return contract(FIELDS, CUTS, grain)


def drawn(figures: Mapping[Any, Figure]) -> dict[str, str]:
    """Figures as a table's reader writes them: `ZZ1` or `ZZ1 × C1` to `3/4`, `7`, or `incomplete 3/-`.

    The period is added (`ZZ1 2018-05`) where there are several.
    """
    several = len({figure.period for figure in figures.values()}) > 1
    return {_where(figure, several=several): _what(figure) for figure in figures.values()}


def _where(figure: Figure, *, several: bool) -> str:
    slice_ = figure.slice
    cuts = [cut for cut in (slice_.commissioner, slice_.council, slice_.group) if cut]
    return " × ".join([slice_.unit, *cuts]) + (f" {figure.period.code}" if several else "")


def _what(figure: Figure) -> str:
    parts = [figure.parts.numerator, *([figure.parts.denominator] if figure.has_denominator else [])]
    written = "/".join("-" if part is None else f"{part.normalize():f}" for part in parts)
    return written if figure.state is State.VALUE else f"{figure.state.value} {written}"
