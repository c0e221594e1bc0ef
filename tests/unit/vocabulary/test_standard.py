"""Standards: when one is in force, on both clocks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from trustboard.vocabulary.standard import Basis, Operator, Standard

EIP_2018 = Standard(
    standard_id="eip-2018",
    indicator="mh_eip_2w",
    operator=Operator.AT_LEAST,
    value=Decimal("0.53"),
    basis=Basis.NATIONAL,
    effective_from=date(2018, 4, 1),
    effective_to=date(2019, 3, 31),
    approved_on=date(2018, 3, 12),
    approved_by="Board",
    reference="2018/19 framework, minute 41",
)


@pytest.mark.parametrize(
    ("day", "known_on", "in_force"),
    [
        ("2018-03-31", "2018-12-31", False),  # the day before it takes effect
        ("2018-04-01", "2018-12-31", True),
        ("2019-03-31", "2019-12-31", True),  # its last day
        ("2019-04-01", "2019-12-31", False),
        ("2018-06-30", "2018-03-11", False),  # not yet approved
        ("2018-06-30", "2018-03-12", True),  # the day of approval
    ],
)
def test_in_force_between_its_dates_once_it_is_approved(day: str, known_on: str, in_force: bool) -> None:
    answer = EIP_2018.is_in_force(date.fromisoformat(day), known_on=date.fromisoformat(known_on))
    assert answer is in_force


def test_without_an_end_it_stays_in_force() -> None:
    assert replace(EIP_2018, effective_to=None).is_in_force(date(2099, 1, 1), known_on=date(2099, 1, 1))
