"""Amounts of memory as the settings write them: 4GB, 1.5 GiB, or a share of what the machine has (80%)."""

import re

_FORM = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)(i?)B?\s*", re.IGNORECASE)
_POWERS = " KMGT"
_LEAST = 250 * 10**6  # bytes for one worker
_MOST_WORKERS = 8


def bytes_of(memory: str) -> int | None:
    """Read an amount in bytes; None for a share of what the machine has."""
    match = _FORM.fullmatch(memory)
    if match is None:
        return None
    number, unit, is_binary = match.groups()
    step = 1024 if is_binary else 1000
    return int(float(number) * step ** _POWERS.index(unit.upper() or " "))


def most_workers(memory: str | None) -> int:
    """How many workers an amount of memory is enough for: at least one."""
    amount = bytes_of(memory) if memory else None
    return _MOST_WORKERS if amount is None else max(1, min(_MOST_WORKERS, amount // _LEAST))


def share_of(memory: str | None, workers: int) -> str | None:
    """One worker's share of an amount of memory."""
    amount = bytes_of(memory) if memory else None
    return memory if amount is None else f"{amount // workers}B"
