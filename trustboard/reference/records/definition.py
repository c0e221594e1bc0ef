"""A record indicator's counting taken apart into what stands under each key, and put together again."""

from collections.abc import Mapping
from dataclasses import replace

from trustboard.expressions.calls import day_of
from trustboard.expressions.nodes import And, Node, PeriodDay
from trustboard.expressions.record_counting import Mode, Part, RecordCounting, When
from trustboard.vocabulary.figure import Kind

OTHER = "denominator_from."
Written = Mapping[str, Node | int | None]


def default_day(part: Part) -> Node:
    """The day of which code lists and lookups are asked where the definition names none."""
    return day_of(part.when.start) if part.when.mode is Mode.EVENT else PeriodDay(is_last=True)


def own_numerator(counting: RecordCounting) -> Node | None:
    """The numerator as written: of a proportion, without the denominator's condition that it meets too."""
    counted, denominator = counting.numerator.counted, _condition_of_both(counting)
    if denominator is None or not isinstance(counted, And) or counted.terms[0] != denominator:
        return counted
    return counted.terms[1]


def _condition_of_both(counting: RecordCounting) -> Node | None:
    if counting.kind is not Kind.PROPORTION or counting.denominator is None:
        return None
    return counting.denominator.counted


def written_of(counting: RecordCounting, *, has_other: bool) -> dict[str, Node | int | None]:
    """What stands under each key; `has_other`: the denominator is counted on its own (`denominator_from`)."""
    written: dict[str, Node | int | None] = {"population": counting.numerator.population}
    written["numerator"] = own_numerator(counting)
    written |= _of_when(counting.numerator.when, "")
    written |= {"period.lag_days": counting.lag_days, "period.window_months": counting.window}
    if counting.denominator is None:
        return written
    if not has_other:
        return written | {"denominator": counting.denominator.counted}
    written[f"{OTHER}population"] = counting.denominator.population
    written[f"{OTHER}counted"] = counting.denominator.counted
    return written | _of_when(counting.denominator.when, OTHER)


def _of_when(when: When, prefix: str) -> dict[str, Node | int | None]:
    start, stop = _when_keys(when, prefix)
    if when.mode is Mode.EVENT:
        return {start: when.start, f"{prefix}period.shift_days": when.shift_days}
    return {start: when.start, stop: when.stop}


def _when_keys(when: When, prefix: str) -> tuple[str, str]:
    if when.mode is Mode.EVENT:
        return f"{prefix}period.date", ""
    clock = f"{prefix}period.{'open_at_end' if when.mode is Mode.OPEN else 'during'}"
    return f"{clock}.start", f"{clock}.stop"


def put_together(counting: RecordCounting, written: Written, *, has_other: bool) -> RecordCounting:
    """The counting with other things under its keys; the opposite of `written_of`."""
    numerator = _part(counting.numerator, written, "", _node(written["numerator"]))
    denominator = counting.denominator
    if denominator is not None and has_other:
        denominator = _part(denominator, written, OTHER, _node(written[f"{OTHER}counted"]))
    elif denominator is not None:
        denominator = replace(numerator, counted=_node(written["denominator"]))
        if counting.kind is Kind.PROPORTION:
            numerator = replace(numerator, counted=_both(denominator.counted, numerator.counted))
    return replace(
        counting,
        numerator=numerator,
        denominator=denominator,
        lag_days=_number(written["period.lag_days"]),
        window=_number(written["period.window_months"]),
    )


def _both(denominator: Node | None, numerator: Node | None) -> Node | None:
    if denominator is None or numerator is None:
        return denominator if numerator is None else numerator
    return And((denominator, numerator))


def _part(part: Part, written: Written, prefix: str, counted: Node | None) -> Part:
    start, stop = _when_keys(part.when, prefix)
    when = replace(
        part.when,
        start=_node(written[start]) or part.when.start,
        stop=_node(written.get(stop)),
        shift_days=_number(written.get(f"{prefix}period.shift_days", 0)),
    )
    return replace(part, when=when, population=_node(written[f"{prefix}population"]), counted=counted)


def _node(found: Node | int | None) -> Node | None:
    assert not isinstance(found, int)
    return found


def _number(found: Node | int | None) -> int:
    assert isinstance(found, int)
    return found
