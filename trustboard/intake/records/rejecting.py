"""How many rejected rows are too many: a warning beyond one share, and a refusal beyond another."""

from trustboard.definitions.records import Thresholds
from trustboard.intake.outcomes import Counts
from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Issue, Severity


def too_many_rejected(part: Part, counts: Counts, limits: Thresholds) -> Issue | None:
    """Say that more rows were rejected than the contract lets pass; None where it lets them pass."""
    if counts.rejected <= limits.refuse_over * counts.read:
        return None
    return part.issue(
        "too-many-rejected",
        f"{_share(counts)}; the contract refuses a file beyond {limits.refuse_over:.4%}",
        "Mend what the issues below have in common, or raise refuse_over in the contract.",
    )


def many_rejected(part: Part, counts: Counts, limits: Thresholds) -> Issue | None:
    """Warn of more rejected rows than the contract lets pass without a word."""
    if counts.rejected <= limits.warn_over * counts.read:
        return None
    return part.issue(
        "many-rejected",
        f"{_share(counts)}: figures are without them",
        "The rejects report lists every one of them; ask the sender to mend them.",
        severity=Severity.WARNING,
    )


def _share(counts: Counts) -> str:
    return f"{counts.rejected:,} of {counts.read:,} rows were rejected ({counts.rejected / counts.read:.2%})"
