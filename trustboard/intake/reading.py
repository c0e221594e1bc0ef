"""Open a file by the format its contract names, and give its table."""

from pathlib import Path

from trustboard.definitions.contract import Contract, FileFormat
from trustboard.intake.columnar import read_parquet
from trustboard.intake.delimited import read_delimited
from trustboard.intake.file_kind import check_kind
from trustboard.intake.part import Part
from trustboard.intake.sheets import read_sheet
from trustboard.intake.table import Table
from trustboard.warehouse.session import Session


def read_table(part: Part, contract: Contract, session: Session, workdir: Path) -> Table:
    """Give the table of a file. Raises Mistake for what stands in the way of reading any row of it."""
    check_kind(part, contract.format)
    if contract.format is FileFormat.CSV:
        return read_delimited(part, contract, session, workdir)
    if contract.format is FileFormat.PARQUET:
        return read_parquet(part, session)
    return read_sheet(part, contract, workdir)
