"""The workbook's sheets of words: summary, priorities, definitions, standards, files and about."""

from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from trustboard.rendering.workbook_sheet import Book, Column, write_table

_TOP = 2


def write_summary(book: Book) -> None:
    """Write the head of the scorecard: sentences, counts, matrix, changes and restatements."""
    model, about = book.model, book.model.about
    sheet = book.sheet("Summary", is_table=False)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 6, 16)
    sheet.write_string(0, 0, f"{about.title}, {about.period}", book.title)
    sheet.write_string(1, 0, f"{about.trust}: {about.unit}", book.heading)
    sheet.write_string(2, 0, f"Data as known on {about.known}. Produced {about.produced}.", book.format())
    row = 4
    for sentence in model.summary:
        sheet.merge_range(row, 0, row, 6, sentence, book.text)
        sheet.set_row(row, 30 if len(sentence) > 120 else 16)
        row += 1
    row = _counts(book, sheet, row + 1)
    row = _matrix(book, sheet, row + 1)
    changes = [f"{each.on}. {each.what} {each.why}" for each in model.changes]
    row = _remarks(book, sheet, row + 1, "Changes to what is shown", changes or ["None announced this year."])
    restated = [f"{line.name}, {line.periods}: {line.change}. {line.cause}." for line in model.restated]
    _remarks(book, sheet, row + 1, "Figures restated this month", restated or [model.restated_note])


def _counts(book: Book, sheet: Worksheet, row: int) -> int:
    for count in book.model.counts:
        sheet.write_string(row, 0, count.title, book.format(bold=True))
        sheet.write_number(row, 1, count.count, book.format(bold=True, align="left"))
        row += 1
    return row


def _matrix(book: Book, sheet: Worksheet, row: int) -> int:
    matrix = book.model.matrix
    sheet.write_string(row, 0, "Variation and assurance together", book.heading)
    row += 1
    sheet.write_string(row, 0, "Variation", book.header)
    for place, column in enumerate(matrix.columns, 1):
        sheet.write_string(row, place, column.title, book.header)
    for line in matrix.rows:
        row += 1
        sheet.write_string(row, 0, line.title, book.text)
        for place, cell in enumerate(line.cells, 1):
            sheet.write_number(row, place, len(cell.refs), book.format(align="center"))
    return row + 1


def _remarks(book: Book, sheet: Worksheet, row: int, title: str, lines: Sequence[str]) -> int:
    sheet.write_string(row, 0, title, book.heading)
    for line in lines:
        row += 1
        sheet.merge_range(row, 0, row, 6, line, book.text)
        sheet.set_row(row, 16 * (1 + len(line) // 120))
    return row + 1


def _columns(*columns: tuple[str, float]) -> list[Column]:
    return [Column(title, width) for title, width in columns]


def _write_lines(
    book: Book, name: str, columns: Sequence[Column], lines: Iterable[Sequence[str]], empty: str
) -> None:
    """Write a sheet that is one table of texts."""
    found = list(lines)
    sheet = book.sheet(name)
    sheet.write_string(0, 0, name, book.title)
    write_table(book, sheet, _TOP, columns, len(found))
    if not found:
        sheet.write_string(_TOP + 1, 0, empty, book.soft)
    for row, line in enumerate(found, _TOP + 1):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text, book.text)


def write_priorities(book: Book) -> None:
    """Write the quality priorities, a line for each milestone."""
    columns = _columns(
        ("Priority", 34),
        ("Lead", 22),
        ("Status", 18),
        ("Said", 50),
        ("Milestone", 44),
        ("Milestone status", 34),
        ("Year-end outcome", 40),
    )
    lines = []
    for each in book.model.priorities:
        steps = [(step.what, step.status) for step in each.milestones] or [("", "")]
        outcome = each.outcome or "Not due until the year ends"
        lines += [(each.title, each.lead, each.status, each.status_note, *step, outcome) for step in steps]
    _write_lines(book, "Quality priorities", columns, lines, "No quality priorities are set for this year.")


def write_definitions(book: Book) -> None:
    """Write every part of every definition."""
    columns = _columns(("Ref", 22), ("Indicator", 44), ("Part", 24), ("Text", 100))
    lines = [
        (page.row.ref, page.row.name, term.name, text)
        for page in book.model.pages
        for term in page.definition
        for text in term.lines
    ]
    _write_lines(book, "Definitions", columns, lines, "No indicators.")


def write_standards(book: Book) -> None:
    """Write every standard over time, with both its dates."""
    columns = _columns(
        ("Ref", 22),
        ("Indicator", 44),
        ("Standard", 22),
        ("Basis", 22),
        ("Tolerance", 26),
        ("Holds", 34),
        ("Approved", 40),
        ("Reference", 24),
        ("For", 26),
        ("In force for the period shown", 70),
    )
    lines = [
        (
            page.row.ref,
            page.row.name,
            line.text,
            line.basis,
            line.tolerance,
            line.holds,
            line.approved,
            line.reference,
            line.applies_to or "Every unit",
            line.in_force or "No",
        )
        for page in book.model.pages
        for line in page.standards
    ]
    _write_lines(book, "Standards", columns, lines, "No standards.")


def write_files(book: Book) -> None:
    """Write every file that stands behind the scorecard, once."""
    columns = _columns(
        ("File", 48),
        ("Extract", 30),
        ("Fingerprint (SHA-256)", 24),
        ("Periods", 34),
        ("Received", 46),
        ("Rows", 60),
    )
    found = [each for page in book.model.pages for each in page.receipts]
    lines = [
        (each.file_name, each.extract, each.sha256, each.periods, each.received, each.rows)
        for each in dict.fromkeys(found)
    ]
    _write_lines(book, "Files", columns, lines, "No files.")


def write_about(book: Book) -> None:
    """Write where the scorecard comes from and how to read it."""
    model, about = book.model, book.model.about
    sheet = book.sheet("About", is_table=False)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, "About this scorecard", book.title)
    lines = [
        ("Trust", about.trust),
        ("Scorecard", about.title),
        ("Unit", about.unit),
        ("Period", about.period),
        ("Data as known on", about.known),
        ("Produced", about.produced),
        ("Calculation", about.run_id),
        ("Rules for variation", about.profile),
        ("Approval", about.approval),
        *model.rules,
        *((word, meaning) for _, word, meaning in model.verdict_key),
        ("Proportions", "Cells hold fractions of 1 and show percentages."),
        *(("Source", line) for line in model.attributions),
    ]
    for row, (name, text) in enumerate(lines, 2):
        sheet.write_string(row, 0, name, book.format(bold=True, text_wrap=True))
        sheet.write_string(row, 1, text, book.text)
