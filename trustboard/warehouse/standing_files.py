"""Which stored files of a record extract stand, for which months, in the order in which they were known."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trustboard.definitions.contract import Contract, LoadMode
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Grain, Period, add_months
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.standing import in_order_of_knowing, periods_standing, standing
from trustboard.warehouse.store import Store

# How a query over several files says from which one a row is: by its hash.
NAMED, FILE = "filename = ':path'", 'parse_filename(":path", true)'
BY_PERIOD = (LoadMode.REPLACE_PERIOD, LoadMode.SNAPSHOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFile:
    """One accepted file: `months` are the first days of those for which its rows stand.

    `is_whole` tells that these are all of its months. `names` are what it and its contract were called.
    """

    sha256: str
    path: Path
    months: frozenset[date]
    is_whole: bool
    rows: int
    file_name: str
    contract_sha256: str


def standing_files(
    store: Store, contract: Contract, receipts: Sequence[Receipt], *, destroyed: Collection[str] = ()
) -> list[StandingFile]:
    """List the files that stand, the one known last at the end; `receipts` are in the ledger's order.

    A file destroyed stays away, and gives its months back to no earlier one: what it superseded is
    known to be out of date. Of files with the same content the one known last is kept.
    """
    held = periods_standing(standing(receipts, contract.load_mode))
    if contract.load_mode is LoadMode.CHANGES_BY_KEY:  # a file of removals may have no period of its own
        held = {receipt.receipt_id: receipt.periods for receipt in receipts}
    found: dict[str, StandingFile] = {}
    for receipt in in_order_of_knowing(receipts):
        if receipt.receipt_id not in held or receipt.receipt_id in destroyed:
            continue
        codes = held[receipt.receipt_id]
        found.pop(receipt.accepted_sha256, None)  # so that it moves to the end
        found[receipt.accepted_sha256] = StandingFile(
            sha256=receipt.accepted_sha256,
            path=store.path(receipt.accepted_sha256, ".parquet"),
            months=frozenset(map(month_of, codes)),
            is_whole=set(codes) == set(receipt.periods),
            rows=receipt.rows_accepted,
            file_name=receipt.member or receipt.file_name,
            contract_sha256=receipt.contract_sha256,
        )
    return list(found.values())


def is_by_month(session: Session, file: StandingFile) -> bool:
    """Whether a file's rows stand by month, as far as its groups of rows tell: a small one is one group."""
    groups = (
        "SELECT stats_min, lag(stats_max) OVER (ORDER BY row_group_id) AS before"
        f" FROM parquet_metadata({literal(file.path)}) WHERE path_in_schema = 'event_month'"
    )
    return not session.value(f"SELECT bool_or(stats_min < before) FROM ({groups})")


def copy_by_month(session: Session, file: StandingFile, folder: Path) -> StandingFile:
    """Write a copy of a file whose rows stand by month, so that who wants one month reads little else."""
    path = folder / f"{file.sha256}.by-month.parquet"
    rows = f"SELECT * FROM read_parquet({literal(file.path)}) ORDER BY event_month, line"
    session.run(f"COPY ({rows}) TO {literal(path)} (FORMAT parquet)")
    return replace(file, path=path)


def paths_sql(files: Iterable[StandingFile]) -> str:
    """Write the list of some files' paths."""
    return "[" + ", ".join(literal(file.path) for file in files) + "]"


def number_sql(files: Sequence[StandingFile], numbers: Mapping[str, int]) -> str:
    """Write the number of the file that a row is from, in a query over `paths_sql` of the same files."""
    listed = ", ".join(str(numbers[file.sha256]) for file in files)
    return f"list_extract([{listed}]::BIGINT[], file_index::BIGINT + 1)"


def month_of(code: str) -> date:
    """The first day of the month that a receipt's period names."""
    return Period.parse(code).start.replace(day=1)


def coverage_of(
    contract: Contract, files: Sequence[StandingFile], rows: Mapping[date, int]
) -> Coverage | None:
    """Tell which days are covered: where files stand by period their months, else months with records.

    `rows` counts the records of each month, excluded ones too.
    """
    if contract.load_mode in BY_PERIOD:
        months = {month for file in files for month in file.months}
        return _covering(months, missing=True)
    return _covering({month for month, count in rows.items() if count}, missing=False)


def with_months(contract: Contract, coverage: Coverage | None, months: Collection[date]) -> Coverage | None:
    """Widen the days covered by months that were sent and whose records have been destroyed since."""
    if coverage is None:
        return _covering(months, missing=contract.load_mode in BY_PERIOD)
    there = set(_months_between(coverage.first_day, coverage.last_day)) - coverage.missing_months
    return _covering(there | set(months), missing=contract.load_mode in BY_PERIOD)


def _covering(months: Collection[date], *, missing: bool) -> Coverage | None:
    if not months:
        return None
    first, last = min(months), max(months)
    between = _months_between(first, last)
    return Coverage(
        first_day=first,
        last_day=Period.containing(last, Grain.MONTH).end,
        missing_months=frozenset(between) - frozenset(months) if missing else frozenset(),
    )


def _months_between(first: date, last: date) -> Iterable[date]:
    count = (last.year - first.year) * 12 + last.month - first.month
    return (add_months(first, number) for number in range(count + 1))
