"""Reads a column of dates: ISO, or day/month/year where the whole column leaves no doubt."""

import re
from collections.abc import Sequence
from datetime import date

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def read_dates(texts: Sequence[str]) -> list[date | None]:
    """Give a date for each text, None where it is none.

    Slashed dates are read day first. Where each of them could as well be month first, none is read, unless
    read day first all are firsts of a month: so monthly figures are written.
    """
    slashed = [match.groups() for text in texts if (match := SLASHED.fullmatch(text))]
    has_doubt = bool(slashed) and _is_ambiguous([(int(first), int(second)) for first, second, _ in slashed])
    return [_read(text, takes_slashes=not has_doubt) for text in texts]


def _is_ambiguous(pairs: Sequence[tuple[int, int]]) -> bool:
    could_be_month_first = all(first <= 12 for first, _ in pairs)
    are_firsts_of_months = all(first == 1 for first, _ in pairs)
    return could_be_month_first and not are_firsts_of_months


def _read(text: str, *, takes_slashes: bool) -> date | None:
    try:
        if match := ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if takes_slashes and (match := SLASHED.fullmatch(text)):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return None
