"""Explain one figure: what it means, how it was made, what it is held to and why, and the files behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustboard.definitions.indicator import Indicator
from trustboard.judgement.standards import InForce
from trustboard.operations.judging import book_of
from trustboard.operations.reading import StandingRun, Wanted, refuse_unknown, standing_run
from trustboard.operations.records.behind import receipts_behind
from trustboard.operations.staying import WAITING, Staying, staying_of
from trustboard.reports.definition import definition_terms, measured_in
from trustboard.reports.page import Term
from trustboard.vocabulary.figure import Figure, Slice
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.vocabulary.restatement import Restatement
from trustboard.vocabulary.verdict import Verdict
from trustboard.warehouse.standing import periods_standing, standing


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Everything a permitted reader may ask about one figure; `definition` is how its period was counted.

    `measured_in` names what a whole number counts: people, records, or nothing.
    """

    indicator: Indicator
    unit_name: str
    figure: Figure
    verdict: Verdict | None
    in_force: InForce
    measured_in: str
    definition: tuple[Term, ...]
    receipts: tuple[Receipt, ...]
    superseded: tuple[Receipt, ...]
    restatement: Restatement | None
    staying: Staying | None  # its records were destroyed by order: it can no longer be derived again
    run_id: str
    version_id: str
    known_on: date


def explain(
    folder: Path, *, indicator: str, unit: str, period: Period, as_known_on: date | None = None
) -> Explanation:
    """Explain the figure of an indicator, unit and period; raises Mistake when there is none."""
    stood = standing_run(folder, as_known_on=as_known_on)
    refuse_unknown(stood.workspace, Wanted(indicator=indicator, unit=unit))
    key = (indicator, Slice(unit), period)
    filters = {"indicator": indicator, "unit": unit, "commissioner": None, "council": None, "group": None}
    between = stood.reader.figures(**filters, period_from=period, period_to=period)
    found = [each for each in between if each.period == period]
    if not found:
        raise Mistake([_no_figure(stood, indicator, unit, period)])
    definition = stood.workspace.indicators[indicator]
    known_on = stood.run.inputs.known_on
    used, superseded = _receipts(stood, definition, period)
    staying = None if found[0].state in WAITING else staying_of(stood, indicator, period)
    restated = stood.reader.restatements(indicator=indicator, unit=unit, period_from=period, period_to=period)
    return Explanation(
        indicator=definition,
        unit_name=stood.workspace.organisation.name_of(unit, period.end),
        figure=found[0],
        verdict=stood.reader.verdicts(**filters, period_from=period, period_to=period).get(key),
        in_force=book_of(stood.workspace).in_force(indicator, unit, period, known_on=known_on),
        measured_in=measured_in(definition, stood.workspace),
        definition=definition_terms(definition, stood.workspace, known_on=known_on, period=period),
        receipts=_in_order(stood, (*used, *(staying.receipts if staying else ()))),
        superseded=superseded,
        restatement=next((each for each in restated if each.slice.is_whole), None),
        staying=staying,
        run_id=stood.run.run_id,
        version_id=stood.run.inputs.version_id,
        known_on=known_on,
    )


def _in_order(stood: StandingRun, receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Put receipts in the order of the ledger, each once."""
    names = {each.receipt_id for each in receipts}
    return tuple(each for each in stood.store.receipts() if each.receipt_id in names)


def _receipts(
    stood: StandingRun, indicator: Indicator, period: Period
) -> tuple[tuple[Receipt, ...], tuple[Receipt, ...]]:
    """Tell the receipts behind a period, and those that held it but were superseded.

    A figure of records may read months besides its own: all of their files are behind it.
    """
    is_from_history = indicator.history is not None and period <= Period.parse(indicator.history.until)
    if stood.workspace.contracts[indicator.extract].records is not None and not is_from_history:
        return tuple(receipts_behind(stood, indicator.id, period)), ()
    extract = indicator.history.extract if indicator.history and is_from_history else indicator.extract
    known = stood.store.receipts(extract, known_on=stood.run.inputs.known_on)
    holding = [receipt for receipt in known if period.code in receipt.periods]
    contract = stood.workspace.contracts[extract]
    stands = periods_standing(standing(known, contract.load_mode))
    used = [
        receipt
        for receipt in holding
        if receipt.receipt_id in stood.run.inputs.receipt_ids
        and period.code in stands.get(receipt.receipt_id, ())
    ]
    return tuple(used), tuple(receipt for receipt in holding if receipt not in used)


def _no_figure(stood: StandingRun, indicator: str, unit: str, period: Period) -> Issue:
    have = stood.reader.figures(indicator=indicator, unit=unit, commissioner=None, council=None, group=None)
    if have:
        cure = f"There are figures from {have[0].period.code} to {have[-1].period.code}."
    else:
        cure = (
            "This unit has no figures of this indicator at all; see: trustboard figures --indicator "
            + indicator
        )
    return Issue(
        rule="no-figure",
        message=f"there is no figure of {indicator} for {unit}",
        value=period.code,
        cure=cure,
    )
