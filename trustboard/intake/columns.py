"""Which column of the file each field of the contract is, by heading, alias, rename or position."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trustboard.definitions.contract import Contract, Field_, HeadingName, OtherColumns
from trustboard.definitions.nearest import nearest
from trustboard.intake.heading import fold
from trustboard.intake.part import Part
from trustboard.intake.records.person_keys import names_people
from trustboard.intake.table import Table
from trustboard.vocabulary.issue import Issue, Mistake, Severity


@dataclass(frozen=True, kw_only=True)
class Column:
    """Where one field comes from. `index` counts from 1; None for a constant and an absent column."""

    name: str
    field: Field_
    index: int | None
    heading: str  # as a person sees it: the file's heading, or the field's name
    effective_from: date | None = None  # the heading was used from … to …
    effective_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Every field's column, and the columns of each sum that is named by headings."""

    fields: Mapping[str, Column]
    bands: Mapping[str, tuple[int, ...]]
    names: tuple[str, ...]  # heading of each column, from the first
    warnings: tuple[Issue, ...] = ()  # columns that the contract does not know, where it asks to be warned

    def heading_of(self, index: int) -> str:
        """The heading of a column, or its number where it has none."""
        return self.names[index - 1] or f"column {index}"


def match_columns(part: Part, contract: Contract, table: Table) -> Columns:
    """Match the contract's fields to the file's columns. Raises Mistake with everything that is amiss."""
    issues: list[Issue] = []
    fields = {}
    for name, field in contract.fields.items():
        found = _column(part, table, name, field)
        if isinstance(found, Issue):
            issues.append(found)
        else:
            fields[name] = found
    if names_people(contract) and not any(column.index for column in fields.values()):
        raise Mistake([_no_heading(part, contract, table)])
    bands = {}
    for name, band in contract.sums.items():
        if band.headings_from is not None and band.headings_to is not None:
            range_ = _range(part, table, band.headings_from, band.headings_to)
            if isinstance(range_, Issue):
                issues.append(range_)
            else:
                bands[name] = range_
    wanted = _other_columns(contract)
    others = [] if wanted is OtherColumns.IGNORE or issues else _others(part, contract, table, fields, bands)
    if issues or (others and wanted is OtherColumns.REJECT):
        raise Mistake([*issues, *others])
    warnings = [replace(issue, severity=Severity.WARNING) for issue in others]
    return Columns(fields=fields, bands=bands, names=table.names, warnings=tuple(warnings))


def _other_columns(contract: Contract) -> OtherColumns:
    """What happens to other columns: a file of records says all it holds, a published one holds more."""
    usual = OtherColumns.IGNORE if contract.records is None else OtherColumns.WARN
    return contract.other_columns or usual


def spellings(field: Field_) -> tuple[HeadingName, ...]:
    """List the headings under which a field may be found."""
    if field.heading is None:
        return ()
    listed = field.heading if isinstance(field.heading, list) else [field.heading]
    return tuple(HeadingName(name=name) if isinstance(name, str) else name for name in listed)


def _column(part: Part, table: Table, name: str, field: Field_) -> Column | Issue:
    if field.position is not None:
        return _by_position(part, table, name, field)
    names = spellings(field) or ((HeadingName(name=name),) if field.constant is None else ())
    found = [(index, spelling) for spelling in names for index in _indexes(table, spelling.name)]
    if len(found) > 1:
        return _twice(part, table, name, [index for index, _ in found])
    if found:
        index, spelling = found[0]
        return Column(
            name=name,
            field=field,
            index=index,
            heading=table.names[index - 1],
            effective_from=spelling.effective_from,
            effective_to=spelling.effective_to,
        )
    if field.constant is not None or not field.required:
        return Column(name=name, field=field, index=None, heading=name)
    return _missing(part, table, name, names)


def _indexes(table: Table, heading: str) -> Iterator[int]:
    wanted = fold(heading)
    return (index for index, name in enumerate(table.names, 1) if fold(name) == wanted)


def _by_position(part: Part, table: Table, name: str, field: Field_) -> Column | Issue:
    position = field.position or 0
    if position <= len(table.names):
        return Column(
            name=name, field=field, index=position, heading=table.names[position - 1] or f"column {position}"
        )
    return part.issue(
        "column-missing",
        f"the contract takes {name} from column {position}, but the file has {len(table.names)} columns",
        "Check position in the contract, and the delimiter.",
        line=table.heading_line,
        column=name,
    )


def _missing(part: Part, table: Table, name: str, names: Sequence[HeadingName]) -> Issue:
    expected = " or ".join(f"“{spelling.name}”" for spelling in names)
    present = [heading for heading in table.names if heading]
    near = next((found for spelling in names if (found := nearest(spelling.name, present))), None)
    hint = f"Did the heading “{near}” take its place? Then add it to the field's headings." if near else ""
    if not hint:
        shown = ", ".join(present[:8]) + (", …" if len(present) > 8 else "")
        hint = f"The file has: {shown}. Add the heading to the field, or say required: false."
    return part.issue(
        "column-missing",
        f"no column for {name}: the heading {expected} is not there",
        hint,
        line=table.heading_line,
        column=names[0].name,
    )


def _no_heading(part: Part, contract: Contract, table: Table) -> Issue:
    """Say that no heading is there, and nothing of what is: it may be a person's record."""
    wanted = ", ".join(
        f"“{found[0].name}”" for field in contract.fields.values() if (found := spellings(field))
    )
    return part.issue(
        "heading-missing",
        f"none of the contract's headings is in the row of the headings ({wanted})",
        "Ask for the file with its headings, or mend heading in the contract.",
        line=table.heading_line,
    )


def _twice(part: Part, table: Table, name: str, indexes: Sequence[int]) -> Issue:
    where = " and ".join(f"column {index} (“{table.names[index - 1]}”)" for index in indexes)
    return part.issue(
        "heading-twice",
        f"{name} could be more than one column: {where}",
        "Say which one by position in the contract, or name only one of the headings.",
        line=table.heading_line,
        column=table.names[indexes[0] - 1],
    )


def _range(part: Part, table: Table, first: str, last: str) -> tuple[int, ...] | Issue:
    ends = []
    for heading in (first, last):
        found = list(_indexes(table, heading))
        if len(found) > 1:
            return _twice(part, table, "a band", found)
        if not found:
            return _missing(part, table, "the bands", [HeadingName(name=heading)])
        ends.append(found[0])
    if ends[0] > ends[1]:
        return part.issue(
            "bands-reversed",
            f"the bands run from “{first}” to “{last}”, but in the file the second stands before the first",
            "Swap headings_from and headings_to in the contract, or ask why the columns moved.",
            line=table.heading_line,
            column=first,
        )
    return tuple(range(ends[0], ends[1] + 1))


def _others(
    part: Part,
    contract: Contract,
    table: Table,
    fields: Mapping[str, Column],
    bands: Mapping[str, tuple[int, ...]],
) -> list[Issue]:
    used = {column.index for column in fields.values()} | {
        index for range_ in bands.values() for index in range_
    }
    known = [spelling.name for field in contract.fields.values() for spelling in spellings(field)]
    issues = []
    for index, name in enumerate(table.names, 1):
        if index in used or not name:
            continue
        near = nearest(name, known)
        hint = f" It resembles “{near}”." if near else ""
        issues.append(
            part.issue(
                "column-unexpected",
                f"the contract does not know the column “{name}”; nothing of it is read",
                f"Add it to the fields, or say other_columns: ignore.{hint}",
                line=table.heading_line,
                column=name,
            )
        )
    return issues
