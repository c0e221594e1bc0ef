"""Every mistake between definitions is one issue with its line, the nearest name and a cure."""

import pytest

from tests.support.workspace import ORGANISATION as ORGANISATION_TEXT
from tests.unit.definitions.bad import Bad, check_bad, issues_of
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Severity

WARNING = Severity.WARNING
CARD = "  indicators: [seen_2w]\n"
MEMBER = "{set: National standards, indicator: seen_2w, effective_from: 2016-04-01}"


def organisation(rule: Rule, old: str, new: str, at: str, column: str, cure: str = "", says: str = "") -> Bad:
    return Bad(rule, "organisation", old, new, at, cure, says, column)


def standard(rule: Rule, old: str, new: str, at: str, column: str, cure: str = "", says: str = "") -> Bad:
    return Bad(rule, "standards", old, new, at, cure, says, column)


def indicator(rule: Rule, old: str, new: str, at: str, cure: str = "", says: str = "") -> Bad:
    return Bad(rule, "indicator", old, new, at, cure, says)


ORGANISATION = [
    organisation(Rule.UNKNOWN_UNIT, "trust,ENG,Fen", "trust,EGN,Fen", "ZZ1,trust", "parent", "“ENG”"),
    organisation(Rule.UNKNOWN_UNIT, "31,ZZ1\nZZ3", "31,Z1\nZZ3", "North", "successor", "“ZZ1”"),
    organisation(
        Rule.UNIT_OVERLAP, "AMH,", "ENG,nation,,Albion,2020-01-01,,\nAMH,", "Albion", "valid_from", "line 2"
    ),
    organisation(
        Rule.DATES_REVERSED,
        "2010-04-01,2017-03-31,ZZ1\nZZ3",
        "2010-04-01,2009-03-31,\nZZ3",
        "North",
        "valid_to",
    ),
    organisation(
        Rule.PARENT_NOT_VALID,
        "mental health,2017-04-01",
        "mental health,2017-03-01",
        "AMH",
        "parent",
        says="2017-03-01",
    ),
    organisation(
        Rule.PARENT_NOT_VALID, "AMH,division,ZZ1", "AMH,division,ZZ2", "AMH", "parent", says="2017-04-01"
    ),
    organisation(
        Rule.SUCCESSOR_DATES, "2017-03-31,ZZ1\nZZ3", ",ZZ1\nZZ3", "North", "successor", says="no end"
    ),
    organisation(
        Rule.SUCCESSOR_DATES,
        "2017-03-31,ZZ1\nZZ3",
        "2016-03-31,ZZ1\nZZ3",
        "North",
        "successor",
        says="2016-04-01",
    ),
    organisation(
        Rule.SUCCESSOR_DATES,
        "AMH,",
        "ZZ2,trust,ENG,Anew,2020-01-01,,\nAMH,",
        "North",
        "successor",
        says="last",
    ),
    organisation(Rule.SUCCESSOR_LOOP, "31,ZZ1\nZZ3", "31,ZZ2\nZZ3", "North", "successor", says="itself"),
    organisation(Rule.UNKNOWN_WORD, "ZZ1,trust", "ZZ1,trsut", "ZZ1,trsut", "kind", "“trust”"),
    organisation(
        Rule.WRONG_TYPE, "England,2010-04-01", "England,01/04/2010", "England", "valid_from", "spreadsheet"
    ),
    organisation(Rule.MISSING_KEY, "Adult mental health", "", "AMH", "name", "Fill it in"),
    organisation(Rule.UNKNOWN_COLUMN, "successor", "sucessor", "unit_code", "sucessor", "“successor”"),
    Bad(
        Rule.CELLS_BEYOND_HEADING,
        "organisation",
        "Adult mental health",
        "Adult, mental health",
        "AMH",
        "double quotes",
    ),
    Bad(Rule.BAD_CSV, "organisation", "Adult mental health", '"Adult mental health', "AMH", "quote"),
    Bad(Rule.UNKNOWN_UNIT, "settings", "ZZ1", "ZZ9", "ods_code", "“ZZ"),
]

STANDARDS = [
    standard(
        Rule.UNKNOWN_INDICATOR, "seen_53,seen_2w", "seen_53,sene_2w", "seen_53", "indicator", "“seen_2w”"
    ),
    standard(Rule.UNKNOWN_UNIT, "seen_53,seen_2w,", "seen_53,seen_2w,ZZ", "seen_53", "unit", "“ZZ"),
    standard(Rule.UNKNOWN_WORD, ">=,53%", "=>,53%", "seen_53", "operator", ">="),
    standard(Rule.UNKNOWN_WORD, "national,2018", "natoinal,2018", "seen_53", "basis", "“national”"),
    standard(Rule.BAD_FORM, "53%", "53 percent", "seen_53", "value", "60%"),
    standard(Rule.STANDARD_SCALE, "53%", "53", "seen_53", "value", "Write 53%."),
    standard(Rule.STANDARD_SCALE, "53%", "0.53", "seen_53", "value", "Write 53%."),
    standard(Rule.STANDARD_SCALE, "53%,,5%", "53%,,5", "seen_53", "tolerance", "Write 5%."),
    standard(Rule.STANDARD_BAND, ">=,53%,,", ">=,53%,60%,", "seen_53", "upper_value", "between"),
    standard(Rule.OUT_OF_RANGE, "53%,,5%", "53%,,-5%", "seen_53", "tolerance"),
    standard(Rule.DATES_REVERSED, "2018-04-01,,", "2018-04-01,2018-03-01,", "seen_53", "effective_to"),
    standard(Rule.WRONG_TYPE, "2018-04-01,,", "1/4/2018,,", "seen_53", "effective_from", "2018-04-01"),
    standard(Rule.MISSING_KEY, "2018-03-28", "", "seen_53", "approved_on", "Fill it in"),
    standard(Rule.DUPLICATE_NAME, "seen_53", "seen_50", "53%", "standard_id", says="line 2"),
    standard(
        Rule.STANDARDS_OVERLAP,
        "2018-04-01,,2018-03-28",
        "2018-03-31,,2016-03-30",
        "seen_53",
        "effective_from",
        says="2018-03-31",
    ),
    standard(Rule.UNKNOWN_COLUMN, "tolerance", "tolerence", "standard_id", "tolerence", "“tolerance”"),
    Bad(
        Rule.STANDARD_OPERATOR,
        "standards",
        ">=,53%",
        "<=,53%",
        "seen_53",
        "> or >=",
        "higher",
        "operator",
        WARNING,
    ),
]

INDICATORS = [
    indicator(Rule.UNKNOWN_EXTRACT, "extract: waits", "extract: wait", "extract:", "“waits”"),
    indicator(
        Rule.PER_WITHOUT_RATE,
        "population:",
        "per: 100\npopulation:",
        "per:",
        "display: percent",
        "proportion",
    ),
    indicator(
        Rule.BAD_PERIOD,
        "owner:",
        "rebase: [{period: April, why: x, decided_by: y, decided_on: 2018-04-01}]\nowner:",
        "rebase",
        "2018-04",
    ),
    indicator(
        Rule.BAD_PERIOD,
        "owner:",
        "rebase: [{period: 2018/19, why: x, decided_by: y, decided_on: 2018-04-01}]\nowner:",
        "rebase",
        "month",
    ),
    indicator(
        Rule.UNKNOWN_UNIT,
        "owner:",
        "rebase: [{period: 2018-04, unit: ZX1, why: x, decided_by: y, decided_on: 2018-04-01}]\nowner:",
        "rebase",
        "“ZZ1”",
    ),
    indicator(
        Rule.MISSING_KEY,
        "owner:",
        "rebase: [{period: 2018-04, decided_by: y, decided_on: 2018-04-01}]\nowner:",
        "rebase",
        "why",
    ),
    indicator(Rule.CASE_FIELD, "part: completed, within", "part: completed, whithin", "whithin", "“within”"),
    indicator(Rule.CASE_ANSWER, "    numerator: 3\n", "", "it: counts", "numerator"),
    indicator(Rule.LISTED_TWICE, "[nation, trust", "[nation, nation", "levels"),
]

FRAMEWORKS = [
    Bad(Rule.BAD_FORM, "framework", "year: 2018-19", "year: 2018-20", "year:", "2018-19"),
    Bad(Rule.NAME_NOT_FILE, "framework", "year: 2018-19", "year: 2019-20", "year:", "folder", "2018-19"),
    Bad(Rule.UNKNOWN_INDICATOR, "framework", "indicator: seen_2w", "indicator: seen_3w", "set:", "“seen_2w”"),
    Bad(
        Rule.UNKNOWN_INDICATOR,
        "framework",
        "measures: [seen_2w]",
        "measures: [seen_3w]",
        "measures",
        "“seen_2w”",
    ),
    Bad(Rule.LISTED_TWICE, "framework", "measures: [seen_2w]", "measures: [seen_2w, seen_2w]", "measures"),
    Bad(Rule.DATES_REVERSED, "framework", MEMBER, MEMBER.replace("}", ", effective_to: 2016-03-31}"), "set:"),
    Bad(
        Rule.MEMBERSHIP_OVERLAP,
        "framework",
        MEMBER,
        f"{MEMBER}\n  - {MEMBER.replace('2016', '2017')}",
        "2017",
        says="line 4",
    ),
    Bad(
        Rule.OUTCOME_WORD,
        "framework",
        "    statuses:",
        "    outcome: {on: 2019-03-31, status: at_risk}\n    statuses:",
        "outcome",
        "achieved",
    ),
    Bad(Rule.UNKNOWN_UNIT, "scorecards", "  unit: ZZ1", "  unit: ZX1", "  unit", "“ZZ1”"),
    Bad(Rule.UNKNOWN_UNIT, "scorecards", "compare_with: ENG", "compare_with: EMG", "compare_with", "“ENG”"),
    Bad(
        Rule.UNKNOWN_SET,
        "scorecards",
        "National standards",
        "National standard",
        "national_set",
        "“National standards”",
    ),
    Bad(Rule.UNKNOWN_INDICATOR, "scorecards", CARD, "  indicators: [seen_3w]\n", "indicators", "“seen_2w”"),
    Bad(
        Rule.UNKNOWN_INDICATOR,
        "scorecards",
        CARD,
        "  indicators:\n    - seen_2w\n    - seen_3w\n",
        "seen_3w",
        "“seen_2w”",
    ),
    Bad(Rule.LISTED_TWICE, "scorecards", CARD, "  indicators: [seen_2w, seen_2w]\n", "indicators"),
    Bad(Rule.EMPTY_LIST, "scorecards", CARD, "  indicators: []\n", "indicators"),
]


LOOP = """\
unit_code,kind,parent,name,valid_from,valid_to
ENG,nation,,England,2010-04-01,
ZZ1,trust,ENG,One,2010-04-01,
A,team,C,A,2010-04-01,2012-03-31
A,team,ZZ1,A,2012-04-01,
B,team,A,B,2010-04-01,
C,team,B,C,2010-04-01,
"""


@pytest.mark.parametrize(
    ("text", "line", "around"),
    [
        (LOOP, 4, "A → C → B → A"),
        (LOOP.replace("C,team,B", "C,team,C"), 7, "C → C"),
        (
            LOOP.replace("B,team,A,B,2010-04-01", "B,team,A,B,2012-04-01"),  # A has moved by then
            None,
            "",
        ),
    ],
)
def test_a_unit_is_never_above_itself(text: str, line: int | None, around: str) -> None:
    found = [issue for issue in issues_of(organisation=text) if issue.rule is Rule.PARENT_LOOP]
    assert [(issue.line, issue.column) for issue in found] == ([(line, "parent")] if line else [])
    assert all(issue.message.endswith(f"{around}.") for issue in found)


def test_a_circle_is_told_once_however_long_it_lasts() -> None:
    lines = [
        f"X,team,Y,X,{year}-01-01,{year}-12-31\nY,team,X,Y,{year}-01-01,{year}-12-31"
        for year in range(2011, 2016)
    ]
    found = issues_of(
        organisation=LOOP.splitlines()[0]
        + "\nZZ1,trust,,One,2010-01-01,\nENG,nation,,E,2010-01-01,\n"
        + "\n".join(lines)
    )
    assert [issue.rule for issue in found] == [Rule.PARENT_LOOP]


def test_successors_do_not_go_in_a_circle() -> None:
    lines = [
        "unit_code,kind,parent,name,valid_from,valid_to,successor",
        "ENG,nation,,England,2010-04-01,,",
        "ZZ1,trust,ENG,One,2010-04-01,2012-03-31,ZZ4",
        "ZZ4,trust,ENG,Four,2010-04-01,2011-03-31,ZZ1",
    ]
    found = [issue for issue in issues_of(organisation="\n".join(lines)) if issue.rule is Rule.SUCCESSOR_LOOP]
    assert [(issue.line, issue.column) for issue in found] == [(3, "successor")]
    assert "ZZ1 → ZZ4 → ZZ1" in found[0].message


@pytest.mark.parametrize("column", ["unit_code", "parent", "valid_to"])
def test_a_column_that_is_needed_is_told(column: str) -> None:
    found = issues_of(organisation=ORGANISATION_TEXT.replace(column, "", 1))
    assert [(issue.rule, issue.line, issue.column) for issue in found] == [(Rule.MISSING_COLUMN, 1, column)]


def test_a_column_twice_is_told() -> None:
    found = issues_of(organisation=ORGANISATION_TEXT.replace("successor", "parent", 1))
    assert [(issue.rule, issue.column) for issue in found] == [(Rule.DUPLICATE_KEY, "parent")]


@pytest.mark.parametrize("bad", ORGANISATION, ids=str)
def test_a_mistake_in_the_organisation_is_told(bad: Bad) -> None:
    check_bad(bad)


@pytest.mark.parametrize("bad", STANDARDS, ids=str)
def test_a_mistake_in_the_standards_is_told(bad: Bad) -> None:
    check_bad(bad)


@pytest.mark.parametrize("bad", INDICATORS, ids=str)
def test_a_mistake_in_an_indicator_is_told(bad: Bad) -> None:
    check_bad(bad)


@pytest.mark.parametrize("bad", FRAMEWORKS, ids=str)
def test_a_mistake_in_a_framework_is_told(bad: Bad) -> None:
    check_bad(bad)
