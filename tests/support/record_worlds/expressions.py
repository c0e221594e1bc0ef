"""Random expressions of the language, as text: every form, over the fields that are there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.support.record_worlds.calendar import OFFSETS, Days
from tests.support.record_worlds.choices import Choices
from trustboard.definitions.contract import FieldType

CODES = ("A", "B", "C1", "E07", "É")
TEXTS = ("a", "A", "it's", 'x"y', "%", "B c")
NUMERALS = ("0", "1", "2", "-1", "0.5", "1.5", "-2.5", "3", "18", "28", "126")
RELATIONS = (" <= ", " < ", " >= ", " > ", " = ", " <> ")
RESERVED = frozenset({"order", "select", "group", "end", "sum"})
LISTS = ("attended", "urgent")
LOOKUPS = ("practice.icb", "practice.zone")


def quoted(name: str) -> str:
    """A field's name as it may be written: words of SQL in quotation marks."""
    return f'"{name}"' if name in RESERVED else name


def literal(text: str) -> str:
    """A text written out."""
    return "'" + text.replace("'", "''") + "'"


def day_literal(day: date) -> str:
    """A date written out."""
    return f"date '{day.isoformat()}'"


@dataclass
class Scope:
    """The fields an expression may use, by type, as they are written."""

    days: Days
    numbers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    booleans: list[str] = field(default_factory=list)
    has_period: bool = False  # whether period_start and period_end may be asked for

    def put(self, name: str, type_: FieldType) -> None:
        """Add a field."""
        shelf = {
            FieldType.INTEGER: self.numbers,
            FieldType.DECIMAL: self.numbers,
            FieldType.DATE: self.dates,
            FieldType.TIME: self.times,
            FieldType.BOOLEAN: self.booleans,
        }
        shelf.get(type_, self.texts).append(name)

    def copy(self, *, has_period: bool) -> "Scope":
        """The same fields, with or without the days of the period."""
        lists = (list(each) for each in (self.numbers, self.texts, self.dates, self.times, self.booleans))
        return Scope(self.days, *lists, has_period=has_period)

    @property
    def fields(self) -> list[str]:
        """Every field."""
        return [*self.texts, *self.numbers, *self.dates, *self.times, *self.booleans]


Writer = Callable[[Choices, Scope, int], str]


def write_number(choices: Choices, scope: Scope, depth: int = 2) -> str:
    """A number."""
    if depth <= 0 or choices.chance(25):
        return choices.pick(scope.numbers) if choices.chance(75) else choices.pick(NUMERALS)
    return choices.pick(_NUMBERS)(choices, scope, depth - 1)


def write_day(choices: Choices, scope: Scope, depth: int = 1) -> str:
    """A date or a time, for functions that take either."""
    if scope.times and choices.chance(15):
        return write_time(choices, scope, depth)
    return write_date(choices, scope, depth)


def write_date(choices: Choices, scope: Scope, depth: int = 1) -> str:
    """A date."""
    if depth <= 0 or choices.chance(60):
        return choices.pick(scope.dates)
    return choices.pick(_DATES)(choices, scope, depth - 1)


def write_time(choices: Choices, scope: Scope, depth: int = 1) -> str:
    """A time."""
    if depth <= 0 or choices.chance(80):
        return choices.pick(scope.times)
    name = choices.pick(("coalesce", "least", "greatest"))
    return f"{name}({choices.pick(scope.times)}, {choices.pick(scope.times)})"


def write_text(choices: Choices, scope: Scope, depth: int = 1) -> str:
    """A text."""
    if depth <= 0 or choices.chance(60):
        return choices.pick(scope.texts)
    return choices.pick((_lookup, _coalesced_text, _coalesced_text, _lookup_on))(choices, scope, depth - 1)


def write_condition(choices: Choices, scope: Scope, depth: int = 2) -> str:
    """A condition."""
    if depth <= 0 or choices.chance(55):
        return choices.pick(_CONDITIONS)(choices, scope, max(depth, 1))
    kind = choices.number(0, 5)
    inner = write_condition(choices, scope, depth - 1)
    if kind == 4:
        return f"not ({inner})"
    if kind == 5:
        return f"({inner})"
    return f"{inner} {'and' if kind < 2 else 'or'} {write_condition(choices, scope, depth - 1)}"


def _call(name: str, *writers: Writer) -> Writer:
    def write(choices: Choices, scope: Scope, depth: int) -> str:
        return f"{name}({', '.join(writer(choices, scope, depth) for writer in writers)})"

    return write


def _arithmetic(choices: Choices, scope: Scope, depth: int) -> str:
    sign = choices.pick((" + ", " - ", " * "))
    if sign == " * ":  # products of few factors stay exact
        return f"{choices.pick(scope.numbers)} * {choices.pick((*scope.numbers, *NUMERALS))}"
    left, right = write_number(choices, scope, depth), write_number(choices, scope, depth)
    return f"({left}{sign}({right}))"


def _negative(choices: Choices, scope: Scope, depth: int) -> str:
    return f"-({write_number(choices, scope, depth)})"


def _date_diff(choices: Choices, scope: Scope, depth: int) -> str:
    return f"date_diff('day', {write_day(choices, scope, depth)}, {write_day(choices, scope, depth)})"


def _number_field(choices: Choices, scope: Scope, _: int) -> str:
    return choices.pick(scope.numbers)


def _added_days(choices: Choices, scope: Scope, depth: int) -> str:
    return f"add_days({write_day(choices, scope, depth)}, {choices.pick(OFFSETS)})"


def _written_day(choices: Choices, scope: Scope, _: int) -> str:
    return day_literal(scope.days.day(choices))


def _period_day(choices: Choices, scope: Scope, depth: int) -> str:
    if not scope.has_period:
        return _added_days(choices, scope, depth)
    return choices.pick(("period_end", "period_start"))


def _days_in_period(choices: Choices, scope: Scope, depth: int) -> str:
    if not scope.has_period:
        return _date_diff(choices, scope, depth)
    return f"days_in_period({write_day(choices, scope, depth)}, {write_day(choices, scope, depth)})"


def _lookup(choices: Choices, scope: Scope, _: int) -> str:
    return f"lookup('{choices.pick(LOOKUPS)}', {choices.pick(scope.texts)})"


def _lookup_on(choices: Choices, scope: Scope, depth: int) -> str:
    day = write_date(choices, scope, depth)
    return f"lookup('{choices.pick(LOOKUPS)}', {choices.pick(scope.texts)}, {day})"


def _coalesced_text(choices: Choices, scope: Scope, _: int) -> str:
    last = choices.pick((choices.pick(scope.texts), literal(choices.pick(CODES))))
    return f"coalesce({choices.pick(scope.texts)}, {last})"


_NUMBERS: Sequence[Writer] = (
    _date_diff,
    _call("working_days", write_day, write_day),
    _call("months_between", write_day, write_day),
    _call("age_on", write_day, write_day),
    _call("hours_between", write_time, write_time),
    _call("minutes_between", write_time, write_time),
    _call("hour_of", write_time),
    _call("weekday", write_day),
    _call("coalesce", _number_field, write_number),
    _call("least", write_number, write_number),
    _call("greatest", write_number, write_number),
    _call("abs", write_number),
    _call("floor", write_number),
    _call("round", write_number),
    _days_in_period,
    _arithmetic,
    _arithmetic,
    _negative,
)
_DATES: Sequence[Writer] = (
    _added_days,
    _written_day,
    _call("date_of", write_time),
    _call("coalesce", write_date, write_date),
    _call("least", write_date, write_date),
    _call("greatest", write_date, write_date),
    _period_day,
    _period_day,
)


def _compared_number(choices: Choices, scope: Scope, depth: int) -> str:
    left, relation = write_number(choices, scope, depth), choices.pick(RELATIONS)
    return f"{left}{relation}{_bound(choices, scope, depth)}"


def _bound(choices: Choices, scope: Scope, depth: int) -> str:
    """A number to compare with, mostly one that rows meet."""
    if choices.chance(25):
        return write_number(choices, scope, depth - 1)
    return str(choices.pick(OFFSETS)) if choices.chance(70) else choices.pick(NUMERALS)


def _compared_date(choices: Choices, scope: Scope, depth: int) -> str:
    right = _written_day if choices.chance(30) else write_date
    return f"{write_date(choices, scope, depth)}{choices.pick(RELATIONS)}{right(choices, scope, depth)}"


def _compared_time(choices: Choices, scope: Scope, depth: int) -> str:
    return f"{write_time(choices, scope, depth)}{choices.pick(RELATIONS)}{write_time(choices, scope, 0)}"


def _same_text(choices: Choices, scope: Scope, depth: int) -> str:
    right = literal(choices.pick(CODES + TEXTS)) if choices.chance(70) else choices.pick(scope.texts)
    return f"{write_text(choices, scope, depth)}{choices.pick((' = ', ' <> '))}{right}"


def _listed_text(choices: Choices, scope: Scope, depth: int) -> str:
    values = ", ".join(literal(each) for each in choices.several(CODES + TEXTS, 3, least=1))
    return f"{write_text(choices, scope, depth)} {_no(choices)}in ({values})"


def _listed_number(choices: Choices, scope: Scope, depth: int) -> str:
    values = ", ".join(choices.several(NUMERALS, 3, least=1))
    return f"{write_number(choices, scope, depth)} {_no(choices)}in ({values})"


def _between_numbers(choices: Choices, scope: Scope, depth: int) -> str:
    low = choices.number(-1, 4)
    high = low + choices.pick((2, 0, 1, 27, 126))
    return f"{write_number(choices, scope, depth)} {_no(choices)}between {low} and {high}"


def _between_dates(choices: Choices, scope: Scope, depth: int) -> str:
    first = scope.days.day(choices)
    last = first + timedelta(days=choices.pick(OFFSETS[:8]))
    bounds = f"between {day_literal(first)} and {day_literal(last)}"
    return f"{write_date(choices, scope, depth)} {_no(choices)}{bounds}"


def _is_null(choices: Choices, scope: Scope, depth: int) -> str:
    kind = choices.number(0, 3)
    what = choices.pick(scope.fields)
    if kind == 3:
        what = choices.pick((write_number, write_date, write_text))(choices, scope, depth)
    return f"{what} is {_no(choices)}null"


def _in_codes(choices: Choices, scope: Scope, depth: int) -> str:
    day = f", {write_date(choices, scope, depth - 1)}" if choices.chance(40) else ""
    return f"{write_text(choices, scope, depth - 1)} {_no(choices)}in codes('{choices.pick(LISTS)}'{day})"


def _starts_with(choices: Choices, scope: Scope, depth: int) -> str:
    prefix = choices.pick(("A", "E0", "it'", "C", "%", "a"))
    return f"{_no(choices)}starts_with({write_text(choices, scope, depth - 1)}, {literal(prefix)})"


def _boolean(choices: Choices, scope: Scope, _: int) -> str:
    return f"{_no(choices)}{choices.pick(scope.booleans)}"


def _no(choices: Choices) -> str:
    return "not " if choices.chance(25) else ""


_CONDITIONS: Sequence[Writer] = (
    _compared_number,
    _compared_number,
    _compared_number,
    _compared_date,
    _compared_date,
    _compared_time,
    _same_text,
    _listed_text,
    _listed_number,
    _between_numbers,
    _between_numbers,
    _between_dates,
    _is_null,
    _in_codes,
    _in_codes,
    _starts_with,
    _boolean,
)
