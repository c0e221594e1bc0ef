"""Mistakes put into the compiler on purpose, one at a time: each must be noticed."""

from collections.abc import Iterator, Mapping

from sqlglot import exp

from tests.support.broken_code import Mutant, Replaced, Rewritten
from trustboard.expressions.nodes import Relation


def _relations() -> Iterator[Mutant]:
    for relation, wrong in (
        (Relation.AT_MOST, exp.LT),
        (Relation.LESS, exp.LTE),
        (Relation.AT_LEAST, exp.GT),
        (Relation.MORE, exp.GTE),
        (Relation.NOT_EQUAL, exp.EQ),
    ):
        name = f"{relation.value} is written as {wrong.key}"
        yield Replaced(name, "sql:_RELATIONS", wrong, relation, met_by=("a value at a constant",))


def _of(name: str, where: str, old: str, new: str, *met_by: str) -> Rewritten:
    return Rewritten(name, where, old, new, met_by)


_OPEN, _DURING, _EVENT = ("open clocks",), ("clocks that run",), ("one date",)
_REFERENCE = ("a reference",)

_OF_EXPRESSIONS: tuple[Mutant, ...] = (
    *_relations(),
    _of(
        "“between” leaves its upper end out",
        "normal:compared",
        "Relation.AT_MOST",
        "Relation.LESS",
        "a value at a constant",
    ),
    _of(
        "“not” of an “and” stays an “and”",
        "normal:normal",
        "is negated else And(joined)",
        "is True else And(joined)",
    ),
    _of("a negated comparison keeps its relation", "normal:normal", "relation.opposite", "relation"),
    _of(
        "the beginning of a text is looked for anywhere",
        "sql:_condition_tree",
        "exp.StartsWith(this=",
        "exp.Contains(this=",
        "a beginning of a text",
    ),
    _of(
        "a code list's dates are ignored",
        "codes:within",
        "first, last = bounds",
        "first, last = None, None",
        "a code list that changes",
    ),
    _of(
        "a code is on its list no longer on its last day",
        "codes:within",
        "exp.LTE",
        "exp.LT",
        "a code list that changes",
    ),
    _of(
        "a derived field's rule decides though its value is not known",
        "sql:_decides",
        "[known(value)]",
        "[]",
        "a derived field",
    ),
    _of(
        "a derived field that no rule decides is left empty",
        "sql:_choose_tree",
        "if node.otherwise is None:",
        "if True:",
        "a derived field",
    ),
    _of(
        "a derived field's value stands for its rule",
        "sql:_choose_tree",
        "if node.names_rule else value",
        "if False else value",
        "the rule of a derived field",
    ),
    _of("a number's decimals are cut off", "trees:wide_type", "{decimals(number)}", "0"),
    _of("a time is not taken by its day", "days:day_tree", "if node.type is Type.TIME", "if False"),
    _of(
        "a month is over a day late",
        "functions:_months_between",
        "exp.LT",
        "exp.LTE",
        "function: months_between",
    ),
    _of("a birthday comes a day late", "functions:_age_on", "exp.LT", "exp.LTE", "function: age_on"),
    _of(
        "weekdays are counted from nought",
        "functions:_of_moment",
        "whole(1)",
        "whole(0)",
        "function: weekday",
    ),
    _of("halves go down", "functions:_of_number", '"0.5"', '"0.4"', "function: round"),
    _of(
        "the least of several is not known where one is not",
        "functions:_least",
        "ignore_nulls=True",
        "ignore_nulls=False",
        "function: least",
    ),
    _of(
        "days in a period leave out its last day",
        "functions:_days_in_period",
        "days_later(last, whole(1))",
        "last",
        "function: days_in_period",
    ),
    _of(
        "days in a period go on below nought",
        "functions:_days_in_period",
        "_greatest(days, [whole(0)])",
        "days",
        "function: days_in_period",
    ),
    _of("days are added the wrong way", "days:days_later", "exp.Add", "exp.Sub", "function: add_days"),
    _of(
        "a remainder below nought stays below",
        "days:remainder",
        "expression=whole(divisor)))\n    return",
        "expression=whole(0)))\n    return",
        "function: minutes_between",
    ),
    Replaced(
        "summer time begins an hour late", "summer_time:BEGINS_AT", 2, met_by=("function: hours_between",)
    ),
    Replaced(
        "summer time ends an hour early", "summer_time:ENDS_AT", 1, met_by=("function: minutes_between",)
    ),
    _of(
        "working days go backwards",
        "records.joined:Joined.inside",
        "this=second, expression=first",
        "this=first, expression=second",
        "function: working_days",
    ),
)

_OF_CONDITIONS: tuple[Mutant, ...] = (
    _of(
        "a text that is not known is not on a list",
        "records.leaves:_not_found",
        "exp.BitwiseAnd(this=askable, expression=exp.BitwiseNot(this=_found(term, read)))",
        "exp.BitwiseNot(this=_found(term, read))",
        "a blank in a field that is used",
    ),
    _of("“or” is asked as “and”", "records.conditions:Conditions.flag", "' | '.join", "' & '.join"),
    _of(
        "counts run over into their neighbours",
        "records.words:Words.width",
        "bit_length()",
        "bit_length() - 1 or 1",
    ),
    _of(
        "decimals are taken for whole numbers",
        "records.conditions:Conditions._columns",
        "and is_whole(amount, self.pass_.whole_fields)",
        "",
    ),
    _of(
        "a mean is divided by records without a number",
        "records.cells:_flags",
        " & k{conditions.place(atom)}",
        "",
        "kind: mean",
    ),
    _of(
        "whole numbers are added up outside the condition",
        "records.cells:_chosen",
        "{number} & {flag}",
        "{number}",
    ),
    _of(
        "the largest is a sum",
        "records.totals:Totals.added",
        "'max' if n.endswith('_largest') else 'sum'",
        "'sum'",
        "kind: maximum",
    ),
    _of(
        "the largest of a window is a sum",
        "records.rollup:spanned_sql",
        "'max' if name.endswith('_largest') else 'sum'",
        "'sum'",
        "kind: maximum",
        "a window",
    ),
    _of(
        "a histogram goes to the nearest whole number",
        "records.conditions:_amount",
        "Function.FLOOR",
        "Function.ROUND",
        "kind: quantile",
    ),
    _of(
        "histograms of a window are not added up",
        "records.rollup:spanned_histogram_sql",
        "[TIMES]",
        "['CAST(max(times) AS BIGINT) AS times']",
        "kind: quantile",
        "a window",
    ),
    _of(
        "a histogram takes records outside the population",
        "records.cells:_histogram_sql",
        "<> 0 AND n0",
        "<> 1 AND n0",
        "kind: quantile",
    ),
    _of(
        "a window is taken for a single period",
        "records.plan:Slot.is_single",
        "and (self.window <= self.grain.months or self.grain is Grain.WEEK)",
        "",
        "a window",
    ),
)

_OF_RECORDS: tuple[Mutant, ...] = (
    _of(
        "records that point nowhere are lost",
        "records.rows:left_joins",
        "LEFT JOIN",
        "JOIN",
        "a reference that leads nowhere",
    ),
    _of(
        "a reference goes by the first field of its key",
        "records.joined:Joined.matching",
        "for own, key in fields)",
        "for own, key in fields[:1])",
        "a reference of two fields",
    ),
    _of(
        "a lookup finds entries that have ended",
        "records.joined:Joined.matching",
        "exp.and_(is_key, begun, lasts)",
        "exp.and_(is_key, begun)",
        "a lookup",
    ),
    _of(
        "the shift is ignored",
        "records.rows:days_of",
        "if when.shift_days else start",
        "if False else start",
        "a shift",
    ),
    _of(
        "a clock without a stop is never open",
        "records.rows:days_of",
        "exp.Coalesce(this=joined.day(when.stop), expressions=[never])",
        "joined.day(when.stop)",
        *_OPEN,
    ),
    _of("a clock that stops on the last day is open", "records.rows:_belongs", "exp.GT(", "exp.GTE(", *_OPEN),
    _of(
        "a clock that stops on the first day did not run",
        "records.rows:_belongs",
        "exp.GTE(",
        "exp.GT(",
        *_DURING,
    ),
    _of(
        "a clock that starts on the last day is not open",
        "records.rows:_belongs",
        "exp.LTE(",
        "exp.LT(",
        *_OPEN,
    ),
    _of("weeks are taken for months", "records.rows:_first_day", '"WEEK" if', '"MONTH" if', "weeks"),
)

_OF_PERIODS: tuple[Mutant, ...] = (
    _of("the lag is ignored", "records.periods:absence", "if recipe.lag_days and", "if False and", "a lag"),
    _of(
        "the lag is counted a day short",
        "records.periods:_is_due",
        ".last_day >= due_on",
        ".last_day > due_on",
        "a lag",
    ),
    _of(
        "the lag does not wait for what is pointed to",
        "records.periods:_is_due",
        "*standing.references",
        "",
        "a lag",
        "a reference",
    ),
    _of(
        "a shifted period looks the wrong way",
        "records.periods:_days_read",
        "span.span_start - shift, span.span_end - shift",
        "span.span_start + shift, span.span_end + shift",
        "a shift",
    ),
    _of(
        "a month that was not sent counts as nought",
        "records.periods:absence",
        "if coverage[",
        "if not coverage[",
        "a month that was not sent",
    ),
    _of(
        "a window is a month short",
        "records.periods:span_of",
        "-recipe.window",
        "1 - recipe.window",
        "a window",
    ),
    _of(
        "a window starts with its own period",
        "records.periods:span_of",
        "Span(period.start, start,",
        "Span(period.start, period.start,",
        "a window",
    ),
)

_GONE = ("a unit that ended without a successor", "an unknown unit")

_OF_FIGURES: tuple[Mutant, ...] = (
    _of(
        "records of units that have ended count for nobody",
        "records.lacking:whole_closure_sql",
        'return f"{given}\\nUNION ALL\\n{select(columns, rest)}"',
        "return given",
        *_GONE,
    ),
    _of(
        "records of units that have ended are the trust's own",
        "records.lacking:whole_closure_sql",
        "FALSE AS is_own",
        "TRUE AS is_own",
        *_GONE,
        "units as reported, not summed",
    ),
    _of(
        "a unit that once was there still holds records",
        "records.lacking:_without_holder",
        " AND h.period_start = c.period_start",
        "",
        *_GONE,
        "a unit that closes",
    ),
    _of(
        "a successor that has ended still holds records",
        "records.lacking:_without_holder",
        " AND t.period_start = k.period_start",
        "",
        "a successor that ended as well",
    ),
    _of(
        "a denominator takes records outside the population",
        "records.plan:_tally",
        "[part.population, part.counted]",
        "[part.counted]",
    ),
    _of(
        "a sum takes records outside the population",
        "records.plan:_tally",
        "Sum(_joined([part.population])",
        "Sum(None",
    ),
    _of(
        "a denominator is counted like its numerator",
        "records.plan:_arm",
        "put(below, _tally(below))",
        "put(counting.numerator, _tally(below))",
        "a denominator of another extract",
    ),
    _of(
        "slices exist by records outside the population",
        "records.plan:_arm",
        "Count(_joined([part.population]))",
        "Count(None)",
    ),
    _of(
        "people counted twice count twice",
        "records.recount:recount_sql",
        "count(DISTINCT person)",
        "count(person)",
        "a person counted twice",
    ),
    _of(
        "people are counted in the span's last cell only",
        "records.recount:_arm",
        "c.period_start BETWEEN s.span_start AND s.span_end",
        "c.period_start = s.period_start",
        "kind: distinct",
        "a window",
    ),
    _of(
        "cells of any period count for a unit's structure",
        "records.slices:SliceArm.held_by",
        " AND k.period_start = c.period_start",
        "",
        "a moved unit",
    ),
    _of(
        "a consultant's records count for units above",
        "records.slices:SliceArm.held_by",
        '" AND k.unit = k.source_unit"',
        '""',
        "consultants",
    ),
    _of(
        "units as reported are added up",
        "records.slices:SliceArm.held_by",
        "if pass_.is_own_only",
        "if False",
        "units as reported, not summed",
    ),
    _of(
        "records of no known commissioner are dropped",
        "records.slices:SliceArm.among",
        'IS NOT NULL"',
        "<> 'UNKNOWN'\"",
        "commissioner cuts",
    ),
    _of(
        "a group that is not known is dropped",
        "records.plan:_Shelves.put",
        "by and (by[0], _or_else(by[1], NOT_KNOWN))",
        "by",
        "equality cuts",
    ),
    _of(
        "a closed unit's figures go by the first cell",
        "records.assembly:_Assembly._when",
        "[-1]",
        "[0]",
        "a unit that closes",
    ),
)

MUTANTS: tuple[Mutant, ...] = (*_OF_EXPRESSIONS, *_OF_CONDITIONS, *_OF_RECORDS, *_OF_PERIODS, *_OF_FIGURES)


def named() -> Mapping[str, Mutant]:
    """The mutants by their names, which are different."""
    found = {mutant.name: mutant for mutant in MUTANTS}
    assert len(found) == len(MUTANTS)
    return found
