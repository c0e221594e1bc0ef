"""The named predicates by which `mdc` differs from `nhsr`: from a case's input alone, what may differ.

They restate the reasons in docs/deviations.md in plain Python, without the library: a difference between the
profiles that none of them foresees is a bug in one or the other. A predicate's name is its heading there.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from tests.reference_cases.spc_files import Case

RULES = frozenset({"close_to_limits", "rule_outside", "rule_trend", "rule_two_in_three", "rule_shift"})
LABELS = frozenset({"special_cause_type", "point_type"})
LIMITS = frozenset({"lpl", "upl", "near_tie"})
SIDE = frozenset({"relative_to_mean"})
EVERYTHING = RULES | LABELS | LIMITS | SIDE

Explained = dict[str, set[int]]
"""Column -> the points at which it may differ. The key "assurance" stands for the verdict on the target."""


@dataclass(frozen=True)
class Epoch:
    """One epoch of a case: the indices of its points and their values, None where missing."""

    points: range
    values: tuple[float | None, ...]
    fixed: int | None
    screened: bool
    is_latest: bool

    @property
    def baseline(self) -> tuple[float | None, ...]:
        """The values that limits are worked out from."""
        return self.values[: self.fixed]

    @cached_property
    def known(self) -> list[float]:
        """Those of them that are not missing."""
        return [value for value in self.baseline if value is not None]

    @cached_property
    def ranges(self) -> list[float]:
        """Moving ranges between neighbours."""
        return [abs(b - a) for a, b in pairwise(self.baseline) if a is not None and b is not None]

    @cached_property
    def commonest(self) -> int:
        """How many values share the commonest value."""
        return max(Counter(self.known).values(), default=0)

    @property
    def is_constant(self) -> bool:
        """Whether all known values are the same."""
        return 0 < self.commonest == len(self.known)

    @property
    def is_mostly_constant(self) -> bool:
        """Whether more than half of the known values, but not all, are the same."""
        return len(self.known) < 2 * self.commonest and not self.is_constant

    @property
    def mean(self) -> float:
        """The mean of the baseline, exact where all values are the same."""
        first = self.known[0]
        return first + sum(value - first for value in self.known) / len(self.known)

    @cached_property
    def spread(self) -> float:
        """The mean moving range, screened where asked for; NaN where none is left."""
        kept = self.ranges
        if self.screened and kept:
            mean = sum(kept) / len(kept)
            kept = [size for size in kept if size < 3.267 * mean]
        return sum(kept) / len(kept) if kept else float("nan")

    def lines(self) -> tuple[float, float, float, float, float]:
        """Mean, two-sigma lines and limits."""
        two, three = 2 * 2.66 / 3 * self.spread, 2.66 * self.spread
        return (self.mean, self.mean - two, self.mean + two, self.mean - three, self.mean + three)

    def everything(self) -> Explained:
        """Every answer of this epoch, and the verdict if it is the latest."""
        explained = {column: set(self.points) for column in EVERYTHING}
        if self.is_latest:
            explained["assurance"] = set()
        return explained


def epochs(case: Case) -> Iterator[Epoch]:
    """Cut a case into epochs."""
    starts = sorted({0, *np.flatnonzero(case.arguments["rebase"]).tolist()})
    for start, stop in pairwise([*starts, len(case.values)]):
        yield Epoch(
            points=range(start, stop),
            values=tuple(None if np.isnan(value) else float(value) for value in case.values[start:stop]),
            fixed=case.arguments["fix_after_n_points"],
            screened=case.arguments["screen_outliers"],
            is_latest=stop == len(case.values),
        )


def too_few_values(epoch: Epoch, case: Case) -> Explained:
    return epoch.everything() | {"short_group_warning": set(epoch.points)} if len(epoch.known) < 12 else {}


def exactly_twelve_points(epoch: Epoch, case: Case) -> Explained:
    return {"short_group_warning": set(epoch.points)} if len(epoch.points) == 12 else {}


def too_many_gaps(epoch: Epoch, case: Case) -> Explained:
    return epoch.everything() if len(epoch.ranges) < 6 <= 12 <= len(epoch.known) else {}


def constant_baseline(epoch: Epoch, case: Case) -> Explained:
    return epoch.everything() if epoch.is_constant else {}


def mostly_constant_baseline(epoch: Epoch, case: Case) -> Explained:
    return epoch.everything() if epoch.is_mostly_constant else {}


def screening_leaves_no_variation(epoch: Epoch, case: Case) -> Explained:
    if not epoch.screened or not epoch.ranges or epoch.is_constant or epoch.is_mostly_constant:
        return {}
    cut = 3.267 * sum(epoch.ranges) / len(epoch.ranges)
    return epoch.everything() if all(size == 0 or size >= cut for size in epoch.ranges) else {}


def missing_value(epoch: Epoch, case: Case) -> Explained:
    missing = [at for at, value in zip(epoch.points, epoch.values, strict=True) if value is None]
    explained = {column: set(missing) for column in RULES | LABELS}
    nearby = {at + step for at in missing for step in range(-6, 7)} & set(epoch.points)
    return explained | {"rule_shift": nearby, "rule_two_in_three": nearby}


def beyond_three_sigma_in_two_in_three(epoch: Epoch, case: Case) -> Explained:
    if not epoch.known:
        return {}
    mean, near_low, near_high, low, high = epoch.lines()
    found: set[int] = set()
    for first in range(len(epoch.values) - 2):
        three = [(at, epoch.values[at]) for at in range(first, first + 3)]
        for sign, near, limit in ((1, near_high, high), (-1, near_low, low)):
            far = [at for at, value in three if value is not None and sign * (value - near) > 0]
            beyond = [at for at in far if sign * (epoch.values[at] - limit) > 0]
            one_side = all(value is not None and sign * (value - mean) > 0 for _, value in three)
            if one_side and len(far) >= 2 and beyond:
                found.update(epoch.points[at] for at in far)
    return {column: found for column in LABELS | {"rule_two_in_three"}}


def trend_named_by_a_step_outside_it(epoch: Epoch, case: Case) -> Explained:
    values = epoch.values
    steps = [None if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(values)]
    of_trend: dict[int, set[int]] = {}
    for first in range(len(values) - 6):
        six = set(steps[first : first + 6])
        if six in ({1}, {-1}):
            for at in range(first, first + 7):
                of_trend.setdefault(at, set()).update(six)
    between = {at for at in of_trend if at + 1 in of_trend and steps[at] not in of_trend[at]}
    return {column: {epoch.points[at] for at in between} for column in LABELS}


def target_on_a_limit(epoch: Epoch, case: Case) -> Explained:
    if not epoch.is_latest or not epoch.known or np.isnan(case.target):
        return {}
    *_, low, high = epoch.lines()
    size = max(abs(low), abs(high))
    near = any(abs(case.target - limit) <= 1e-9 * size for limit in (low, high))
    return {"assurance": set()} if near else {}


def value_on_a_line_but_for_rounding(epoch: Epoch, case: Case) -> Explained:
    if not epoch.known:
        return {}
    lines = epoch.lines()
    size = np.nanmax(np.abs(lines))
    near = any(
        0 < abs(value - line) <= 1e-9 * size for value in epoch.values if value is not None for line in lines
    )
    return {column: set(epoch.points) for column in RULES | LABELS | SIDE} if near else {}


PREDICATES: dict[str, Callable[[Epoch, Case], Explained]] = {
    function.__name__: function
    for function in (
        too_few_values,
        exactly_twelve_points,
        too_many_gaps,
        constant_baseline,
        mostly_constant_baseline,
        screening_leaves_no_variation,
        missing_value,
        beyond_three_sigma_in_two_in_three,
        trend_named_by_a_step_outside_it,
        target_on_a_limit,
        value_on_a_line_but_for_rounding,
    )
}


def explain(case: Case, name: str) -> Explained:
    """What one predicate explains of a case, all its epochs taken together."""
    explained: Explained = {}
    for epoch in epochs(case):
        for column, points in PREDICATES[name](epoch, case).items():
            explained.setdefault(column, set()).update(points)
    return explained
