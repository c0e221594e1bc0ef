"""A board scorecard made by hand: every state, colour and icon, long names, forty rows. All of it is made up."""

import math
import random
from dataclasses import replace
from datetime import UTC, date, datetime

from trustboard.definitions.indicator import Display
from trustboard.reports.numbers import NumberStyle, count_text
from trustboard.reports.page import (
    About,
    AssuranceIcon,
    Badge,
    BoardScorecard,
    Cell,
    ChartPoint,
    DataLine,
    EpochNote,
    GroupCount,
    IndicatorPage,
    Mark,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
    MilestoneLine,
    Priority,
    ProcessChart,
    ReceiptLine,
    RestatedLine,
    Row,
    Section,
    SetChange,
    StandardLine,
    StandardText,
    Term,
    Tick,
    Trend,
    VariationIcon,
)
from trustboard.reports.words import (
    ASSURANCES,
    GROUP_RULES,
    GROUPS,
    NOT_DEFINED,
    RAGS,
    STATE_DETAILS,
    STATES,
    VARIATIONS,
    VERDICT_KEY,
)
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, Rag, Variation

PERIOD = Period.month(2026, 10)
PERCENT = NumberStyle(display=Display.PERCENT, decimals=1)
NUMBER = NumberStyle(display=Display.NUMBER, decimals=0)
RATE = NumberStyle(display=Display.NUMBER, decimals=1, per=1000)
DAYS = NumberStyle(display=Display.DAYS, decimals=1)
POUNDS = NumberStyle(display=Display.POUNDS, decimals=0)
DOMAINS = ("Safe", "Effective", "Caring", "Responsive", "Well-led")

G, A, R = Rag.GREEN, Rag.AMBER, Rag.RED
V, S = Variation, Assurance
# name, style, level, spread, standard words, standard, basis, rag, variation, assurance, domain, state
SPEC: tuple[tuple[object, ...], ...] = (
    ("Early intervention in psychosis: treatment started within two weeks", PERCENT, 0.71, 0.05, "at least 60%", 0.6,
     "National standard", G, V.IMPROVEMENT_HIGH, S.CONSISTENTLY_HITS, 3, State.VALUE),
    ("Followed up within 72 hours of leaving hospital", PERCENT, 0.83, 0.04, "at least 80%", 0.8,
     "National standard", G, V.COMMON_CAUSE, S.HIT_AND_MISS, 0, State.VALUE),
    ("Children and young people with an eating disorder, urgent: NICE-approved treatment started within one week of "
     "referral", PERCENT, 0.78, 0.1, "at least 95%", 0.95, "National standard", R, V.CONCERN_LOW,
     S.CONSISTENTLY_FAILS, 3, State.VALUE),
    ("Children and young people with an eating disorder, routine: treatment started within four weeks", PERCENT, 0.9,
     0.05, "at least 95%", 0.95, "National standard", None, V.NOT_SHOWN, S.NOT_SHOWN, 3, State.SUPPRESSED),
    ("Talking Therapies: first treatment within 6 weeks", PERCENT, 0.91, 0.03, "at least 75%", 0.75,
     "National standard", G, V.COMMON_CAUSE, S.CONSISTENTLY_HITS, 3, State.VALUE),
    ("Talking Therapies: reliable recovery", PERCENT, 0.475, 0.02, "at least 48%", 0.48, "National ambition", A,
     V.COMMON_CAUSE, S.HIT_AND_MISS, 1, State.VALUE),
    ("Inappropriate out-of-area bed days", NUMBER, 212, 45, "exactly 0", 0, "National ambition", R, V.CONCERN_HIGH,
     S.CONSISTENTLY_FAILS, 3, State.VALUE),
    ("Patient safety incidents reported, per 1,000 bed days", RATE, 61.2, 5, "", None, "", None, V.NEUTRAL_HIGH,
     S.NO_STANDARD, 0, State.VALUE),
    ("Average length of stay on adult acute wards", DAYS, 38.4, 3, "at most 32 days", 32, "Local standard", R,
     V.COMMON_CAUSE, S.CONSISTENTLY_FAILS, 1, State.VALUE),
    ("Agency spend", POUNDS, 842_300, 60_000, "at most £900,000", 900_000, "Agreed trajectory", G,
     V.IMPROVEMENT_LOW, S.HIT_AND_MISS, 4, State.VALUE),
    ("Staff sickness absence", PERCENT, 0.052, 0.006, "at most 5%", 0.05, "Local standard", A, V.COMMON_CAUSE,
     S.HIT_AND_MISS, 4, State.VALUE),
    ("Complaints answered within the time agreed", PERCENT, 0.88, 0.05, "at least 90%", 0.9, "Local standard", None,
     V.NOT_SHOWN, S.NOT_SHOWN, 2, State.NO_CASES),
    ("Friends and Family Test: very good or good", PERCENT, 0.93, 0.02, "at least 90%", 0.9, "Local standard", G,
     V.COMMON_CAUSE, S.CONSISTENTLY_HITS, 2, State.VALUE),
    ("Physical health checks for people with severe mental illness", PERCENT, 0.58, 0.04, "at least 60%", 0.6,
     "Contract", None, V.NOT_SHOWN, S.NOT_SHOWN, 1, State.NOT_DUE),
    ("Staff turnover, 12 months", PERCENT, 0.11, 0.01, "at most 12%", 0.12, "Local standard", None, V.NOT_SHOWN,
     S.NOT_SHOWN, 4, State.NOT_COLLECTED),
    ("Restrictive interventions, per 1,000 bed days", RATE, 9.4, 1.2, "", None, "", None, V.IMPROVEMENT_LOW,
     S.NO_STANDARD, 0, State.VALUE),
    ("People with a crisis and safety plan", PERCENT, 0.9412, 0.02, "at least 95%", 0.95, "Local standard", A,
     V.IMPROVEMENT_HIGH, S.HIT_AND_MISS, 0, State.VALUE),
    ("A&E: mental health attendances longer than 12 hours", NUMBER, 7, 3, "exactly 0", 0, "Local standard", None,
     V.NOT_SHOWN, S.NOT_SHOWN, 3, State.INCOMPLETE),
    ("Mandatory training up to date", PERCENT, 0.912, 0.01, "at least 90%", 0.9, "Local standard", G,
     V.COMMON_CAUSE, S.HIT_AND_MISS, 4, State.VALUE),
    ("Duty of candour met within 10 working days", PERCENT, 1.0, 0.0, "exactly 100%", 1.0, "Legal duty", G,
     V.COMMON_CAUSE, S.CONSISTENTLY_HITS, 0, State.VALUE),
)  # fmt: skip
LONGER = ("north", "south")


def build_board_model(rows: int = 40) -> BoardScorecard:
    """The whole hand-made scorecard; the specification is repeated for two localities to reach forty rows."""
    pages = tuple(_page(index) for index in range(rows))
    made = [page.row for page in pages]
    return BoardScorecard(
        about=ABOUT,
        summary=SUMMARY,
        counts=tuple(_count(group, made) for group in Group),
        rules=tuple((GROUPS[group], GROUP_RULES[group]) for group in GROUPS),
        changes=(
            SetChange(
                on="1 April 2026",
                what="Reliable recovery replaces the recovery rate.",
                why="The national ambition changed.",
            ),
        ),
        restated=(RESTATED,),
        restated_note="",
        matrix=_matrix(made),
        groups=tuple(_group(group, made) for group in GROUPS),
        priorities=PRIORITIES,
        national=_national(made),
        parts=tuple(_part(domain, made) for domain in DOMAINS),
        pages=pages,
        verdict_key=VERDICT_KEY,
        variation_key=tuple(VariationIcon(kind=kind, words=words) for kind, words in VARIATIONS.items()),
        assurance_key=tuple(AssuranceIcon(kind=kind, words=words) for kind, words in ASSURANCES.items()),
        comparison_name="England",
        attributions=(
            "Contains public sector information licensed under the Open Government Licence v3.0. Source: NHS England.",
        ),
    )


ABOUT = About(
    trust="Harbour and Moorland Partnership NHS Foundation Trust",
    title="Board scorecard",
    unit="The whole trust",
    period=PERIOD.label,
    period_code=PERIOD.code,
    produced="12 November 2026, 09:30",
    known="12 November 2026",
    run_id="20261112T093000Z-4f2a9c",
    profile="mdc",
    approval="Framework 2026-27, approved by the board on 26 March 2026 (minute 2026/31)",
    accent="#1f4e79",
    language="en-GB",
    produced_on=datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
    known_on=date(2026, 11, 12),
)
SUMMARY = (
    "Of 40 indicators, 14 are where we do well, 12 are where to improve and 14 are to watch.",
    "Of the 30 that could be judged against a standard, 16 achieved it, 8 are within tolerance and 6 did not.",
    "Two indicators show a new change for the worse this month: out-of-area bed days and urgent eating disorder "
    "treatment.",
)
RESTATED = RestatedLine(
    ref="measure_00",
    name=str(SPEC[0][0]),
    periods="July 2026 to September 2026",
    change="September 2026 was 70.2%, now 71.0%",
    cause="Late data: records that arrived after the month was first reported",
)
PRIORITIES = (
    Priority(
        title="Safer wards: less use of restrictive interventions",
        why="Restraint and seclusion harm people and staff.",
        lead="Chief Nurse",
        status="At risk",
        tone=Rag.AMBER,
        status_note="Two of three wards have started the programme; the third waits for a ward manager.",
        outcome="",
        milestones=(
            MilestoneLine(what="Programme started on three wards", due="30 June 2026", status="Late, due 30 June 2026",
                          is_done=False, is_late=True),
            MilestoneLine(what="Training for all ward teams", due="30 September 2026",
                          status="Done on 24 September 2026", is_done=True, is_late=False),
            MilestoneLine(what="Peer review", due="28 February 2027", status="Due 28 February 2027", is_done=False,
                          is_late=False),
        ),
        measures=("measure_15",),
    ),
    Priority(
        title="Carers are partners",
        why="Carers told us that they are asked too late.",
        lead="Medical Director",
        status="On track",
        tone=Rag.GREEN,
        status_note="",
        outcome="Partly achieved (30 March 2027): four of five teams.",
        milestones=(),
        measures=(),
        other_measures=("Carer's assessment offered",),
    ),
)  # fmt: skip


def _series(index: int, level: float, spread: float, months: int) -> list[float | None]:
    chance = random.Random(index)
    values: list[float | None] = [
        level + spread * (chance.gauss(0, 0.6) + 0.5 * math.sin(step / 5)) for step in range(months)
    ]
    if index % 7 == 3:
        values[months // 2] = None
    return values


def _cell(style: NumberStyle, number: float | None, *, state: State = State.VALUE) -> Cell:
    if state is not State.VALUE or number is None:
        state = State.NOT_COLLECTED if state is State.VALUE else state
        return Cell(text=STATES[state], state=state, detail=STATE_DETAILS[state])
    if style.display is Display.PERCENT:
        below = 400
        above = round(number * below)
        number = above / below
        detail = f"{count_text(above)} of {count_text(below)}"
        return Cell(text=style.value(number), state=state, number=number, numerator=above, denominator=below,
                    detail=detail)  # fmt: skip
    return Cell(text=style.value(number), state=state, number=number, numerator=number)


def _badge(rag: Rag | None, state: State, standard: object) -> Badge:
    if rag is not None:
        return Badge(rag=rag, word=RAGS[rag])
    if state is not State.VALUE:
        return Badge(rag=None, word="No value", reason=STATE_DETAILS[state])
    return Badge(rag=None, word="No standard", reason="no standard is in force for this period")


def _group_of(rag: Rag | None, variation: Variation, assurance: Assurance) -> Group:
    if rag in (Rag.RED, Rag.AMBER) or variation.is_concern or assurance is Assurance.CONSISTENTLY_FAILS:
        return Group.IMPROVE
    return Group.WELL if rag is Rag.GREEN or variation.is_improvement else Group.WATCH


def _row(index: int) -> tuple[Row, list[float | None], float | None]:
    name, style, level, spread, words, standard, basis, rag, variation, assurance, domain, state = SPEC[
        index % len(SPEC)
    ]
    assert isinstance(style, NumberStyle)
    assert isinstance(state, State)
    assert isinstance(rag, Rag | None)
    assert isinstance(variation, Variation)
    assert isinstance(assurance, Assurance)
    round_ = index // len(SPEC)
    shown_name = f"{name} ({LONGER[round_ - 1]})" if round_ else str(name)
    values = _series(index, float(str(level)), float(str(spread)), 36)
    if index % 20 == 19:
        values = [1.0] * 36
    target = float(str(standard)) if standard is not None else None
    if state is not State.VALUE:
        values[-1] = None
    summed = style.display is not Display.DAYS
    row = Row(
        ref=f"measure_{index:02d}",
        name=shown_name,
        domain=DOMAINS[int(str(domain))],
        perspective="Quality and safety",
        is_national=basis == "National standard",
        period_label="",
        style=style,
        group=_group_of(rag, variation, assurance),
        reason="The standard is achieved." if rag is Rag.GREEN else "Nothing shows a significant change.",
        standard=StandardText(
            text=words[:1].upper() + words[1:] if isinstance(words, str) and words else "No standard",
            basis=str(basis),
            number=target,
            others=("Local standard: at least 65%",) if index == 0 else (),
        ),
        value=_cell(style, values[-1], state=state),
        badge=_badge(rag, state, standard),
        variation=VariationIcon(kind=variation, words=VARIATIONS[variation]),
        assurance=AssuranceIcon(kind=assurance, words=ASSURANCES[assurance]),
        trend=Trend(
            values=tuple(values[-24:]),
            targets=tuple([target] * 24),
            last_mark=Mark.CONCERN if variation.is_concern else Mark.COMMON,
            words="24 months to October 2026",
        ),
        year_to_date=_cell(style, float(str(level)))
        if summed
        else Cell(text=NOT_DEFINED, state=State.NOT_COLLECTED),
        previous=_cell(style, values[-2]),
        last_year=_cell(style, values[-13]),
        comparison=_cell(style, float(str(level)) * 0.97),
        restated="Restated: was 70.2%" if index == 0 else "",
    )
    return row, values, target


def _chart(row: Row, values: list[float | None], target: float | None) -> ProcessChart:
    known = [value for value in values if value is not None]
    mean = sum(known) / len(known)
    width = 2.66 * sum(abs(b - a) for a, b in zip(known, known[1:], strict=False)) / (len(known) - 1)
    few = row.ref.endswith("13")
    points = []
    for step, value in enumerate(values):
        period = PERIOD.shift(step - len(values) + 1)
        epoch = int(step >= 18)
        mark = (Mark.COMMON, Mark.COMMON, Mark.IMPROVEMENT, Mark.CONCERN, Mark.NEUTRAL)[(step // 5) % 5]
        points.append(
            ChartPoint(
                label=period.label,
                short_label=period.short_label,
                value=value,
                mean=None if few else mean * (1 + 0.01 * epoch),
                lower=None if few else mean - width * (1 - 0.3 * epoch),
                upper=None if few else mean + width * (1 - 0.3 * epoch),
                target=None if target is None else target * (0.96 if step < 12 else 1),
                epoch=epoch,
                mark=mark,
                state="" if value is not None else "Not collected",
            )
        )
    low, high = min(*known, mean - width), max(*known, mean + width, target or mean)
    ticks = tuple(
        Tick(at=low + (high - low) * part / 4, text=row.style.value(low + (high - low) * part / 4))
        for part in range(5)
    )
    return ProcessChart(
        title=f"{row.name}, November 2023 to October 2026",
        description="The latest value is common cause. Limits were recalculated in May 2025.",
        axis_title=row.style.axis_title,
        points=tuple(points),
        ticks=ticks,
        epochs=(EpochNote(index=18, short_text="Limits recalculated",
                          text="May 2025: limits recalculated. A new team opened."),),
        notes=("Too few points for limits: 8 of 12.",) if few else (),
        legend=LEGEND,
        target_label=row.standard.text,
        mean_label="" if few else f"Mean {row.style.value(mean)}",
        lower_label="" if few else row.style.value(mean - width),
        upper_label="" if few else row.style.value(mean + width),
    )  # fmt: skip


def _page(index: int) -> IndicatorPage:
    row, values, target = _row(index)
    chart = _chart(row, values, target)
    return IndicatorPage(
        row=row,
        why="People who get help early recover sooner, and need less hospital care later.",
        chart=chart,
        data=tuple(_line(row, point) for point in reversed(chart.points)),
        definition=DEFINITION,
        standards=STANDARDS,
        standards_note="",
        receipts=RECEIPTS,
        receipts_note="",
        restated=(RESTATED,) if index == 0 else (),
        attributions=("Source: NHS England, under the Open Government Licence v3.0.",),
    )


def _line(row: Row, point: ChartPoint) -> DataLine:
    cell = _cell(row.style, point.value)
    return DataLine(
        period=point.label,
        period_code=point.label,
        numerator=count_text(cell.numerator),
        denominator=count_text(cell.denominator),
        value=cell,
        mean="" if point.mean is None else row.style.value(point.mean),
        limits=""
        if point.lower is None
        else f"{row.style.value(point.lower)} to {row.style.value(point.upper or 0)}",
        standard="" if point.target is None else row.standard.text,
        verdict=row.badge if point.value is not None else Badge(rag=None, word="No value"),
        signal="" if point.mark is Mark.COMMON else point.mark.value.capitalize(),
        restated="was 70.2%" if row.restated and point is not None and point.label.startswith("Sep") else "",
    )


DEFINITION = (
    Term(name="What is counted", texts=("The clock starts at referral and stops when treatment starts.",)),
    Term(name="Population", texts=("team_type = 'eip' and clock_stop is not null",), is_code=True),
    Term(name="Numerator", texts=("days_waited <= 14",), is_code=True),
    Term(name="Kind", texts=("Proportion: the numerator is part of the denominator",)),
    Term(name="Owner", texts=("Director of Community Services",)),
    Term(name="Next review", texts=("31 March 2027",)),
    Term(name="Cautions", texts=("Small teams vary from month to month.", "Counting changed in April 2019.")),
)
LEGEND = (
    ("common", "Common cause"),
    ("improvement", "Special cause, improving"),
    ("concern", "Special cause, concerning"),
    ("neutral", "Special cause, neither good nor bad"),
    ("mean", "Mean"),
    ("limits", "Process limits"),
    ("target", "Standard"),
    ("epoch", "Limits recalculated"),
    ("missing", "No value"),
)
STANDARDS = (
    StandardLine(text="At least 60%", basis="National standard", holds="From 1 April 2020", approved="19 March 2020, by "
                 "the board", reference="Planning guidance 2020/21", in_force="In force: the latest national standard"),
    StandardLine(text="At least 56%", basis="National standard", holds="1 April 2019 to 31 March 2020",
                 approved="28 March 2019, by the board", reference="Planning guidance 2019/20", in_force=""),
)  # fmt: skip
RECEIPTS = (
    ReceiptLine(
        file_name="eip-waits-october-2026.csv",
        sha256="4f2a9c1db7e0",
        received="9 November 2026, 08:12, by the information team",
        rows="1,204 accepted, 3 rejected",
        periods="October 2026",
    ),
)


def _count(group: Group, rows: list[Row]) -> GroupCount:
    count = sum(row.group is group for row in rows)
    return GroupCount(
        group=group, title=GROUPS[group], anchor=f"group-{group}", count=count, words=f"{count} indicators"
    )


def _group(group: Group, rows: list[Row]) -> Section:
    refs = tuple(row.ref for row in rows if row.group is group)
    return Section(
        anchor=f"group-{group}",
        title=GROUPS[group],
        lead=GROUP_RULES[group],
        refs=refs,
        when_empty="No indicator is in this group.",
        group=group,
    )


def _national(rows: list[Row]) -> Section:
    refs = tuple(row.ref for row in rows if row.is_national)
    return Section(anchor="national", title="National standards", lead="In the oversight framework on 31 October 2026.",
                   refs=refs, when_empty="None.")  # fmt: skip


def _part(domain: str, rows: list[Row]) -> Section:
    refs = tuple(row.ref for row in rows if row.domain == domain)
    return Section(
        anchor=f"part-{domain.lower()}", title=domain, lead="", refs=refs, when_empty="No indicator here."
    )


_LINES = (
    ("Improving", V.IMPROVEMENT_HIGH, {V.IMPROVEMENT_HIGH, V.IMPROVEMENT_LOW}),
    ("No significant change", V.COMMON_CAUSE, {V.COMMON_CAUSE}),
    ("Concerning", V.CONCERN_LOW, {V.CONCERN_HIGH, V.CONCERN_LOW}),
    ("Changed, neither good nor bad", V.NEUTRAL_HIGH, {V.NEUTRAL_HIGH, V.NEUTRAL_LOW}),
    ("Not shown", V.NOT_SHOWN, {V.NOT_SHOWN}),
)


def _matrix(rows: list[Row]) -> Matrix:
    columns = tuple(MatrixColumn(kind=kind, title=kind.replace("_", " ").capitalize()) for kind in Assurance)
    lines = []
    for title, icon, kinds in _LINES:
        cells = tuple(
            MatrixCell(
                refs=tuple(
                    row.ref
                    for row in rows
                    if row.variation.kind in kinds and row.assurance.kind is column.kind
                )
            )
            for column in columns
        )
        lines.append(MatrixRow(title=title, icon=icon, cells=cells))
    return Matrix(columns=columns, rows=tuple(lines))


def with_names(model: BoardScorecard, name: str) -> BoardScorecard:
    """The same scorecard with every indicator's name replaced: for hostile and very long texts."""
    pages = tuple(replace(page, row=replace(page.row, name=name)) for page in model.pages)
    return replace(model, pages=pages)
