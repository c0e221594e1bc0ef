"""Take in one file of records: read it as a stream, hold every row to the contract, write what stands."""

from dataclasses import dataclass
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.columns import Columns, match_columns
from trustboard.intake.faults import Faults, write_issues
from trustboard.intake.job import Job, Progress, end_line
from trustboard.intake.outcomes import Counts, nothing_accepted
from trustboard.intake.part import Part
from trustboard.intake.query import ACCEPTED, BLANK_ROWS, OUTCOME, REJECTED, Query
from trustboard.intake.reading import read_table
from trustboard.intake.receipts import receipt_of
from trustboard.intake.records.circumstances import Circumstances
from trustboard.intake.records.code_lists import offer_lists
from trustboard.intake.records.conditions import (
    RecordConditions,
    offer_working_days,
    read_record_conditions,
)
from trustboard.intake.records.doubles import REPEATED, find_doubles
from trustboard.intake.records.event import read_event
from trustboard.intake.records.ordering import (
    is_likely_of_one_month,
    parquet_options,
    write_accepted,
    write_rows,
)
from trustboard.intake.records.person_keys import keep_key, require_key
from trustboard.intake.records.references import find_orphans
from trustboard.intake.records.rejecting import many_rejected, too_many_rejected
from trustboard.intake.records.writer import RecordWriter
from trustboard.intake.table import Table
from trustboard.intake.taken import Refused, TakenIn
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.session import Session, SessionError, SessionFileError, literal

MOST_LISTED = 1_000_000  # rows that the report lists of one demand; beyond, it says how many more there are


@dataclass(frozen=True, kw_only=True)
class _Job(Job):
    conditions: RecordConditions
    circumstances: Circumstances


@dataclass(frozen=True, kw_only=True)
class _Read:
    """A file whose rows were read and judged; the accepted ones stand in the Parquet file `rows`."""

    columns: Columns
    query: Query
    counts: Counts
    rows: Path


def take_records(
    part: Part,
    contract: Contract,
    circumstances: Circumstances,
    *,
    workdir: Path,
    progress: Progress | None,
) -> TakenIn:
    """Take in one file or member. Raises Refused, with the report, where nothing of it can be accepted."""
    report = workdir / f"{part.label}.rejects.csv"
    try:
        require_key(part, contract, circumstances.person_key)
        conditions = read_record_conditions(contract, circumstances.surroundings)
        with _session(part, circumstances, workdir) as session:
            job = _Job(
                session=session,
                part=part,
                contract=contract,
                workdir=workdir,
                conditions=conditions,
                circumstances=circumstances,
            )
            return _take(job, report, progress or (lambda _: None))
    except Refused:
        raise
    except Mistake as mistake:
        write_issues(mistake.issues, report)
        raise Refused(mistake.issues, report) from None


def _session(part: Part, circumstances: Circumstances, workdir: Path) -> Session:
    known = [path for paths in circumstances.known.values() for path in paths]
    return Session(
        folders=[workdir],
        files=[part.path, *known],
        spill=workdir / "spill",
        memory=circumstances.memory,
        threads=circumstances.threads,
    )


def _take(job: _Job, report: Path, progress: Progress) -> TakenIn:
    _prepare(job)
    progress(f"reading {job.part.name}")
    faults = Faults(job.session, job.part, most=MOST_LISTED)
    read = _read(job, faults)
    progress(f"{read.counts.read:,} rows read; checking them")
    doubles = find_doubles(job.session, job.contract, read.columns, read.rows, faults)
    notes = find_orphans(
        job.session, job.part, job.contract, read.columns, read.rows, job.circumstances.known, faults
    )
    excluded = int(job.session.value("SELECT count(DISTINCT line) FROM excluded"))
    counts = read.counts.moved(doubles.repeated, of=ACCEPTED, to=REPEATED)
    counts = counts.moved(excluded - doubles.repeated, of=ACCEPTED, to=REJECTED)
    faults.write_report(report)
    notes = [*_limits(job, counts, faults, report), *read.columns.warnings, *notes]
    accepted = _write(job, read, has_excluded=excluded > 0)
    return TakenIn(
        accepted=accepted,
        rejects=report,
        receipt=receipt_of(
            job.part,
            job.contract,
            counts,
            rows_accepted=counts.accepted,
            periods=_months(job.session, accepted),
            warnings=faults.warnings + len(notes),
        ),
        issues=(*notes, *faults.issues()),
    )


def _prepare(job: _Job) -> None:
    session, around = job.session, job.circumstances.surroundings
    session.run("CREATE TABLE excluded (line BIGINT)")
    offer_lists(session, job.contract, around.code_lists)
    offer_working_days(session, job.conditions, around.working_days)
    if job.circumstances.person_key is not None:
        keep_key(session, job.circumstances.person_key)


def _read(job: _Job, faults: Faults) -> _Read:
    """Read the file by the fast way; where it turns out not to be as plain as it looked, the careful way.

    What DuckDB says of a row may show what stands in it, so no such message goes further.
    """
    table = read_table(job.part, job.contract, job.session, job.workdir)
    try:
        try:
            return _judge(job, table, faults)
        except SessionFileError:
            raise
        except SessionError as error:
            if table.reread is None or _is_short_of_memory(error):
                raise
        return _judge(job, table.reread(), faults)
    except SessionFileError:
        raise
    except SessionError as error:
        raise Mistake([_unreadable(job.part, error)]) from None


def _is_short_of_memory(error: SessionError) -> bool:
    return str(error).startswith("Out of Memory")


def _unreadable(part: Part, error: SessionError) -> Issue:
    if _is_short_of_memory(error):
        message = "there is not enough memory to read the file"
        return part.issue("memory-too-small", message, "Raise memory in trustboard.toml, or lower threads.")
    reason = str(error).partition(":")[0].strip().lower()
    message = f"the file could not be read to its end ({reason})"
    return part.issue("file-unreadable", message, "Ask for the file again, or for it in another format.")


def _judge(job: _Job, table: Table, faults: Faults) -> _Read:
    faults.forget()
    columns = match_columns(job.part, job.contract, table)
    event = read_event(job.part, job.contract, columns, table)
    writer = RecordWriter(
        contract=job.contract,
        columns=columns,
        table=table,
        event=event,
        conditions=job.conditions,
        lists=job.circumstances.surroundings.code_lists,
        today=job.circumstances.today,
    )
    query = writer.query(end_line=end_line(job, writer.texts_sql()))
    rows = job.path("rows.parquet")
    accepted = write_accepted(
        job.session,
        job.contract,
        query,
        rows,
        most=table.rows,
        is_one_month=lambda: (
            event.is_one_month or is_likely_of_one_month(job.session, query, writer.last_rows())
        ),
    )
    counts = _others(job, table, query, accepted, faults)
    return _Read(columns=columns, query=query, counts=counts, rows=rows)


def _others(job: _Job, table: Table, query: Query, accepted: int, faults: Faults) -> Counts:
    """Look into every row that was not accepted, or was warned of, and count the rows by outcome.

    Raises SessionError where not every row of the file is accounted for.
    """
    outcomes: dict[str, int] = {ACCEPTED: accepted}
    all_accepted = accepted + table.empty_lines == table.rows
    if not all_accepted or query.warns:
        outcomes |= _look_into_others(job, query, faults)
    if table.empty_lines:
        outcomes[BLANK_ROWS] = outcomes.get(BLANK_ROWS, 0) + table.empty_lines
    if sum(outcomes.values()) != table.rows:
        raise SessionError(f"{table.rows} rows below the heading, but {outcomes}")
    return Counts(read=table.rows, outcomes=outcomes)


def _look_into_others(job: _Job, query: Query, faults: Faults) -> dict[str, int]:
    """Read the rows that matter once more; where they are too many to keep, a third time to count them."""
    sets_aside = job.contract.keep is not None or job.contract.stop_at_blank is not None
    others = query.faulty_sql() if sets_aside else query.not_accepted_sql()
    job.session.run("DROP TABLE IF EXISTS others")
    kept = job.session.run(f"CREATE TABLE others AS {others} LIMIT {MOST_LISTED}")
    wanted = f"{OUTCOME} IN ({literal(ACCEPTED)}, {literal(REJECTED)})"
    faults.look_into(f"(SELECT * FROM others WHERE {wanted})", query)
    source = "others" if not sets_aside and kept < MOST_LISTED else f"({query.judged})"
    counted = job.session.rows(
        f"SELECT {OUTCOME}, count(*) FROM {source} WHERE {OUTCOME} <> {literal(ACCEPTED)} GROUP BY 1"
    )
    outcomes = dict(counted)
    listed = job.session.value(f"SELECT count(*) FROM others WHERE {OUTCOME} = {literal(REJECTED)}")
    faults.leave_unlisted("and-more", outcomes.get(REJECTED, 0) - listed)
    return outcomes


def _limits(job: _Job, counts: Counts, faults: Faults, report: Path) -> list[Issue]:
    """Refuse the file where a rule, or the number of rejected rows, says so; warn of many."""
    assert job.contract.records is not None
    limits = job.contract.records.rejects
    if faults.refuse_the_file:
        raise Refused(faults.issues(), report)
    if not counts.accepted:
        raise Refused([nothing_accepted(job.part, counts), *faults.issues()], report)
    if (refusal := too_many_rejected(job.part, counts, limits)) is not None:
        raise Refused([refusal, *faults.issues()], report)
    warning = many_rejected(job.part, counts, limits)
    return [] if warning is None else [warning]


def _write(job: _Job, read: _Read, *, has_excluded: bool) -> Path:
    """Give the accepted rows their place, without those that were excluded; their order stays."""
    path = job.path("accepted.parquet")
    if not has_excluded:
        return read.rows.replace(path)
    kept = f"SELECT * FROM read_parquet({literal(read.rows)}) ANTI JOIN excluded USING (line)"
    write_rows(job.session, kept, path, parquet_options(job.contract))
    return path


def _months(session: Session, accepted: Path) -> list[str]:
    found = session.rows(f"SELECT DISTINCT event_month FROM read_parquet({literal(accepted)}) ORDER BY 1")
    return [Period.containing(month, Grain.MONTH).code for (month,) in found]
