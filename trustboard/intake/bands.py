"""Wide bands summed into one number: each part keeps its state, and the heaviest state decides the sum's."""

from collections.abc import Sequence
from dataclasses import dataclass

from trustboard.definitions.contract import BandSum, Contract, FieldType, Marker
from trustboard.intake.cells import Reading, number_reading, state_of
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
    weights: tuple[Reading, ...] = ()  # over the values: the weight of each part's state
    heaviest: Reading  # over the weights
    sum: Reading  # over the heaviest
    state: Reading  # over the sum
    demands: tuple[Demand, ...]


def read_bands(contract: Contract, columns: Columns, table: Table) -> list[Bands]:
    """Write the SQL for every sum of the contract."""
    return [
        _of_columns(name, band, contract, columns, table)
        if name in columns.bands
        else _of_fields(name, band, contract)
        for name, band in contract.sums.items()
    ]


def _of_fields(name: str, band: BandSum, contract: Contract) -> Bands:
    fields = band.fields or []
    values = [f"CAST({identifier(field)} AS DECIMAL(38, 6))" for field in fields]
    heaviest, sum_, state = _summed(name, values, [weight_sql(state_of(field)) for field in fields], contract)
    return Bands(heaviest=heaviest, sum=sum_, state=state, demands=(_too_large(name),))


def _of_columns(name: str, band: BandSum, contract: Contract, columns: Columns, table: Table) -> Bands:
    reading = number_reading(contract, table, FieldType.DECIMAL, band.blank)
    indexes = columns.bands[name]
    # a column that is part of several sums is read once for all that treat blanks alike
    value, weight = (
        {index: f"{letter}:{index}:{band.blank.value}" for index in indexes} for letter in ("v", "w")
    )
    text = {index: f"t:{index}" for index in indexes}
    heaviest, sum_, state = _summed(
        name,
        [identifier(value[index]) for index in indexes],
        [identifier(weight[index]) for index in indexes],
        contract,
    )
    return Bands(
        texts=tuple(Reading(name=text[index], sql=f"c{index}") for index in indexes),
        values=tuple(
            Reading(name=value[index], sql=reading.value_sql(identifier(text[index]))) for index in indexes
        ),
        weights=tuple(
            Reading(
                name=weight[index],
                sql=reading.weight_sql(identifier(value[index]), identifier(text[index])),
            )
            for index in indexes
        ),
        heaviest=heaviest,
        sum=sum_,
        state=state,
        demands=(
            *(_unread(columns.heading_of(index), text[index], weight[index], gate=name) for index in indexes),
            _too_large(name),
        ),
    )


def _summed(
    name: str, values: Sequence[str], weights: Sequence[str], contract: Contract
) -> tuple[Reading, Reading, Reading]:
    """The heaviest weight, the sum where it is that of a value, and the sum's state."""
    heaviest = identifier(f"w:{name}")
    # only a part with no cases is without a number in a sum that has one
    may_lack = bool(contract.markers.get(Marker.NO_CASES))
    total = " + ".join(f"COALESCE({value}, 0)" if may_lack else value for value in values)
    value = f"CASE WHEN {heaviest} = {VALUE_WEIGHT} THEN TRY_CAST({total} AS {DECIMAL}) END"
    fits = f"{heaviest} <> {VALUE_WEIGHT} OR {identifier(name)} IS NOT NULL"
    return (
        Reading(name=f"w:{name}", sql=f"GREATEST({', '.join(weights)})"),
        Reading(name=name, sql=value),
        Reading(name=f"{name}__state", sql=f"CASE WHEN {fits} THEN {state_of_weight_sql(heaviest)} END"),
    )


def _unread(heading: str, text: str, weight: str, *, gate: str) -> Demand:
    return Demand(
        rule="not-a-number",
        column=heading,
        broken=f"{identifier(weight)} = {UNREADABLE}",
        value=identifier(text),
        message=says("this band is not a number"),
        cure="Write digits only, add the text to the markers, or say under blank what a blank means.",
        gate=f"{state_of(gate)} IS NULL",
    )


def _too_large(name: str) -> Demand:
    return Demand(
        rule="sum-too-large",
        column=name,
        broken=f"{identifier(f'w:{name}')} = {VALUE_WEIGHT} AND {identifier(name)} IS NULL",
        message=says("the bands sum to more than 999,999,999,999"),
        cure="Look for a cell with far too many digits.",
        gate=f"{state_of(name)} IS NULL",
    )
