"""Those who do the work with DuckDB: we ourselves, and queries as people write them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.records.contacts import TRUST, Contacts
from benchmarks.records.runner import Step
from benchmarks.records.workload import EXTRACT, FIELDS, Number, Work, as_sql, contract
from trustboard.compiler.records import CLOSURE, Sources, cells_sql, rollup_sql
from trustboard.vocabulary.period import Period
from trustboard.warehouse.partitions import settled_shape
from trustboard.warehouse.session import literal

KINDS = ("trust", "division", "service", "team", "consultant", "commissioner", "council")
RECORDS, TEAMS = f"records of {EXTRACT}", "teams"
BATCH = 12  # months a statement: larger hash tables cost memory and time, more statements cost planning
TEAMS_SHAPE = {"team": "TEXT", "service": "TEXT", "division": "TEXT"}
_ADDED_UP = frozenset({"duration", "wait_days", "age", "outcome_score"})


@dataclass(frozen=True)
class Answer:
    """A query of some numbers of one kind of unit: `code`, `month`, then a column for each number."""

    kind: str
    columns: tuple[str, ...]
    sql: str


def offered(data: Contacts, periods: Sequence[Period]) -> Step:
    """Offer the records of some months, as the program does."""
    files = [str(data.folder / f"{period.code}.parquet") for period in periods]
    return Step("offer", RECORDS, files=files, shape=settled_shape(contract()))


def scan_steps(data: Contacts) -> list[Step]:
    """Read every column that the work reads, and add it up or take its largest."""
    each = (f"sum({name})" if name in _ADDED_UP else f"max({name})" for name in FIELDS)
    return [offered(data, data.periods), Step("run", sql=f'SELECT {", ".join(each)} FROM "{RECORDS}"')]


def our_steps(work: Work, data: Contacts, periods: Sequence[Period], kept: str | None = None) -> list[Step]:
    """Count some months to the finest cells and roll them up, in memory or (`kept`) in files of a folder."""
    steps = [Step("offer", "closure", files=[str(data.closure)], shape=CLOSURE)]
    batches = [periods[first : first + BATCH] for first in range(0, len(periods), BATCH)]
    for number, batch in enumerate(batches):
        steps += _batch_steps(work, data, batch, number, kept)
    united = " UNION ALL ".join(f'FROM "rolled {number}"' for number in range(len(batches)))
    return steps if kept else [*steps, Step("show", "rolled", united)]


def _batch_steps(
    work: Work, data: Contacts, periods: Sequence[Period], number: int, kept: str | None
) -> list[Step]:
    wanted = ", ".join(f"(DATE '{each.start}', DATE '{each.end}')" for each in periods)
    most = data.rows_a_month
    cells = cells_sql(work.pass_, sources=Sources(records=RECORDS, most_records=most))
    rolled = rollup_sql(work.pass_, cells="cells", closure="closure", most_records=most)
    offers = [
        offered(data, periods),
        Step("make", "stretches", f"FROM (VALUES {wanted}) AS wanted(period_start, period_end)"),
    ]
    if kept is None:
        return [*offers, Step("make", "cells", cells), Step("make", f"rolled {number}", rolled)]
    file = f"{kept}/cells-{number}.parquet"
    return [
        *offers,
        Step("write", file, cells),
        Step("show", "cells", f"FROM read_parquet({literal(file)})"),
        Step("write", f"{kept}/rolled-{number}.parquet", rolled),
    ]


def our_answers(work: Work) -> dict[str, Answer]:
    """Our numbers of each kind of unit, out of the roll-up."""
    columns = tuple(number.column for number in work.distinct)
    whole = "commissioner IS NULL AND council IS NULL"
    chosen = {
        "trust": ("unit", f"unit = '{TRUST}' AND {whole}"),
        "division": ("unit", f"starts_with(unit, 'D') AND {whole}"),
        "service": ("unit", f"starts_with(unit, 'S') AND {whole}"),
        "team": ("unit", f"starts_with(unit, 'T') AND {whole}"),
        "consultant": ("unit", f"starts_with(unit, 'C') AND {whole}"),
        "commissioner": ("commissioner", f"unit = '{TRUST}' AND commissioner IS NOT NULL"),
        "council": ("council", f"unit = '{TRUST}' AND council IS NOT NULL"),
    }
    return {
        kind: Answer(
            kind,
            columns,
            f"SELECT {code} AS code, period_start AS month, {', '.join(columns)} FROM rolled WHERE {where}",
        )
        for kind, (code, where) in chosen.items()
    }


def query_of_kind(kind: str, numbers: Sequence[Number]) -> Answer:
    """Write the query of some numbers of one kind of unit straight from the records."""
    code = f"'{TRUST}'" if kind == "trust" else kind
    above = f" JOIN {TEAMS} USING (team)" if kind in ("division", "service") else ""
    columns = ", ".join(f"{by_case(number)} AS {number.column}" for number in numbers)
    sql = f'SELECT {code} AS code, event_month AS month, {columns} FROM "{RECORDS}"{above} GROUP BY ALL'
    return Answer(kind, tuple(number.column for number in numbers), sql)


def queries_by_kind(work: Work) -> list[Answer]:
    """One query for each kind of unit."""
    return [query_of_kind(kind, work.distinct) for kind in KINDS]


def queries_by_indicator(work: Work) -> list[Answer]:
    """One query for each indicator and kind of unit, a chart at a time."""
    return [query_of_kind(kind, numbers) for numbers in work.numbers.values() for kind in KINDS]


def by_case(number: Number) -> str:
    """Write a number in its fastest known form in DuckDB: CASE, never FILTER."""
    counted = "1" if number.amount is None else as_sql(number.amount)
    if number.condition is not None:
        counted = f"CASE WHEN {as_sql(number.condition)} THEN {counted} END"
    return f"{'sum' if number.is_sum else 'count'}({counted})"


def peer_steps(data: Contacts, answers: Sequence[Answer]) -> list[Step]:
    """Answer queries one after another, each kept in memory."""
    return [
        offered(data, data.periods),
        Step("offer", TEAMS, files=[str(data.teams)], shape=TEAMS_SHAPE),
        *(Step("make", f"answer {i}", answer.sql) for i, answer in enumerate(answers)),
    ]


def differing_steps(work: Work, data: Contacts, answers: Sequence[Answer]) -> Iterator[Step]:
    """Do the work our way; list how many rows each answer has that ours lacks, or lacks itself."""
    yield from our_steps(work, data, data.periods)
    yield offered(data, data.periods)  # ours offered them twelve months at a time
    yield Step("offer", TEAMS, files=[str(data.teams)], shape=TEAMS_SHAPE)
    for kind, answer in our_answers(work).items():
        yield Step("make", f"our {kind}", answer.sql)
    yield Step("make", "differing", "SELECT 0 AS answer, 0 AS rows, 0 AS ours WHERE false")
    for i, answer in enumerate(answers):
        names = ", ".join(f"CAST(coalesce({name}, 0) AS DECIMAL(38, 6)) AS {name}" for name in answer.columns)
        compared = f"SELECT CAST(code AS TEXT) AS code, CAST(month AS DATE) AS month, {names} FROM"
        yield Step("make", "theirs", f"{compared} ({answer.sql})")
        yield Step("make", "ours", f'{compared} "our {answer.kind}"')
        differences = "(FROM theirs EXCEPT FROM ours) UNION ALL (FROM ours EXCEPT FROM theirs)"
        counts = f"(SELECT count(*) FROM ({differences})) AS rows, (SELECT count(*) FROM ours) AS ours"
        yield Step("make", "differing", f"FROM differing UNION ALL SELECT {i} AS answer, {counts}")
    yield Step("run", sql="FROM differing")
