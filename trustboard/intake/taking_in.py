"""Take in one file: read it, hold every row to the contract, write what is accepted and what is not."""

from dataclasses import dataclass
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.columns import Columns, match_columns
from trustboard.intake.contract_conditions import Conditions, read_conditions
from trustboard.intake.doubles import find_doubles
from trustboard.intake.faults import Faults, write_issues
from trustboard.intake.gaps import rows_with_gaps_sql
from trustboard.intake.job import PARQUET, Job, Progress, end_line
from trustboard.intake.numbers import create_state_type
from trustboard.intake.outcomes import Counts, nothing_accepted
from trustboard.intake.part import Part
from trustboard.intake.periods import read_periods
from trustboard.intake.query import ACCEPTED, BLANK_ROWS, OUTCOME, REJECTED, TOTAL_ROWS, Query
from trustboard.intake.query_writer import Writer
from trustboard.intake.reading import read_table
from trustboard.intake.receipts import receipt_of
from trustboard.intake.side_by_side import (
    absent_measures,
    check_side_by_side,
    count_side_by_side,
    put_side_by_side,
    side_by_side_sql,
)
from trustboard.intake.table import Table
from trustboard.intake.taken import Refused, TakenIn
from trustboard.intake.totals import Totals
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.session import Session, SessionError, literal


@dataclass(frozen=True, kw_only=True)
class _Job(Job):
    conditions: Conditions


def take_part(part: Part, contract: Contract, *, workdir: Path, progress: Progress | None) -> TakenIn:
    """Take in one file or member. Raises Refused, with the report, where nothing of it can be accepted."""
    report = workdir / f"{part.label}.rejects.csv"
    try:
        conditions = read_conditions(contract)
        with Session(folders=[workdir], files=[part.path], spill=workdir / "spill") as session:
            job = _Job(session=session, part=part, contract=contract, conditions=conditions, workdir=workdir)
            return _take(job, report, progress or (lambda _: None))
    except Refused:
        raise
    except Mistake as mistake:
        write_issues(mistake.issues, report)
        raise Refused(mistake.issues, report) from None


@dataclass(frozen=True, kw_only=True)
class _Read:
    """A file whose rows were read and judged; the accepted ones stand in the Parquet file `rows`."""

    table: Table
    columns: Columns
    query: Query
    counts: Counts
    rows: Path


def _take(job: _Job, report: Path, progress: Progress) -> TakenIn:
    for statement in (create_state_type(), *(f"CREATE TABLE {name} (line BIGINT)" for name in _EXCLUDED)):
        job.session.run(statement)
    progress(f"reading {job.part.name}")
    read = _read(job)
    progress(f"{read.counts.read:,} rows read; checking them")
    faults = Faults(job.session, job.part)
    notes = [*read.columns.warnings, *_check(job, read, faults)]
    counts = _with_excluded(job.session, read.counts)
    faults.write_report(report)
    if faults.refuse_the_file or not counts.outcomes.get(ACCEPTED):
        nothing = [] if faults.refuse_the_file else [nothing_accepted(job.part, counts)]
        raise Refused([*nothing, *faults.issues()], report)
    accepted = _write(job, read, counts)
    return TakenIn(
        accepted=accepted,
        rejects=report,
        receipt=_receipt(job, counts, accepted, warnings=faults.warnings + len(notes)),
        issues=(*notes, *faults.issues()),
    )


_EXCLUDED = ("excluded", "excluded_totals")  # lines that whole-file checks reject


def _read(job: _Job) -> _Read:
    """Read the file by the fast way; where it turns out not to be as plain as it looked, the careful way."""
    table = read_table(job.part, job.contract, job.session, job.workdir)
    try:
        return _judge(job, table)
    except SessionError:
        if table.reread is None:
            raise
    return _judge(job, table.reread())


def _judge(job: _Job, table: Table) -> _Read:
    columns = match_columns(job.part, job.contract, table)
    writer = Writer(
        contract=job.contract,
        columns=columns,
        table=table,
        periods=read_periods(job.part, job.contract, columns, table),
        conditions=job.conditions,
    )
    query = writer.query(end_line=end_line(job, writer.texts_sql()))
    rows = job.path("rows.parquet")
    accepted = job.session.run(f"COPY ({query.accepted_sql()}) TO {literal(rows)} ({PARQUET})")
    if accepted + table.empty_lines != table.rows:
        job.session.run(f"CREATE OR REPLACE TABLE others AS {query.others_sql()}")
    counts = _count(job.session, table, accepted)
    return _Read(table=table, columns=columns, query=query, counts=counts, rows=rows)


def _count(session: Session, table: Table, accepted: int) -> Counts:
    """Count the rows by outcome. Raises SessionError where not every row of the file is accounted for."""
    outcomes: dict[str, int] = {ACCEPTED: accepted}
    if accepted + table.empty_lines != table.rows:
        outcomes |= dict(session.rows(f"SELECT {OUTCOME}, count(*) FROM others GROUP BY 1"))
    if table.empty_lines:
        outcomes[BLANK_ROWS] = outcomes.get(BLANK_ROWS, 0) + table.empty_lines
    if sum(outcomes.values()) != table.rows:
        raise SessionError(f"{table.rows} rows below the heading, but {outcomes}")
    return Counts(read=table.rows, outcomes=outcomes)


def _check(job: _Job, read: _Read, faults: Faults) -> list[Issue]:
    """Find everything that is wrong, row by row and then between rows; returns what concerns no row."""
    has_faults = bool(read.counts.outcomes.get(REJECTED)) or read.query.warns
    if has_faults:
        faults.gather(read.query)
    find_doubles(job.session, job.contract, read.columns, read.rows, faults)
    if read.counts.outcomes.get(TOTAL_ROWS):
        totals = Totals(job.session, job.contract, read.columns, read.query, read.rows, has_faulty=has_faults)
        for number, (total, _) in enumerate(job.conditions.totals):
            totals.check(number, total, faults)
    if (long := job.contract.long) is None:
        return []
    put_side_by_side(job.session, job.contract, long, read.query, read.rows, has_faulty=has_faults)
    check_side_by_side(job.session, job.conditions, faults)
    return absent_measures(job.session, job.part, long, read.rows, read.query)


def _with_excluded(session: Session, counts: Counts) -> Counts:
    accepted, totals = (session.value(f"SELECT count(DISTINCT line) FROM {name}") for name in _EXCLUDED)
    return counts.with_excluded(accepted=accepted, totals=totals)


def _write(job: _Job, read: _Read, counts: Counts) -> Path:
    """Write the accepted rows in their final form."""
    path = job.path("accepted.parquet")
    if job.contract.long is not None:
        rows = side_by_side_sql(job.contract.long)
    elif counts.outcomes.get(REJECTED):
        has_faulty = bool(read.counts.outcomes.get(REJECTED))
        rows = rows_with_gaps_sql(read.rows, read.query, has_faulty=has_faulty)
    else:
        return read.rows.replace(path)
    job.session.run(f"COPY ({rows}) TO {literal(path)} ({PARQUET})")
    return path


def _receipt(job: _Job, counts: Counts, accepted: Path, *, warnings: int) -> Receipt:
    source = f"read_parquet({literal(accepted)})"
    starts = job.session.rows(f"SELECT DISTINCT period_start FROM {source} ORDER BY 1")
    is_long = job.contract.long is not None
    return receipt_of(
        job.part,
        job.contract,
        counts,
        rows_accepted=count_side_by_side(job.session) if is_long else counts.accepted,
        periods=[Period.containing(start, job.contract.period.grain).code for (start,) in starts],
        warnings=warnings,
    )
