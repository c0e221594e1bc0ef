"""Contracts, indicators and accepted rows for tests of counting, and both engines behind one question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from trustboard.compiler import assemble, cells_sql, no_rows_sql, plan, rollup_sql
from trustboard.definitions.contract import CodeField, Contract, Field_, FieldType, PeriodRule, Source
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.structure import ClosureRow
from trustboard.reference import answer
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period
from trustboard.warehouse.session import Session, identifier

Row = Mapping[str, Any]
Key = tuple[str, Slice, Period]
CUTS = ("commissioner", "council", "group_code")
SQL_TYPES = {
    FieldType.CODE: "VARCHAR",
    FieldType.TEXT: "VARCHAR",
    FieldType.INTEGER: "BIGINT",
    FieldType.DECIMAL: "DECIMAL(18, 6)",
    FieldType.DATE: "DATE",
}


def contract(
    fields: Mapping[str, FieldType], cuts: Iterable[str] = (), grain: str = "month", **more: Any
) -> Contract:
    """An extract of those fields; `cuts` are among commissioner, council and group_code."""
    codes = {"group" if cut == "group_code" else cut: CodeField(field=cut) for cut in cuts}
    return Contract(
        extract="returns",
        title="Returns (made up)",
        source=Source(publisher="Nobody"),
        files=["*.csv"],
        format="csv",
        period=PeriodRule(grain=grain, constant="2018-04"),
        unit=CodeField(field="unit_code"),
        fields={name: Field_(heading=name, type=type_) for name, type_ in fields.items()},
        **codes,
        **more,
    )


def indicator(id_: str = "seen", **more: Any) -> Indicator:
    """An indicator over those fields: whatever is not given is made up."""
    told = {
        "kind": "count",
        "numerator": "done",
        "title": "Seen",
        "why": "It matters.",
        "extract": "returns",
        "better": "higher",
        "domain": "safe",
        "perspective": "quality_safety",
        "definition": "What is counted.",
        "owner": "Owner",
        "author": "Author",
        "checked_by": "Checker",
        "review_by": date(2099, 3, 31),
        "sources": ["Nowhere"],
        "cases": [{"it": "counts", "rows": []}],
    }
    return Indicator(id=id_, **(told | more))


def columns(extract: Contract) -> dict[str, str]:
    """Columns of accepted rows, in order, with DuckDB's types."""
    named = {"line": "INTEGER", "period_start": "DATE", "period_end": "DATE", "window_months": "INTEGER"}
    named |= dict.fromkeys(("unit", *CUTS), "VARCHAR")
    for name, field in extract.fields.items():
        named[name] = SQL_TYPES[field.type]
        if field.type.is_number:
            named[f"{name}__state"] = "VARCHAR"
    return named


@dataclass(frozen=True)
class Asked:
    """What was put to the engines."""

    extract: Contract
    indicators: tuple[Indicator, ...]
    rows: tuple[Row, ...]
    closure: tuple[ClosureRow, ...]


def by_reference(asked: Asked) -> dict[Key, Figure]:
    """Figures of the slow engine; raises Mistake with the issues of every indicator."""
    figures: list[Figure] = []
    issues: list[Issue] = []
    for each in asked.indicators:
        try:
            figures += answer(each, asked.extract, asked.rows, asked.closure)
        except Mistake as mistake:
            issues += mistake.issues
    if issues:
        raise Mistake(issues)
    return keyed(figures)


def by_duckdb(asked: Asked, session: Session) -> dict[Key, Figure]:
    """Figures of the compiled engine."""
    chosen = plan(asked.extract, asked.indicators)
    shape = columns(asked.extract)
    fill(session, "accepted", shape, asked.rows)
    closure_shape = dict(zip(ClosureRow._fields, ("VARCHAR", "VARCHAR", "DATE", "BOOLEAN"), strict=True))
    fill(session, "closure", closure_shape, [line._asdict() for line in asked.closure])
    source = f"(SELECT * FROM accepted UNION ALL BY NAME {no_rows_sql(chosen)})"
    session.run(f"CREATE OR REPLACE TEMP TABLE cells AS {cells_sql(chosen, source=source)}")
    return keyed(assemble(chosen, session.rows(rollup_sql(chosen, cells="cells", closure="closure"))))


def keyed(figures: Iterable[Figure]) -> dict[Key, Figure]:
    """Figures by what they belong to; two of one key are a fault."""
    found: dict[Key, Figure] = {}
    for figure in figures:
        key = (figure.indicator, figure.slice, figure.period)
        assert key not in found, key
        found[key] = figure
    return found


def fill(session: Session, table: str, shape: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Make a table of those columns and rows."""
    declared = ", ".join(f"{identifier(name)} {type_}" for name, type_ in shape.items())
    session.run(f"CREATE OR REPLACE TEMP TABLE {table} ({declared})")
    if rows:
        marks = ", ".join(f"({', '.join('?' * len(shape))})" for _ in rows)
        values = [_value(row.get(name)) for row in rows for name in shape]
        session.run(f"INSERT INTO {table} VALUES {marks}", values)


def _value(value: Any) -> Any:
    """What the driver takes: decimals as text, so that none passes through a float."""
    return str(value) if isinstance(value, Decimal) else value
