"""Cells of text that a spreadsheet has spoilt: nobody is ever known by what is left of an identifier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trustboard.definitions.on_breach import OnBreach
from trustboard.intake.cells import demand_on, text_of
from trustboard.intake.columns import Column
from trustboard.intake.demands import Demand, says
from trustboard.intake.table import Table
from trustboard.warehouse.session import literal

_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


@dataclass(frozen=True)
class Damage:
    """One way in which a cell is spoilt: `sql` is TRUE for it, asked of a `{cell}`.

    In a field that names people the rule's name stands in the place of the hash.
    """

    rule: str
    sql: str
    message: str
    cure: str

    def condition(self, cell: str) -> str:
        """SQL that is TRUE for a cell that is spoilt in this way."""
        return self.sql.replace("{cell}", cell)


_SHORTENED = Damage(
    rule="digits-lost",
    sql="regexp_full_match({cell}, '\\s*-?[0-9](\\.[0-9]+)?[eE]\\+[0-9]+\\s*')",
    message="a program has shortened a long number, and its last digits are lost",
    cure="Ask for the column as text (in Excel the cells are formatted as Text before they are filled in).",
)
_ERROR = Damage(
    rule="error-in-cell",
    sql=f"trim({{cell}}) IN ({', '.join(map(literal, _ERRORS))})",
    message="the cell shows an error of a spreadsheet in place of a text",
    cure="Ask the sender to mend the formula, or to leave the cell blank where nothing is known.",
)


def damages_of(table: Table) -> Sequence[Damage]:
    """The ways in which cells of a file may be spoilt."""
    may_be = {_SHORTENED: table.may_be_shortened, _ERROR: table.may_show_errors}
    return [damage for damage, is_possible in may_be.items() if is_possible]


def damage_demands(column: Column, table: Table) -> Iterator[Demand]:
    """Demand of a field of text that its cell is not spoilt; of one that names people there is no waiving."""
    text, is_person = text_of(column.name), column.field.person_key
    for damage in damages_of(table):
        broken = f"{text} = {literal(damage.rule)}" if is_person else damage.condition(text)
        demand = demand_on(column, damage.rule, broken, says(damage.message), damage.cure)
        is_waived = is_person and demand.on_breach is OnBreach.WARN
        yield replace(demand, on_breach=OnBreach.REJECT_ROW) if is_waived else demand
