"""What a broken rule of a contract does."""

from enum import StrEnum


class OnBreach(StrEnum):
    """What a broken rule does."""

    REJECT_ROW = "reject_row"
    REJECT_FILE = "reject_file"
    WARN = "warn"
