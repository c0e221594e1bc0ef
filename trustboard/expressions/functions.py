"""The functions of the language: what each takes and gives, and what it means in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from trustboard.expressions.nodes import Function, Type

MOST_ARGUMENTS = 10

NUMBER = (Type.NUMBER,)
TEXT = (Type.TEXT,)
TIME = (Type.TIME,)
DAY = (Type.DATE, Type.TIME)  # of a time, its day is taken
ORDERED = (Type.NUMBER, Type.DATE, Type.TIME)
VALUES = (Type.NUMBER, Type.TEXT, Type.DATE, Type.TIME)
NOTHING = "Nothing where anything it is given is not known."


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument. `words`: a text written out, one of these; `repeats`: two to MOST_ARGUMENTS of them."""

    name: str
    types: tuple[Type, ...]
    words: tuple[str, ...] = ()
    repeats: bool = False
    is_optional: bool = False
    is_written_out: bool = False  # a value in the expression itself, no field


@dataclass(frozen=True, slots=True)
class Signature:
    """What one function takes and gives; `result` None gives what its arguments are, all of one type.

    `function` is None for what becomes a node of its own kind. `meaning`, `unknown` (what comes out where
    something is not known) and `example` are for the reference page.
    """

    word: str
    parameters: tuple[Parameter, ...]
    result: Type | None
    meaning: str
    unknown: str
    example: str
    function: Function | None = None

    @property
    def written(self) -> str:
        """How it is written: codes('list'[, date])."""
        needed = ", ".join(_written(each) for each in self.parameters if not each.is_optional)
        optional = "".join(f"[, {each.name}]" for each in self.parameters if each.is_optional)
        return f"{self.word}({needed}{optional})"

    @property
    def least(self) -> int:
        """The fewest arguments it takes."""
        return sum(not each.is_optional for each in self.parameters) + any(
            each.repeats for each in self.parameters
        )

    @property
    def most(self) -> int:
        """The most arguments it takes."""
        return MOST_ARGUMENTS if any(each.repeats for each in self.parameters) else len(self.parameters)

    def parameter(self, position: int) -> Parameter:
        """The parameter for an argument, counted from 0; the last one repeats where it may."""
        return self.parameters[min(position, len(self.parameters) - 1)]


def _written(parameter: Parameter) -> str:
    if parameter.words:
        return f"'{parameter.words[0]}'"
    if parameter.repeats:
        return f"{parameter.name}, {parameter.name}, …"
    is_text = parameter.is_written_out and parameter.types == TEXT
    return f"'{parameter.name}'" if is_text else parameter.name


def _of(
    function: Function,
    parameters: tuple[Parameter, ...],
    result: Type | None,
    meaning: str,
    example: str,
    unknown: str = NOTHING,
) -> Signature:
    return Signature(function.value, parameters, result, meaning, unknown, example, function)


_FROM, _TO = Parameter("from", DAY), Parameter("to", DAY)
_FROM_TIME, _TO_TIME = Parameter("from", TIME), Parameter("to", TIME)
_ON = Parameter("date", DAY, is_optional=True)
_VALUE = Parameter("number", NUMBER)

_ALL = (
    _of(
        Function.DATE_DIFF,
        (Parameter("unit", TEXT, words=("day",)), _FROM, _TO),
        Type.NUMBER,
        "Whole days from one date to another: 0 on the same day, below 0 when the second comes first.",
        "date_diff('day', discharged, first_contact) between 1 and 3",
    ),
    _of(
        Function.WORKING_DAYS,
        (_FROM, _TO),
        Type.NUMBER,
        "Working days after the first date, up to and with the second: Monday to Friday without England's "
        "bank holidays; below 0 when the second date comes first.",
        "working_days(received, seen) <= 10",
    ),
    _of(
        Function.MONTHS_BETWEEN,
        (_FROM, _TO),
        Type.NUMBER,
        "Whole months from one date to another: a month is over when its day of the month is reached.",
        "months_between(received, seen) < 6",
    ),
    _of(
        Function.AGE_ON,
        (Parameter("born", DAY), Parameter("date", DAY)),
        Type.NUMBER,
        "Age in whole years on a date. Who was born on 29 February is a year older on 1 March.",
        "age_on(born, discharged) >= 18",
    ),
    _of(
        Function.ADD_DAYS,
        (Parameter("date", DAY), Parameter("days", NUMBER, is_written_out=True)),
        Type.DATE,
        "The date so many days later (earlier, when below 0). The days are a whole number, written out.",
        "first_contact <= add_days(discharged, 3)",
    ),
    _of(
        Function.HOURS_BETWEEN,
        (_FROM_TIME, _TO_TIME),
        Type.NUMBER,
        "Whole hours that pass between two times, rounded down; changes of the clock are counted.",
        "hours_between(arrived, left_at) < 4",
    ),
    _of(
        Function.MINUTES_BETWEEN,
        (_FROM_TIME, _TO_TIME),
        Type.NUMBER,
        "Whole minutes that pass between two times, rounded down; changes of the clock are counted.",
        "minutes_between(arrived, left_at) <= 240",
    ),
    _of(
        Function.DATE_OF,
        (Parameter("time", TIME),),
        Type.DATE,
        "The day of a time.",
        "date_of(arrived) = discharged",
    ),
    _of(
        Function.HOUR_OF,
        (Parameter("time", TIME),),
        Type.NUMBER,
        "The hour of a time, 0 to 23, as the clock shows it.",
        "hour_of(arrived) between 9 and 16",
    ),
    _of(
        Function.WEEKDAY,
        (Parameter("date", DAY),),
        Type.NUMBER,
        "The day of the week: 1 is Monday, 7 is Sunday.",
        "weekday(discharged) <= 5",
    ),
    _of(
        Function.COALESCE,
        (Parameter("value", VALUES, repeats=True),),
        None,
        "The first of its values that is known. All are of one type.",
        "coalesce(first_contact, seen)",
        "Nothing where none of them is known.",
    ),
    _of(
        Function.LEAST,
        (Parameter("value", ORDERED, repeats=True),),
        None,
        "The smallest number, or the earliest date, of those that are known.",
        "least(first_contact, seen)",
        "Passes over what is not known; nothing where none is known.",
    ),
    _of(
        Function.GREATEST,
        (Parameter("value", ORDERED, repeats=True),),
        None,
        "The largest number, or the latest date, of those that are known.",
        "greatest(wait, 0)",
        "Passes over what is not known; nothing where none is known.",
    ),
    _of(Function.ABS, (_VALUE,), Type.NUMBER, "The number without its sign.", "abs(wait - target) <= 1"),
    _of(Function.FLOOR, (_VALUE,), Type.NUMBER, "The largest whole number not above it.", "floor(wait)"),
    _of(Function.ROUND, (_VALUE,), Type.NUMBER, "The nearest whole number; halves go up.", "round(wait)"),
    _of(
        Function.DAYS_IN_PERIOD,
        (Parameter("start", DAY), Parameter("stop", DAY)),
        Type.NUMBER,
        "Days of the period that is being counted, from the start up to the stop, the day of the stop not "
        "counted: occupied bed days. Only in indicators.",
        "days_in_period(admitted, discharged)",
        "Nothing where the start is not known; a stop that is not known is still to come.",
    ),
    Signature(
        "starts_with",
        (Parameter("text", TEXT), Parameter("beginning", TEXT, is_written_out=True)),
        Type.BOOLEAN,
        "Whether a text starts with a written-out one, capitals and all.",
        "Unknown where the text is not known.",
        "starts_with(diagnosis, 'F2')",
    ),
    Signature(
        "codes",
        (Parameter("list", TEXT, is_written_out=True), _ON),
        Type.BOOLEAN,
        "Only after `in` or `not in`: the codes of a list under `codes/` that are valid on a date. Without a "
        "date: on the date that puts the record into its period, or the period's last day while a clock is "
        "open or runs; in a derived field on the date of its `on`.",
        "Unknown where the code or the date is not known.",
        "destination not in codes('fu72_excluded')",
    ),
    Signature(
        "lookup",
        (Parameter("table.column", TEXT, is_written_out=True), Parameter("key", TEXT), _ON),
        Type.TEXT,
        "What a table under `lookups/` has for a key in that column, valid on a date. Without a date: as for "
        "`codes`.",
        "Nothing where the key or the date is not known, or the table has no entry for them.",
        "lookup('gp_practice.sub_icb', practice) = 'QXX'",
    ),
)

SIGNATURES: Mapping[str, Signature] = {each.word: each for each in _ALL}
"""Every function by its word."""

UNIT_CURES: Mapping[str, str] = {
    "week": "Count days: 12 weeks are 84.",
    "month": "Write months_between(from, to).",
    "quarter": "Write months_between(from, to); a quarter is 3.",
    "year": "Write age_on(from, to).",
    "hour": "Write hours_between(from, to).",
    "minute": "Write minutes_between(from, to).",
}
"""What to write in place of date_diff with another unit than the day."""

ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("sum", "count", "avg", "mean", "median"), "The kind of the indicator adds up."),
    **dict.fromkeys(("min",), "Within one record write least; over records, kind: maximum of its negative."),
    **dict.fromkeys(("max",), "Within one record write greatest; over records: kind: maximum."),
    **dict.fromkeys(("now", "today", "getdate", "current_date"), "There is no today: use period_end."),
    **dict.fromkeys(("year", "month", "day", "extract", "date_part"), "Use age_on, months_between or dates."),
    **dict.fromkeys(("upper", "lower", "trim"), "Codes are kept in capitals without blanks around."),
    **dict.fromkeys(("if", "iif", "nullif", "decode"), "Write a condition, or a derived field with choices."),
    **dict.fromkeys(("substr", "substring", "left"), "Write starts_with(field, '…')."),
    **dict.fromkeys(("isnull", "ifnull", "nvl"), "Write coalesce(value, …), or: field is null."),
    **dict.fromkeys(("concat",), "Text cannot be joined."),
}
"""What to write in place of functions that people know from elsewhere."""
