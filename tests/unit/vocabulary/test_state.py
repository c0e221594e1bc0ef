"""What states sum to: the whole table of pairs, and that order and grouping do not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustboard.vocabulary.state import State, combine_states

STATES = st.lists(st.sampled_from(State), max_size=8)

#              value       no_cases       suppressed  not_due     not_collected  incomplete
TABLE = """
value          value       value          incomplete  incomplete  incomplete     incomplete
no_cases       value       no_cases       suppressed  not_due     not_collected  incomplete
suppressed     incomplete  suppressed     suppressed  incomplete  incomplete     incomplete
not_due        incomplete  not_due        incomplete  not_due     incomplete     incomplete
not_collected  incomplete  not_collected  incomplete  incomplete  not_collected  incomplete
incomplete     incomplete  incomplete     incomplete  incomplete  incomplete     incomplete
"""
ORDER = ("value", "no_cases", "suppressed", "not_due", "not_collected", "incomplete")
PAIRS = [
    (row.split()[0], other, sums_to)
    for row in TABLE.strip().splitlines()
    for other, sums_to in zip(ORDER, row.split()[1:], strict=True)
]


@pytest.mark.parametrize(("first", "second", "sums_to"), PAIRS)
def test_every_pair_of_states_sums_as_the_table_says(first: str, second: str, sums_to: str) -> None:
    assert combine_states([State(first), State(second)]) == sums_to


def test_the_table_holds_every_pair() -> None:
    assert {(first, second) for first, second, _ in PAIRS} == {(a, b) for a in State for b in State}


def test_an_empty_sum_has_no_cases() -> None:
    assert combine_states([]) is State.NO_CASES


@given(st.permutations(list(State) * 2), st.integers(min_value=0, max_value=12))
def test_order_does_not_matter(states: list[State], take: int) -> None:
    assert combine_states(states[:take]) is combine_states(reversed(states[:take]))


@given(STATES, STATES)
def test_grouping_does_not_matter(left: list[State], right: list[State]) -> None:
    assert combine_states([combine_states(left), combine_states(right)]) is combine_states(left + right)


@given(STATES)
def test_a_part_said_twice_changes_no_state(states: list[State]) -> None:
    assert combine_states(states + states) is combine_states(states)
