"""What every function of the language gives, worked out by hand.

A case's fields: d1, d2 are dates, t1, t2 times, n1, n2 decimals, i1 a whole number, s1, s2 texts; what is not
given is blank. The period counted is February 2024. A date comes out as days since 1 January 2024.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from trustboard.expressions.nodes import Function

Given = str | int | None


@dataclass(frozen=True)
class Case:
    """One call with what it is given and what it comes to (None: nothing)."""

    expression: str
    given: Mapping[str, str]
    comes_to: str | bool | None

    def __str__(self) -> str:
        given = " ".join(f"{name}={value}" for name, value in self.given.items())
        return f"{self.expression} {given} -> {self.comes_to}"

    @property
    def row(self) -> dict[str, object]:
        """The fields given, as their types hold them."""
        return {name: _READ[name[0]](text) for name, text in self.given.items()}


_READ = {
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "n": Decimal,
    "i": int,
    "s": str,
}


def dates(expression: str, *lines: tuple[str | None, str | None, str | None]) -> list[Case]:
    """Cases of d1 and d2."""
    return [_case(expression, ("d1", "d2"), line) for line in lines]


def times(expression: str, *lines: tuple[str | None, str | None, str | None]) -> list[Case]:
    """Cases of t1 and t2."""
    return [_case(expression, ("t1", "t2"), line) for line in lines]


def numbers(expression: str, *lines: tuple[str | None, ...]) -> list[Case]:
    """Cases of n1, and n2 where there are two."""
    return [_case(expression, ("n1", "n2")[: len(line) - 1], line) for line in lines]


def _case(expression: str, names: tuple[str, ...], line: tuple[str | None, ...]) -> Case:
    given = {name: text for name, text in zip(names, line[:-1], strict=True) if text is not None}
    return Case(expression, given, line[-1])


def as_days(expression: str) -> str:
    """A date as a number: how many days after 1 January 2024."""
    return f"date_diff('day', date '2024-01-01', {expression})"


CASES: Mapping[Function, list[Case]] = {
    Function.DATE_DIFF: [
        *dates(
            "date_diff('day', d1, d2)",
            ("2024-02-28", "2024-03-01", "2"),
            ("2023-02-28", "2023-03-01", "1"),
            ("2024-02-29", "2024-02-29", "0"),
            ("2024-03-01", "2024-02-29", "-1"),
            ("2023-12-31", "2024-01-01", "1"),
            ("2024-03-30", "2024-04-01", "2"),  # the clocks change between
            ("1900-01-01", "2000-01-01", "36524"),
            ("2024-02-28", None, None),
            (None, "2024-02-28", None),
            (None, None, None),
        ),
        *times(
            "date_diff('day', t1, t2)",
            ("2024-02-28T23:59:59", "2024-02-29T00:00:00", "1"),
            ("2024-02-29T00:00:00", "2024-02-29T23:59:59", "0"),
            ("2024-02-29T00:00:00", "2024-02-28T23:59:59", "-1"),
            (None, "2024-02-28T23:59:59", None),
        ),
        Case("date_diff('day', d1, t1)", {"d1": "2024-02-29", "t1": "2024-03-01T00:00:00"}, "1"),
    ],
    Function.WORKING_DAYS: [
        *dates(
            "working_days(d1, d2)",
            ("2024-03-28", "2024-04-02", "1"),  # Good Friday, a weekend and Easter Monday between
            ("2024-02-03", "2024-02-04", "0"),  # Saturday to Sunday
            ("2024-02-02", "2024-02-05", "1"),  # Friday to Monday
            ("2024-02-05", "2024-02-09", "4"),  # Monday to Friday
            ("2024-02-05", "2024-02-05", "0"),
            ("2024-02-05", "2024-02-02", "-1"),
            ("2024-12-24", "2024-12-27", "1"),
            ("2024-12-31", "2025-01-02", "1"),
            ("2022-12-23", "2022-12-28", "1"),  # 26 December, and Christmas Day's stand-in
            ("2024-02-29", "2025-02-28", "253"),  # 261 weekdays and 8 bank holidays
            ("1985-06-03", "1985-06-10", "5"),  # years without known holidays
            ("2045-06-05", "2045-06-12", "5"),
            ("1989-12-29", "1990-01-02", "2"),  # years that an engine may work out in another way
            ("2024-04-10", "1959-03-01", "-16868"),
            ("2059-12-31", "2060-01-05", "3"),  # Wednesday to Monday
            ("2024-02-05", None, None),
            (None, "2024-02-05", None),
        ),
        *times(
            "working_days(t1, t2)",
            ("2024-02-02T23:59:59", "2024-02-05T00:00:00", "1"),
            ("2024-02-05T00:00:00", "2024-02-05T23:59:59", "0"),
        ),
    ],
    Function.MONTHS_BETWEEN: [
        *dates(
            "months_between(d1, d2)",
            ("2024-01-31", "2024-02-29", "0"),
            ("2024-01-31", "2024-03-30", "1"),
            ("2024-01-31", "2024-03-31", "2"),
            ("2024-02-29", "2025-02-28", "11"),
            ("2024-02-29", "2025-03-01", "12"),
            ("2023-12-31", "2024-01-01", "0"),
            ("2024-02-10", "2024-02-10", "0"),
            ("2024-03-15", "2024-03-14", "-1"),
            ("2024-03-01", "2024-01-31", "-2"),
            ("2024-03-01", "2024-01-01", "-2"),
            ("2024-02-10", None, None),
            (None, "2024-02-10", None),
        ),
        *times("months_between(t1, t2)", ("2024-01-15T23:59:59", "2024-02-15T00:00:00", "1")),
    ],
    Function.AGE_ON: [
        *dates(
            "age_on(d1, d2)",
            ("2006-02-28", "2024-02-27", "17"),
            ("2006-02-28", "2024-02-28", "18"),
            ("2006-02-28", "2024-02-29", "18"),
            ("2004-02-29", "2023-02-28", "18"),
            ("2004-02-29", "2023-03-01", "19"),
            ("2004-02-29", "2024-02-28", "19"),
            ("2004-02-29", "2024-02-29", "20"),
            ("2004-03-01", "2024-02-29", "19"),
            ("2023-12-31", "2024-01-01", "0"),
            ("2024-06-01", "2024-05-31", "-1"),
            ("1899-12-31", "2024-12-30", "124"),
            (None, "2024-05-31", None),
            ("2024-05-31", None, None),
        ),
        Case("age_on(d1, t1)", {"d1": "2006-02-28", "t1": "2024-02-27T23:59:59"}, "17"),
    ],
    Function.ADD_DAYS: [
        *dates(
            as_days("add_days(d1, 1)"),
            ("2024-02-28", None, "59"),
            ("2023-12-31", None, "0"),
            ("2024-03-30", None, "90"),
            (None, None, None),
        ),
        *dates(as_days("add_days(d1, -1)"), ("2024-03-01", None, "59"), ("2024-01-01", None, "-1")),
        *dates(as_days("add_days(d1, 0)"), ("2024-02-29", None, "59")),
        *dates(as_days("add_days(d1, 366)"), ("2024-02-28", None, "424")),
        *times(as_days("add_days(t1, 3)"), ("2024-01-01T23:59:59", None, "3"), (None, None, None)),
    ],
    Function.HOURS_BETWEEN: [
        *times(
            "hours_between(t1, t2)",
            ("2024-02-10T09:00:00", "2024-02-10T12:59:59", "3"),
            ("2024-02-10T09:00:00", "2024-02-10T13:00:00", "4"),
            ("2024-02-10T09:00:00", "2024-02-10T08:59:59", "-1"),
            ("2024-02-10T09:00:00", "2024-02-10T08:00:00", "-1"),
            ("2024-02-10T09:00:00", "2024-02-10T07:59:59", "-2"),
            ("2024-03-31T00:30:00", "2024-03-31T03:30:00", "2"),  # an hour is left out
            ("2024-03-30T12:00:00", "2024-03-31T12:00:00", "23"),
            ("2024-10-27T00:30:00", "2024-10-27T03:30:00", "4"),  # an hour comes twice
            ("2024-10-27T00:30:00", "2024-10-27T01:30:00", "1"),  # the first of the two
            ("2024-10-27T01:59:59", "2024-10-27T02:00:00", "1"),
            ("2024-10-26T12:00:00", "2024-10-27T12:00:00", "25"),
            ("2024-01-15T12:00:00", "2024-07-15T12:00:00", "4367"),
            ("2024-02-28T23:00:00", "2024-03-01T01:00:00", "26"),
            ("2024-02-10T09:00:00", None, None),
            (None, "2024-02-10T09:00:00", None),
        ),
    ],
    Function.MINUTES_BETWEEN: [
        *times(
            "minutes_between(t1, t2)",
            ("2024-02-10T09:00:30", "2024-02-10T09:01:29", "0"),
            ("2024-02-10T09:00:30", "2024-02-10T09:01:30", "1"),
            ("2024-02-10T09:01:29", "2024-02-10T09:00:30", "-1"),
            ("2024-02-10T09:00:00", "2024-02-10T13:00:00", "240"),
            ("2024-03-31T00:59:00", "2024-03-31T02:00:00", "1"),
            ("2024-03-31T00:59:59", "2024-03-31T01:30:00", "-30"),  # a time that never was
            ("2024-10-27T01:30:00", "2024-10-27T02:00:00", "90"),
            ("2024-10-27T00:59:59", "2024-10-27T02:00:00", "120"),
            ("2025-03-30T00:00:00", "2025-03-31T00:00:00", "1380"),
            (None, None, None),
        ),
    ],
    Function.DATE_OF: [
        *times(
            as_days("date_of(t1)"),
            ("2024-02-29T23:59:59", None, "59"),
            ("2024-03-01T00:00:00", None, "60"),
            ("2024-03-31T01:30:00", None, "90"),
            (None, None, None),
        ),
    ],
    Function.HOUR_OF: [
        *times(
            "hour_of(t1)",
            ("2024-02-29T00:00:00", None, "0"),
            ("2024-02-29T23:59:59", None, "23"),
            ("2024-07-01T00:30:00", None, "0"),  # summer: still as the clock shows it
            (None, None, None),
        ),
    ],
    Function.WEEKDAY: [
        *dates(
            "weekday(d1)",
            ("2024-02-05", None, "1"),
            ("2024-02-04", None, "7"),
            ("2024-02-29", None, "4"),
            ("1899-12-31", None, "7"),
            ("1969-12-31", None, "3"),
            (None, None, None),
        ),
        *times("weekday(t1)", ("2024-02-04T23:59:59", None, "7"), ("2024-02-05T00:00:00", None, "1")),
    ],
    Function.COALESCE: [
        *numbers(
            "coalesce(n1, n2)",
            ("1.5", "2", "1.5"),
            (None, "2", "2"),
            ("0", "2", "0"),
            ("1.5", None, "1.5"),
            (None, None, None),
        ),
        *dates(as_days("coalesce(d1, d2)"), (None, "2024-01-02", "1"), ("2024-01-03", "2024-01-02", "2")),
        *times(as_days("coalesce(t1, t2)"), (None, "2024-01-02T23:00:00", "1")),
        Case("coalesce(n1, i1)", {"i1": "3"}, "3"),
        Case("coalesce(s1, s2) = 'A'", {"s2": "A"}, True),
        Case("coalesce(s1, s2) = 'A'", {"s1": "B", "s2": "A"}, False),
        Case("coalesce(s1, s2) = 'A'", {}, None),
        Case("coalesce(s1, s2, 'A') = 'A'", {}, True),
    ],
    Function.LEAST: [
        *numbers(
            "least(n1, n2)",
            ("1.5", "-2", "-2"),
            (None, "2", "2"),
            ("2", None, "2"),
            (None, None, None),
            ("0.5", "0.500001", "0.5"),
        ),
        *dates(
            as_days("least(d1, d2)"),
            ("2024-01-03", "2024-01-02", "1"),
            ("2024-01-03", None, "2"),
            (None, "2024-01-02", "1"),
            (None, None, None),
        ),
        Case(
            as_days("least(t1, t2)"),
            {"t1": "2024-01-03T00:00:00", "t2": "2024-01-02T23:59:59"},
            "1",
        ),
        Case("least(n1, i1, 2)", {"i1": "3"}, "2"),
    ],
    Function.GREATEST: [
        *numbers(
            "greatest(n1, n2)",
            ("1.5", "-2", "1.5"),
            (None, "-2", "-2"),
            ("-2", None, "-2"),
            (None, None, None),
        ),
        *dates(
            as_days("greatest(d1, d2)"),
            ("2024-01-03", "2024-01-02", "2"),
            (None, "2024-01-02", "1"),
            (None, None, None),
        ),
        Case("greatest(n1, i1, -1)", {"n1": "-3"}, "-1"),
    ],
    Function.ABS: [
        *numbers(
            "abs(n1)", ("-2.5", "2.5"), ("2.5", "2.5"), ("0", "0"), (None, None), ("-0.000001", "0.000001")
        ),
        Case("abs(i1)", {"i1": "-7"}, "7"),
    ],
    Function.FLOOR: [
        *numbers(
            "floor(n1)",
            ("2.999999", "2"),
            ("-2.5", "-3"),
            ("-0.000001", "-1"),
            ("3", "3"),
            ("0", "0"),
            (None, None),
        ),
        Case("floor(i1)", {"i1": "-7"}, "-7"),
    ],
    Function.ROUND: [
        *numbers(
            "round(n1)",
            ("0.5", "1"),
            ("0.499999", "0"),
            ("-0.5", "0"),
            ("-0.500001", "-1"),
            ("1.5", "2"),
            ("2.5", "3"),
            ("-1.5", "-1"),
            ("-2.5", "-2"),
            (None, None),
        ),
        Case("round(i1)", {"i1": "-7"}, "-7"),
    ],
    Function.DAYS_IN_PERIOD: [
        *dates(
            "days_in_period(d1, d2)",
            ("2024-01-15", "2024-03-15", "29"),
            ("2024-01-15", None, "29"),
            ("2024-02-01", "2024-02-29", "28"),
            ("2024-02-01", "2024-03-01", "29"),
            ("2024-02-10", "2024-02-10", "0"),
            ("2024-02-10", "2024-02-11", "1"),
            ("2024-02-29", None, "1"),
            ("2024-03-01", None, "0"),
            ("2024-01-01", "2024-02-01", "0"),
            ("2024-01-01", "2024-02-02", "1"),
            ("2024-02-20", "2024-02-10", "0"),
            (None, "2024-02-10", None),
            (None, None, None),
        ),
        *times(
            "days_in_period(t1, t2)",
            ("2024-02-10T23:59:59", "2024-02-11T00:00:00", "1"),
            ("2024-02-10T00:00:00", "2024-02-10T23:59:59", "0"),
            ("2024-02-29T23:59:59", "2024-03-01T00:00:00", "1"),
        ),
    ],
}

OTHERS: list[Case] = [
    *numbers(
        "n1 + n2",
        ("0.1", "0.2", "0.3"),
        ("999999999999.999999", "0.000001", "1000000000000"),
        ("1", None, None),
    ),
    *numbers("n1 - n2", ("0.3", "0.1", "0.2"), ("0", "0.000001", "-0.000001")),
    *numbers(
        "n1 * n2",
        ("0.000001", "0.000001", "0.000000000001"),
        ("-1.5", "2.5", "-3.75"),
        ("999999.999999", "999999.999999", "999999999998.000000000001"),
        (None, "0", None),
    ),
    *numbers("-n1", ("1.5", "-1.5"), ("-1.5", "1.5"), (None, None)),
    Case("starts_with(s1, 'F2')", {"s1": "F20.1"}, True),
    Case("starts_with(s1, 'F2')", {"s1": "F2"}, True),
    Case("starts_with(s1, 'F2')", {"s1": "f20"}, False),
    Case("starts_with(s1, 'F2')", {"s1": "F"}, False),
    Case("starts_with(s1, 'F2')", {"s1": "XF2"}, False),
    Case("starts_with(s1, 'F2')", {}, None),
    Case("starts_with(s1, '%')", {"s1": "F20"}, False),
    Case("starts_with(s1, '_')", {"s1": "F20"}, False),
    Case("starts_with(s1, 'it''s')", {"s1": "it's so"}, True),
    Case("starts_with(s1, '\\')", {"s1": "\\d"}, True),
    Case("s1 = 'a'", {"s1": "A"}, False),
    Case("s1 = 'a '", {"s1": "a"}, False),
    Case("s1 = 'É'", {"s1": "É"}, True),
    Case("s1 = 'E\u0301'", {"s1": "É"}, False),  # another way of writing the same letter
    Case("s1 <> 'a'", {}, None),
    Case("s1 <> 'a'", {"s1": "b"}, True),
    Case("s1 in ('a', 'b')", {"s1": "b"}, True),
    Case("s1 in ('a', 'b')", {}, None),
    Case("s1 not in ('a', 'b')", {"s1": "c"}, True),
    Case("s1 not in ('a', 'b')", {}, None),
    Case("s1 is null", {}, True),
    Case("s1 is not null", {}, False),
    Case("coalesce(n1, n2) is null", {}, True),
    Case("n1 between 1 and 3", {"n1": "1"}, True),
    Case("n1 between 1 and 3", {"n1": "3"}, True),
    Case("n1 between 1 and 3", {"n1": "3.000001"}, False),
    Case("n1 between 1 and n2", {"n1": "0"}, False),
    Case("n1 between 1 and n2", {"n1": "2"}, None),
    Case("n1 > 1 or n2 > 1", {"n1": "2"}, True),
    Case("n1 > 1 or n2 > 1", {"n1": "0"}, None),
    Case("n1 > 1 and n2 > 1", {"n1": "0"}, False),
    Case("n1 > 1 and n2 > 1", {"n1": "2"}, None),
    Case("d1 <= period_end", {"d1": "2024-02-29"}, True),
    Case("d1 <= period_end", {"d1": "2024-03-01"}, False),
    Case("d1 >= period_start", {"d1": "2024-02-01"}, True),
    Case("d1 >= period_start", {"d1": "2024-01-31"}, False),
    Case("t1 < t2", {"t1": "2024-10-27T01:59:59", "t2": "2024-10-27T02:00:00"}, True),
    Case("t1 < timestamp '2024-02-10 12:00'", {"t1": "2024-02-10T11:59:59"}, True),
    Case("t1 < timestamp '2024-02-10 12:00'", {"t1": "2024-02-10T12:00:00"}, False),
    Case("t1 < timestamp '2024-02-10 12:00'", {}, None),
    Case("t1 = timestamp '2024-02-10 12:00:30'", {"t1": "2024-02-10T12:00:30"}, True),
    Case("t1 in (timestamp '2024-02-10 12:00')", {"t1": "2024-02-10T12:00:00"}, True),
    Case("t1 in (timestamp '2024-02-10 12:00')", {"t1": "2024-02-10T00:00:00"}, False),
    Case(
        "t1 between timestamp '2024-03-31 01:30' and timestamp '2024-03-31 02:00'",
        {"t1": "2024-03-31T01:30:00"},
        True,
    ),
    Case("hours_between(timestamp '2024-02-10 09:00', t1) = 3", {"t1": "2024-02-10T12:59:59"}, True),
    Case("d1 in (date '2024-02-10', date '2024-02-29')", {"d1": "2024-02-29"}, True),
    Case("d1 in (date '2024-02-10', date '2024-02-29')", {"d1": "2024-03-01"}, False),
    Case("d1 not in (date '2024-02-10', date '2024-02-29')", {}, None),
    Case("d1 not in (date '2024-02-10', date '2024-02-29')", {"d1": "2024-03-01"}, True),
    Case("n1 in (0.5, -2.5)", {"n1": "-2.5"}, True),
    Case("n1 in (0.5, -2.5)", {"n1": "2.5"}, False),
    Case("i1 in (0.5, 1)", {"i1": "1"}, True),
    Case("s1 in codes('list')", {"s1": "OLD"}, False),  # asked on 15 February
    Case("s1 in codes('list')", {"s1": "NEW"}, True),
    Case("s1 in codes('list')", {}, None),
    Case("s1 in codes('list', d1)", {"s1": "OLD", "d1": "2024-02-10"}, True),
    Case("s1 in codes('list', d1)", {"s1": "OLD", "d1": "2024-02-11"}, False),
    Case("s1 in codes('list', d1)", {"s1": "NEW", "d1": "2024-02-10"}, False),
    Case("s1 in codes('list', d1)", {"s1": "NEW", "d1": "2024-02-11"}, True),
    Case("s1 in codes('list', d1)", {"s1": "NEW"}, None),
    Case("s1 not in codes('list', d1)", {"s1": "NEW"}, None),
    Case("s1 not in codes('list', d1)", {"s1": "NEW", "d1": "2024-02-10"}, True),
    Case("lookup('table.area', s1) = 'NORTH'", {"s1": "OLD"}, None),  # no longer there
    Case("lookup('table.area', s1) = 'NORTH'", {"s1": "NEW"}, True),
    Case("lookup('table.area', s1, d1) = 'NORTH'", {"s1": "OLD", "d1": "2024-02-10"}, False),
    Case("lookup('table.area', s1, d1) = 'SOUTH'", {"s1": "OLD", "d1": "2024-02-10"}, True),
    Case("lookup('table.area', s1, d1) = 'SOUTH'", {"s1": "OLD", "d1": "2024-02-11"}, None),
    Case("lookup('table.area', s1, d1) = 'SOUTH'", {"s1": "OLD"}, None),
    Case("lookup('table.other', s1) is null", {"s1": "NEW"}, True),  # a blank cell
]

ALL: list[Case] = [*(case for cases in CASES.values() for case in cases), *OTHERS]
