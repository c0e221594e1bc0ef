"""What must hold within and between definitions: each check takes the draft and returns issues."""

from datetime import date

from trustboard.definitions.checks.contracts import check_contracts
from trustboard.definitions.checks.exclusions import check_exclusions
from trustboard.definitions.checks.frameworks import check_frameworks
from trustboard.definitions.checks.indicators import check_indicators
from trustboard.definitions.checks.organisation import check_organisation
from trustboard.definitions.checks.scorecards import check_scorecards
from trustboard.definitions.checks.settings import check_settings
from trustboard.definitions.checks.standards import check_standards
from trustboard.definitions.checks.tables import check_code_lists
from trustboard.definitions.draft import Draft
from trustboard.vocabulary.issue import Issue


def check_draft(draft: Draft, *, on: date | None = None) -> list[Issue]:
    """Run every check. `on` is the day for overdue reviews; without it none is looked for."""
    return [
        *check_settings(draft),
        *check_organisation(draft),
        *check_code_lists(draft),
        *check_contracts(draft),
        *check_exclusions(draft),
        *check_indicators(draft, on=on),
        *check_standards(draft),
        *check_frameworks(draft),
        *check_scorecards(draft),
    ]
