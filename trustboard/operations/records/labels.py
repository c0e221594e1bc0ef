"""What passes are called in progress and plans: no two of one plan alike."""

from collections import Counter
from collections.abc import Iterator, Sequence

from trustboard.compiler.records import Pass
from trustboard.expressions.record_counting import Mode, When
from trustboard.expressions.wording import wording
from trustboard.vocabulary.period import Grain


def labels_of(passes: Sequence[Pass], indicators: Sequence[Sequence[str]]) -> list[str]:
    """Call each pass by its extract, how it places records, and its cut; if need be by its indicators."""
    found = [", ".join(_words(pass_)) for pass_ in passes]
    found = _apart(found, [f"for {' and '.join(names)}" for names in indicators])
    return _apart(found, [f"{number}" for number in range(1, len(found) + 1)])


def _apart(labels: Sequence[str], more: Sequence[str]) -> list[str]:
    """Say more of those that are alike."""
    times = Counter(labels)
    return [
        label if times[label] == 1 else f"{label}, {rest}" for label, rest in zip(labels, more, strict=True)
    ]


def _words(pass_: Pass) -> Iterator[str]:
    yield f"{pass_.extract} {_when(pass_.when)}"
    if pass_.grain is not Grain.MONTH:
        yield f"{pass_.grain.words}s"
    if pass_.by is not None:
        yield f"by {pass_.by[0]}"
    if pass_.is_recount:
        yield "people"
    if pass_.is_own_only:
        yield "units as reported"


def _when(when: When) -> str:
    start = wording(when.start)
    stop = "" if when.stop is None else f" to {wording(when.stop)}"
    if when.mode is Mode.OPEN:
        return f"open at the end ({start}{stop})"
    if when.mode is Mode.DURING:
        return f"running ({start}{stop})"
    return f"({start}{f' + {when.shift_days} days' if when.shift_days else ''})"
