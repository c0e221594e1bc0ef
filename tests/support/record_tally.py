"""Counts what random worlds were cases of, and writes the table of a run into pytest's summary."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.support.record_worlds.features import FEATURES


@dataclass
class RecordTally:
    """How many examples and definitions a run had, and in how many examples each feature was met."""

    title: str
    examples: int = 0
    definitions: int = 0
    figures: int = 0
    met: Counter[str] = field(default_factory=Counter)

    def add(self, features: Iterable[str], *, definitions: int, figures: int) -> None:
        """Count one example."""
        self.examples += 1
        self.definitions += definitions
        self.figures += figures
        self.met.update(features)

    def rarer_than(self, least: int) -> dict[str, int]:
        """Features met in fewer examples than that."""
        return {name: self.met[name] for name in FEATURES if self.met[name] < least}

    def lines(self) -> Iterator[str]:
        """The table, as a person reads it."""
        yield (
            f"{self.title}: {self.examples:,} examples, {self.definitions:,} definitions, "
            f"{self.figures:,} figures compared"
        )
        for name in FEATURES:
            yield f"{self.met[name]:7,}  {name}"
