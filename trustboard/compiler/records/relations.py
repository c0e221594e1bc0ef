"""Relations in a FROM clause, and sums over their columns."""

from collections.abc import Iterable

from sqlglot import exp


def aliased(name: str, alias: str, dialect: str) -> str:
    """Name a relation, quoted, and its alias."""
    table = exp.Table(this=exp.to_identifier(name, quoted=True))
    return exp.alias_(table, alias, table=True).sql(dialect=dialect)


def select(columns: Iterable[str], source: str) -> str:
    """Write a SELECT over several lines."""
    return "SELECT\n  " + ",\n  ".join(columns) + f"\nFROM {source}"


def nested(query: str, alias: str) -> str:
    """Put a query in brackets, to be read from."""
    return f"(\n{query}\n) AS {alias}"
