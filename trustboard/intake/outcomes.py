"""How many rows of a file became what; together they are the rows read."""

from dataclasses import dataclass

from trustboard.intake.part import Part
from trustboard.intake.query import ACCEPTED, REJECTED, TOTAL_ROWS
from trustboard.vocabulary.issue import Issue


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Rows of a file by what became of them."""

    read: int
    outcomes: dict[str, int]

    @property
    def accepted(self) -> int:
        """Rows that were accepted."""
        return self.outcomes.get(ACCEPTED, 0)

    @property
    def rejected(self) -> int:
        """Rows that were rejected."""
        return self.outcomes.get(REJECTED, 0)

    def moved(self, rows: int, *, of: str, to: str) -> "Counts":
        """Move rows from one outcome to another, as later steps find."""
        outcomes = dict(self.outcomes)
        outcomes[of] = outcomes.get(of, 0) - rows
        outcomes[to] = outcomes.get(to, 0) + rows
        return Counts(read=self.read, outcomes=outcomes)

    def with_excluded(self, *, accepted: int, totals: int) -> "Counts":
        """Move rows that later steps rejected from accepted, or from the totals, to the rejected."""
        return self.moved(accepted, of=ACCEPTED, to=REJECTED).moved(totals, of=TOTAL_ROWS, to=REJECTED)

    @property
    def left_out(self) -> dict[str, int]:
        """Rows that the contract says to leave out, by reason."""
        counted = {name: rows for name, rows in self.outcomes.items() if name not in (ACCEPTED, REJECTED)}
        return {name: rows for name, rows in sorted(counted.items()) if rows}


def nothing_accepted(part: Part, counts: Counts) -> Issue:
    """Say that no row could be accepted, and why."""
    if not counts.read:
        message, cure = "there are no rows below the heading", "Check that the file is the whole of it."
    elif counts.rejected:
        message = f"none of the {counts.read:,} rows could be accepted"
        cure = "The issues that follow say why; the rejects report lists every row."
    else:
        reasons = ", ".join(f"{rows:,} {reason}" for reason, rows in counts.left_out.items())
        message = f"none of the {counts.read:,} rows is kept ({reasons})"
        cure = "Check keep, totals and the measures in the contract against the words of the file."
    return part.issue("nothing-accepted", message, cure)
