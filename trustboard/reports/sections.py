"""Which rows stand where: the three groups, national standards, domains or perspectives, and the matrix."""

from collections.abc import Sequence

from trustboard.definitions.scorecard import Arrangement
from trustboard.judgement.grouping import GROUP_RULES
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.page import (
    GroupCount,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
    Row,
    Section,
    SetChange,
)
from trustboard.reports.words import DOMAINS, GROUPS, PERSPECTIVES, counted, day_text
from trustboard.vocabulary.verdict import Assurance, Variation

_COLUMNS = {
    Assurance.CONSISTENTLY_HITS: "Expected to achieve",
    Assurance.HIT_AND_MISS: "Hit and miss",
    Assurance.CONSISTENTLY_FAILS: "Expected to miss",
    Assurance.NO_STANDARD: "No standard",
    Assurance.NOT_SHOWN: "Not shown",
}
_LINES: tuple[tuple[str, Variation, tuple[Variation, ...]], ...] = (
    (
        "Improving",
        Variation.IMPROVEMENT_HIGH,
        (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW),
    ),
    ("No significant change", Variation.COMMON_CAUSE, (Variation.COMMON_CAUSE,)),
    ("Concerning", Variation.CONCERN_LOW, (Variation.CONCERN_LOW, Variation.CONCERN_HIGH)),
    ("Unusual, not judged", Variation.NEUTRAL_HIGH, (Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW)),
    ("Not shown", Variation.NOT_SHOWN, (Variation.NOT_SHOWN,)),
)


def group_sections(rows: Sequence[Row]) -> tuple[Section, ...]:
    """Where we do well, where to improve, to watch; each row in exactly one."""
    return tuple(
        Section(
            anchor=f"group-{group}",
            title=title,
            lead=GROUP_RULES[group],
            refs=tuple(row.ref for row in rows if row.group is group),
            when_empty="No indicator is in this group for the period.",
            group=group,
        )
        for group, title in GROUPS.items()
    )


def group_counts(rows: Sequence[Row]) -> tuple[GroupCount, ...]:
    """How many rows each group has."""
    counts = {group: sum(row.group is group for row in rows) for group in GROUPS}
    return tuple(
        GroupCount(
            group=group,
            title=GROUPS[group],
            anchor=f"group-{group}",
            count=count,
            words=f"{GROUPS[group]}: {counted(count, 'indicator')}",
        )
        for group, count in counts.items()
    )


def national_section(inputs: BoardInputs, rows: Sequence[Row]) -> Section | None:
    """The rows in the scorecard's national set on the period's last day; None where it names no set."""
    name = inputs.scorecard.national_set
    if name is None:
        return None
    day = day_text(inputs.period.end)
    refs = tuple(row.ref for row in rows if row.is_national)
    return Section(
        anchor="national",
        title="National standards",
        lead=f"The indicators of this scorecard that were in “{name}” on {day}.",
        refs=refs,
        when_empty=f"No indicator of this scorecard was in “{name}” on {day}.",
    )


def part_sections(inputs: BoardInputs, rows: Sequence[Row]) -> tuple[Section, ...]:
    """All rows by the CQC's questions, or by the perspectives of the balanced scorecard."""
    by_domain = inputs.scorecard.by is Arrangement.DOMAIN
    titles = list((DOMAINS if by_domain else PERSPECTIVES).values())
    return tuple(
        Section(
            anchor=f"part-{place}",
            title=title,
            lead="",
            refs=tuple(row.ref for row in rows if title == (row.domain if by_domain else row.perspective)),
            when_empty="No indicator of this scorecard belongs here.",
        )
        for place, title in enumerate(titles, 1)
    )


def matrix_of(rows: Sequence[Row]) -> Matrix:
    """Count rows by variation and assurance; "not shown" lines only where they hold something."""
    kinds = [
        kind
        for kind in _COLUMNS
        if kind is not Assurance.NOT_SHOWN or any(row.assurance.kind is kind for row in rows)
    ]
    lines = tuple(
        MatrixRow(title=title, icon=icon, cells=tuple(_cell(rows, members, kind) for kind in kinds))
        for title, icon, members in _LINES
    )
    always = (Variation.IMPROVEMENT_HIGH, Variation.COMMON_CAUSE, Variation.CONCERN_LOW)
    return Matrix(
        columns=tuple(MatrixColumn(title=_COLUMNS[kind], kind=kind) for kind in kinds),
        rows=tuple(line for line in lines if line.icon in always or any(cell.refs for cell in line.cells)),
    )


def _cell(rows: Sequence[Row], members: Sequence[Variation], kind: Assurance) -> MatrixCell:
    return MatrixCell(
        refs=tuple(row.ref for row in rows if row.variation.kind in members and row.assurance.kind is kind)
    )


def set_changes(inputs: BoardInputs) -> tuple[SetChange, ...]:
    """The announced changes of this financial year, the latest first."""
    start = inputs.period.financial_year.start
    found = [each for each in inputs.scorecard.changes if start <= each.on <= inputs.known_on]
    found.sort(key=lambda each: each.on, reverse=True)
    return tuple(SetChange(on=day_text(each.on), what=each.what, why=each.why) for each in found)
