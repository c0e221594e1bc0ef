"""Find the heading of a table among title rows, and make one name per column of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trustboard.definitions.contract import Heading
from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Issue, Mistake

LOOK_AT_MOST = 200  # rows in which the heading is looked for
JOINED_BY = " | "
_CURE = "Say under heading where the headings stand: row, or a text one of them contains"


def fold(text: str) -> str:
    """Make two spellings of a heading equal: letter case, white space and a stray BOM do not count."""
    return " ".join(text.replace("\ufeff", "").split()).casefold()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the file as text: the physical line on which it starts, the line after it, its cells."""

    line: int
    next_line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FoundHeading:
    """One name per column (empty where the heading is), the first line of the body, rows before it."""

    names: tuple[str, ...]
    line: int
    body_line: int
    rows_before: int

    @property
    def least(self) -> int:
        """How many cells a row must have: up to the last one that a heading stands above."""
        return max((index for index, name in enumerate(self.names, 1) if name), default=0)


def find_heading(
    part: Part, rows: Sequence[Row], heading: Heading, *, shows_rows: bool = True
) -> FoundHeading:
    """Find the heading among the first rows of a file.

    Stacked headings are joined with " | " after merged cells are filled to the right. Raises
    Mistake when it is not there; without `shows_rows` it says nothing of what stands in the rows.
    """
    try:
        return _find(part, rows, heading)
    except Mistake as mistake:
        if shows_rows:
            raise
        hidden = [replace(issue, cure=f"{_CURE}.") for issue in mistake.issues]
        raise Mistake(hidden) from None


def _find(part: Part, rows: Sequence[Row], heading: Heading) -> FoundHeading:
    index = _index_of(part, rows, heading)
    stack = rows[index : index + heading.rows]
    if len(stack) < heading.rows or not any(cell.strip() for row in stack for cell in row.cells):
        raise Mistake([_absent(part, heading, "the row for the heading is empty or missing", rows)])
    names = _joined([row.cells for row in stack])
    return FoundHeading(
        names=names,
        line=stack[0].line,
        body_line=stack[-1].next_line,
        rows_before=index + heading.rows,
    )


def _index_of(part: Part, rows: Sequence[Row], heading: Heading) -> int:
    if heading.containing is None:
        wanted = heading.row or 1
        for index, row in enumerate(rows):
            if row.line <= wanted < row.next_line:
                return index
        raise Mistake([_absent(part, heading, f"the file has no row {wanted} for the heading", rows)])
    sought = fold(heading.containing)
    for index, row in enumerate(rows):
        if any(sought in fold(cell) for cell in row.cells):
            return index
    message = (
        f"no cell of the first {LOOK_AT_MOST} rows contains “{heading.containing}”, which marks the heading"
    )
    raise Mistake([_absent(part, heading, message, rows)])


def _absent(part: Part, heading: Heading, message: str, rows: Sequence[Row]) -> Issue:
    first = next((row for row in rows if any(cell.strip() for cell in row.cells)), None)
    shown = f" The first row with text is row {first.line}: {_shown(first)}." if first else ""
    cure = f"{_CURE}.{shown}"
    return part.issue("heading-missing", message, cure, line=heading.row)


def _shown(row: Row) -> str:
    texts = [cell.strip() for cell in row.cells if cell.strip()]
    return ", ".join(texts[:4]) + (", …" if len(texts) > 4 else "")


def _joined(stack: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Join stacked headings column by column."""
    width = max(len(cells) for cells in stack)
    square = [[" ".join(cell.split()) for cell in cells] + [""] * (width - len(cells)) for cells in stack]
    filled = [_filled_right(square, level) for level in range(len(square))]
    return tuple(
        JOINED_BY.join(filled[level][column] for level in range(len(filled)) if filled[level][column])
        for column in range(width)
    )


def _filled_right(stack: Sequence[Sequence[str]], level: int) -> list[str]:
    """Carry a merged cell's text to the right, until the next text or where a row above begins anew."""
    if level == len(stack) - 1:
        return list(stack[level])
    filled, carried = [], ""
    for column, text in enumerate(stack[level]):
        if text or any(stack[above][column] for above in range(level)):
            carried = text
        filled.append(carried)
    return filled
