"""The base every definition is built on: frozen, and unknown keys are mistakes."""

from pydantic import BaseModel, ConfigDict


class Definition(BaseModel):
    """A checked, frozen piece of a workspace."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=False)
