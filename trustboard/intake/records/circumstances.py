"""What the taking in of records needs to know beside the file and its contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from trustboard.definitions.surroundings import Surroundings


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """The day of loading, code lists and lookups, the records known so far, and how much memory to use.

    `known` names, for each extract, the Parquet files with a column `record_key` that hold its records, the
    one known last at the end; an extract without any has not been loaded yet. `person_key` hashes people's
    identifiers (None: no contract with such fields can be taken in). `memory` is what DuckDB may use, such
    as "1GB"; beyond it the working folder is used.
    """

    today: date
    surroundings: Surroundings = field(default_factory=Surroundings)
    known: Mapping[str, Sequence[Path]] = field(default_factory=dict)
    person_key: bytes | None = field(default=None, repr=False)
    memory: str | None = None
    threads: int | None = None
