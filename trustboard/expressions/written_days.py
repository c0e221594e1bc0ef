"""Dates and times written out in an expression: one spelling each, and only what the calendar has."""

import re
from datetime import date, datetime

from trustboard.expressions.complaints import Complaints
from trustboard.expressions.nodes import Literal
from trustboard.expressions.rules import Rule

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?")


def read_date(text: str, complaints: Complaints, *, at: int | None) -> Literal | None:
    """Read YYYY-MM-DD and nothing else."""
    try:
        return Literal(date.fromisoformat(text if _DATE.fullmatch(text) else ""))
    except ValueError:
        cure = "Write year, month, day: date '2018-04-01'."
        complaints.add(Rule.DATE, f"“{text}” is not a date", cure, at=at, value=text)
        return None


def read_time(text: str, complaints: Complaints, *, at: int | None) -> Literal | None:
    """Read YYYY-MM-DD HH:MM, seconds where given, and nothing else."""
    try:
        return Literal(datetime.fromisoformat(text if _TIME.fullmatch(text) else ""))
    except ValueError:
        cure = "Write year, month, day, hours and minutes: timestamp '2026-04-01 08:30'."
        complaints.add(Rule.TIME, f"“{text}” is not a time", cure, at=at, value=text)
        return None
