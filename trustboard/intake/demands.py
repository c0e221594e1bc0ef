"""What must hold in a row: a condition in SQL, and the words for the report where it does not."""

from dataclasses import dataclass, field

from trustboard.definitions.on_breach import OnBreach
from trustboard.warehouse.session import literal


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One demand on the rows of a file.

    `broken` is TRUE in SQL where it does not hold; `gate` is a cheaper condition that is TRUE at
    least there (by default the same). `value` and `message` are SQL for the report's text.
    """

    rule: str
    column: str
    broken: str
    message: str
    cure: str
    value: str = "NULL"
    on_breach: OnBreach = OnBreach.REJECT_ROW
    gate: str = field(default="")

    @property
    def condition(self) -> str:
        """What the first pass over the rows asks."""
        return self.gate or self.broken

    @property
    def rejects(self) -> bool:
        """Whether a row that breaks it is not accepted."""
        return self.on_breach is not OnBreach.WARN


def says(text: str) -> str:
    """Write a fixed message as SQL."""
    return literal(text)
