"""Rolled-up rows to figures: each indicator's parts put together by its recipe."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from trustboard.compiler.plan import COUNTED, Plan, Recipe, presence_column, tally_column, total_column
from trustboard.expressions import stated_twice
from trustboard.vocabulary.figure import Accumulator, Figure, Kind, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import combine_states

Row = Mapping[str, object]


def assemble(plan: Plan, rows: Iterable[Sequence[object]]) -> list[Figure]:
    """Make figures of the rows that `rollup_sql` gives, in the plan's column order.

    One figure for each indicator and slice that has rows at all; in the order of indicators, then of
    rows. Raises Mistake, naming every one, where a stated number is reported more than once.
    """
    named = [dict(zip(plan.columns, row, strict=True)) for row in rows]
    issues = [issue for recipe in plan.recipes for issue in _stated_twice(plan, recipe, named)]
    if issues:
        raise Mistake(issues)
    return [
        _figure(recipe, row)
        for recipe in plan.recipes
        for row in named
        if row[presence_column(recipe.presence)]
    ]


def _figure(recipe: Recipe, row: Row) -> Figure:
    return Figure(
        indicator=recipe.indicator,
        slice=_slice(row),
        period=_period(recipe, row),
        kind=recipe.kind,
        parts=Accumulator(
            state=combine_states(state for state in COUNTED if row[tally_column(recipe.tally, state)]),
            numerator=_total(row, recipe.numerator),
            denominator=None if recipe.denominator is None else _total(row, recipe.denominator),
        ),
        per=recipe.per,
    )


def _slice(row: Row) -> Slice:
    unit, commissioner, council, group = (
        cast("str | None", row[key]) for key in ("unit", "commissioner", "council", "group_code")
    )
    return Slice(unit=cast(str, unit), commissioner=commissioner, council=council, group=group)


def _period(recipe: Recipe, row: Row) -> Period:
    start, end = cast(date, row["period_start"]), cast(date, row["period_end"])
    return Period(start, end, recipe.grain)


def _total(row: Row, index: int) -> Decimal | None:
    """Read a total: None where no row's number is known; without trailing noughts."""
    if not row[total_column(index, "known")]:
        return None
    return plain(Decimal(cast("Decimal | int", row[total_column(index, "sum")])))


def plain(number: Decimal) -> Decimal:
    """Take off trailing noughts after the point, so that equal numbers are written alike.

    By text, because arithmetic would round numbers of more than 28 digits.
    """
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text) if number else Decimal(0)


def _stated_twice(plan: Plan, recipe: Recipe, rows: Iterable[Row]) -> Iterator[Issue]:
    if recipe.kind is not Kind.STATED:
        return
    for row in rows:
        count = sum(cast(int, row[tally_column(recipe.tally, state)]) for state in COUNTED)
        if count > 1:
            yield stated_twice(plan.extract, recipe.indicator, _slice(row), _period(recipe, row), count)
