"""The records that stand, a file for each month in which their events fall."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from trustboard.definitions.contract import Contract, FieldType
from trustboard.vocabulary.coverage import Coverage

# The types of a record's fields as every engine knows them.
PORTABLE_TYPES: Mapping[FieldType, str] = {
    FieldType.CODE: "TEXT",
    FieldType.TEXT: "TEXT",
    FieldType.INTEGER: "BIGINT",
    FieldType.DECIMAL: "DECIMAL(18,6)",
    FieldType.DATE: "DATE",
    FieldType.TIME: "TIMESTAMP",
    FieldType.BOOLEAN: "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class Partition:
    """The records of one extract whose event falls in a month, as one Parquet file in order of their keys.

    `month` is its first day. The same records have the same `sha256`, whatever files they came in.
    """

    month: date
    path: Path
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The records of one extract that stand, the days they cover, and how many rows do not stand, and why.

    `coverage` is None where nothing stands. `superseded` counts rows of a key of which a row known
    later stands; `removed` records that a file of changes has taken away; `excluded` records left
    out by a person's decision, by reason. `unmet` are the keys whose exclusions leave nothing out, each with
    whether its record is there, on other dates.
    """

    extract: str
    partitions: tuple[Partition, ...]
    coverage: Coverage | None
    superseded: int = 0
    removed: int = 0
    excluded: Mapping[str, int] = field(default_factory=dict)
    unmet: Mapping[str, bool] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many records stand."""
        return sum(partition.rows for partition in self.partitions)


def settled_shape(contract: Contract) -> dict[str, str]:
    """The columns of a settled partition, in their order, with their portable types."""
    fields = {name: PORTABLE_TYPES[kind] for name, kind in contract.accepted_fields.items()}
    return {"event_month": "DATE", "record_key": "TEXT"} | fields
