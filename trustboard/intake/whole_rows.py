"""Whether a text file holds whole rows: as wide as its heading, and to its very end."""

from collections.abc import Iterable, Iterator, Sequence

from trustboard.intake.heading import FoundHeading, Row
from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Issue, Mistake

_ENOUGH_ROWS = 3  # fewer may each be wrong by themselves


def require_width(part: Part, heading: FoundHeading, rows: Sequence[Row]) -> None:
    """Raise Mistake where every one of the first rows has another width than the heading."""
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    widths = {_odd_width(heading, row) for row in filled}
    if len(filled) >= _ENOUGH_ROWS and None not in widths:
        shown = " or ".join(str(width) for width in sorted(width for width in widths if width is not None))
        message = f"the heading has {len(heading.names)} names, and the rows below it have {shown} cells"
        cure = "Ask for the file again, with one name above each column; or mend heading in the contract."
        raise Mistake([part.issue("heading-width", message, cure, line=heading.line)])


def require_end(
    part: Part, heading: FoundHeading, rows: Iterable[Row], *, ends_in_a_line: bool
) -> Iterator[Row]:
    """Pass rows on; raises Mistake after the last one where the file breaks off within it."""
    last: Row | None = None
    for row in rows:
        yield row
        last = row
    if last is not None and ends_in_a_line and len(last.cells) < heading.least:
        raise Mistake([_cut_short(part, heading, last)])


def _odd_width(heading: FoundHeading, row: Row) -> int | None:
    """The width of a row that does not fit the heading; None where it fits."""
    filled = next(index for index in range(len(row.cells), 0, -1) if row.cells[index - 1].strip())
    if filled > len(heading.names):
        return filled
    return len(row.cells) if len(row.cells) < heading.least else None


def _cut_short(part: Part, heading: FoundHeading, row: Row) -> Issue:
    return part.issue(
        "file-cut-short",
        f"the file breaks off in its last row, after {len(row.cells)} of {len(heading.names)} cells",
        "Ask for the file again: what came after is missing.",
        line=row.line,
    )
