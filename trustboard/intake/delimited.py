"""CSV files: read by DuckDB where lines and records are plain, by a careful reader where they are not."""

import csv
import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.intake.delimiters import require_delimiter
from trustboard.intake.heading import LOOK_AT_MOST, FoundHeading, Row, find_heading
from trustboard.intake.normalised import Record, cell_names, csv_scan, normalise
from trustboard.intake.numbered import number_records
from trustboard.intake.part import Part
from trustboard.intake.records.person_keys import names_people
from trustboard.intake.table import Table
from trustboard.intake.text_file import TextFile, open_text
from trustboard.intake.whole_rows import require_end, require_width
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.session import Session, SessionError, SessionFileError

_CHUNK = 1 << 16
_TAIL = 1 << 20  # bytes
_LONGEST_CELL = 16 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class _File:
    """A text file whose heading was found, and what the readers need besides."""

    part: Part
    text: TextFile
    heading: FoundHeading
    delimiter: str
    workdir: Path

    def path(self, name: str) -> Path:
        """A working file of this part."""
        return self.workdir / f"{self.part.label}.{name}.csv"


@dataclass(frozen=True, kw_only=True)
class _Body:
    """The rows below the heading, as DuckDB should read them."""

    path: Path
    skip: int  # lines of `path` to pass over
    first_line: int  # of the file as received
    offset: int  # where the body begins in `path`, in bytes
    lines: int  # physical lines

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the body."""
        with self.path.open("rb") as file:
            file.seek(self.offset)
            while chunk := file.read(_CHUNK):
                yield chunk


def read_delimited(part: Part, contract: Contract, session: Session, workdir: Path) -> Table:
    """Read a CSV file. Raises Mistake for what stands in the way of reading any row of it."""
    text = open_text(part, contract.encoding, contract.delimiter, workdir)
    require_delimiter(part, text, contract)
    rows = list(islice(_records(part, text, contract.delimiter), LOOK_AT_MOST))
    heading = find_heading(part, rows, contract.heading, shows_rows=not names_people(contract))
    require_width(part, heading, rows[heading.rows_before :])
    file = _File(part=part, text=text, heading=heading, delimiter=contract.delimiter, workdir=workdir)
    if text.survey.has_lone_returns or text.survey.ends_amid_a_line_end:
        return _carefully(file)
    try:
        return _natively(file, session) or _carefully(file)
    except SessionFileError:
        raise
    except SessionError:
        return _carefully(file)


def _carefully(file: _File) -> Table:
    """Write the rows anew in one plain form, with their lines and widths."""
    below = islice(_records(file.part, file.text, file.delimiter), file.heading.rows_before, None)
    is_open = file.text.survey.ends_in_a_line
    rows = require_end(file.part, file.heading, below, ends_in_a_line=is_open)
    records = (Record(line=row.line, cells=row.cells) for row in rows)
    return normalise(file.path("careful"), file.heading, records)


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


def _body(file: _File) -> _Body:
    """Tell DuckDB where the rows begin: it counts lines, unless quotes above the body hide line ends."""
    text, first = file.text, file.heading.body_line
    lines = text.survey.lines - (first - 1)
    with text.path.open("rb") as source:
        source.seek(text.offset)
        head = [source.readline() for _ in range(first - 1)]
        offset = source.tell()
        if all(line.count(b'"') % 2 == 0 for line in head):
            return _Body(path=text.path, skip=first - 1, first_line=first, offset=offset, lines=lines)
        path = file.path("body")
        with path.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
    return _Body(path=path, skip=0, first_line=first, offset=0, lines=lines)


def _natively(file: _File, session: Session) -> Table | None:
    """Let DuckDB read the file; None where its rows and the file's records do not agree."""
    body, survey = _body(file), file.text.survey
    names = tuple(cell_names(len(file.heading.names)))
    source = csv_scan(body.path, names, delimiter=file.delimiter, skip=body.skip)
    counted, empty, line = body.lines, 0, f"row_number() OVER () + {body.first_line - 1}"
    if survey.has_quotes or survey.has_empty_lines:
        counted = session.value(f"SELECT count(*) FROM {source}")
    if counted != body.lines:
        found = _number(file, body)
        if found is None or found[0] != counted:
            return None
        empty, line = found[1], "line::BIGINT"
        source = csv_scan(file.path("numbered"), ("line", *names), delimiter=file.delimiter)
    return Table(
        names=file.heading.names,
        heading_line=file.heading.line,
        scan=f"SELECT {line} AS line, NULL::INTEGER AS width, {', '.join(names)} FROM {source}",
        rows=counted + empty,
        empty_lines=empty,
        may_join_digits=survey.has_joined_digits,
        may_be_shortened=survey.has_shortened,
        may_show_errors=survey.has_errors,
        is_tight=survey.is_tight and counted == body.lines,
        last_rows=_last_rows(file, body),
        reread=lambda: _carefully(file),
    )


def _last_rows(file: _File, body: _Body) -> str | None:
    """Give a scan of the last lines of a long file, copied apart: lines inside quotes may be torn."""
    if body.path.stat().st_size - body.offset < 2 * _TAIL:
        return None
    tail = file.path("tail")
    with body.path.open("rb") as source, tail.open("wb") as target:
        source.seek(-_TAIL, os.SEEK_END)
        source.readline()
        shutil.copyfileobj(source, target, _CHUNK)
    names = tuple(cell_names(len(file.heading.names)))
    scan = csv_scan(tail, names, delimiter=file.delimiter)
    return f"SELECT 0::BIGINT AS line, NULL::INTEGER AS width, {', '.join(names)} FROM {scan}"


def _number(file: _File, body: _Body) -> tuple[int, int] | None:
    """Write the records anew behind their line numbers; how many there are, and how many empty lines."""
    with file.path("numbered").open("wb") as target:
        return number_records(body.chunks(), target, first_line=body.first_line, delimiter=file.delimiter)
