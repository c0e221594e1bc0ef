"""What a contract adds where every row is a record: keys, joins, derived fields, thresholds, retention."""

from typing import Annotated

from pydantic import Field

from trustboard.definitions.model import Day, Definition, Name, Text
from trustboard.definitions.on_breach import OnBreach

Share = Annotated[float, Field(ge=0, le=1)]


class Query(Definition):
    """A read-only query that brings the rows; its result is kept and hashed before anything is checked."""

    connection: Name  # a connection named in trustboard.toml
    sql: Text  # one SELECT; its column names are the headings


class Reference(Definition):
    """Another extract whose record a row points to; its fields are read as `name.field` in expressions.

    `fields` are this extract's, in the order of the other's key.
    """

    extract: Name  # the other extract
    fields: Annotated[list[Name], Field(min_length=1)]  # fields of this one that hold the other's key
    on_breach: OnBreach = OnBreach.WARN  # what happens to a row whose record is not there


class Choice(Definition):
    """One rule of a derived field: tried in order, the first that holds and gives a value decides."""

    rule: Text  # its name, kept beside the value
    when: str | None = None  # a condition; absent: always
    take: Text  # what the field then holds: an expression
    effective_from: Day | None = None  # first day of the rule; asked of the derivation's date
    effective_to: Day | None = None  # last day of the rule


class Derivation(Definition):
    """A field worked out from others by dated rules; `<name>_rule` holds the rule that decided."""

    on: str | None = None  # the date of which rules, code lists and lookups are asked; absent: the event date
    choices: Annotated[list[Choice], Field(min_length=1)]  # the rules, in order
    otherwise: str | None = None  # a text where none decides, such as UNKNOWN; absent: nothing
    title: str | None = None  # its name on pages


class Removal(Definition):
    """How a file of changes says that a record is gone."""

    field: Name  # the field that says it
    values: Annotated[list[Text], Field(min_length=1)]  # what it then holds


class Thresholds(Definition):
    """How many rejected rows are too many, as shares of the rows read (0.01 is one in a hundred).

    Without a word of it, a file is refused when more than 0.05 of its rows are rejected and these are ten or
    more, or when more than half of them are.
    """

    warn_over: Share = 0  # more than this is a warning of its own
    refuse_over: Share | None = (
        None  # more refuses the file; absent: over 0.05 and 10 rows or more, or over half
    )


class Records(Definition):
    """What holds where every row is a record of its own; the contract's `key` names a record."""

    references: dict[Name, Reference] = Field(default_factory=dict)  # extracts that a row points to
    derive: dict[Name, Derivation] = Field(default_factory=dict)  # fields worked out from others
    removal: Removal | None = None  # for changes by key: how a record is said to be gone
    rejects: Thresholds = Thresholds()  # how many rejected rows are too many
    future_events: OnBreach = OnBreach.REJECT_ROW  # what happens to an event dated after the day of loading
    local_number: Name | None = None  # the trust's own record number: shown only with the right to see it
    exclusion_reasons: list[Text] = Field(default_factory=list)  # reasons for which a record may be excluded
    retention_years: Annotated[int, Field(ge=1)] | None = None  # how long records are kept after their month
