"""The how-to page and the reference say what intake does: their contracts are valid, their words are the code's."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.extracts import contract, take
from trustboard.intake import query

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "how-to" / "describe-an-extract.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "reference" / "rejects.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)
PERIODS = re.findall(r"`(period: \{.*?\})`", PAGE)


@pytest.mark.parametrize("block", [*BLOCKS, *PERIODS], ids=lambda block: block.splitlines()[0])
def test_every_contract_of_the_page_is_one(block: str) -> None:
    change: dict[str, Any] = yaml.safe_load(block)
    assert contract(**change)


def test_the_page_shows_something() -> None:
    assert len(BLOCKS) > 10
    assert len(PERIODS) > 5


def test_the_reference_names_every_reason_to_leave_a_row_out() -> None:
    reasons = (query.BLANK_ROWS, query.AFTER_THE_END, query.TOTAL_ROWS, query.NOT_KEPT, query.OTHER_MEASURES)
    named = re.findall(r"\| left out.*?\| `([\w ]+)` \|", REFERENCE)
    assert named == list(reasons)


def test_the_reference_names_the_columns_of_the_report(tmp_path: Path) -> None:
    outcome = take(tmp_path, "Month,Org,Seen\n2026-04,RX1,5\n2026-04,RX2,x\n")
    assert outcome.taken is not None
    heading = outcome.taken.rejects.read_text(encoding="utf-8").splitlines()[0]
    assert f"`{heading}`" in REFERENCE
