"""Accepted rows in the order of their months, where a file is long: who wants a month reads that part of it.

Sorting costs more than anything else that is done with a row, so a file that is read whole in no time stays
as it is, and so does one that is in that order already.
"""

from collections.abc import Callable
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.query import Query
from trustboard.intake.records.person_keys import names_people
from trustboard.warehouse.session import Session, SessionError, literal

_READ_WHOLE = 6_000_000  # rows that may stand in any order: settling reads them three times at most
_SAMPLE = 10_000  # rows at either end of a file
# The second version of the format keeps rising line numbers and decimals in a fifth less space.
_PARQUET = "FORMAT parquet, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 4000"
_HALVING_HASHES = ", COMPRESSION zstd, COMPRESSION_LEVEL 1"  # hexadecimal digits hold half of what they take
_BY_MONTH = " ORDER BY event_month, line"


def parquet_options(contract: Contract) -> str:
    """How the accepted rows of a contract are written."""
    return _PARQUET + (_HALVING_HASHES if names_people(contract) else "")


def write_accepted(
    session: Session,
    contract: Contract,
    query: Query,
    place: Path,
    *,
    most: int,
    is_one_month: Callable[[], bool],
) -> int:
    """Write the accepted rows, `most` at most, each month's in the order of the file; returns how many.

    A long file is written by month. Rows that are not likely to be of one month are sorted as they are read;
    others are written as they stand, and sorted afterwards where they turn out to be mixed.
    """
    rows, options = query.accepted_sql(), parquet_options(contract)
    if most <= _READ_WHOLE:
        return write_rows(session, rows, place, options)
    if not is_one_month():
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


def is_likely_of_one_month(session: Session, first: Query, last: Query | None) -> bool:
    """Whether a long file begins and ends in the same month; of a short one nothing is guessed."""
    if last is None:
        return False
    samples = (query.accepted_sql(rows=_SAMPLE) for query in (first, last))
    months = " UNION ALL ".join(f"SELECT event_month FROM ({sample})" for sample in samples)
    try:
        return bool(session.value(f"SELECT count(DISTINCT event_month) = 1 FROM ({months})"))
    except SessionError:  # the end of the file may have been torn within a cell
        return False


def write_rows(session: Session, rows: str, place: Path, options: str) -> int:
    """Write the rows of a query as one Parquet file, in its order; returns how many."""
    return session.run(f"COPY ({rows}) TO {literal(place)} ({options})")


def _is_in_order(session: Session, source: str) -> bool:
    """Whether no row is of an earlier month than the row before it, read as a stream."""
    before = f"SELECT event_month, lag(event_month) OVER () AS earlier FROM {source}"
    return not session.value(f"SELECT count(*) FROM ({before}) WHERE event_month < earlier")
