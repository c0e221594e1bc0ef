"""Random expressions of the language, as text: every form, over the fields that are there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.support.record_worlds.calendar import OFFSETS, Days
from tests.support.record_worlds.choices import Choices
from trustboard.definitions.contract import FieldType

CODES = ("A", "B", "C1", "E07", "É", "BA")
TEXTS = ("a", "A", "it's", 'x"y', "%", "B c")
NUMERALS = ("0", "1", "2", "-1", "0.5", "1.5", "-2.5", "3", "18", "28", "126")
RELATIONS = (" <= ", " < ", " >= ", " > ", " <= ", " <> ", " >= ", " = ")
RESERVED = frozenset({"order", "select", "group", "end", "sum"})
LISTS = ("attended", "urgent")
ANY_TEXT = (*CODES, *TEXTS)
Values = tuple[str, ...]


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
    """The fields an expression may use, by type, as they are written.

    `texts` and `lookups` tell with which written-out texts each may be compared: what can never be so is
    refused.
    """

    days: Days
    lookups: Mapping[str, Values]
    numbers: list[str] = field(default_factory=list)
    texts: dict[str, Values] = field(default_factory=dict)
    dates: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    booleans: list[str] = field(default_factory=list)
    births: list[str] = field(default_factory=list)  # dates long before the world's months
    has_period: bool = False  # whether period_start and period_end may be asked for

    def put(self, name: str, type_: FieldType, values: Values = ()) -> None:
        """Add a field; of a text with what it may be compared with."""
        shelf = {
            FieldType.INTEGER: self.numbers,
            FieldType.DECIMAL: self.numbers,
            FieldType.DATE: self.dates,
            FieldType.TIME: self.times,
            FieldType.BOOLEAN: self.booleans,
        }
        if name == "born_on":
            self.births.append(name)
        elif type_ in shelf:
            shelf[type_].append(name)
        else:
            self.texts[name] = values

    def with_period(self) -> "Scope":
        """The same fields, and the days of the period."""
        return replace(self, has_period=True)

    @property
    def fields(self) -> list[str]:
        """Every field."""
        return [*self.texts, *self.numbers, *self.dates, *self.times, *self.booleans, *self.births]


Writer = Callable[[Choices, Scope, int], str]


def _one(choices: Choices, names: Sequence[str]) -> str:
    """A field, more often of the record itself than of one that it points to."""
    own = [name for name in names if "." not in name]
    return choices.pick(own if choices.chance(60) else names)


def write_number(choices: Choices, scope: Scope, depth: int = 2) -> str:
    """A number."""
    if depth <= 0 or choices.chance(25):
        return _one(choices, scope.numbers) if choices.chance(85) else choices.pick(NUMERALS)
    return choices.pick(_NUMBERS)(choices, scope, depth - 1)


def write_day(choices: Choices, scope: Scope, depth: int = 1) -> str:
    """A date or a time, for functions that take either."""
    if scope.times and choices.chance(15):
        return write_time(choices, scope, depth)
    return write_date(choices, scope, depth)


def write_date(choices: Choices, scope: Scope, depth: int = 1) -> str:
    """A date."""
    if depth <= 0 or choices.chance(60):
        return _one(choices, scope.dates)
    return choices.pick(_DATES)(choices, scope, depth - 1)


def write_time(choices: Choices, scope: Scope, depth: int = 1) -> str:
    """A time."""
    if depth <= 0 or choices.chance(80):
        return _one(choices, scope.times)
    name = choices.pick(("coalesce", "least", "greatest"))
    return f"{name}({', '.join(choices.several(scope.times, 2, least=2))})"


def write_text(choices: Choices, scope: Scope, depth: int = 1) -> str:
    """A text."""
    return _valued_text(choices, scope, depth)[0]


def _valued_text(choices: Choices, scope: Scope, depth: int) -> tuple[str, Values]:
    """A text, and the written-out texts that it may be compared with."""
    if depth <= 0 or choices.chance(60):
        name = _text_field(choices, scope)
        return name, scope.texts[name]
    if choices.chance(50):
        return _coalesced_text(choices, scope), ANY_TEXT
    column = choices.pick(tuple(scope.lookups))
    day = f", {write_date(choices, scope, depth - 1)}" if choices.chance(50) else ""
    return f"lookup('{column}', {_code_field(choices, scope)}{day})", scope.lookups[column]


def _text_field(choices: Choices, scope: Scope) -> str:
    return _one(choices, tuple(scope.texts))


def _code_field(choices: Choices, scope: Scope) -> str:
    """A text field that may hold codes of the lists."""
    return _one(choices, [name for name, values in scope.texts.items() if set(CODES) & set(values)])


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
    return f"{inner} {'and' if kind == 1 else 'or'} {write_condition(choices, scope, depth - 1)}"


def _call(name: str, *writers: Writer) -> Writer:
    def write(choices: Choices, scope: Scope, depth: int) -> str:
        return f"{name}({', '.join(writer(choices, scope, depth) for writer in writers)})"

    return write


def _between(name: str, writer: Writer) -> Writer:
    """A function of two values, which are seldom the same."""

    def write(choices: Choices, scope: Scope, depth: int) -> str:
        first, second = writer(choices, scope, depth), writer(choices, scope, depth)
        return f"{name}({first}, {writer(choices, scope, depth) if second == first else second})"

    return write


def _birth(choices: Choices, scope: Scope, depth: int) -> str:
    if scope.births and choices.chance(75):
        return choices.pick(scope.births)
    return write_day(choices, scope, depth)


def _arithmetic(choices: Choices, scope: Scope, depth: int) -> str:
    sign = choices.pick((" + ", " - ", " * "))
    if sign == " * ":  # of fields that are not derived: products have three factors at most
        plain = [name for name in scope.numbers if name != "wait"]
        return f"{choices.pick(plain)} * {choices.pick((*plain, *NUMERALS))}"
    left, right = write_number(choices, scope, depth), write_number(choices, scope, depth)
    return f"({left}{sign}({right}))"


def _negative(choices: Choices, scope: Scope, depth: int) -> str:
    return f"-({write_number(choices, scope, depth)})"


def _date_diff(choices: Choices, scope: Scope, depth: int) -> str:
    return _between("date_diff", write_day)(choices, scope, depth).replace("(", "('day', ", 1)


def _number_field(choices: Choices, scope: Scope, _: int) -> str:
    return _one(choices, scope.numbers)


def _added_days(choices: Choices, scope: Scope, depth: int) -> str:
    return f"add_days({write_day(choices, scope, depth)}, {choices.pick(OFFSETS)})"


def _written_day(choices: Choices, scope: Scope, _: int) -> str:
    return day_literal(scope.days.day(choices))


def _written_time(choices: Choices, scope: Scope, _: int) -> str:
    return f"timestamp '{scope.days.moment(choices, scope.days.day(choices))}'"


def _period_day(choices: Choices, scope: Scope, depth: int) -> str:
    if not scope.has_period:
        return _added_days(choices, scope, depth)
    return choices.pick(("period_end", "period_start"))


def _days_in_period(choices: Choices, scope: Scope, depth: int) -> str:
    if not scope.has_period:
        return _date_diff(choices, scope, depth)
    return _between("days_in_period", write_day)(choices, scope, depth)


def _coalesced_text(choices: Choices, scope: Scope) -> str:
    last = literal(choices.pick(CODES)) if choices.chance(50) else _text_field(choices, scope)
    return f"coalesce({_text_field(choices, scope)}, {last})"


_NUMBERS: Sequence[Writer] = (
    _date_diff,
    _between("working_days", write_day),
    _between("months_between", write_day),
    _call("age_on", _birth, write_day),
    _between("hours_between", write_time),
    _between("minutes_between", write_time),
    _call("hour_of", write_time),
    _call("weekday", write_day),
    _call("coalesce", _number_field, write_number),
    _between("least", write_number),
    _between("greatest", write_number),
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
    _between("coalesce", write_date),
    _between("least", write_date),
    _between("greatest", write_date),
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
    return _related(choices, scope, depth, write_date, right)


def _compared_time(choices: Choices, scope: Scope, depth: int) -> str:
    right = _written_time if choices.chance(40) else write_time
    return _related(choices, scope, depth, write_time, right)


def _related(choices: Choices, scope: Scope, depth: int, left: Writer, right: Writer) -> str:
    """A comparison of two values, which are seldom the same."""
    first, second = left(choices, scope, depth), right(choices, scope, depth)
    second = right(choices, scope, depth) if second == first else second
    return f"{first}{choices.pick(RELATIONS)}{second}"


def _same_text(choices: Choices, scope: Scope, depth: int) -> str:
    left, values = _valued_text(choices, scope, depth)
    is_written = values and choices.chance(70)
    right = literal(choices.pick(values)) if is_written else _text_field(choices, scope)
    return f"{left}{choices.pick((' = ', ' <> '))}{right}"


def _listed_text(choices: Choices, scope: Scope, depth: int) -> str:
    left, values = _valued_text(choices, scope, depth)
    if not values:
        return f"{left} is {_no(choices)}null"
    listed = ", ".join(literal(each) for each in choices.several(values, 3, least=1))
    return f"{left} {_no(choices)}in ({listed})"


def _listed_number(choices: Choices, scope: Scope, depth: int) -> str:
    values = ", ".join(str(each) for each in choices.several((*NUMERALS, *OFFSETS), 4, least=1))
    return f"{write_number(choices, scope, depth)} {_no(choices)}in ({values})"


def _between_numbers(choices: Choices, scope: Scope, depth: int) -> str:
    low = choices.number(-1, 4)
    high = low + choices.pick((2, 27, 126, 0, 1, 5000))
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
    code = _code_field(choices, scope) if choices.chance(80) else write_text(choices, scope, depth - 1)
    return f"{code} {_no(choices)}in codes('{choices.pick(LISTS)}'{day})"


def _starts_with(choices: Choices, scope: Scope, depth: int) -> str:
    left = _code_field(choices, scope) if choices.chance(80) else write_text(choices, scope, depth - 1)
    values = scope.texts.get(left, CODES)
    prefixes = ("A", "E0", "C", "%", "É", *(("it'", "a") if "it's" in values else ()))
    return f"{_no(choices)}starts_with({left}, {literal(choices.pick(prefixes))})"


def _boolean(choices: Choices, scope: Scope, _: int) -> str:
    return f"{_no(choices)}{choices.pick(scope.booleans)}"


def _no(choices: Choices) -> str:
    return "not " if choices.chance(40) else ""


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
