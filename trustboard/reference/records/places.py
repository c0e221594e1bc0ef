"""For which slices a record counts: its units by the structure of the time, their cuts, its consultant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from trustboard.expressions.record_counting import Part, RecordCounting
from trustboard.reference.records.seen import Seen
from trustboard.reference.records.values import text
from trustboard.vocabulary.figure import Combining, Slice
from trustboard.vocabulary.period import Grain, Period

UNKNOWN = "UNKNOWN"  # the commissioner or council of a record that has none
NOT_KNOWN = "NOT KNOWN"  # the equality group of a record that has none


class Counts(Protocol):
    """One line of the closure: the source unit's records count for the unit in that period."""

    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def source_unit(self) -> str: ...  # noqa: D102
    @property
    def period_start(self) -> date: ...  # noqa: D102
    @property
    def is_own(self) -> bool: ...  # noqa: D102


Closure = Iterable[Counts] | Mapping[Grain, Iterable[Counts]]


class Structure:
    """The closure, by source unit and the cell's period.

    It is given by the grain of the periods, or for all grains at once: that is enough where no two periods
    of different grains begin on one day, or the structure is the same in both.
    """

    def __init__(self, closure: Closure) -> None:
        self._holders: dict[tuple[str, date, Grain | None], list[Counts]] = defaultdict(list)
        self._has_grains = isinstance(closure, Mapping)
        by_grain = closure.items() if isinstance(closure, Mapping) else [(None, closure)]
        for grain, lines in by_grain:
            for line in lines:
                self._holders[line.source_unit, line.period_start, grain].append(line)

    def holders(self, source_unit: str, cell: Period, *, only_own: bool = False) -> set[str]:
        """The units for which a unit's records count in a cell."""
        grain = cell.grain if self._has_grains else None
        lines = self._holders.get((source_unit, cell.start, grain), ())
        return {line.unit for line in lines if line.is_own or not only_own}

    def has(self, unit: str, cell: Period) -> bool:
        """Whether a unit is in the organisation in a cell."""
        return unit in self.holders(unit, cell)

    def is_held(self, source_unit: str, cell: Period) -> bool:
        """Whether any unit of the organisation, as it is in a cell, counts a unit's records."""
        return any(self.has(unit, cell) for unit in self.holders(source_unit, cell))


def slices_of(counting: RecordCounting, part: Part, seen: Seen, structure: Structure) -> set[Slice]:
    """Every slice for which a record of a cell counts; a record without a unit is the trust's own."""
    own = text(part.place.unit, seen) or seen.world.surroundings.trust
    found: set[Slice] = set()
    for unit in _holders(counting, own, seen, structure):
        found |= {Slice(unit), *_cuts(counting, part, seen, unit)}
    if part.place.consultant is not None:
        consultant = text(part.place.consultant, seen)
        if consultant is not None and structure.has(consultant, seen.period):
            found.add(Slice(consultant))
    return found


def _holders(counting: RecordCounting, own: str, seen: Seen, structure: Structure) -> set[str]:
    """The units for which a record of a unit counts.

    Of a unit that the organisation lacks then it is the whole trust, where nothing stands above the trust.
    """
    trust, cell = seen.world.surroundings.trust, seen.period
    if counting.combining is Combining.NONE:
        return structure.holders(own, cell, only_own=True)
    found = structure.holders(own, cell)
    if not structure.is_held(own, cell) and structure.holders(trust, cell) == {trust}:
        found.add(trust)
    return found


def _cuts(counting: RecordCounting, part: Part, seen: Seen, unit: str) -> Iterator[Slice]:
    """The unit cut once by each code that the record has."""
    if part.place.commissioner is not None:
        yield Slice(unit, commissioner=text(part.place.commissioner, seen) or UNKNOWN)
    if part.place.council is not None:
        yield Slice(unit, council=text(part.place.council, seen) or UNKNOWN)
    for field, node in counting.by:
        yield Slice(unit, group=f"{field}:{text(node, seen) or NOT_KNOWN}")
