"""What an indicator's expressions may refer to besides itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract
from trustboard.definitions.lookups import LookupTable
from trustboard.definitions.working_days import WorkingDays, working_days


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Contracts, code lists and lookup tables by name, and working days; `trust` is the trust's own code."""

    contracts: Mapping[str, Contract] = field(default_factory=dict)
    code_lists: Mapping[str, tuple[CodeEntry, ...]] = field(default_factory=dict)
    lookups: Mapping[str, LookupTable] = field(default_factory=dict)
    trust: str = ""
    working_days: WorkingDays = field(default_factory=lambda: working_days({}))
