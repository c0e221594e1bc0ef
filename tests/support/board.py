"""A made-up trust's whole board scorecard: figures from a seeded process, judged by the rules that ship."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from tests.support.measures import MEASURES, Measure
from trustboard.definitions.contract import CodeField, Contract, Field_, FileFormat, PeriodRule, Source
from trustboard.definitions.framework import (
    Approval,
    Framework,
    Membership,
    Milestone,
    PriorityStatus,
    PriorityWord,
    QualityPriority,
)
from trustboard.definitions.indicator import Case, Combine, Indicator, PeriodUse, Rebase
from trustboard.definitions.organisation import Organisation, Unit, UnitKind
from trustboard.definitions.scorecard import Scorecard, ScorecardChange
from trustboard.definitions.settings import Settings
from trustboard.definitions.workspace import Workspace
from trustboard.judgement.chart import chart
from trustboard.judgement.judge import judge
from trustboard.judgement.series import series_of
from trustboard.judgement.standards import StandardBook
from trustboard.reports.board import build_board
from trustboard.reports.inputs import BoardInputs, period_within
from trustboard.reports.page import BoardScorecard
from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.restatement import Cause, Restatement
from trustboard.vocabulary.standard import Standard
from trustboard.vocabulary.state import State

PERIOD = Period.month(2026, 10)
KNOWN_ON = date(2026, 11, 12)
TRUST, ENGLAND = "ZZ1", "ENG"
SET = "NHS Oversight Framework"


@cache
def build_inputs(measures: Sequence[Measure] = MEASURES) -> BoardInputs:
    """Everything the scorecard of the made-up trust is built from."""
    figures = [
        figure for measure in measures for unit in (TRUST, ENGLAND) for figure in figures_of(measure, unit)
    ]
    return replace(inputs_of(measures, figures), restatements=_restatements(figures))


def inputs_of(measures: Sequence[Measure], figures: Sequence[Figure]) -> BoardInputs:
    """Judge figures by the measures' standards, and put them on a scorecard."""
    workspace = _workspace(measures)
    book = StandardBook(workspace.frameworks["2026-27"].standards)
    verdicts, charts = {}, {}
    for measure in measures:
        indicator = workspace.indicators[measure.id]
        mine = [each for each in figures if (each.indicator, each.slice) == (measure.id, Slice(TRUST))]
        series = series_of(mine, through=period_within(PERIOD, measure.grain))
        for judged in judge(indicator, series, book, known_on=KNOWN_ON):
            verdicts.update(judged.rows())
        for each in series:
            charts[measure.id] = chart(indicator, each, book, known_on=KNOWN_ON)
    return BoardInputs(
        workspace=workspace,
        scorecard=workspace.scorecards["board"],
        period=PERIOD,
        figures=figures,
        verdicts=verdicts,
        charts=charts,
        receipts={"monthly_return": _receipts()},
        known_on=KNOWN_ON,
        produced_on=datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
        run_id="20261112T093000Z-4f2a9c",
    )


def figure_of(
    measure: Measure,
    numerator: float | str | None,
    denominator: int | None = None,
    *,
    back: int = 0,
    state: State = State.VALUE,
    unit: str = TRUST,
) -> Figure:
    """One figure of a measure, so many periods back from the newest."""
    return Figure(
        indicator=measure.id,
        slice=Slice(unit),
        period=period_within(PERIOD, measure.grain).shift(-back),
        kind=measure.kind,
        parts=Accumulator(
            state=state,
            numerator=None if numerator is None else Decimal(str(numerator)),
            denominator=None if denominator is None else Decimal(denominator),
        ),
        per=measure.per,
    )


@cache
def build_board_model() -> BoardScorecard:
    """The page model of the whole scorecard."""
    return build_board(build_inputs())


def figures_of(measure: Measure, unit: str) -> list[Figure]:
    """The measure's figures for a unit: a level, a drift, a late shift and chance, from a fixed seed."""
    chance = random.Random(f"{measure.id} {unit}")
    last = period_within(PERIOD, measure.grain)
    is_ours = unit == TRUST
    found = []
    for step in range(measure.points):
        to_go = measure.points - 1 - step
        if is_ours and measure.gap == to_go:
            continue
        level = measure.level + (measure.drift * step / measure.points if is_ours else 0)
        level += measure.late_shift if is_ours and to_go < 4 else 0
        value = level + measure.spread * max(-1.8, min(1.8, chance.gauss(0, 0.8)))
        state = measure.last if is_ours and not to_go else State.VALUE
        found.append(_figure(measure, unit, last.shift(-to_go), value, state))
    return found


def _figure(measure: Measure, unit: str, period: Period, value: float, state: State) -> Figure:
    """Turn a value into parts of about the measure's size; England is some 50 times as large."""
    times = 1 if unit == TRUST else 50
    scale = times if measure.kind in (Kind.COUNT,) else 1
    if measure.kind in (Kind.COUNT, Kind.STATED):
        numerator = Decimal(str(round(max(value, 0) * scale, 1 if measure.kind is Kind.STATED else 0)))
        parts = Accumulator(state=state, numerator=numerator if state is not State.SUPPRESSED else None)
    else:
        wobble = 1 + 0.08 * math.sin(period.start.toordinal())
        size = round(measure.size * times * wobble)
        over = value / measure.per * size
        over = min(over, size) if measure.kind is Kind.PROPORTION else over
        parts = Accumulator(state=state, numerator=Decimal(round(over)), denominator=Decimal(size))
    if state is State.NO_CASES:
        parts = Accumulator(state=State.VALUE, numerator=Decimal(0), denominator=Decimal(0))
    elif state in (State.SUPPRESSED, State.NOT_DUE, State.NOT_COLLECTED):
        parts = Accumulator(state=state)
    return Figure(
        indicator=measure.id,
        slice=Slice(unit),
        period=period,
        kind=measure.kind,
        parts=parts,
        per=measure.per,
    )


def _workspace(measures: Sequence[Measure]) -> Workspace:
    return Workspace(
        settings=Settings(name="Harbour and Moorland Partnership NHS Foundation Trust", ods_code=TRUST),
        organisation=Organisation(
            units=(
                Unit(unit_code=ENGLAND, kind=UnitKind.NATION, name="England", valid_from=date(2000, 1, 1),
                line=2),
                Unit(unit_code=TRUST, kind=UnitKind.TRUST, parent=ENGLAND, name="The whole trust",
                     valid_from=date(2017, 4, 1), line=3),
            )
        ),
        contracts={"monthly_return": _contract()},
        indicators={measure.id: _indicator(measure) for measure in measures},
        frameworks={"2026-27": _framework(measures)},
        scorecards={"board": _scorecard(measures)},
    )  # fmt: skip


def _contract() -> Contract:
    return Contract(
        extract="monthly_return",
        title="Monthly return",
        source=Source(
            publisher="Made-up trust",
            licence="Open Government Licence v3.0",
            attribution="Made-up figures: no real person or organisation is behind them.",
        ),
        files=["return-*.csv"],
        format=FileFormat.CSV,
        period=PeriodRule(field="month"),
        unit=CodeField(field="unit"),
        fields={"unit": Field_(), "month": Field_()},
    )


def _indicator(measure: Measure) -> Indicator:
    divides = measure.kind not in (Kind.COUNT, Kind.STATED)
    rebase = Rebase(
        period=measure.rebased or "2025-04",
        why="A ward of 18 beds opened and changed who is admitted where",
        decided_by="Performance committee",
        decided_on=date(2025, 6, 18),
    )
    return Indicator(
        id=measure.id,
        title=measure.title,
        why="People who get the right help early recover sooner and need less hospital care later.",
        extract="monthly_return",
        kind=measure.kind,
        population="service = 'mental_health' and status <> 'test'",
        numerator=f"{measure.id}_counted",
        denominator=f"{measure.id}_eligible" if divides else None,
        per=measure.per,
        period=PeriodUse(grain=measure.grain, window_months=measure.window_months),
        combine=Combine(time=measure.time),
        better=measure.better,
        display=measure.display,
        decimals=measure.decimals,
        domain=measure.domain,
        perspective=measure.perspective,
        rebase=[rebase] if measure.rebased else [],
        definition="Everyone whose clock stopped in the month. The clock starts at referral and stops "
        f"at the first treatment. {measure.of_note}".strip(),
        cautions=["Small numbers move a lot from month to month.", "Counting changed in April 2024."],
        owner="Chief operating officer",
        author="Performance analyst",
        checked_by="Head of information",
        review_by=date(2027, 3, 31),
        sources=["The trust's monthly return"],
        cases=[
            Case(it="counts someone treated on day 14", rows=[]),
            Case(it="does not count day 15", rows=[]),
        ],
    )


def _framework(measures: Sequence[Measure]) -> Framework:
    return Framework(
        year="2026-27",
        approval=Approval(
            approved_by="the board of directors", approved_on=date(2026, 3, 25), reference="minute 26/031"
        ),
        standards=tuple(standard for measure in measures for standard in standards_of(measure)),
        memberships=[
            Membership(set=SET, indicator=measure.id, effective_from=date(2026, 4, 1))
            for measure in measures
            if measure.in_set
        ],
        quality_priorities=[
            each for each in PRIORITIES if set(each.measures) <= {measure.id for measure in measures}
        ],
    )


def standards_of(measure: Measure) -> list[Standard]:
    """The measure's standards: the one in force, an earlier one, and one beside it."""
    if measure.held is None:
        return []
    operator, value, basis = measure.held
    began = date.fromisoformat(measure.earlier[1]) if measure.earlier else date(2024, 4, 1)
    now = Standard(
        standard_id=f"{measure.id}_now",
        indicator=measure.id,
        operator=operator,
        value=Decimal(value),
        upper_value=Decimal(measure.upper) if measure.upper else None,
        tolerance=Decimal(measure.tolerance) if measure.tolerance else None,
        basis=basis,
        effective_from=began,
        approved_on=date(began.year, 3, 27),
        approved_by="the board of directors",
        reference=f"minute {began.year % 100}/031",
    )
    found = [now]
    if measure.earlier:
        found.append(
            replace(now, standard_id=f"{measure.id}_before", value=Decimal(measure.earlier[0]),
                    effective_from=date(2019, 4, 1), effective_to=date.fromordinal(began.toordinal() - 1),
                    approved_on=date(2019, 3, 28), reference="minute 19/024")
        )  # fmt: skip
    if measure.also:
        found.append(
            replace(now, standard_id=f"{measure.id}_local", operator=measure.also[0],
            value=Decimal(measure.also[1]),
                    basis=measure.also[2], effective_from=date(2026, 4, 1), effective_to=date(2027, 3, 31))
        )  # fmt: skip
    return found


def _scorecard(measures: Sequence[Measure]) -> Scorecard:
    return Scorecard(
        scorecard="board",
        title="Board scorecard",
        unit=TRUST,
        compare_with=ENGLAND,
        national_set=SET,
        indicators=[measure.id for measure in measures],
        changes=[
            ScorecardChange(
                on=date(2026, 4, 1),
                what="Reliable recovery takes the place of the recovery rate.",
                why="The national ambition is now set for reliable recovery.",
            ),
            ScorecardChange(
                on=date(2026, 7, 1),
                what="Bed days of people clinically ready for discharge joined the set.",
                why="Delays rose through the spring and the board asked to see them.",
            ),
        ],
    )


PRIORITIES = (
    QualityPriority(
        priority="safer-wards",
        title="Safer wards, with less restraint",
        why="Restraint frightens people and can harm them and our staff.",
        lead="Chief nurse",
        measures=["restraint_rate", "prone_restraint"],
        milestones=[
            Milestone(due=date(2026, 6, 30), what="Programme running on three wards", done_on=date(2026, 6,
            24)),
            Milestone(due=date(2026, 9, 30), what="All ward teams trained in de-escalation"),
            Milestone(due=date(2027, 2, 28), what="Peer review by another trust"),
        ],
        statuses=[
            PriorityStatus(on=date(2026, 7, 22), status=PriorityWord.ON_TRACK),
            PriorityStatus(
                on=date(2026, 10, 28),
                status=PriorityWord.AT_RISK,
                note="Training is behind on one ward, which waits for a manager.",
            ),
        ],
    ),
    QualityPriority(
        priority="leaving-hospital",
        title="Leave hospital safely",
        why="The first three days after leaving a ward carry the highest risk.",
        lead="Medical director",
        measures=["followup_72h"],
        milestones=[Milestone(due=date(2026, 9, 30), what="Follow-up is booked before the person leaves",
                              done_on=date(2026, 10, 5))],
        statuses=[PriorityStatus(on=date(2026, 10, 28), status=PriorityWord.ON_TRACK,
                                 note="Four in five people are seen in time.")],
    ),
    QualityPriority(
        priority="carers-as-partners",
        title="Carers are partners",
        why="Carers told us that they are asked too late.",
        lead="Director of partnerships",
        measures=["carers"],
        outcome=None,
    ),
)  # fmt: skip


def _receipts() -> list[Receipt]:
    return [
        Receipt(
            receipt_id=f"r{month:02d}",
            extract="monthly_return",
            file_name=f"return-2026-{month:02d}.csv",
            member=None,
            file_sha256=f"{month * 7919 * 7907:064x}"[::-1],
            file_bytes=48_211,
            contract_version="1",
            contract_sha256="0" * 64,
            received_on=datetime(2026, month + 1, 9, 8, 12, tzinfo=UTC),
            received_by="information team",
            rows_read=1_210 + month,
            rows_accepted_from=1_204 + month,
            rows_accepted=1_204 + month,
            rows_rejected=2,
            rows_left_out={"total rows": 4},
            periods=(f"2026-{month:02d}",),
        )
        for month in range(4, 11)
    ]


def _restatements(figures: Sequence[Figure]) -> list[Restatement]:
    """Late data for one measure in two months, and a changed standard for another."""
    changed = {("eip_2w", Period.month(2026, 9)), ("eip_2w", Period.month(2026, 8)), ("fft_positive", PERIOD)}
    return [
        Restatement(
            indicator=figure.indicator,
            slice=figure.slice,
            period=figure.period,
            before_kind=figure.kind,
            before_per=figure.per,
            before=replace(figure.parts, numerator=(figure.parts.numerator or Decimal(0)) - 3),
            after=figure.parts,
            cause=Cause.LATE_DATA,
            first_reported_on=date(2026, 10, 13),
            restated_on=date(2026, 11, 9),
            run_before="20261013T090000Z-1b77e0",
        )
        for figure in figures
        if figure.slice == Slice(TRUST) and (figure.indicator, figure.period) in changed
    ]


def with_names(model: BoardScorecard, name: str) -> BoardScorecard:
    """The same scorecard with every indicator's name replaced: for hostile and very long texts."""
    pages = tuple(replace(page, row=replace(page.row, name=name)) for page in model.pages)
    return replace(model, pages=pages)
