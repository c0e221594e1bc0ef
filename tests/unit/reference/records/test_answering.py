"""Which figures the slow engine gives where the spec tables do not reach."""

from datetime import date

from tests.support.spells import SURROUNDINGS, TRUST, count
from trustboard.definitions.structure import ClosureRow
from trustboard.reference import answer_records
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.figure import Slice
from trustboard.vocabulary.state import State

APRIL = Coverage(date(2026, 4, 1), date(2026, 4, 30))
TRUST_ALONE = [ClosureRow(TRUST, TRUST, date(2026, 4, 1), True)]


def test_an_extract_that_never_came_has_no_figures() -> None:
    assert answer_records(count(), SURROUNDINGS, {}, TRUST_ALONE, {}) == []
    rate = count(kind="rate", denominator_from={"extract": "referral"})
    assert answer_records(rate, SURROUNDINGS, {}, TRUST_ALONE, {"spell": APRIL}) == []


def test_without_records_the_trust_counts_nought() -> None:
    (figure,) = answer_records(count(), SURROUNDINGS, {}, TRUST_ALONE, {"spell": APRIL})
    assert (figure.slice, figure.state, figure.value) == (Slice(TRUST), State.VALUE, 0)


def test_a_trust_outside_the_organisation_has_no_figures() -> None:
    assert answer_records(count(), SURROUNDINGS, {}, [], {"spell": APRIL}) == []


def test_a_lag_waits_for_an_extract_that_never_came() -> None:
    asked = count(population="referral.source = 'GP'", period={"lag_days": 1})
    late = Coverage(date(2026, 4, 1), date(2026, 12, 31))
    figures = answer_records(asked, SURROUNDINGS, {}, TRUST_ALONE, {"spell": late})
    assert [figure.state for figure in figures] == [State.NOT_DUE]
