"""Records that a row points to: known already, or orphans are told of."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.definitions.on_breach import OnBreach
from trustboard.definitions.records import Reference
from trustboard.intake.columns import Columns
from trustboard.intake.demands import Demand
from trustboard.intake.faults import Faults
from trustboard.intake.part import Part
from trustboard.intake.records.writer import key_sql
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.warehouse.session import Session, literal

_LINES = 2**40  # more than any file has
Known = Mapping[str, Sequence[Path]]


def find_orphans(
    session: Session,
    part: Part,
    contract: Contract,
    columns: Columns,
    rows: Path,
    known: Known,
    faults: Faults,
) -> list[Issue]:
    """Hold every reference of accepted rows against the records known; returns what concerns no row.

    Lines that a reference rejects join the table `excluded`. An extract of which nothing is known yet
    gives one warning and no fault of a row.
    """
    assert contract.records is not None
    notes = []
    for name, reference in contract.records.references.items():
        files = [
            *known.get(reference.extract, ()),
            *([rows] if reference.extract == contract.extract else []),
        ]
        if not files:
            notes.append(_not_loaded(part, columns, reference))
            continue
        table = f'"orphans of {name}"'
        known_sql = _known_sql(session, files)
        session.run(f"CREATE TABLE {table} AS {_orphans_sql(contract, reference, rows, known_sql)}")
        faults.add(table, _demand(columns, reference))
        if reference.on_breach is not OnBreach.WARN:
            session.run(f"INSERT INTO excluded SELECT line FROM {table}")
    return notes


def _known_sql(session: Session, files: Sequence[Path]) -> str:
    """SQL for the hashes of the keys of records that are there; one that was taken away last is not."""
    source = f"[{', '.join(literal(path) for path in files)}]"
    if not session.value(f"SELECT count(*) FROM parquet_schema({source}) WHERE name = 'removed'"):
        return f"SELECT hash(record_key) AS known FROM read_parquet({source})"
    every = (
        "SELECT record_key, coalesce(removed, FALSE) AS is_removal,"
        f" file_index::BIGINT * {_LINES} + line AS turn FROM read_parquet({source}, union_by_name = true)"
    )
    removed = f"SELECT record_key FROM ({every}) WHERE is_removal"
    gone = (
        f"SELECT record_key FROM ({every}) SEMI JOIN ({removed}) USING (record_key)"
        " GROUP BY 1 HAVING arg_max(is_removal, turn)"
    )
    return f"SELECT hash(record_key) AS known FROM ({every}) ANTI JOIN ({gone}) USING (record_key)"


def _orphans_sql(contract: Contract, reference: Reference, rows: Path, known_sql: str) -> str:
    """SQL for the rows whose record is not there; a row that points to nothing is no orphan.

    Keys are compared by their hashes: text of any length then takes eight bytes of memory.
    """
    assert contract.records is not None
    key = key_sql(reference.fields)
    kept = " AND NOT removed" if contract.records.removal is not None else ""
    return (
        f"SELECT line, key FROM (SELECT line, {key} AS key FROM read_parquet({literal(rows)}) "
        f"WHERE {key} IS NOT NULL{kept} AND line NOT IN (SELECT line FROM excluded)) AS pointing "
        f"ANTI JOIN ({known_sql}) AS others "
        "ON hash(pointing.key) = others.known ORDER BY line"
    )


def _headings(columns: Columns, reference: Reference) -> str:
    return ", ".join(columns.fields[name].heading for name in reference.fields)


def _demand(columns: Columns, reference: Reference) -> Demand:
    return Demand(
        rule="record-not-there",
        column=_headings(columns, reference),
        broken="TRUE",
        value="key",
        message=literal(f"no record of {reference.extract} that stands has this key"),
        cure=f"Load the file of {reference.extract} that holds it, or ask the sender for it.",
        on_breach=reference.on_breach,
    )


def _not_loaded(part: Part, columns: Columns, reference: Reference) -> Issue:
    return part.issue(
        "reference-not-loaded",
        f"nothing of {reference.extract} has been taken in, so nobody looked whether its records are there",
        f"Load {reference.extract} before this extract.",
        column=_headings(columns, reference),
        severity=Severity.WARNING,
    )
