"""Headings that were used in certain periods only: under one out of its dates nothing is certain."""

from collections.abc import Iterator

from trustboard.intake.columns import Column
from trustboard.intake.demands import Demand, says


def heading_demands(column: Column, *, first: str, last: str) -> Iterator[Demand]:
    """Demand that a row's days, from `first` to `last` in SQL, are within those of the heading."""
    limits = []
    if column.effective_from is not None:
        limits.append(f"{last} < DATE '{column.effective_from}'")
    if column.effective_to is not None:
        limits.append(f"{first} > DATE '{column.effective_to}'")
    if limits:
        used = " ".join(
            f"{word} {day}"
            for word, day in (("from", column.effective_from), ("to", column.effective_to))
            if day is not None
        )
        yield Demand(
            rule="heading-out-of-date",
            column=column.heading,
            broken=" OR ".join(limits),
            value=first,
            message=says(
                f"the heading “{column.heading}” was used {used}, and the row's period is not within"
            ),
            cure="Ask for the file under its present headings, or change the dates of the heading.",
            on_breach=column.field.on_breach,
        )
