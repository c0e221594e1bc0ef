"""The page about the store names every table, file and column that the store has, and no other."""

import re
from pathlib import Path

from trustboard.warehouse import format as store_format
from trustboard.warehouse import lock, run_index, runs, schema
from trustboard.warehouse.tables import FIGURES, POINTS, RESTATEMENTS, VERDICTS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "store.md").read_text(encoding="utf-8")
RUN_TABLES = (FIGURES, VERDICTS, POINTS, RESTATEMENTS)


def section(heading: str) -> str:
    """The text under one heading of the page."""
    return PAGE.split(f"## {heading}\n", 1)[1].split("\n## ")[0]


def first_cells(text: str) -> list[str]:
    """The name in the first cell of each row of the tables in a text."""
    return re.findall(r"^\| `([^`]+)` \|", text, flags=re.MULTILINE)


def test_the_page_is_about_the_format_that_the_program_writes() -> None:
    assert f"**format {store_format.CURRENT}**" in PAGE


def test_the_files_of_the_store_are_drawn() -> None:
    for name in (store_format.FORMAT_FILE, store_format.LEDGER_FILE, lock.LOCK_FILE, lock.HOLDER_FILE):
        assert re.search(rf"^  {re.escape(name)} ", PAGE, flags=re.MULTILINE), name


def test_every_table_of_the_ledger_is_described() -> None:
    assert first_cells(section("The ledger")) == list(schema.NAMES)


def test_every_file_of_a_run_is_described() -> None:
    files = first_cells(section("A run").split("| file | columns |")[0])
    assert files == [*(table.name for table in RUN_TABLES), run_index.INDEX_FILE, runs.MANIFEST_FILE]


def test_every_column_of_a_run_is_listed() -> None:
    columns = dict(re.findall(r"^\| `(\w+\.parquet)` \| (`\w+`(?:, `\w+`)*) \|$", PAGE, flags=re.MULTILINE))
    for table in RUN_TABLES:
        own = [name for name in table.names if name not in (*table.key, "period_end")]
        assert re.findall(r"`(\w+)`", columns[table.name]) == own
        assert all(f"`{name}`" in section("A run") for name in table.key)
