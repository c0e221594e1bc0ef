"""Rows written out in SQL, for both dialects."""

from collections.abc import Iterable, Mapping

from trustboard.warehouse.session import literal

Shape = Mapping[str, str]


def values_sql(shape: Shape, rows: Iterable[Iterable[object]], dialect: str = "duckdb") -> str:
    """A relation of those columns and rows, written out. Values pass as text, so that all stay exact."""
    types = shape if dialect == "duckdb" else {name: _SPARK.get(kind, kind) for name, kind in shape.items()}
    mark = '"' if dialect == "duckdb" else "`"
    columns = ", ".join(
        f"CAST(v{place} AS {kind}) AS {mark}{name}{mark}" for place, (name, kind) in enumerate(types.items())
    )
    lines = ", ".join(f"({', '.join(map(_written, row))})" for row in rows)
    names = ", ".join(f"v{place}" for place in range(len(shape)))
    empty = f"({', '.join(['NULL'] * len(shape))})"
    where = "" if lines else " WHERE false"
    return f"SELECT {columns} FROM (VALUES {lines or empty}) AS given({names}){where}"


_SPARK = {"TEXT": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}


def _written(value: object) -> str:
    return "NULL" if value is None else literal(str(value))
