"""The whole of a workspace's definitions, checked together."""

from functools import cached_property

from pydantic import Field

from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract
from trustboard.definitions.exclusions import Exclusion
from trustboard.definitions.framework import Framework
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.lookups import LookupTable
from trustboard.definitions.model import Definition
from trustboard.definitions.organisation import Organisation
from trustboard.definitions.scorecard import Scorecard
from trustboard.definitions.settings import Settings
from trustboard.definitions.surroundings import Surroundings
from trustboard.definitions.working_days import WorkingDays, working_days


class Workspace(Definition):
    """Everything that calculation and reports read, of one applied version."""

    settings: Settings
    organisation: Organisation
    contracts: dict[str, Contract]
    indicators: dict[str, Indicator]
    frameworks: dict[str, Framework] = Field(default_factory=dict)
    scorecards: dict[str, Scorecard] = Field(default_factory=dict)
    code_lists: dict[str, tuple[CodeEntry, ...]] = Field(default_factory=dict)
    lookups: dict[str, LookupTable] = Field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()
    working_days: WorkingDays = Field(default_factory=lambda: working_days({}))

    @cached_property
    def surroundings(self) -> Surroundings:
        """What indicators' expressions may refer to."""
        return Surroundings(
            contracts=self.contracts,
            code_lists=self.code_lists,
            lookups=self.lookups,
            trust=self.settings.ods_code,
            working_days=self.working_days,
        )


__all__ = ["Settings", "Workspace"]
