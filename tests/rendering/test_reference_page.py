"""The reference page of the scorecard names what is written: files, sheets, columns and keys."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from trustboard.rendering.tables import DATA_COLUMNS, SCORECARD_COLUMNS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "board-scorecard.md").read_text(
    encoding="utf-8"
)
WORDS = set(re.findall(r"`([^`]+)`", PAGE))


def paragraph(start: str) -> list[str]:
    """The code words of the paragraph that starts so, without its first."""
    text = PAGE.split(start)[1].split("\n\n")[0]
    return re.findall(r"`([^`]+)`", text)


@pytest.mark.parametrize(
    ("start", "columns"),
    [("`<scorecard>.csv`: ", SCORECARD_COLUMNS), ("`<scorecard>-data.csv`: ", DATA_COLUMNS)],
)
def test_every_csv_column_is_named_in_order(start: str, columns: tuple[str, ...]) -> None:
    assert paragraph(start) == list(columns)


def test_every_sheet_is_named_in_order(written: Path) -> None:
    assert (
        paragraph("Sheets: ")[:9] == CalamineWorkbook.from_path(str(written / "scorecard.xlsx")).sheet_names
    )


def keys(value: Any) -> set[str]:
    """Every key anywhere in a JSON value."""
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys(each)}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


def test_every_json_key_is_named(written: Path) -> None:
    form = json.loads((written / "scorecard.json").read_text(encoding="utf-8"))
    inner = {
        "tolerance",
        "holds",
        "approved",
        "reference",
        "in_force",
        "applies_to",
        "basis",
        "part",
        "texts",
    }
    files = {"file", "extract", "sha256", "received", "rows"}
    assert keys(form) - WORDS <= inner | files


def test_every_kind_of_file_is_named(written: Path) -> None:
    for path in written.iterdir():
        name = path.name.replace("scorecard", "<scorecard>")
        assert name in WORDS or path.is_dir(), name
