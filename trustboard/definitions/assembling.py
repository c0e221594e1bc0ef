"""A whole workspace from the parts that were read and checked."""

from dataclasses import replace

from trustboard.definitions.contract import FieldType
from trustboard.definitions.draft import Draft
from trustboard.definitions.exclusions import Exclusion
from trustboard.definitions.organisation import Organisation
from trustboard.definitions.workspace import Workspace


def workspace_of(draft: Draft) -> Workspace:
    """Put the parts of a draft without errors together, the standards beside their framework."""
    assert draft.settings is not None
    frameworks = {}
    for file, framework in draft.frameworks.items():
        folder = file.rsplit("/", 1)[0]
        own = tuple(line.standard for line in draft.standards if line.file.rsplit("/", 1)[0] == folder)
        frameworks[framework.year] = framework.model_copy(update={"standards": own})
    surroundings = draft.surroundings()
    return Workspace(
        settings=draft.settings,
        organisation=Organisation(units=tuple(draft.units)),
        contracts=dict(surroundings.contracts),
        indicators={indicator.id: indicator for indicator in draft.indicators.values()},
        frameworks=frameworks,
        scorecards={card.scorecard: card for cards in draft.scorecards.values() for _, card in cards},
        code_lists=dict(surroundings.code_lists),
        lookups=dict(surroundings.lookups),
        exclusions=tuple(_as_recorded(each.exclusion, draft) for each in draft.exclusions),
        working_days=surroundings.working_days,
    )


def _as_recorded(exclusion: Exclusion, draft: Draft) -> Exclusion:
    """Write the codes of a record's key in capitals, as accepted records have them."""
    contract = draft.contracts_by_name[exclusion.extract]
    parts = exclusion.record_key.split("|")
    codes = [contract.fields[name].type is FieldType.CODE for name in contract.key or ()]
    if len(parts) != len(codes):
        return exclusion
    key = "|".join(part.upper() if is_code else part for part, is_code in zip(parts, codes, strict=True))
    return replace(exclusion, record_key=key)
