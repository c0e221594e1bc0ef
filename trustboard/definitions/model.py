"""The base every definition is built on: frozen, and unknown keys are mistakes."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

NAME = r"^[a-z][a-z0-9_]*$"
SLUG = r"^[a-z][a-z0-9_-]*$"
COLOUR = r"^#[0-9a-fA-F]{6}$"
LANGUAGE = r"^[a-z]{2}(-[A-Z]{2})?$"
NUMBER = r"^[-+]?[0-9]{1,15}(\.[0-9]{1,9})?%?$"
TEXT = r"\S"
FINANCIAL_YEAR = r"^[0-9]{4}-[0-9]{2}$"

Name = Annotated[str, Field(pattern=NAME)]
Slug = Annotated[str, Field(pattern=SLUG)]
Text = Annotated[str, Field(pattern=TEXT)]
FinancialYear = Annotated[str, Field(pattern=FINANCIAL_YEAR)]


class Definition(BaseModel):
    """A checked, frozen piece of a workspace."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)
