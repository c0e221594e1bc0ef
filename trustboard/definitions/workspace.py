"""The whole of a workspace's definitions, checked together."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from trustboard.definitions.contract import Contract
from trustboard.definitions.framework import Framework
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.model import COLOUR, LANGUAGE, Definition, Text
from trustboard.definitions.organisation import Organisation
from trustboard.definitions.scorecard import Scorecard


class Engine(StrEnum):
    """What runs the record-level work."""

    DUCKDB = "duckdb"


class RuleProfile(StrEnum):
    """The named rules for variation and assurance: Making Data Count's, or NHSRplotthedots'."""

    MDC = "mdc"
    NHSR = "nhsr"


class Settings(Definition):
    """The trust, and the choices that hold for the whole workspace."""

    name: Text  # the trust's name
    ods_code: Text  # the trust's own code in organisation.csv
    engine: Engine = Engine.DUCKDB  # what runs the record-level work
    rule_profile: RuleProfile = RuleProfile.MDC  # which rules of variation and assurance
    accent: Annotated[str, Field(pattern=COLOUR)] = "#1f4e79"  # the trust's own colour, on a neutral theme
    language: Annotated[str, Field(pattern=LANGUAGE)] = "en-GB"  # of the pages


class Workspace(Definition):
    """Everything that calculation and reports read, of one applied version."""

    settings: Settings
    organisation: Organisation
    contracts: dict[str, Contract]
    indicators: dict[str, Indicator]
    frameworks: dict[str, Framework] = Field(default_factory=dict)
    scorecards: dict[str, Scorecard] = Field(default_factory=dict)
