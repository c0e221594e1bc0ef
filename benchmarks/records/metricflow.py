"""The same work for MetricFlow: a semantic model, metrics in two styles, and one query for each kind of unit.

`filters` is the usual style: a metric is a measure and a `filter`. `cases` puts the condition into the
measure as a CASE. MetricFlow writes the SQL; DuckDB runs it as it runs ours.
"""

import re
from collections.abc import Sequence
from typing import Any

from benchmarks.records.contestants import KINDS, RECORDS, TEAMS, Answer, by_case
from benchmarks.records.workload import FIELDS, Number, Work, as_sql, joined

MONTH = "metric_time__month"
# What each kind of unit is called in a query; the trust is everybody.
_GROUPS = {
    "trust": None,
    "division": "team__division",
    "service": "team__service",
    "team": "team",
    "consultant": "contact__consultant",
    "commissioner": "contact__commissioner",
    "council": "contact__council",
}


def metricflow_job(work: Work, *, style: str) -> dict[str, Any]:
    """Say what `peers/with_metricflow.py` is to write, in the style `filters` or `cases`."""
    numbers = work.distinct
    measures, metrics = _by_filters(numbers) if style == "filters" else _by_cases(numbers)
    named = [number.column for number in numbers]
    groups = ([MONTH] + ([group] if group else []) for group in map(_GROUPS.__getitem__, KINDS))
    return {
        "documents": [
            _CONFIGURATION,
            _contacts(measures),
            _TEAMS,
            *({"metric": metric} for metric in metrics),
        ],
        "queries": [{"metrics": named, "group_by": group_by} for group_by in groups],
    }


def metricflow_answers(work: Work, written: Sequence[str], trust: str) -> list[Answer]:
    """Name what MetricFlow's queries give as ours are named."""
    columns = tuple(number.column for number in work.distinct)
    answers = []
    for kind, sql in zip(KINDS, written, strict=True):
        sql = sql.replace("main.contacts", f'"{RECORDS}"').replace("main.teams", TEAMS)
        code = _GROUPS[kind] or f"'{trust}'"
        chosen = f"SELECT {code} AS code, {MONTH} AS month, {', '.join(columns)} FROM ({sql})"
        answers.append(Answer(kind, columns, chosen))
    return answers


_CONFIGURATION = {
    "project_configuration": {
        "time_spines": [
            {
                "node_relation": {"schema_name": "main", "alias": "days"},
                "primary_column": {"name": "day", "time_granularity": "day"},
            }
        ]
    }
}
_TEAMS = {
    "semantic_model": {
        "name": "teams",
        "node_relation": {"schema_name": "main", "alias": "teams"},
        "entities": [{"name": "team", "type": "primary", "expr": "team"}],
        "dimensions": [{"name": name, "type": "categorical"} for name in ("service", "division")],
    }
}


def _contacts(measures: Sequence[dict[str, Any]]) -> dict[str, Any]:
    dimensions: list[dict[str, Any]] = [
        {"name": name, "type": "categorical", "expr": name} for name in FIELDS if name != "team"
    ]
    day = {
        "name": "contact_day",
        "type": "time",
        "expr": "contact_date",
        "type_params": {"time_granularity": "day"},
    }
    return {
        "semantic_model": {
            "name": "contacts",
            "node_relation": {"schema_name": "main", "alias": "contacts"},
            "defaults": {"agg_time_dimension": "contact_day"},
            "entities": [
                {"name": "contact", "type": "primary", "expr": "record_key"},
                {"name": "team", "type": "foreign", "expr": "team"},
            ],
            "measures": list(measures),
            "dimensions": [*dimensions, day],
        }
    }


def _by_filters(numbers: Sequence[Number]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    added = dict.fromkeys(number.amount for number in numbers if number.is_sum and number.amount)
    names = {amount: f"amount_{i}" for i, amount in enumerate(added)}
    measures = [{"name": "contacts", "agg": "sum", "expr": "1"}]
    measures += [{"name": name, "agg": "sum", "expr": as_sql(amount)} for amount, name in names.items()]
    metrics = []
    for number in numbers:
        known = f"{number.amount} is not null" if number.amount and not number.is_sum else None
        condition = joined(number.condition, known)
        measure = names[number.amount] if number.is_sum and number.amount else "contacts"
        metric = _metric(number.column, measure)
        metrics.append(metric | ({"filter": _over_dimensions(as_sql(condition))} if condition else {}))
    return measures, metrics


def _by_cases(numbers: Sequence[Number]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    measures = [
        {
            "name": f"of_{each.column}",
            "agg": "sum" if each.is_sum else "count",
            "expr": _inside(by_case(each)),
        }
        for each in numbers
    ]
    return measures, [_metric(each.column, f"of_{each.column}") for each in numbers]


def _metric(name: str, measure: str) -> dict[str, Any]:
    return {"name": name, "type": "simple", "type_params": {"measure": measure}}


def _inside(aggregate: str) -> str:
    """Take the aggregate away: MetricFlow puts it there itself."""
    return aggregate[aggregate.index("(") + 1 : -1]


def _over_dimensions(condition: str) -> str:
    """Name the fields of a condition as MetricFlow wants dimensions named in a filter."""
    fields = "|".join(FIELDS)
    return re.sub(rf"\b({fields})\b", r"{{ Dimension('contact__\1') }}", condition)
