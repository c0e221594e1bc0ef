"""One row of the scorecard: an indicator's figure, standard, verdict, signals and trend, in words."""

from dataclasses import replace

from trustboard.reports.cells import cell_detail, cell_of, year_to_date
from trustboard.reports.page import AssuranceIcon, Badge, Cell, Row, StandardText, VariationIcon
from trustboard.reports.reasons import nearest_bound, reason_of
from trustboard.reports.restated import was_text
from trustboard.reports.subject import Subject
from trustboard.reports.trend import trend_of
from trustboard.reports.words import (
    ASSURANCES,
    BASES,
    DOMAINS,
    NO_RAG_REASONS,
    NO_RAGS,
    PERSPECTIVES,
    RAGS,
    VARIATIONS,
    capitalised,
    standard_text,
)
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.verdict import Assurance, NoRag, Rag, Variation, Verdict


def row_of(subject: Subject) -> Row:
    """Build the row of one indicator."""
    inputs, indicator, verdict, period = subject.inputs, subject.indicator, subject.verdict, subject.period
    other_unit = inputs.scorecard.compare_with
    return Row(
        ref=indicator.id,
        name=indicator.title,
        domain=DOMAINS[indicator.domain],
        perspective=PERSPECTIVES[indicator.perspective],
        is_national=inputs.is_national(indicator),
        period_label="" if period == inputs.period else capitalised(period.label),
        style=subject.style,
        group=verdict.group,
        reason=reason_of(subject),
        standard=_standard(subject),
        value=_value(subject),
        badge=badge_of(verdict, subject.figure),
        variation=_variation(verdict),
        assurance=_assurance(verdict, is_neutral=subject.is_neutral),
        note=verdict.note if subject.figure and subject.figure.value is not None else "",
        trend=trend_of(subject.chart, subject.style),
        year_to_date=year_to_date(inputs, indicator, period),
        previous=cell_of(inputs.figure(indicator, period.previous), subject.style),
        last_year=cell_of(inputs.figure(indicator, period.a_year_before), subject.style),
        comparison=cell_of(inputs.figure(indicator, period, other_unit), subject.style)
        if other_unit
        else None,
        restated=was_text(inputs, indicator.id, period, subject.style),
    )


def _value(subject: Subject) -> Cell:
    standard, verdict = subject.in_force.colouring, subject.verdict
    is_missed = verdict.rag in (Rag.AMBER, Rag.RED)
    missed = nearest_bound(standard, subject.figure) if standard and is_missed else None
    cell = cell_of(subject.figure, subject.style, missed=missed)
    without = subject.without
    return replace(cell, detail="; ".join(filter(None, (cell.detail, without)))) if without else cell


def _standard(subject: Subject) -> StandardText:
    in_force = subject.in_force
    if in_force.colouring is None:
        return StandardText(text="No standard", basis="")
    every = tuple(f"{BASES[each.basis]}: {standard_text(each, subject.style)}" for each in in_force.all)
    if subject.is_neutral:
        return StandardText(text="Not judged", basis="", others=every)
    colouring = in_force.colouring
    return StandardText(
        text=capitalised(standard_text(colouring, subject.style)),
        basis=BASES[colouring.basis],
        others=every[1:],
        number=float(colouring.value),
        upper_number=None if colouring.upper_value is None else float(colouring.upper_value),
    )


def badge_of(verdict: Verdict, figure: Figure | None) -> Badge:
    """The RAG word, or the word and reason for there being none."""
    if verdict.rag is not None:
        return Badge(rag=verdict.rag, word=RAGS[verdict.rag])
    missing = verdict.no_rag or NoRag.NO_VALUE
    reason = NO_RAG_REASONS[missing]
    if missing is NoRag.NO_VALUE:
        reason = cell_detail(figure)
    return Badge(rag=None, word=NO_RAGS[missing], reason=capitalised(reason))


def _variation(verdict: Verdict) -> VariationIcon:
    words = VARIATIONS[verdict.variation]
    if verdict.variation is Variation.NOT_SHOWN and verdict.note:
        words = f"{words}. {verdict.note}"
    return VariationIcon(kind=verdict.variation, words=words)


def _assurance(verdict: Verdict, *, is_neutral: bool) -> AssuranceIcon:
    words = ASSURANCES[verdict.assurance]
    if verdict.assurance is Assurance.NOT_SHOWN:
        why = "This measure is not judged." if is_neutral else verdict.note
        words = f"{words}. {why}".strip()
    return AssuranceIcon(kind=verdict.assurance, words=words)
