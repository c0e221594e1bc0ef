"""Rows of one key: where they are all the same one is kept, where they differ all of them are rejected."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.columns import Columns
from trustboard.intake.demands import Demand
from trustboard.intake.faults import Faults
from trustboard.intake.repeats import may_repeat
from trustboard.warehouse.session import Session, identifier, literal

REPEATED = "the same row again"


@dataclass(frozen=True)
class Doubles:
    """How many rows were left out because another is the same, and how many were rejected as they differ."""

    repeated: int = 0
    differing: int = 0


def find_doubles(
    session: Session, contract: Contract, columns: Columns, rows: Path, faults: Faults
) -> Doubles:
    """Look for accepted rows that share their key; the lines that may not stay join the table `excluded`.

    Keys are compared by hash first, so that a file without doubles costs one column and no more.
    """
    if not may_repeat(session, "hash(record_key)", rows):
        return Doubles()
    source = f"read_parquet({literal(rows)})"
    session.run(f"CREATE TABLE doubles AS {_doubles_sql(source, list(contract.fields), columns)}")
    differing = faults.add("doubles", _demand(contract, columns), where="differs_in <> ''")
    session.run("INSERT INTO excluded SELECT line FROM doubles WHERE differs_in <> '' OR line <> first_line")
    excluded = int(session.value("SELECT count(*) FROM excluded"))
    return Doubles(repeated=excluded - differing, differing=differing)


def _doubles_sql(source: str, fields: Sequence[str], columns: Columns) -> str:
    """SQL for every row that shares its key: the first lines of the key, and in which columns rows differ."""
    headings = {name: columns.fields[name].heading for name in fields if name in columns.fields}
    differing = ", ".join(
        f"CASE WHEN count(DISTINCT {_known(name)}) > 1 THEN {literal(headings.get(name, name))} END"
        for name in fields
    )
    hashes = f"SELECT hash(record_key) FROM {source} GROUP BY 1 HAVING count(*) > 1"
    keys = (
        f"SELECT record_key, count(*) AS rows, min(line) AS first_line, min(line, 2)[2] AS second_line, "
        f"concat_ws(', ', {differing}) AS differs_in "
        f"FROM (SELECT * FROM {source} WHERE hash(record_key) IN ({hashes})) "
        "GROUP BY record_key HAVING count(*) > 1"
    )
    return f"SELECT line, keys.* FROM {source} JOIN ({keys}) AS keys USING (record_key) ORDER BY line"


def _known(name: str) -> str:
    """A field's text, so that nothing differs from something."""
    return f"COALESCE(CAST({identifier(name)} AS VARCHAR), chr(0))"


def _demand(contract: Contract, columns: Columns) -> Demand:
    other = "CASE WHEN line = first_line THEN second_line ELSE first_line END"
    more = "CASE WHEN rows > 2 THEN ' (' || rows || ' rows in all)' ELSE '' END"
    differs = "', and they differ in: ' || differs_in"
    return Demand(
        rule="key-twice",
        column=", ".join(columns.fields[name].heading for name in contract.key or []),
        broken="TRUE",
        value="record_key",
        message=f"'the same key stands on line ' || {other} || {more} || {differs}",
        cure="Ask the sender which row is right; until then none of them is taken.",
    )
