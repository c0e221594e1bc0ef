"""Which receipts stand: the load known last for each period; members of one file side by side."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.support.stores import receipt
from trustboard.definitions.contract import LoadMode
from trustboard.vocabulary.receipt import Receipt, load_id_of, receipt_id_of
from trustboard.warehouse.standing import known_day, periods_standing, standing


def loaded(name: str, *months: str, day: int = 1, **changes: Any) -> Receipt:
    """A receipt taken in on a day of June; `name` tells files apart."""
    made = receipt(
        file_name=name,
        file_sha256=f"{name:0>64}",
        periods=months,
        received_on=datetime(2018, 6, day, 9, tzinfo=UTC),
        **changes,
    )
    return replace(made, receipt_id=receipt_id_of(made), load_id=load_id_of(made))


def names(found: dict[str | None, tuple[Receipt, ...]]) -> dict[str | None, list[str]]:
    return {period: [each.file_name for each in receipts] for period, receipts in found.items()}


def by_period(*receipts: Receipt) -> dict[str | None, list[str]]:
    return names(standing(receipts, LoadMode.REPLACE_PERIOD))


def test_each_month_stands_by_the_file_received_last_for_it() -> None:
    first, second = loaded("1", "2018-04", "2018-05", day=1), loaded("2", "2018-05", day=2)
    assert by_period(first, second) == {"2018-04": ["1"], "2018-05": ["2"]}


def test_the_order_of_the_ledger_decides_a_tie() -> None:
    first, second = loaded("1", "2018-04"), loaded("2", "2018-04")
    assert by_period(first, second) == {"2018-04": ["2"]}
    assert by_period(second, first) == {"2018-04": ["1"]}


def test_with_replace_all_the_last_file_stands_for_everything() -> None:
    first, second = loaded("1", "2018-04", "2018-05", day=1), loaded("2", "2018-05", day=2)
    assert names(standing((first, second), LoadMode.REPLACE_ALL)) == {None: ["2"]}


@pytest.mark.parametrize("mode", LoadMode)
def test_nothing_received_nothing_stands(mode: LoadMode) -> None:
    assert standing((), mode) == {}


def test_members_of_one_zip_stand_side_by_side() -> None:
    north = loaded("1", "2018-04", member="north.csv")
    south = loaded("1", "2018-04", "2018-05", member="south.csv")
    assert by_period(north, south) == {"2018-04": ["1", "1"], "2018-05": ["1"]}
    assert len(standing((north, south), LoadMode.REPLACE_ALL)[None]) == 2


def test_a_later_zip_replaces_every_member_of_the_earlier() -> None:
    earlier = [loaded("1", "2018-04", member=member) for member in ("north.csv", "south.csv")]
    later = loaded("2", "2018-04", member="north.csv", day=2)
    assert by_period(*earlier, later) == {"2018-04": ["2"]}


def test_the_same_file_under_a_changed_contract_replaces_itself() -> None:
    before = loaded("1", "2018-04")
    after = loaded("1", "2018-04", contract_sha256="d" * 64, rows_accepted=8, day=2)
    assert standing((before, after), LoadMode.REPLACE_PERIOD) == {"2018-04": (after,)}


def test_an_older_publication_loaded_afterwards_does_not_replace_the_newer() -> None:
    newer = loaded("2", "2018-04", day=1, known_from=date(2018, 5, 20), known_from_reason="published")
    older = loaded("1", "2018-04", day=2, known_from=date(2018, 5, 10), known_from_reason="published")
    assert by_period(newer, older) == {"2018-04": ["2"]}


def test_a_receipt_is_known_from_its_claim_or_else_from_its_day_in_london() -> None:
    late = loaded("1")
    assert known_day(replace(late, received_on=datetime(2018, 6, 1, 23, 30, tzinfo=UTC))) == date(2018, 6, 2)
    assert known_day(replace(late, known_from=date(2018, 5, 1))) == date(2018, 5, 1)


def test_standing_turned_round_says_for_which_periods_each_receipt_counts() -> None:
    first, second = loaded("1", "2018-04", "2018-05", day=1), loaded("2", "2018-05", day=2)
    found = periods_standing(standing((first, second), LoadMode.REPLACE_PERIOD))
    assert found == {first.receipt_id: ("2018-04",), second.receipt_id: ("2018-05",)}
    everything = periods_standing(standing((first, second), LoadMode.REPLACE_ALL))
    assert everything == {second.receipt_id: ("2018-05",)}


def test_a_receipt_is_named_by_file_member_and_contract() -> None:
    same = loaded("1", "2018-04")
    others = [
        loaded("2", "2018-04"),
        loaded("1", "2018-04", member="a.csv"),
        loaded("1", "2018-04", contract_sha256="d" * 64),
        loaded("1", "2018-04", extract="other"),
    ]
    assert same.receipt_id == loaded("1", "2018-05", day=9).receipt_id
    assert len({same.receipt_id, *(other.receipt_id for other in others)}) == 5
    assert [other.load_id == same.load_id for other in others] == [False, True, False, False]
