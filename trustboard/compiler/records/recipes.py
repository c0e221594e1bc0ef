"""Recipes: how one record indicator's figures are put together from the atoms of passes."""

from dataclasses import dataclass
from decimal import Decimal

from trustboard.expressions.record_counting import When
from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.period import Grain


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number stands: an atom of a pass, both by position."""

    pass_index: int
    atom: int


@dataclass(frozen=True, slots=True)
class Arm:
    """Where the numbers of some of an indicator's slices stand.

    The arm without `by` has whole units, consultants, commissioners and councils; each other one the groups
    of one equality cut. `presences` count the records that make a slice worth a figure.
    """

    by: str | None
    numerator: Source
    denominator: Source | None
    presences: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a part of a figure stands on: an extract's days, and the extracts it reads through references."""

    extract: str
    when: When
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one indicator's figures are put together. `window` is how many months each spans."""

    indicator: str
    kind: Kind
    per: int
    quantile: Decimal | None
    grain: Grain
    window: int
    lag_days: int
    standings: tuple[Standing, ...]
    arms: tuple[Arm, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Everything its arms read, each once."""
        named = (
            source
            for arm in self.arms
            for source in (arm.numerator, arm.denominator, *arm.presences)
            if source is not None
        )
        return tuple(dict.fromkeys(named))
