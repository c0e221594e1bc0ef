"""The scorecard's words: every state, verdict and signal has some, and dates read as a person writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from trustboard.definitions.framework import PriorityWord
from trustboard.definitions.indicator import Display, Domain, Perspective
from trustboard.reports import priorities, restated, words
from trustboard.reports.numbers import NumberStyle
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.restatement import Cause
from trustboard.vocabulary.standard import Basis, Better, Operator, Standard
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation

PERCENT = NumberStyle(display=Display.PERCENT, decimals=1)


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (words.STATES, set(State) - {State.VALUE}),
        (words.STATE_DETAILS, set(State) - {State.VALUE}),
        (words.BASES, Basis),
        (words.DOMAINS, Domain),
        (words.PERSPECTIVES, Perspective),
        (words.VARIATIONS, Variation),
        (words.ASSURANCES, Assurance),
        (words.RAGS, Rag),
        (words.NO_RAGS, NoRag),
        (words.NO_RAG_REASONS, NoRag),
        (words.GROUPS, Group),
        (words.GRAINS, Grain),
        (words.GRAIN_NOUNS, Grain),
        (words.KINDS, Kind),
        (words.COMBINING, Combining),
        (words.BETTER, Better),
        (restated.CAUSES, Cause),
        (priorities.STATUSES, PriorityWord),
    ],
)
def test_every_member_has_words_of_its_own(table: dict[StrEnum, str], members: set[StrEnum]) -> None:
    assert set(table) == set(members)
    assert all(text.strip() for text in table.values())
    assert table is words.GRAIN_NOUNS or len(set(table.values())) == len(table)


def test_a_day_is_written_without_a_leading_zero() -> None:
    assert words.day_text(date(2026, 5, 2)) == "2 May 2026"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 July 2026, 00:30"),
        (datetime(2026, 12, 1, 9, 5, tzinfo=UTC), "1 December 2026, 09:05"),
        (datetime(2026, 12, 1, 9, 5), "1 December 2026, 09:05"),  # noqa: DTZ001
    ],
)
def test_a_moment_is_shown_as_a_clock_in_london_shows_it(moment: datetime, text: str) -> None:
    assert words.time_text(moment) == text


@pytest.mark.parametrize(
    ("operator", "value", "upper", "text"),
    [
        (Operator.AT_LEAST, "0.6", None, "at least 60%"),
        (Operator.MORE_THAN, "0.6", None, "more than 60%"),
        (Operator.AT_MOST, "0.035", None, "at most 3.5%"),
        (Operator.LESS_THAN, "0.01", None, "less than 1%"),
        (Operator.EQUAL, "0", None, "exactly 0%"),
        (Operator.BETWEEN, "0.85", "0.92", "between 85% and 92%"),
    ],
)
def test_a_standard_is_said_in_words(operator: Operator, value: str, upper: str | None, text: str) -> None:
    standard = Standard(
        standard_id="s",
        indicator="i",
        operator=operator,
        value=Decimal(value),
        upper_value=Decimal(upper) if upper else None,
        basis=Basis.LOCAL,
        effective_from=date(2026, 4, 1),
        approved_on=date(2026, 3, 25),
        approved_by="the board",
        reference="minute 1",
    )
    assert words.standard_text(standard, PERCENT) == text


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_are_joined_as_a_person_would(items: list[str], text: str) -> None:
    assert words.listed(items) == text


def test_counts_agree_with_their_noun() -> None:
    assert words.counted(1, "indicator") == "1 indicator"
    assert words.counted(1200, "indicator") == "1,200 indicators"
    assert words.counted(2, "has", "have") == "2 have"


def test_a_period_is_plain_without_its_financial_month() -> None:
    assert words.plain_period(Period.month(2026, 10)) == "October 2026"
    assert words.plain_period(Period.parse("2026-Q3")) == "Quarter 2 of 2026/27"
