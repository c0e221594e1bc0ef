"""The relations that a pass reads, by the names under which the caller offers them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FIRST_WORKING_DAY, LAST_WORKING_DAY = date(1990, 1, 1), date(2059, 12, 31)
MOST_RECORDS = 2**31 - 1
STRETCHES: Mapping[str, str] = {"period_start": "DATE", "period_end": "DATE"}
SPANS: Mapping[str, str] = {"period_start": "DATE", "span_start": "DATE", "span_end": "DATE"}
CLOSURE: Mapping[str, str] = {
    "unit": "TEXT",
    "source_unit": "TEXT",
    "period_start": "DATE",
    "is_own": "BOOLEAN",
}
WORKING_DAYS: Mapping[str, str] = {"day": "DATE", "number": "BIGINT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Names of relations: the extract's settled rows, each extract read by reference, each lookup table.

    `stretches` holds the periods whose cells are wanted, each once (columns STRETCHES); `working_days`
    every day from FIRST_WORKING_DAY to LAST_WORKING_DAY with its number (columns WORKING_DAYS); a lookup
    table key, its value columns, valid_from and valid_to. No cell has more than `most_records`: the fewer
    it says, the more counts are added up at once; the rows of all partitions that any one stretch reads
    are a safe answer.
    """

    records: str
    extracts: Mapping[str, str] = field(default_factory=dict)
    lookups: Mapping[str, str] = field(default_factory=dict)
    stretches: str = "stretches"
    working_days: str = "working_days"
    most_records: int = MOST_RECORDS
