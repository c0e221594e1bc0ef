"""The six states a number can be in, and what they sum to."""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Why a figure is, or is not, a number. Zero is a value."""

    VALUE = "value"
    NO_CASES = "no_cases"  # nothing was eligible: a denominator of zero
    SUPPRESSED = "suppressed"  # withheld by whoever published it
    NOT_DUE = "not_due"  # the cohort is not complete yet
    NOT_COLLECTED = "not_collected"  # blank, or no return
    INCOMPLETE = "incomplete"  # some parts are there and some are not


def combine_states(states: Iterable[State]) -> State:
    """Tell the state of a sum from the states of its parts.

    No cases adds nothing; parts that agree keep their state; parts that differ make the sum
    incomplete, and incomplete stays so. An empty sum has no cases. The order and the grouping
    of the parts do not matter.
    """
    met = {state for state in states if state is not State.NO_CASES}
    if not met:
        return State.NO_CASES
    return met.pop() if len(met) == 1 else State.INCOMPLETE
