"""The functions of the language in SQL, by tables worked out by hand; and that both dialects are plain SQL."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from trustboard.compiler import node_sql
from trustboard.compiler.sql import tree_of
from trustboard.compiler.trees import column, decimals, literal_tree
from trustboard.expressions.nodes import (
    Arithmetic,
    Branch,
    Call,
    Choose,
    CodeSpan,
    Comparison,
    Field,
    Function,
    InCodes,
    Literal,
    Lookup,
    Negative,
    Node,
    Operation,
    PeriodDay,
    Relation,
    StartsWith,
    Type,
)
from trustboard.warehouse.session import Session

NAMES = {Type.NUMBER: "n", Type.TEXT: "t", Type.DATE: "d", Type.TIME: "m"}
SQL = {Type.NUMBER: "DECIMAL(18,6)", Type.TEXT: "VARCHAR", Type.DATE: "DATE", Type.TIME: "TIMESTAMP"}
DAYS, MOMENTS = (Type.DATE, Type.DATE), (Type.TIME, Type.TIME)
NUMBERS = (Type.NUMBER,)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


def day(text: str) -> date:
    return date.fromisoformat(text)


def called(session: Session, function: Function, types: tuple[Type, ...], *given: Any) -> Any:
    """Work a function out over columns of these types."""
    fields = tuple(Field(f"{NAMES[type_]}{i}", type_) for i, type_ in enumerate(types))
    result = types[0] if function in (Function.COALESCE, Function.LEAST, Function.GREATEST) else Type.NUMBER
    columns = ", ".join(f"CAST(? AS {SQL[field.type]}) AS {field.name}" for field in fields)
    sql = node_sql(Call(function, fields, result))
    texts = [str(each) if isinstance(each, Decimal) else each for each in given]
    return session.rows(f"SELECT {sql} FROM (SELECT {columns})", texts)[0][0]


@pytest.mark.parametrize(
    ("function", "types", "given", "expected"),
    [
        (Function.DATE_DIFF, DAYS, ("2024-02-28", "2024-03-01"), 2),
        (Function.DATE_DIFF, MOMENTS, ("2024-02-28 23:59", "2024-02-29 00:01"), 1),
        (Function.DATE_DIFF, DAYS, (None, "2024-03-01"), None),
        (Function.MONTHS_BETWEEN, DAYS, ("2024-01-31", "2024-02-29"), 0),
        (Function.MONTHS_BETWEEN, DAYS, ("2023-12-15", "2024-02-15"), 2),
        (Function.MONTHS_BETWEEN, DAYS, ("2024-02-15", "2023-12-14"), -3),
        (Function.AGE_ON, DAYS, ("2004-02-29", "2022-02-28"), 17),
        (Function.AGE_ON, DAYS, ("2004-02-29", "2022-03-01"), 18),
        (Function.AGE_ON, (Type.DATE, Type.TIME), ("2004-03-01", "2022-03-01 00:00"), 18),
        (Function.DATE_OF, (Type.TIME,), ("2024-02-29 23:59:59",), day("2024-02-29")),
        (Function.HOUR_OF, (Type.TIME,), ("2024-02-29 23:59:59",), 23),
        (Function.WEEKDAY, (Type.DATE,), ("2024-01-01",), 1),
        (Function.WEEKDAY, (Type.DATE,), ("1999-12-26",), 7),
        (Function.WEEKDAY, (Type.TIME,), ("2024-01-06 12:00",), 6),
        (Function.COALESCE, (*NUMBERS, *NUMBERS), (None, "2"), 2),
        (Function.LEAST, DAYS, ("2024-01-02", None), day("2024-01-02")),
        (Function.LEAST, (*NUMBERS, *NUMBERS), ("3", "-2"), -2),
        (Function.GREATEST, DAYS, (None, None), None),
        (Function.GREATEST, (*NUMBERS, *NUMBERS), ("3", "-2"), 3),
        (Function.ABS, NUMBERS, ("-2.5",), Decimal("2.5")),
        (Function.FLOOR, NUMBERS, ("-2.5",), -3),
        (Function.FLOOR, NUMBERS, ("999999999999.999999",), 999999999999),
        (Function.ROUND, NUMBERS, ("2.5",), 3),
        (Function.ROUND, NUMBERS, ("-2.5",), -2),
        (Function.ROUND, NUMBERS, ("2.499999",), 2),
        (Function.ROUND, NUMBERS, (None,), None),
    ],
)
def test_functions_give(
    session: Session, function: Function, types: tuple[Type, ...], given: tuple[Any, ...], expected: Any
) -> None:
    assert called(session, function, types, *given) == expected


@pytest.mark.parametrize(
    ("first", "second", "hours", "minutes"),
    [
        ("2024-01-10 09:00", "2024-01-10 12:59:59", 3, 239),
        ("2024-01-10 12:00", "2024-01-10 11:59", -1, -1),
        ("2024-03-31 00:30", "2024-03-31 03:30", 2, 120),  # the clocks go forward
        ("2024-10-27 00:30", "2024-10-27 03:30", 4, 240),  # the clocks go back
        ("2024-10-27 01:30", "2024-10-27 02:00", 1, 90),  # the hour that comes twice is the first of the two
        ("2024-03-31 00:59:59", "2024-03-31 01:00", -1, -60),  # never shown: taken for summer time
        ("2024-07-01 10:00", "2024-12-01 10:00", 153 * 24 + 1, (153 * 24 + 1) * 60),
        ("2024-03-25 12:00", "2024-03-30 12:00", 120, 7200),
        ("2024-10-26 12:00", "2024-10-27 01:59:59", 13, 839),
        ("2023-10-29 12:00", "2024-03-30 12:00", 153 * 24, 153 * 24 * 60),
        ("2024-01-10 09:00:00.5", "2024-01-10 10:00:00.4", 0, 59),
        (None, "2024-01-10 09:00", None, None),
    ],
)
def test_hours_that_pass_on_londons_clocks(
    session: Session, first: str | None, second: str, hours: int | None, minutes: int | None
) -> None:
    assert called(session, Function.HOURS_BETWEEN, MOMENTS, first, second) == hours
    assert called(session, Function.MINUTES_BETWEEN, MOMENTS, first, second) == minutes


@pytest.mark.parametrize(
    ("start", "stop", "days"),
    [
        ("2024-01-30", "2024-02-03", 2),
        ("2024-02-03", "2024-02-03", 0),
        ("2024-02-10", None, 20),
        ("2024-02-29", "2024-03-01", 1),
        ("2024-01-01", "2024-06-01", 29),
        ("2024-03-01", None, 0),
        ("2024-01-01", "2024-02-01", 0),
        (None, "2024-02-03", None),
    ],
)
def test_days_of_a_period(session: Session, start: str | None, stop: str | None, days: int | None) -> None:
    bounds = {PeriodDay(is_last=False): day("2024-02-01"), PeriodDay(is_last=True): day("2024-02-29")}
    fields = {Field("a", Type.DATE): "a", Field("b", Type.DATE): "b"}

    def read(node: Node) -> Any:
        if node in bounds:
            return literal_tree(bounds[node])  # type: ignore[index]
        return column(fields[node]) if node in fields else None  # type: ignore[index]

    tree = tree_of(Call(Function.DAYS_IN_PERIOD, tuple(fields), Type.NUMBER), read)
    rows = session.rows(
        f"SELECT {tree.sql('duckdb')} FROM (SELECT ?::DATE AS a, ?::DATE AS b)", [start, stop]
    )
    assert rows == [(days,)]


@pytest.mark.parametrize(("days", "expected"), [(3, "2024-03-02"), (-1, "2024-02-27")])
@pytest.mark.parametrize("written", ["2024-02-28", "2024-02-28 23:00"])
def test_days_later(session: Session, written: str, days: int, expected: str) -> None:
    type_ = Type.TIME if ":" in written else Type.DATE
    node = Call(Function.ADD_DAYS, (Field("d", type_), Literal(Decimal(days))), Type.DATE)
    rows = session.rows(f"SELECT {node_sql(node)} FROM (SELECT CAST(? AS {SQL[type_]}) AS d)", [written])
    assert rows == [(day(expected),)]


@pytest.mark.parametrize(
    "node",
    [
        Call(Function.WORKING_DAYS, (Field("a", Type.DATE), Field("b", Type.DATE)), Type.NUMBER),
        Lookup("practice", "icb", Field("a", Type.TEXT), Field("b", Type.DATE)),
        PeriodDay(is_last=True),
    ],
)
def test_what_only_a_column_can_stand_for_is_refused_without_one(node: Node) -> None:
    with pytest.raises(ValueError, match="nothing holds"):
        node_sql(node)


NUMBER, DAY, TEXT = Field("n", Type.NUMBER), Field("d", Type.DATE), Field("t", Type.TEXT)
SHORT = Comparison(Relation.LESS, NUMBER, Literal(Decimal(5)))


def branches(*pairs: tuple[Node | None, Node]) -> tuple[Branch, ...]:
    return tuple(Branch(f"rule {i}", condition, value) for i, (condition, value) in enumerate(pairs))


@pytest.mark.parametrize(
    ("pairs", "otherwise", "value", "rule"),
    [
        (((SHORT, Literal("A")), (None, TEXT)), None, "A", "rule 0"),
        (((SHORT, Field("none", Type.TEXT)), (None, TEXT)), None, "x", "rule 1"),
        (((None, Literal("B")), (SHORT, TEXT)), None, "B", "rule 0"),
        (((None, Field("none", Type.TEXT)),), "O", "O", "otherwise"),
        (((None, Field("none", Type.TEXT)),), None, None, None),
    ],
)
def test_the_first_rule_that_holds_and_gives_something_decides(
    session: Session, pairs: Any, otherwise: str | None, value: str | None, rule: str | None
) -> None:
    row = "(SELECT 3.0 AS n, 'x' AS t, CAST(NULL AS VARCHAR) AS none)"
    for names_rule, expected in ((False, value), (True, rule)):
        node = Choose("f", branches(*pairs), otherwise, names_rule, Type.TEXT)
        assert session.rows(f"SELECT {node_sql(node)} FROM {row}") == [(expected,)]


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("A", "2024-01-01", True),
        ("B", "2024-01-31", True),
        ("B", "2024-02-01", False),
        ("C", "2024-01-31", False),
        ("C", "2024-02-01", True),
        ("X", "2024-01-01", False),
        (None, "2024-01-01", None),
        ("A", None, None),
    ],
)
def test_code_lists_are_three_valued(
    session: Session, code: str | None, on: str | None, expected: bool | None
) -> None:
    spans = (CodeSpan("A"), CodeSpan("B", None, day("2024-01-31")), CodeSpan("C", day("2024-02-01"), None))
    sql = node_sql(InCodes(TEXT, "list", spans, DAY))
    assert session.rows(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS t, ?::DATE AS d)", [code, on]) == [
        (expected,)
    ]


@pytest.mark.parametrize(("text", "expected"), [("it's a", True), ("its a", False), (None, None)])
def test_beginnings_of_texts(session: Session, text: str | None, expected: bool | None) -> None:
    sql = node_sql(StartsWith(TEXT, "it's"))
    assert session.rows(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS t)", [text]) == [(expected,)]


def test_decimals_follow_what_a_number_is_made_of() -> None:
    days = Call(Function.DATE_DIFF, (Literal("day"), DAY, DAY), Type.NUMBER)
    least = Call(Function.LEAST, (days, NUMBER), Type.NUMBER)
    either = Choose("f", branches((None, days), (None, Negative(NUMBER))), None, False, Type.NUMBER)
    product = Arithmetic(Operation.TIMES, days, least)
    assert [
        decimals(node) for node in (days, least, either, product, Arithmetic(Operation.PLUS, days, days))
    ] == [
        0,
        6,
        6,
        6,
        0,
    ]


def test_whole_numbers_are_not_rounded_again() -> None:
    days = Call(Function.DATE_DIFF, (Literal("day"), DAY, DAY), Type.NUMBER)
    for function in (Function.FLOOR, Function.ROUND):
        assert node_sql(Call(function, (days,), Type.NUMBER)) == node_sql(days)
