"""Rows of one key in one period: found by hash in one pass, and both lines named."""

from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.columns import Columns
from trustboard.intake.demands import Demand
from trustboard.intake.faults import Faults
from trustboard.intake.query import MEASURE, SLICES
from trustboard.intake.repeats import may_repeat
from trustboard.warehouse.session import Session, identifier, literal


def key_fields(contract: Contract) -> list[str]:
    """The fields that together may occur once per period: the contract's, or those of unit and slice."""
    if contract.key is not None:
        return contract.key
    codes = [getattr(contract, key) for key in SLICES.values()]
    return [code.field for code in codes if code is not None and code.field is not None]


def find_doubles(session: Session, contract: Contract, columns: Columns, rows: Path, faults: Faults) -> None:
    """Report accepted rows that share their key with another; their lines join the table `excluded`."""
    fields = key_fields(contract)
    if contract.long is not None:
        # the measure that a row is of stands in its own column of the accepted rows
        fields = [MEASURE, *(name for name in fields if name != contract.long.measure_field)]
        fields = [name for name in fields if name != contract.long.value_field]
    spans = ["window_months"] if contract.period.start_field is not None else []  # else all alike
    names = ["period_start", *spans, *fields]
    listed = ", ".join(identifier(name) for name in names)
    source = f"read_parquet({literal(rows)})"
    if not may_repeat(session, f"hash({listed})", rows):
        return
    key = ", ".join(f"CAST({identifier(name)} AS VARCHAR)" for name in fields) or "NULL"
    session.run(
        f"CREATE TABLE doubles AS SELECT unnest(lines) AS line, lines, key FROM "
        f"(SELECT concat_ws(', ', {key}) AS key, list(line ORDER BY line) AS lines FROM {source} "
        f"GROUP BY {listed}, key HAVING count(*) > 1)"
    )
    faults.add("doubles", _demand(contract, columns, fields))
    session.run("INSERT INTO excluded SELECT line FROM doubles")


def _demand(contract: Contract, columns: Columns, fields: list[str]) -> Demand:
    long = contract.long
    fields = [long.measure_field if long is not None and name == MEASURE else name for name in fields]
    headings = [columns.fields[name].heading if name in columns.fields else name for name in fields]
    other = "CASE WHEN line = lines[1] THEN lines[2] ELSE lines[1] END"
    more = "CASE WHEN len(lines) > 2 THEN ' (' || len(lines) || ' rows in all)' ELSE '' END"
    return Demand(
        rule="key-twice",
        column=", ".join(headings),
        broken="TRUE",
        value="key",
        message=f"'the same key and period stand on line ' || {other} || {more}",
        cure="Take the wrong row out, or name under key the fields that tell such rows apart.",
    )
