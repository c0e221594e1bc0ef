"""The board scorecard's page model, put together from figures, verdicts, charts and definitions."""

from trustboard.judgement.grouping import GROUP_RULES
from trustboard.reports.indicator import attributions_of, indicator_page
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.page import About, AssuranceIcon, BoardScorecard, VariationIcon
from trustboard.reports.priorities import priorities_of
from trustboard.reports.restated import restated_lines
from trustboard.reports.rows import row_of
from trustboard.reports.sections import (
    group_counts,
    group_sections,
    matrix_of,
    national_section,
    part_sections,
    set_changes,
)
from trustboard.reports.subject import Subject
from trustboard.reports.summary import signal_lists, summary_of
from trustboard.reports.words import (
    ASSURANCES,
    GROUPS,
    VARIATIONS,
    VERDICT_KEY,
    day_text,
    time_text,
)

__all__ = ["BoardInputs", "build_board"]


def build_board(inputs: BoardInputs) -> BoardScorecard:
    """Build the whole page model: every text ready, every indicator in exactly one group."""
    subjects = [Subject(inputs, indicator) for indicator in inputs.indicators]
    rows = [row_of(subject) for subject in subjects]
    national = national_section(inputs, rows)
    restated = restated_lines(inputs)
    return BoardScorecard(
        about=about_of(inputs),
        summary=summary_of(rows, national, restated),
        signals=signal_lists(rows),
        counts=group_counts(rows),
        rules=tuple((title, GROUP_RULES[group]) for group, title in GROUPS.items()),
        changes=set_changes(inputs),
        restated=restated,
        restated_note="" if restated else "Nothing that had been reported before has changed.",
        matrix=matrix_of(rows),
        groups=group_sections(rows),
        priorities=priorities_of(inputs),
        national=national,
        parts=part_sections(inputs, rows),
        pages=tuple(indicator_page(subject, row) for subject, row in zip(subjects, rows, strict=True)),
        verdict_key=VERDICT_KEY,
        variation_key=tuple(VariationIcon(kind=kind, words=words) for kind, words in VARIATIONS.items()),
        assurance_key=tuple(AssuranceIcon(kind=kind, words=words) for kind, words in ASSURANCES.items()),
        comparison_name=inputs.comparison_name,
        attributions=_attributions(inputs),
    )


def about_of(inputs: BoardInputs) -> About:
    """Whose scorecard it is, for when, and from which calculation."""
    settings = inputs.workspace.settings
    return About(
        trust=settings.name,
        title=inputs.scorecard.title,
        unit=inputs.unit_name,
        period=inputs.period.label,
        period_code=inputs.period.code,
        produced=time_text(inputs.produced_on),
        known=day_text(inputs.known_on),
        run_id=inputs.run_id,
        profile=settings.rule_profile.value,
        approval=_approval(inputs),
        accent=settings.accent,
        language=settings.language,
        produced_on=inputs.produced_on,
        known_on=inputs.known_on,
    )


def _approval(inputs: BoardInputs) -> str:
    if inputs.framework is None:
        return f"No framework was approved for {inputs.period.financial_year.label}."
    approval = inputs.framework.approval
    return (
        f"Framework {inputs.framework.year}, approved by {approval.approved_by} on "
        f"{day_text(approval.approved_on)} ({approval.reference})."
    )


def _attributions(inputs: BoardInputs) -> tuple[str, ...]:
    """Each source once, in the order of the scorecard."""
    contracts = inputs.workspace.contracts
    lines = [line for each in inputs.indicators for line in attributions_of(contracts[each.extract])]
    return tuple(dict.fromkeys(lines))
