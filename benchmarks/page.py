"""How long a scorecard of 60 rows takes: its page model, its page, its whole folder."""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.support.board import build_inputs
from tests.support.measures import MEASURES
from trustboard.rendering.folder import write_folder
from trustboard.rendering.html import index_html, indicator_html
from trustboard.reports.board import build_board

ROWS = 60
TIMES = 40


def milliseconds(act: Callable[[], object], times: int) -> float:
    """Median CPU time of one act, so that other work on the machine counts little."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000


def main() -> None:
    more = tuple(replace(each, id=f"{each.id}_too") for each in MEASURES[: ROWS - len(MEASURES)])
    inputs = build_inputs((*MEASURES, *more))
    board = build_board(inputs)
    assert len(board.pages) == ROWS
    index_html(board)
    page = milliseconds(lambda: index_html(board), TIMES)
    print(f"the page of {ROWS} rows with its trends: {page:.1f} ms of CPU (to reach: 15)")
    print(
        f"an indicator's page: {milliseconds(lambda: indicator_html(board, board.pages[0], 0), TIMES):.1f} ms"
    )
    print(f"the whole page model: {milliseconds(lambda: build_board(replace(inputs)), 10):.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        whole = milliseconds(lambda: write_folder(board, Path(folder)), 3)
    print(f"the whole folder, {ROWS} indicator pages, workbook, CSV and JSON: {whole:.0f} ms")


if __name__ == "__main__":
    main()
