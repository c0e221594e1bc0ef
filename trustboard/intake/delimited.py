"""CSV files: read by DuckDB where lines and records are plain, by a careful reader where they are not."""

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.byte_survey import record_starts
from trustboard.intake.heading import LOOK_AT_MOST, FoundHeading, Row, find_heading
from trustboard.intake.normalised import Record, cell_names, csv_scan, normalise
from trustboard.intake.part import Part
from trustboard.intake.table import Table
from trustboard.intake.text_file import TextFile, open_text
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.session import Session, SessionError

_CHUNK = 1 << 16
_LONGEST_CELL = 16 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class _Body:
    """The rows below the heading, as DuckDB should read them."""

    path: Path
    skip: int  # lines of `path` to pass over
    first_line: int  # of the file as received
    offset: int  # where the body begins in `path`, in bytes
    lines: int  # physical lines


def read_delimited(part: Part, contract: Contract, session: Session, workdir: Path) -> Table:
    """Read a CSV file. Raises Mistake for what stands in the way of reading any row of it."""
    text = open_text(part, contract.encoding, contract.delimiter, workdir)
    rows = list(islice(_records(part, text, contract.delimiter), LOOK_AT_MOST))
    heading = find_heading(part, rows, contract.heading)

    def carefully() -> Table:
        below = islice(_records(part, text, contract.delimiter), heading.rows_before, None)
        records = (Record(line=row.line, cells=row.cells) for row in below)
        return normalise(workdir / f"{part.label}.careful.csv", heading, records)

    if text.survey.has_lone_returns or text.survey.ends_amid_a_line_end:
        return carefully()
    body = _body(part, text, heading, workdir)
    try:
        return _natively(body, text, contract, heading, session, reread=carefully) or carefully()
    except SessionError:
        return carefully()


def _records(part: Part, text: TextFile, delimiter: str) -> Iterator[Row]:
    """Read the file row by row, with the lines each takes up. Raises Mistake where quotes do not match."""
    csv.field_size_limit(_LONGEST_CELL)
    with text.path.open("rb") as bytes_:
        bytes_.seek(text.offset)
        reader = csv.reader(
            io.TextIOWrapper(bytes_, encoding="utf-8", newline=""), delimiter=delimiter, strict=True
        )
        line = 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise Mistake([_unpaired(part, line, error)]) from None
            if cells is None:
                return
            yield Row(line=line, next_line=reader.line_num + 1, cells=tuple(cells))
            line = reader.line_num + 1


def _unpaired(part: Part, line: int, error: csv.Error) -> Issue:
    return part.issue(
        "quotes-unpaired",
        f"the row that starts here cannot be split into cells ({error})",
        "A cell in quotes ends with a quote before the next delimiter; a quote inside it is written twice.",
        line=line,
    )


def _body(part: Part, text: TextFile, heading: FoundHeading, workdir: Path) -> _Body:
    """Tell DuckDB where the rows begin: it counts lines, unless quotes above the body hide line ends."""
    before, lines = heading.body_line - 1, text.survey.lines - (heading.body_line - 1)
    with text.path.open("rb") as source:
        source.seek(text.offset)
        head = b"".join(source.readline() for _ in range(before))
        offset = source.tell()
        if b'"' not in head:
            return _Body(
                path=text.path, skip=before, first_line=heading.body_line, offset=offset, lines=lines
            )
        path = workdir / f"{part.label}.body.csv"
        with path.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
    return _Body(path=path, skip=0, first_line=heading.body_line, offset=0, lines=lines)


def _natively(
    body: _Body,
    text: TextFile,
    contract: Contract,
    heading: FoundHeading,
    session: Session,
    *,
    reread: Callable[[], Table],
) -> Table | None:
    """Let DuckDB read the file; None where its rows and the file's records do not agree."""
    source = csv_scan(body.path, cell_names(len(heading.names)), delimiter=contract.delimiter, skip=body.skip)
    empty, numbers = 0, f"row_number() OVER () + {body.first_line - 1}"
    if text.survey.has_quotes or text.survey.has_empty_lines:
        counted = session.value(f"SELECT count(*) FROM {source}")
        if counted != body.lines:
            lines, empty = record_starts(_chunks(body), first_line=body.first_line)
            if len(lines) != counted:
                return None
            name = f"lines_{body.path.stem.partition('.')[0]}"
            session.offer(name, {"line": lines})
            source, numbers = f"{name} POSITIONAL JOIN {source}", "line"
    else:
        counted = body.lines
    return Table(
        names=heading.names,
        heading_line=heading.line,
        scan=f"SELECT {numbers} AS line, NULL::INTEGER AS width, {_cells(heading)} FROM {source}",
        rows=counted + empty,
        empty_lines=empty,
        may_join_digits=text.survey.has_joined_digits,
        is_tight=text.survey.is_tight and counted == body.lines,
        reread=reread,
    )


def _cells(heading: FoundHeading) -> str:
    return ", ".join(cell_names(len(heading.names)))


def _chunks(body: _Body) -> Iterator[bytes]:
    with body.path.open("rb") as file:
        file.seek(body.offset)
        while chunk := file.read(_CHUNK):
            yield chunk
