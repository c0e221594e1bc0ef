"""A figure: the number of one indicator, slice and period, kept as what it was made from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from trustboard.vocabulary.histogram import Histogram
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.state import State, combine_states


class Kind(StrEnum):
    """How an indicator's value is made, and so how it combines."""

    COUNT = "count"
    PROPORTION = "proportion"  # numerator is part of denominator
    RATE = "rate"  # numerator per so many of denominator
    RATIO = "ratio"
    MEAN = "mean"  # sum over n
    STATED = "stated"  # a number published without its parts: never combined
    QUANTILE = "quantile"  # of a histogram, which adds up
    DISTINCT = "distinct"  # different people: counted again for every slice and stretch of time
    MAXIMUM = "maximum"  # the largest, such as the longest wait


_DIVIDING = frozenset({Kind.PROPORTION, Kind.RATE, Kind.RATIO, Kind.MEAN})


class Combining(StrEnum):
    """What happens to a figure over units or over time."""

    SUM = "sum"  # add numerators and denominators, then divide
    LATEST = "latest"  # a snapshot: the last one stands for the stretch
    NONE = "none"  # not defined: say so rather than average


@dataclass(frozen=True, slots=True)
class Slice:
    """One unit, optionally crossed with one commissioner, council or equality group (at most one).

    Sorts by unit; the unit itself comes before its cuts.
    """

    unit: str
    commissioner: str | None = None
    council: str | None = None
    group: str | None = None

    def __post_init__(self) -> None:
        """Refuse more than one cut."""
        if sum(cut is not None for cut in (self.commissioner, self.council, self.group)) > 1:
            raise ValueError(f"{self} is cut more than once: give a commissioner, a council or a group")

    def __lt__(self, other: "Slice") -> bool:
        return self._sort_key < other._sort_key

    @property
    def _sort_key(self) -> tuple[str, ...]:
        return (self.unit, self.commissioner or "", self.council or "", self.group or "")

    @property
    def is_whole(self) -> bool:
        """Whether this is the unit itself, not a cut of it."""
        return self.commissioner is None and self.council is None and self.group is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accumulator:
    """The parts of a figure. Counts, distinct people and stated values keep their number in `numerator`.

    Quantiles keep a `histogram`, maxima their `largest`; both are None where nothing was measured.
    `numerator` and `denominator` are what is known; where the state is not VALUE they may be
    partial (INCOMPLETE) or None (nothing known).
    """

    state: State
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    histogram: Histogram | None = None
    largest: Decimal | None = None

    def plus(self, other: "Accumulator") -> "Accumulator":
        """Add two parts: states as `combine_states` says, known numbers summed, of maxima the larger."""
        return Accumulator(
            state=combine_states((self.state, other.state)),
            numerator=_add(self.numerator, other.numerator),
            denominator=_add(self.denominator, other.denominator),
            histogram=_merged(self.histogram, other.histogram),
            largest=max((each for each in (self.largest, other.largest) if each is not None), default=None),
        )


def _merged(left: Histogram | None, right: Histogram | None) -> Histogram | None:
    if left is None or right is None:
        return right if left is None else left
    return left.plus(right)


def _add(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if left is None or right is None:
        return right if left is None else left
    return left + right


def sum_parts(parts: Iterable[Accumulator]) -> Accumulator:
    """Add any number of accumulators; none at all has no cases."""
    total = Accumulator(state=State.NO_CASES)
    for part in parts:
        total = total.plus(part)
    return total


def settled(kind: Kind, parts: Accumulator) -> Accumulator:
    """Write a count of nobody as nought; leave every other kind's parts as they are."""
    if kind in (Kind.COUNT, Kind.DISTINCT) and parts.state is State.NO_CASES:
        return Accumulator(state=State.VALUE, numerator=Decimal(0))
    return parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The number of one indicator for one slice and period.

    The value is worked out from the parts at the end (`value`); proportions are fractions
    of 1, rates are per `per` of the denominator.
    """

    indicator: str
    slice: Slice
    period: Period
    kind: Kind
    parts: Accumulator
    per: int = 1

    def __post_init__(self) -> None:
        """Settle a count of nobody as nought: only what divides or picks out can have no cases."""
        object.__setattr__(self, "parts", settled(self.kind, self.parts))

    @property
    def state(self) -> State:
        """The state of the figure; a denominator of zero is no cases, whatever the parts say."""
        if self.parts.state is State.VALUE and self._has_nothing:
            return State.NO_CASES
        return self.parts.state

    @property
    def _has_nothing(self) -> bool:
        """Whether there is nothing to divide by, or to pick a quantile or a largest from."""
        match self.kind:
            case Kind.QUANTILE:
                return self.parts.histogram is None
            case Kind.MAXIMUM:
                return self.parts.largest is None
            case _:
                return self.has_denominator and not self.parts.denominator

    @property
    def has_denominator(self) -> bool:
        """Whether this kind of figure divides."""
        return self.kind in _DIVIDING

    @property
    def value(self) -> Decimal | None:
        """The number, or None when the state is not VALUE."""
        if self.state is not State.VALUE:
            return None
        if self.kind is Kind.QUANTILE:
            return None if self.parts.histogram is None else self.parts.histogram.value
        if self.kind is Kind.MAXIMUM:
            return self.parts.largest
        if self.parts.numerator is None:
            return None
        if not self.has_denominator:
            return self.parts.numerator
        assert self.parts.denominator
        return self.parts.numerator * self.per / self.parts.denominator


def combine_over_time(
    figures: Iterable[Figure], combining: Combining, *, expected: int
) -> Accumulator | None:
    """Combine one slice's figures over consecutive periods, the earliest first.

    `expected` is how many periods the stretch has: fewer figures make a sum incomplete.
    Returns None where combining is not defined, or there is nothing to combine.
    """
    parts = [replace(figure.parts, state=figure.state) for figure in figures]
    if not parts or combining is Combining.NONE:
        return None
    if combining is Combining.LATEST:
        return parts[-1]
    total = sum_parts(parts)
    return replace(total, state=State.INCOMPLETE) if len(parts) < expected else total
