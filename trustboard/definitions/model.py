"""The base every definition is built on: frozen, and unknown keys are mistakes."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
NAME = r"^[a-z][a-z0-9_]*$"
SLUG = r"^[a-z][a-z0-9_-]*$"
COLOUR = r"^#[0-9a-fA-F]{6}$"
LANGUAGE = r"^[a-z]{2}(-[A-Z]{2})?$"
NUMBER = r"^[-+]?[0-9]{1,15}(\.[0-9]{1,9})?%?$"
TEXT = r"\S"
MEMORY = r"^[1-9][0-9]*(\.[0-9]+)? ?[KMGT]i?B$"
ENVIRONMENT = r"^[A-Z_][A-Z0-9_]*$"
SPARK_CONNECT = r"^sc://"
FINANCIAL_YEAR = r"^[0-9]{4}-[0-9]{2}$"


def _as_date(value: Any) -> Any:
    """Read year-month-day and nothing else: Pydantic would also take seconds since 1970."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value if re.fullmatch(_DATE, value) else "")
    except ValueError:
        raise PydanticCustomError("date_parsing", "not a date") from None


Day = Annotated[date, BeforeValidator(_as_date)]
Name = Annotated[str, Field(pattern=NAME)]
Slug = Annotated[str, Field(pattern=SLUG)]
Text = Annotated[str, Field(pattern=TEXT)]
FinancialYear = Annotated[str, Field(pattern=FINANCIAL_YEAR)]


class Definition(BaseModel):
    """A checked, frozen piece of a workspace."""

    hides_values: ClassVar[bool] = False  # what stands in it may be secret: messages do not repeat it

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)
