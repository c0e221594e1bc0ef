"""What is to be reached, and what was tried where it is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.records.loading import COPY, LOAD
from benchmarks.records.rounds import Taken
from benchmarks.records.suite import BY_FILTERS, BY_INDICATOR, BY_KIND, LIMITED, MONTH, OURS, SCAN

Part = Mapping[str, Taken]


@dataclass(frozen=True)
class Goal:
    """One ratio: of which part, between whom, how far it must be, and a word if it is not."""

    what: str
    part: str
    above: str
    below: str
    limit: float
    is_most: bool
    shown: str
    tried: str

    def ratio(self, parts: Mapping[str, Part]) -> float | None:
        """The ratio of the medians; None where one of the two was left out."""
        part = parts.get(self.part, {})
        if self.above not in part or self.below not in part:
            return None
        return part[self.above].median / part[self.below].median

    def is_reached(self, ratio: float) -> bool:
        """Whether the ratio is as it must be."""
        return ratio <= self.limit if self.is_most else ratio >= self.limit


GOALS = (
    Goal(
        "40 indicators × 7 kinds of unit × all months ÷ plain scan of the same columns",
        "whole",
        OURS,
        SCAN,
        6,
        True,
        "at most 6 (aim: 5)",
        "Conditions as whole numbers, three counts to a sum and texts looked up once for each different one"
        " brought it here from between 9 and 12. Half of the rest is grouping to the finest cells."
        " Leaf masks as keys, 128-bit words and a statement for each month did not help.",
    ),
    Goal(
        "MetricFlow with filters ÷ ours",
        "peers",
        BY_FILTERS,
        OURS,
        20,
        False,
        "at least 20",
        "Its time goes into a scan for each metric and the full outer joins between them.",
    ),
    Goal(
        "one query per kind of unit ÷ ours",
        "peers",
        BY_KIND,
        OURS,
        4,
        False,
        "at least 4",
        "The queries read the records seven times and we once; we also add up every unit × commissioner and"
        " × council, which they do not.",
    ),
    Goal(
        "one query per indicator and kind of unit ÷ ours",
        "peers",
        BY_INDICATOR,
        OURS,
        18,
        False,
        "at least 18",
        "Each query reads only the columns that its indicator needs; we also add up every unit × commissioner"
        " and × council, which they do not.",
    ),
    Goal(
        "all 48 months ÷ one changed month, roll-ups included",
        "whole",
        OURS,
        MONTH,
        40,
        False,
        "at least 40",
        "A month costs its share and the planning of two long statements.",
    ),
    Goal(
        "60 M rows with 1 GB of memory ÷ without a limit",
        "large",
        LIMITED,
        OURS,
        1.1,
        True,
        "at most 1.1",
        "Twelve months a statement keep the hash tables small; with fewer, less spills and planning grows.",
    ),
    Goal(
        "validated load ÷ typed COPY",
        "load",
        LOAD,
        COPY,
        1.7,
        True,
        "at most 1.7",
        "See load.md for what a load does; on a busy machine it has been seen a little higher.",
    ),
)
