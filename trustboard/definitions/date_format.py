"""How a date may be written in a file: yyyy, yy, month, mmm, mm and dd, with other text around."""

import re
from collections import Counter

_TOKEN = re.compile(r"yyyy|yy|month|mmm|mm|dd", re.IGNORECASE)
_PART = {"yyyy": "year", "yy": "year", "month": "month", "mmm": "month", "mm": "month", "dd": "day"}

ANY_DAY = ("year", "month", "day")


def parts_of(text: str) -> list[str]:
    """What a format tells: year, month, day, in the order they stand; a part may stand twice."""
    return [_PART[token.lower()] for token in _TOKEN.findall(text)]


def format_problem(text: str, needed: tuple[str, ...]) -> str | None:
    """Why a format cannot be used to find the parts of a date that are needed; None when it can."""
    counts = Counter(parts_of(text))
    for part in needed:
        if not counts[part]:
            return f"The format “{text}” says nothing of the {part}."
    twice = [part for part, count in counts.items() if count > 1]
    return f"The format “{text}” names the {twice[0]} twice." if twice else None
