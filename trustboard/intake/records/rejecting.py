"""How many rejected rows are too many: a warning beyond one share, and a refusal beyond another."""

from trustboard.definitions.records import Thresholds
from trustboard.intake.outcomes import Counts
from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Issue, Severity

# Of a contract that says nothing. A few bad rows of a small file are a matter for a warning.
USUAL_SHARE, USUAL_ROWS = 0.05, 10


def too_many_rejected(part: Part, counts: Counts, limits: Thresholds) -> Issue | None:
    """Say that more rows were rejected than the contract lets pass; None where it lets them pass."""
    if limits.refuse_over is None:
        return _more_than_usual(part, counts)
    if counts.rejected <= limits.refuse_over * counts.read:
        return None
    return part.issue(
        "too-many-rejected",
        f"{_share(counts)}; the contract refuses a file beyond {limits.refuse_over:.4%}",
        "Mend what the issues below have in common, or raise refuse_over in the contract.",
    )


def _more_than_usual(part: Part, counts: Counts) -> Issue | None:
    is_most = 2 * counts.rejected > counts.read
    is_many = counts.rejected >= USUAL_ROWS and counts.rejected > USUAL_SHARE * counts.read
    if not (is_most or is_many):
        return None
    return part.issue(
        "too-many-rejected",
        f"{_share(counts)}; beyond {USUAL_SHARE:.0%} a file is refused, unless its contract lets more pass",
        "Mend what the issues below have in common. If so many are to be expected, say in the contract which "
        "share may be rejected, under records: rejects: {refuse_over: 0.2}.",
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
