"""The frozen plan: what all indicators of one extract need, each thing once.

An indicator becomes a recipe over three sorts of column that add up over rows, cells and units:
presences (are there rows at all), tallies (rows by state) and totals (known numbers, added).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from trustboard.compiler.normal import normal
from trustboard.definitions.contract import Contract
from trustboard.definitions.indicator import Indicator
from trustboard.expressions import Counting, Field, Node, counting_of, fields_of
from trustboard.vocabulary.figure import Combining, Kind
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain
from trustboard.vocabulary.state import State

KEYS = ("unit", "commissioner", "council", "group_code", "period_start", "period_end")
CUTS = ("commissioner", "council", "group_code")


class Reach(StrEnum):
    """Which cells make a unit's number."""

    ALL = "all"  # its own and its descendants', added up
    OWN = "own"  # only what the extract reports for exactly this slice


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows count: those that span `window` months (None: any) and meet the population (None: all)."""

    window: int | None
    population: Node | None


@dataclass(frozen=True, slots=True)
class Presence:
    """How many rows there are of that window: none at all makes no figure."""

    window: int | None
    reach: Reach


@dataclass(frozen=True, slots=True)
class Tally:
    """How many selected rows are in each state, by the states of the fields read."""

    selection: Selection
    fields: tuple[str, ...]
    reach: Reach


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a number over selected rows where it is known, and how many those are."""

    selection: Selection
    amount: Node
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one indicator's figure is put together: positions in the plan's presences, tallies and totals."""

    indicator: str
    kind: Kind
    per: int
    grain: Grain
    presence: int
    tally: int
    numerator: int
    denominator: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that one pass over an extract's accepted rows works out. Equal definitions make equal plans."""

    extract: str
    cuts: tuple[str, ...]
    presences: tuple[Presence, ...]
    tallies: tuple[Tally, ...]
    totals: tuple[Total, ...]
    recipes: tuple[Recipe, ...]
    reads: tuple[Field, ...]

    @property
    def read_fields(self) -> tuple[str, ...]:
        """Names of the extract's fields that any indicator reads, in order of the alphabet."""
        return tuple(field.name for field in self.reads)

    @property
    def measures(self) -> tuple[tuple[str, Reach], ...]:
        """Columns that add up, in the order in which the SQL gives them, with the cells they reach."""
        return (
            *((presence_column(i), presence.reach) for i, presence in enumerate(self.presences)),
            *((tally_column(i, s), tally.reach) for i, tally in enumerate(self.tallies) for s in COUNTED),
            *((total_column(i, what), t.reach) for i, t in enumerate(self.totals) for what in ADDED),
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of cells and roll-ups, in order."""
        return KEYS + tuple(name for name, _ in self.measures)


ADDED = ("sum", "known")
COUNTED = (
    State.VALUE,
    State.NO_CASES,
    State.SUPPRESSED,
    State.NOT_DUE,
    State.NOT_COLLECTED,
    State.INCOMPLETE,
)


def presence_column(index: int) -> str:
    """Name the column that counts rows at all."""
    return f"w{index}_rows"


def tally_column(index: int, state: State) -> str:
    """Name the column that counts rows in one state."""
    return f"s{index}_{state}"


def total_column(index: int, what: str) -> str:
    """Name the column of a total: its `sum`, or how many rows are `known`."""
    return f"t{index}_{what}"


def plan(contract: Contract, indicators: Sequence[Indicator]) -> Plan:
    """Plan all indicators of one extract; raises Mistake with every issue of every indicator."""
    countings = _countings(contract, indicators)
    presences, tallies, totals = _Shelf[Presence](), _Shelf[Tally](), _Shelf[Total]()
    recipes = tuple(_recipe(counting, presences, tallies, totals) for counting in countings)
    return Plan(
        extract=contract.extract,
        cuts=_cuts(contract),
        presences=tuple(presences),
        tallies=tuple(tallies),
        totals=tuple(totals),
        recipes=recipes,
        reads=_reads(countings),
    )


def _countings(contract: Contract, indicators: Iterable[Indicator]) -> list[Counting]:
    countings, issues = [], list[Issue]()
    for indicator in indicators:
        try:
            countings.append(counting_of(indicator, contract))
        except Mistake as mistake:
            issues += mistake.issues
    if issues:
        raise Mistake(issues)
    return countings


Part = TypeVar("Part", Presence, Tally, Total)


class _Shelf(dict[Part, int]):
    """Parts in the order in which they were first put, each once."""

    def put(self, part: Part) -> int:
        return self.setdefault(part, len(self))


def _recipe(
    counting: Counting, presences: _Shelf[Presence], tallies: _Shelf[Tally], totals: _Shelf[Total]
) -> Recipe:
    reach = Reach.OWN if counting.combining is Combining.NONE else Reach.ALL
    population = None if counting.population is None else normal(counting.population)
    selection = Selection(counting.window, population)
    fields = tuple(sorted(field.name for field in counting.amount_fields))
    added = [totals.put(Total(selection, amount, reach)) for amount in counting.amounts]
    return Recipe(
        indicator=counting.indicator,
        kind=counting.kind,
        per=counting.per,
        grain=counting.grain,
        presence=presences.put(Presence(counting.window, reach)),
        tally=tallies.put(Tally(selection, fields, reach)),
        numerator=added[0],
        denominator=added[1] if counting.denominator is not None else None,
    )


def _cuts(contract: Contract) -> tuple[str, ...]:
    declared = (contract.commissioner, contract.council, contract.group)
    return tuple(cut for cut, field in zip(CUTS, declared, strict=True) if field is not None)


def _reads(countings: Iterable[Counting]) -> tuple[Field, ...]:
    nodes = (node for counting in countings for node in (counting.population, *counting.amounts) if node)
    found = {field for node in nodes for field in fields_of(node)}
    return tuple(sorted(found, key=lambda field: field.name))
