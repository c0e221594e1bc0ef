"""What is right is not complained of: every way a contract, a framework and a scorecard may be written."""

import pytest

from tests.support.workspace import CONTRACT, FRAMEWORK, INDICATOR, ORGANISATION, SCORECARDS
from tests.unit.definitions.bad import issues_of

PERIOD = "period: {field: month, format: dd/mm/yyyy}"
WITH_MONTH = CONTRACT[CONTRACT.index("period:") : CONTRACT.index("  provider:")]
MEMBER = "  - {set: National standards, indicator: seen_2w, effective_from: 2016-04-01}\n"
PRIORITY = "    statuses:\n"

CONTRACTS = [
    (PERIOD, "period: {field: month}"),
    (PERIOD, "period: {field: month, format: MSitAE-MONTH-yyyy}"),
    (PERIOD, "period: {field: month, format: yyyymm}"),
    (PERIOD, "period: {field: month, format: mmm-yy}"),
    (PERIOD, "period: {field: month, format: yyyy, grain: financial_year}"),
    (
        PERIOD,
        "period: {start_field: month, end_field: part, start_format: mm/dd/yyyy, end_format: dd/mm/yyyy}",
    ),
    (PERIOD, "period: {year_field: month, month_field: part, year_is: calendar}"),
    (PERIOD, "period: {year_field: month, grain: financial_year}"),
    (PERIOD, "period: {file_name: '(?P<month>[A-Za-z]+)-(?P<year>[0-9]{4})'}"),
    (PERIOD, "period: {file_name: '(?P<year>[0-9]{4}-[0-9]{2})', grain: financial_year}"),
    (PERIOD, "period: {constant: 2018-04}"),
    (PERIOD, "period: {constant: 2018-Q2, grain: quarter}"),
    (
        WITH_MONTH,
        WITH_MONTH.replace(", format: dd/mm/yyyy", "").replace(
            "Date}", "Date, type: date, date_format: dd/mm/yy}"
        ),
    ),
    ("unit: {field: provider}", "unit: {constant: ZZ1, scheme: ods}"),
    ("commissioner: {field: ccg}", "council: {field: ccg, scheme: ons}\ngroup: {field: part, scheme: local}"),
    (
        "part: {heading: Description}",
        "part: {position: 5, codes: [completed, incomplete], may_be_blank: true}",
    ),
    ("part: {heading: Description}", "part: {constant: completed, title: Part}"),
    (
        "part: {heading: Description}",
        "part: {heading: [{name: Part, effective_to: 2017-03-31}]}\n"
        "  other: {heading: [{name: Part, effective_from: 2017-04-01}, Other]}",
    ),
    ("minimum: 0}\nmarkers", "minimum: 0, maximum: 9.5, blank: zero}\nmarkers"),
    ("markers:", 'heading: {containing: Date, rows: 2}\nencoding: cp1252\ndelimiter: "\\t"\nmarkers:'),
    ("format: csv", "format: xlsx\nsheet: Data"),
    ("format: csv", "format: xls"),
    ("format: csv", "format: parquet"),
    ("markers:", "key: [provider, ccg, part]\nstop_at_blank: month\nother_columns: reject\nmarkers:"),
    ("markers:", "sums: {waits: {fields: [within, total], blank: zero}}\nmarkers:"),
    ("markers:", "sums: {waits: {headings_from: A, headings_to: B}}\nmarkers:"),
    ("suppressed: ['*']", "suppressed: ['*', '[c]']\n  not_collected: ['NULL', NA]\n  no_cases: ['-']"),
    (
        "checks:",
        "totals: [{where: provider = 'ALL', per: [part], fields: [within, total], tolerance: 0.5}]\nchecks:",
    ),
    (
        "checks:",
        "long: {measure_field: ccg, value_field: month, measures: {seen: [S, T], waiting: W}}\n"
        "totals: [{where: provider = 'ALL', fields: [month, seen]}]\nchecks:",
    ),
    (
        "checks:",
        "recode:\n  - {field: provider, code: [ZZ2, ZZ3], becomes: ZZ1, effective_from: 2017-04-01}\n"
        "  - {field: provider, code: ZZ2, becomes: ZZ3, effective_to: 2017-03-31}\n"
        "  - {field: ccg, code: ZZ2, becomes: X, why: The publisher's word}\nchecks:",
    ),
]


@pytest.mark.parametrize(("old", "new"), CONTRACTS)
def test_every_way_to_write_a_contract_is_accepted(old: str, new: str) -> None:
    assert old in CONTRACT
    assert issues_of(contract=CONTRACT.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("population: part = 'completed'\n", ""),
        ("kind: proportion", "kind: rate\nper: 1000"),
        (
            "owner:",
            "rebase: [{period: 2018-04, unit: ZZ1, why: x, decided_by: y, decided_on: 2018-05-01}]\nowner:",
        ),
        (
            "owner:",
            "cautions: [Small numbers]\nstatus: in_development\nchart: xmr\nminimum_points: 15\nowner:",
        ),
        ("    numerator: 3\n    denominator: 4\n", "    state: suppressed\n"),
        ("within: 3, total: 4}", "within: suppressed, total: null, window_months: 1}"),
    ],
)
def test_every_way_to_write_an_indicator_is_accepted(old: str, new: str) -> None:
    assert old in INDICATOR
    assert issues_of(indicator=INDICATOR.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MEMBER, MEMBER.replace("}", ", effective_to: 2017-03-31}") + MEMBER.replace("2016", "2018")),
        (MEMBER, MEMBER + MEMBER.replace("National standards", "Oversight framework")),
        (
            PRIORITY,
            "    outcome: {on: 2019-03-31, status: partly_achieved, note: Most teams}\n    statuses:\n",
        ),
        (PRIORITY, "    statuses:\n      - {on: 2018-09-15, status: achieved}\n"),
        ("quality_priorities:", "quality_priorities: []\nx_:"),
    ],
)
def test_every_way_to_write_a_framework_is_accepted(old: str, new: str) -> None:
    assert old in FRAMEWORK
    text = FRAMEWORK.replace(old, new, 1).split("x_:")[0]
    assert issues_of(framework=text) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  national_set: National standards\n", ""),
        ("  compare_with: ENG\n", "  by: perspective\n"),
        (
            "- scorecard: board",
            "- {scorecard: small, title: S, unit: AMH, indicators: [seen_2w]}\n- scorecard: board",
        ),
    ],
)
def test_every_way_to_write_a_scorecard_is_accepted(old: str, new: str) -> None:
    assert old in SCORECARDS
    assert issues_of(scorecards=SCORECARDS.replace(old, new, 1)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "AMH,division,ZZ1,Adult mental health,2017-04-01,,",
            "AMH,division,ZZ1,Adults,2017-04-01,2018-03-31,\nAMH,division,ENG,Adults,2018-04-01,,",
        ),
        ("2010-04-01,2017-03-31,ZZ1\nZZ3", "2010-04-01,2017-03-31,\nZZ3"),
        ("AMH,", "QZ1,commissioner,,A commissioner,2013-04-01,2022-06-30,\nAMH,"),
    ],
)
def test_every_way_to_write_an_organisation_is_accepted(old: str, new: str) -> None:
    assert old in ORGANISATION
    assert issues_of(organisation=ORGANISATION.replace(old, new, 1)) == []


def test_a_parent_may_be_covered_by_several_lines_one_after_the_other() -> None:
    text = ORGANISATION.replace(
        "ENG,nation,,England,2010-04-01,,",
        "ENG,nation,,England,2010-04-01,2014-12-31,\nENG,nation,,England again,2015-01-01,,",
    )
    assert issues_of(organisation=text) == []


def test_a_gap_between_the_lines_of_a_parent_is_told_with_its_first_day() -> None:
    text = ORGANISATION.replace(
        "ENG,nation,,England,2010-04-01,,",
        "ENG,nation,,England,2010-04-01,2014-12-31,\nENG,nation,,England again,2015-01-02,,",
    )
    issues = issues_of(organisation=text)
    assert [issue.line for issue in issues] == [5, 6]
    assert all("2015-01-01" in issue.message for issue in issues)
