"""The mistakes a person can meet at the store's door, each with its rule and cure."""

from pathlib import Path

from trustboard.vocabulary.issue import Issue, Mistake


def mistake(rule: str, place: Path, message: str, cure: str, *, value: str | None = None) -> Mistake:
    """Build a Mistake with one issue about a file or folder."""
    return Mistake([Issue(rule=rule, file=str(place), message=message, cure=cure, value=value)])
