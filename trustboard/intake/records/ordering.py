"""Accepted rows in the order of their months: sorted only where the file is not in that order already."""

from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.query import Query
from trustboard.intake.records.person_keys import names_people
from trustboard.warehouse.session import Session, literal

_FIRST_ROWS = 20_000  # enough to tell a file of one month, or in order of its dates, from a mixed one
# The second version of the format keeps rising line numbers and decimals in a fifth less space.
_PARQUET = "FORMAT parquet, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 4000"
_HALVING_HASHES = ", COMPRESSION zstd, COMPRESSION_LEVEL 1"  # hexadecimal digits hold half of what they take
_BY_MONTH = " ORDER BY event_month, line"


def parquet_options(contract: Contract) -> str:
    """How the accepted rows of a contract are written."""
    return _PARQUET + (_HALVING_HASHES if names_people(contract) else "")


def write_accepted(
    session: Session, contract: Contract, query: Query, place: Path, *, is_one_month: bool
) -> int:
    """Write the accepted rows by month, and within a month in the order of the file; returns how many.

    The first rows tell whether the file is likely to be in order. If so it is written as it stands, and
    sorted afterwards where that turns out to be wrong; a file of several months is sorted as it is read.
    """
    rows, options = query.accepted_sql(), parquet_options(contract)
    if is_one_month:
        return write_rows(session, rows, place, options)
    if not _is_in_order(session, f"({query.accepted_sql(rows=_FIRST_ROWS)})"):
        return write_rows(session, rows + _BY_MONTH, place, options)
    unsorted = place.with_suffix(".unsorted.parquet")
    written = write_rows(session, rows, unsorted, options)
    source = f"read_parquet({literal(unsorted)})"
    if _is_in_order(session, source):
        unsorted.replace(place)
        return written
    write_rows(session, f"SELECT * FROM {source}{_BY_MONTH}", place, options)
    unsorted.unlink()
    return written


def write_rows(session: Session, rows: str, place: Path, options: str) -> int:
    """Write the rows of a query as one Parquet file, in its order; returns how many."""
    return session.run(f"COPY ({rows}) TO {literal(place)} ({options})")


def _is_in_order(session: Session, source: str) -> bool:
    """Whether no row is of an earlier month than the row before it, read as a stream."""
    before = f"SELECT event_month, lag(event_month) OVER () AS earlier FROM {source}"
    return not session.value(f"SELECT count(*) FROM ({before}) WHERE event_month < earlier")
