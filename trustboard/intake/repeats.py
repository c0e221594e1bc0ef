"""Whether any accepted rows share what must be told apart: compared by hash, so that it costs one column."""

from pathlib import Path

from trustboard.warehouse.session import Session, literal

_AT_ONCE = 2_000_000  # hashes to be sorted here, which is quicker; more are left to DuckDB, which can spill


def may_repeat(session: Session, hashed: str, rows: Path) -> bool:
    """Tell whether two rows of a Parquet file agree in a hash, given as SQL."""
    source = f"read_parquet({literal(rows)})"
    every = session.value(f"SELECT count(*) FROM {source}")
    if every > _AT_ONCE:
        return bool(session.value(f"SELECT count(DISTINCT {hashed}) FROM {source}") != every)
    hashes = session.numbers(f"SELECT {hashed} FROM {source}")
    hashes.sort()
    return bool((hashes[1:] == hashes[:-1]).any())
