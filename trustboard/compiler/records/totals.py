"""A pass's measures while they are added up: counts packed into words, sums and maxima beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from trustboard.compiler.records.passes import RECORDS
from trustboard.compiler.records.words import Words

REFUSE = {"duckdb": "error", "spark": "raise_error"}


@dataclass(frozen=True)
class Totals:
    """The measures of a pass; `most` is how many records any cell or slice has in a period at most."""

    measures: Mapping[str, str]
    most: int

    @cached_property
    def words(self) -> Words:
        """The counts, packed."""
        return Words(tuple(name for name in self.measures if name.endswith(("_count", "_known"))), self.most)

    @property
    def others(self) -> tuple[str, ...]:
        """Sums and maxima."""
        return tuple(name for name in self.measures if name.endswith(("_sum", "_largest")))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in which packed measures stand."""
        return (RECORDS, *self.words.columns, *self.others)

    def packed(self) -> Iterator[str]:
        """Read measures that stand unpacked."""
        yield RECORDS
        yield from self.words.of_counts()
        yield from self.others

    def added(self, records: str = f"sum({RECORDS})") -> Iterator[str]:
        """Add packed measures up; of maxima take the largest."""
        yield f"{records} AS {RECORDS}"
        yield from self.words.added()
        yield from (f"{'max' if n.endswith('_largest') else 'sum'}({n}) AS {n}" for n in self.others)

    def unpacked(self, dialect: str) -> Iterator[str]:
        """Give every measure by its name and type; a sum of nothing is nought."""
        counts = self.words.counts(dialect)
        for name, type_ in self.measures.items():
            if name in counts:
                yield f"{counts[name]} AS {name}"
            else:
                value = f"coalesce({name}, 0)" if name.endswith("_sum") else name
                yield f"CAST({value} AS {type_}) AS {name}"

    def checked(self, name: str, dialect: str) -> str:
        """Give a column, or fail where there are more records: lanes that overflow are wrong in silence."""
        refuse = f"{REFUSE[dialect]}('more records than most_records says')"
        return f"CASE WHEN {RECORDS} <= {self.most:d} THEN {name} ELSE {refuse} END AS {name}"
