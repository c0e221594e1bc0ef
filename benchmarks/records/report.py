"""The results as a page of Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.records.goals import GOALS, Part
from benchmarks.records.rounds import Taken
from benchmarks.records.suite import MONTH, OURS

ABOUT = """# Results of `python -m benchmarks.records`

Written by the command; what is measured, and how, is told in [README.md](README.md). CPU seconds are
user and system time, on one thread; medians of the rounds, with the smallest and largest in brackets."""
HEADINGS = {
    "whole": "The whole work",
    "peers": "Beside other ways to the same numbers",
    "large": "Many records, little memory",
    "load": "Loading a file of 160 MB",
}


@dataclass(frozen=True)
class Results:
    """All that was measured: the machine, the sizes of each part in words, and what everybody took."""

    machine: str
    versions: Sequence[str]
    sizes: Mapping[str, str]
    parts: Mapping[str, Part]

    def page(self) -> str:
        """Write the page."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield ABOUT
        peers = f" Peers: {', '.join(self.versions)}." if self.versions else ""
        yield f"\nMachine: {self.machine}{peers}\n"
        yield from self._goals()
        for name, part in self.parts.items():
            yield f"\n## {HEADINGS[name]}\n\n{self.sizes[name]}\n"
            yield from _table(part)

    def _goals(self) -> Iterator[str]:
        yield "| ratio | to reach | measured |"
        yield "|---|---|---|"
        missed = []
        for goal in GOALS:
            ratio = goal.ratio(self.parts)
            measured = "not measured in this run"
            if ratio is not None:
                is_reached = goal.is_reached(ratio)
                measured = f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"
                measured += "" if is_reached else ", **not reached**"
                missed += [] if is_reached else [goal]
            yield f"| {goal.what} | {goal.shown} | {measured} |"
        for goal in missed:
            yield f"\nNot reached: {goal.what}. {goal.tried}"


def _table(part: Part) -> Iterator[str]:
    names = list(part)
    first = names[0]
    ours = OURS in part
    yield f"| | CPU s | clock s | peak MB | ÷ {first} |" + (f" ÷ {OURS} |" if ours else "")
    yield "|---|---|---|---|---|" + ("---|" if ours else "")
    for name, taken in part.items():
        clock = sorted(taken.wall)[len(taken.wall) // 2]
        peak = f"{max(taken.peak):,.0f}" if max(taken.peak) else "–"
        line = f"| {name} | {_spread(taken)} | {clock:.2f} | {peak} | {_ratio(taken, part[first])} |"
        yield line + (f" {_ratio(taken, part[OURS])} |" if ours else "")
    if MONTH in part and OURS in part:
        yield f"\nOne changed month takes 1/{part[OURS].median / part[MONTH].median:.0f} of all of them."


def _spread(taken: Taken) -> str:
    return f"{taken.median:.2f} ({min(taken.cpu):.2f} to {max(taken.cpu):.2f})"


def _ratio(above: Taken, below: Taken) -> str:
    ratio = above.median / below.median
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"
