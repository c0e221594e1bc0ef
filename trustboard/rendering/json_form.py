"""The scorecard as JSON: a stable shape with a version of its own, apart from how the page model is built.

Numbers are raw (proportions as fractions of 1); each stands beside the words that the page shows.
"""

from collections.abc import Sequence
from typing import Any

from trustboard.reports.page import (
    BoardScorecard,
    Cell,
    DataLine,
    IndicatorPage,
    Priority,
    RestatedLine,
    Row,
    Section,
)

Json = dict[str, Any]

FORMAT = "trustboard-board-scorecard"
VERSION = 1


def as_json(model: BoardScorecard) -> Json:
    """Give the whole scorecard as plain dictionaries, lists, texts and numbers."""
    about = model.about
    return {
        "format": FORMAT,
        "version": VERSION,
        "about": {
            "trust": about.trust,
            "title": about.title,
            "unit": about.unit,
            "period": about.period_code,
            "period_label": about.period,
            "produced_on": about.produced_on.isoformat(),
            "known_on": about.known_on.isoformat(),
            "run": about.run_id,
            "rule_profile": about.profile,
            "approval": about.approval,
            "compared_with": model.comparison_name or None,
            "attributions": list(model.attributions),
        },
        "summary": list(model.summary),
        "rules": [{"group": title, "rule": rule} for title, rule in model.rules],
        "groups": [_section(section) for section in model.groups],
        "national": _section(model.national) if model.national else None,
        "parts": [_section(section) for section in model.parts],
        "changes": [{"on": each.on, "what": each.what, "why": each.why} for each in model.changes],
        "restated": _restated(model.restated),
        "quality_priorities": [_priority(each) for each in model.priorities],
        "indicators": [_indicator(page) for page in model.pages],
    }


def _section(section: Section) -> Json:
    return {"title": section.title, "about": section.lead, "refs": list(section.refs)}


def _restated(lines: Sequence[RestatedLine]) -> list[Json]:
    return [
        {"ref": line.ref, "periods": line.periods, "change": line.change, "cause": line.cause}
        for line in lines
    ]


def _priority(priority: Priority) -> Json:
    return {
        "title": priority.title,
        "why": priority.why,
        "lead": priority.lead,
        "status": priority.status,
        "note": priority.status_note,
        "outcome": priority.outcome or None,
        "milestones": [
            {
                "what": each.what,
                "due": each.due,
                "status": each.status,
                "done": each.is_done,
                "late": each.is_late,
            }
            for each in priority.milestones
        ],
        "measures": list(priority.measures),
        "other_measures": list(priority.other_measures),
    }


def _indicator(page: IndicatorPage) -> Json:
    return {
        **_row(page.row),
        "why": page.why,
        "chart": page.chart.description,
        "definition": [{"part": term.name, "texts": list(term.lines)} for term in page.definition],
        "standards": [
            {
                "standard": line.text,
                "basis": line.basis,
                "tolerance": line.tolerance or None,
                "holds": line.holds,
                "approved": line.approved,
                "reference": line.reference,
                "in_force": line.in_force or None,
                "applies_to": line.applies_to or None,
            }
            for line in page.standards
        ],
        "data": [_data_line(line) for line in reversed(page.data)],
        "restated_periods": _restated(page.restated),
        "files": [
            {
                "file": each.file_name,
                "extract": each.extract,
                "sha256": each.sha256,
                "received": each.received,
                "rows": each.rows,
            }
            for each in page.receipts
        ],
        "attributions": list(page.attributions),
    }


def _row(row: Row) -> Json:
    standard = row.standard
    return {
        "ref": row.ref,
        "name": row.name,
        "domain": row.domain,
        "perspective": row.perspective,
        "national": row.is_national,
        "period_label": row.period_label or None,
        "group": row.group.value,
        "reason": row.reason,
        "standard": {
            "text": standard.text,
            "basis": standard.basis or None,
            "value": standard.number,
            "upper_value": standard.upper_number,
            "others": list(standard.others),
        },
        "value": _cell(row.value),
        "verdict": {
            "rag": row.badge.rag.value if row.badge.rag else None,
            "word": row.badge.word,
            "reason": row.badge.reason or None,
        },
        "variation": {"kind": row.variation.kind.value, "words": row.variation.words},
        "assurance": {"kind": row.assurance.kind.value, "words": row.assurance.words},
        "note": row.note or None,
        "year_to_date": _cell(row.year_to_date),
        "previous": _cell(row.previous),
        "year_before": _cell(row.last_year),
        "comparison": _cell(row.comparison) if row.comparison else None,
        "restated": row.restated or None,
    }


def _cell(cell: Cell) -> Json:
    return {
        "state": cell.state.value if cell.is_defined else "not_defined",
        "text": cell.text,
        "number": cell.number,
        "numerator": _plain(cell.numerator),
        "denominator": _plain(cell.denominator),
        "unit": cell.unit or None,
        "detail": cell.detail or None,
    }


def _data_line(line: DataLine) -> Json:
    return {
        "period": line.period_code,
        "period_label": line.period,
        **_cell(line.value),
        "mean": line.mean_number,
        "lower_limit": line.lower_number,
        "upper_limit": line.upper_number,
        "standard": line.standard or None,
        "standard_value": line.standard_number,
        "verdict": line.verdict.word if line.verdict else None,
        "signal": line.signal or None,
        "restated": line.restated or None,
    }


def _plain(number: float | None) -> float | int | None:
    return int(number) if number is not None and number.is_integer() else number
