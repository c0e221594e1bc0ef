"""Wide bands summed into one number: each part keeps its state, and the heaviest state decides the sum's."""

from dataclasses import dataclass

from trustboard.definitions.contract import BandSum, Contract, FieldType
from trustboard.intake.cells import Reading, cell_sql, number_reading, state_of
from trustboard.intake.columns import Columns
from trustboard.intake.demands import Demand, says
from trustboard.intake.numbers import DECIMAL, UNREADABLE, VALUE_WEIGHT, state_of_weight_sql, weight_sql
from trustboard.intake.table import Table
from trustboard.warehouse.session import identifier


@dataclass(frozen=True, kw_only=True)
class Bands:
    """How one sum is read, stage by stage, and what must hold of its parts."""

    texts: tuple[Reading, ...] = ()  # over the file's cells
    values: tuple[Reading, ...] = ()  # over the texts
    states: tuple[Reading, ...] = ()  # over the values: the weight of each part's state
    weight: Reading  # over the states: the heaviest
    sum: tuple[Reading, ...]  # over the weight: value and state
    demands: tuple[Demand, ...] = ()


def read_bands(contract: Contract, columns: Columns, table: Table) -> list[Bands]:
    """Write the SQL for every sum of the contract."""
    return [
        _of_columns(name, band, contract, columns, table) if name in columns.bands else _of_fields(name, band)
        for name, band in contract.sums.items()
    ]


def _of_fields(name: str, band: BandSum) -> Bands:
    fields = band.fields or []
    weights = [weight_sql(state_of(field)) for field in fields]
    return _summed(name, [identifier(field) for field in fields], weights)


def _of_columns(name: str, band: BandSum, contract: Contract, columns: Columns, table: Table) -> Bands:
    reading = number_reading(contract, FieldType.DECIMAL, band.blank)
    indexes = columns.bands[name]
    text, value, weight = (
        {index: f"{letter}:{name}:{index}" for index in indexes} for letter in ("t", "v", "w")
    )
    summed = _summed(
        name,
        [identifier(value[index]) for index in indexes],
        [identifier(weight[index]) for index in indexes],
    )
    return Bands(
        texts=tuple(Reading(name=text[index], sql=cell_sql(index, table)) for index in indexes),
        values=tuple(
            Reading(name=value[index], sql=reading.value_sql(identifier(text[index]))) for index in indexes
        ),
        states=tuple(
            Reading(
                name=weight[index],
                sql=weight_sql(reading.state_sql(identifier(value[index]), identifier(text[index]))),
            )
            for index in indexes
        ),
        weight=summed.weight,
        sum=summed.sum,
        demands=tuple(
            Demand(
                rule="not-a-number",
                column=columns.heading_of(index),
                broken=f"{identifier(weight[index])} = {UNREADABLE}",
                value=identifier(text[index]),
                message=says("this band is not a number"),
                cure="Write digits only, add the text to the markers, or say under blank what a blank means.",
                gate=f"{state_of(name)} IS NULL",
            )
            for index in indexes
        ),
    )


def _summed(name: str, values: list[str], weights: list[str]) -> Bands:
    heaviest = identifier(f"w:{name}")
    total = " + ".join(f"COALESCE({value}, 0)" for value in values)
    value = f"CASE WHEN {heaviest} = {VALUE_WEIGHT} THEN TRY_CAST({total} AS {DECIMAL}) END"
    return Bands(
        weight=Reading(name=f"w:{name}", sql=f"GREATEST({', '.join(weights)})"),
        sum=(
            Reading(name=name, sql=value),
            Reading(name=f"{name}__state", sql=state_of_weight_sql(heaviest)),
        ),
    )
