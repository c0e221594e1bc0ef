"""The shape of accepted rows that a plan reads: for a source that holds no row yet, or lacks a column."""

from collections.abc import Iterator

from sqlglot import exp

from trustboard.compiler.plan import KEYS, Plan
from trustboard.expressions import Type

NUMBER = "DECIMAL(18, 6)"
_TYPES = {Type.TEXT: "TEXT", Type.DATE: "DATE", Type.NUMBER: NUMBER}


def no_rows_sql(plan: Plan, dialect: str = "duckdb") -> str:
    """Write a query of every column that the plan reads, and of no row.

    United by name with accepted files, it gives a column that files of an earlier contract lack:
    its numbers are then not collected.
    """
    columns = [f"CAST(NULL AS {_type(kind, dialect)}) AS {name}" for name, kind in _columns(plan, dialect)]
    return f"SELECT {', '.join(columns)} WHERE 1 = 0"


def _columns(plan: Plan, dialect: str) -> Iterator[tuple[str, str]]:
    for key in KEYS:
        yield key, "DATE" if key.startswith("period_") else "TEXT"
    yield "window_months", "INT"
    for field in plan.reads:
        yield _name(field.name, dialect), _TYPES[field.type]
        if field.type is Type.NUMBER:
            yield _name(f"{field.name}__state", dialect), "TEXT"


def _name(name: str, dialect: str) -> str:
    return exp.to_identifier(name, quoted=True).sql(dialect=dialect)


def _type(kind: str, dialect: str) -> str:
    return exp.DataType.build(kind).sql(dialect=dialect)
