import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustboard.definitions.contract import Blank, FieldType, Marker
from trustboard.definitions.date_format import parts_of
from trustboard.intake.dates import DateFormat, date_sql
from trustboard.intake.numbers import NumberReading, create_state_type
from trustboard.intake.periods import end_sql, start_sql
from trustboard.vocabulary.period import Grain, Period
from trustboard.warehouse.session import Session, literal

SIGNS = st.text("0123456789+-.,_eE xnainf\u0661", max_size=7)


@cache
def session() -> Session:
    """One session for every question here: none of them leaves anything behind."""
    opened = Session(threads=1)
    opened.run(create_state_type())
    return opened


def read(cell: str | None, reading: NumberReading) -> tuple[object, str | None]:
    """What one cell is read as."""
    text = "NULL::VARCHAR" if cell is None else literal(cell)
    value = f"SELECT t, {reading.value_sql('t')} AS v FROM (SELECT {text} AS t)"
    rows = session().rows(f"SELECT v, {reading.state_sql('v', 't')}::VARCHAR FROM ({value})")
    return rows[0]


def whole(**options: object) -> NumberReading:
    return NumberReading(**{"type": FieldType.INTEGER, "blank": Blank.REJECT, "markers": {}} | options)  # type: ignore[arg-type]


def decimal(**options: object) -> NumberReading:
    return whole(type=FieldType.DECIMAL, **options)


@settings(max_examples=80)
@given(cell=SIGNS)
def test_a_whole_number_is_digits_and_nothing_else(cell: str) -> None:
    value, state = read(cell, whole())
    tidy = cell.strip(" ")
    if re.fullmatch(r"[+-]?[0-9]+(\.0+)?", tidy):
        assert (value, state) == (int(tidy.partition(".")[0]), "value")
    else:
        assert (value, state) == (None, None)


@settings(max_examples=80)
@given(cell=SIGNS)
def test_a_decimal_is_what_python_reads_as_one(cell: str) -> None:
    value, state = read(cell, decimal())
    tidy = cell.strip(" ")
    try:
        expected = Decimal(tidy) if tidy.isascii() and "_" not in tidy else None
    except InvalidOperation:
        expected = None
    if expected is not None and expected.is_finite() and abs(expected) < 10**12 - 1:
        assert value is not None
        assert abs(Decimal(str(value)) - expected) <= Decimal("0.0000005")
        assert state == "value"
    elif expected is None or not expected.is_finite():
        assert (value, state) == (None, None)


@pytest.mark.parametrize(
    "cell", ["1,2", "1,23", "12,34,567", ",123", "1234,567", "1,234,", "1,2345", "1.234,5"]
)
def test_thousands_stand_in_threes(cell: str) -> None:
    assert read(cell, whole(has_thousands=True)) == (None, None)
    assert read(cell, decimal(has_thousands=True)) == (None, None)


@pytest.mark.parametrize(("cell", "value"), [("1,234", 1234), ("-12,345,678", -12345678), ("1,234.00", 1234)])
def test_thousands_are_read_where_the_contract_says_so(cell: str, value: int) -> None:
    assert read(cell, whole(has_thousands=True)) == (value, "value")


def test_a_number_too_large_to_hold_is_refused() -> None:
    assert read("9" * 19, whole()) == (None, None)
    assert read("1000000000000", decimal()) == (None, None)


@pytest.mark.parametrize("cell", [None, " ", "\u00a0", "\t"])
@pytest.mark.parametrize("make", [whole, decimal])
def test_a_blank_means_what_the_contract_says(cell: str | None, make: object) -> None:
    assert read(cell, make(blank=Blank.REJECT)) == (None, None)  # type: ignore[operator]
    assert read(cell, make(blank=Blank.NOT_COLLECTED)) == (None, "not_collected")  # type: ignore[operator]
    assert read(cell, make(blank=Blank.ZERO)) == (0, "value")  # type: ignore[operator]


@pytest.mark.parametrize("cell", ["*", " * ", "Low", "LOW", "-1"])
def test_a_marker_is_a_state_whatever_its_letter_case(cell: str) -> None:
    markers = {Marker.SUPPRESSED: ["*", "low", "-1"]}
    assert read(cell, whole(markers=markers)) == (None, "suppressed")


def day_in(cell: str, format_: str, *, has_iso_dates: bool = False) -> object:
    found = date_sql("t", format_, has_iso_dates=has_iso_dates)
    return session().value(f"SELECT {found} FROM (SELECT {literal(cell)} AS t)")


@pytest.mark.parametrize(
    ("cell", "format_", "day"),
    [
        ("01/05/2016", "dd/mm/yyyy", date(2016, 5, 1)),
        ("05/01/2016", "mm/dd/yyyy", date(2016, 5, 1)),
        ("1/5/2016", "dd/mm/yyyy", date(2016, 5, 1)),
        ("May 2022", "month yyyy", date(2022, 5, 1)),
        ("may 2022", "MONTH yyyy", date(2022, 5, 1)),
        ("Sep 2022", "month yyyy", date(2022, 9, 1)),
        ("202204", "yyyymm", date(2022, 4, 1)),
        ("Apr-26", "mmm-yy", date(2026, 4, 1)),
        ("100%-04-26", "100%-mm-yy", date(2026, 4, 1)),
        ("RTT-January-2026", "RTT-MONTH-yyyy", date(2026, 1, 1)),
        ("20240229", "yyyymmdd", date(2024, 2, 29)),
        ("292024 February", "ddyyyy month", date(2024, 2, 29)),
    ],
)
def test_dates_in_their_format(cell: str, format_: str, day: date) -> None:
    assert day_in(cell, format_) == day


@pytest.mark.parametrize(
    ("cell", "format_"),
    [
        ("31/02/2016", "dd/mm/yyyy"),
        ("29/02/2015", "dd/mm/yyyy"),
        ("13/13/2016", "dd/mm/yyyy"),
        ("01/05/16", "dd/mm/yyyy"),
        ("01/05/20166", "dd/mm/yyyy"),
        ("01/05/2016 00:00", "dd/mm/yyyy"),
        ("2016-05-01", "dd/mm/yyyy"),
        ("01/05/1066", "dd/mm/yyyy"),
        ("20224", "yyyymm"),
        ("2022004", "yyyymm"),
        ("rtt-January-2026", "RTT-MONTH-yyyy"),
        ("Mai 2022", "month yyyy"),
    ],
)
def test_what_is_not_a_date_in_the_format(cell: str, format_: str) -> None:
    assert day_in(cell, format_) is None


def test_dates_by_type_are_understood_beside_the_format() -> None:
    assert day_in("2016-05-01", "mmm-yy", has_iso_dates=True) == date(2016, 5, 1)
    assert day_in("2016-05-01", "mmm-yy") is None


@given(text=st.text("yYmMdD-/ onth", max_size=14))
def test_formats_are_split_as_their_check_splits_them(text: str) -> None:
    patterns = DateFormat(text).patterns
    assert all(len(re.findall(r"%[YybBmd]", pattern)) == len(parts_of(text)) for pattern in patterns)


@settings(max_examples=60)
@given(day=st.dates(date(1900, 1, 8), date(2199, 12, 20)), grain=st.sampled_from(Grain))
def test_periods_in_sql_are_those_of_the_vocabulary(day: date, grain: Grain) -> None:
    start, end = start_sql("d", grain), end_sql("d", grain)
    found = session().rows(f"SELECT {start}, {end} FROM (SELECT DATE '{day}' AS d)")[0]
    period = Period.containing(day, grain)
    assert found == (period.start, period.end)
