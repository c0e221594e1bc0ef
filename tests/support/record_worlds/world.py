"""One random world: definitions, what they refer to, an organisation, records, and what the extracts cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.support.record_worlds.calendar import Days
from tests.support.record_worlds.choices import Choices
from tests.support.record_worlds.extracts import CONTACTS, REFERRALS, some_extracts
from tests.support.record_worlds.indicators import some_indicators
from tests.support.record_worlds.organisation import Structure, some_structure
from tests.support.record_worlds.rows import Row, earlier_rows, some_rows
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.structure import ClosureRow
from trustboard.definitions.surroundings import Surroundings
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.figure import Slice
from trustboard.vocabulary.period import Grain, Period

Key = tuple[str, Slice, Period]  # what a figure belongs to: indicator, slice, period

MOST_TOLD = 20_000  # letters of a world as a person reads it: Hypothesis refuses to print much more
MOST_ROWS = {CONTACTS: 12, REFERRALS: 8}


@dataclass(frozen=True)
class World:
    """Everything that the engines are asked."""

    surroundings: Surroundings
    indicators: tuple[Indicator, ...]
    rows: Mapping[str, tuple[Row, ...]]
    structure: Structure
    coverage: Mapping[str, Coverage]
    days: Days
    earlier: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """By extract: a file that came first, of which `rows` is what stands after a file of changes."""

    def closure(self, grain: Grain) -> list[ClosureRow]:
        """Who counts for whom in every period of a grain."""
        return self.structure.closure(self.days, grain)

    def only(self, indicator: Indicator) -> "World":
        """The same world, asked one question."""
        return replace(self, indicators=(indicator,))

    def __repr__(self) -> str:
        return "\n".join(("World", *_lines(self)))[:MOST_TOLD]


def some_world(choices: Choices, asked: Sequence[int] = (1, 2)) -> World:
    """A world with one of those numbers of indicators."""
    long = choices.chance(15)
    days = Days.some(choices, long=long)
    extracts = some_extracts(choices, days)
    contracts = extracts.surroundings.contracts
    coverage = {name: days.coverage(choices) for name in contracts}
    rows = {
        name: tuple(some_rows(choices, days, contract, coverage[name], MOST_ROWS[name]))
        for name, contract in contracts.items()
    }
    corrected = [name for name in contracts if choices.chance(9)]
    return World(
        surroundings=extracts.surroundings,
        indicators=some_indicators(choices, extracts, asked, long=long),
        rows=rows,
        structure=some_structure(choices, days),
        coverage=coverage,
        days=days,
        earlier={
            name: tuple(earlier_rows(choices, days, contracts[name], coverage[name], rows[name]))
            for name in corrected
        },
    )


def _lines(world: World) -> list[str]:
    """A world as a person reads it, to find what two engines disagree about."""
    lines = [f"  days: {world.days}"]
    for indicator in world.indicators:
        lines.append(f"  {indicator.id}: {_told(indicator, _ASKED)}")
    for name, contract in world.surroundings.contracts.items():
        shown = {"unit", "consultant", "commissioner", "council", "key", "period", "records"}
        lines.append(f"  extract {name}: {_told(contract, shown)}")
        lines.append(f"    covers {world.coverage[name]}")
        lines += [f"    {_known(row)}" for row in world.rows[name]]
        lines += [f"    earlier {_known(row)}" for row in world.earlier.get(name, ())]
    lines += [f"  list {name}: {entries}" for name, entries in world.surroundings.code_lists.items()]
    lines += [f"  lookup {name}: {table.rows}" for name, table in world.surroundings.lookups.items()]
    lines += [f"  closed: {world.structure.closed}"] if world.structure.closed else []
    units = world.structure.organisation.units
    lines += [f"  unit {_told(unit, set(type(unit).model_fields) - {'line', 'name'})}" for unit in units]
    return lines


_ASKED = {
    "extract",
    "kind",
    "population",
    "numerator",
    "denominator",
    "denominator_from",
    "quantile",
    "by",
    "per",
    "period",
}


def _told(model: Any, keys: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = model.model_dump(mode="json", include=keys, exclude_defaults=True)
    return found


def _known(row: Row) -> dict[str, str]:
    return {name: str(value) for name, value in row.items() if value is not None}
