"""The mistakes a person can meet at the store's door: an issue about one file or folder."""

from pathlib import Path

from trustboard.vocabulary.issue import Issue, Mistake


def mistake(place: Path, message: str, cure: str, *, rule: str, value: str | None = None) -> Mistake:
    """Build a Mistake with one issue about a file or folder."""
    return Mistake([Issue(rule=rule, file=str(place), message=message, cure=cure, value=value)])
