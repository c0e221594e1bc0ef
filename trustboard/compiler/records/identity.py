"""What decides a pass's cells of one stretch, as a hash: code lists only as far as they touch it."""

import hashlib
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from trustboard.compiler.records.passes import Pass
from trustboard.expressions.calls import day_of
from trustboard.expressions.nodes import CodeSpan, InCodes, Node, PeriodDay
from trustboard.expressions.record_counting import Mode
from trustboard.vocabulary.period import Period

VERSION = "1"  # of the queries: another one counts everything again


class _Days(NamedTuple):
    """The first and the last day of which a list can be asked."""

    first: date
    last: date


def counting_hash(pass_: Pass, stretch: Period) -> str:
    """Hash everything of a definition that decides the cells of a stretch.

    A dated code list that is asked on the record's own day, or on the stretch's last, counts only with the
    codes that are in it during the stretch; any other counts whole.
    """
    told = _told(pass_, _asked(pass_, stretch), day_of(pass_.when.start))
    return hashlib.sha256(f"{VERSION}\0{told!r}".encode()).hexdigest()


def placing_hash(pass_: Pass) -> str:
    """Hash how a pass places records: by it a pass is known as the same, whatever it counts of them.

    Dated code lists are left out by what they hold.
    """
    placing = (pass_.extract, pass_.when, pass_.place, pass_.grain, pass_.by, pass_.is_own_only)
    told = tuple(_told(part, None, None) for part in placing)
    return hashlib.sha256(repr((told, pass_.is_recount)).encode()).hexdigest()


def _asked(pass_: Pass, stretch: Period) -> _Days:
    """The days on which records of the stretch lie."""
    shift = timedelta(days=pass_.when.shift_days if pass_.when.mode is Mode.EVENT else 0)
    return _Days(stretch.start - shift, stretch.end - shift)


def _told(part: Any, days: _Days | None, own_day: Node | None) -> Any:
    """Copy a pass or any part of it, its dated lists cut to the days; without days they hold nothing."""
    if isinstance(part, InCodes) and days is None:
        part = replace(part, spans=())
    elif isinstance(part, InCodes) and days and part.on in (own_day, PeriodDay(is_last=True)):
        part = replace(part, spans=_cut(part.spans, days))
    if isinstance(part, tuple):
        return tuple(_told(each, days, own_day) for each in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    told = (_told(getattr(part, each.name), days, own_day) for each in fields(part))
    return (type(part).__name__, *told)


def _cut(spans: tuple[CodeSpan, ...], days: _Days) -> tuple[CodeSpan, ...]:
    """Keep the codes in a list on any of the days, with their own dates only where they lie within."""
    kept = (span for span in spans if _touches(span, days))
    return tuple(
        CodeSpan(
            span.code,
            span.valid_from if span.valid_from is not None and span.valid_from > days.first else None,
            span.valid_to if span.valid_to is not None and span.valid_to < days.last else None,
        )
        for span in kept
    )


def _touches(span: CodeSpan, days: _Days) -> bool:
    begun = span.valid_from is None or span.valid_from <= days.last
    return begun and (span.valid_to is None or span.valid_to >= days.first)
