"""Where random worlds take their choices from: Hypothesis, which can shrink them, or a seed, which is quick."""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

Option = TypeVar("Option")


class Choices:
    """Draws whole numbers, and from them everything else. The first option is the plainest."""

    def __init__(self, number: Callable[[int, int], int]) -> None:
        self.number = number

    @classmethod
    def seeded(cls, seed: int) -> "Choices":
        """The same choices for the same seed."""
        return cls(Random(seed).randint)

    @classmethod
    def drawn(cls, draw: st.DrawFn) -> "Choices":
        """Choices of Hypothesis."""
        return cls(lambda low, high: draw(_whole(low, high)))

    def pick(self, options: Sequence[Option]) -> Option:
        """One of the options, all as likely."""
        return options[self.number(0, len(options) - 1)] if len(options) > 1 else options[0]

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self.number(0, 99) >= 100 - percent

    def several(self, options: Sequence[Option], most: int, least: int = 0) -> list[Option]:
        """Different options, in their order."""
        wanted = self.number(least, min(most, len(options)))
        left = list(range(len(options)))
        taken = sorted(left.pop(self.number(0, len(left) - 1)) for _ in range(wanted))
        return [options[place] for place in taken]


@cache
def _whole(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)
