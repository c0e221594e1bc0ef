"""What must hold within and between definitions: each check takes the draft and returns issues."""

from datetime import date

from trustboard.definitions.draft import Draft
from trustboard.vocabulary.issue import Issue


def check_draft(draft: Draft, *, on: date | None = None) -> list[Issue]:
    """Run every check. `on` is the day for overdue reviews."""
    return []
