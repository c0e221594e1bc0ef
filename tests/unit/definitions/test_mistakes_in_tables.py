"""Every mistake in code lists, lookups, exclusions, bank holidays and the new settings is told with its cure."""

import pytest

from tests.unit.definitions.bad import line_of
from tests.unit.definitions.of_records import (
    CODES,
    EXCLUSIONS,
    PRACTICES,
    SETTINGS,
    SPELLS,
    BadRecords,
    loaded,
    only,
)
from trustboard.definitions.lookup_file import read_lookup
from trustboard.definitions.rules import Rule
from trustboard.definitions.table_rows import MOST_ALIKE, Stretch, overlaps
from trustboard.vocabulary.issue import Severity

CARE = "destination,54,Care home,2010-04-01,2019-03-31,55"


def codes(rule: Rule, old: str, new: str, at: str, column: str, cure: str = "", says: str = "") -> BadRecords:
    return BadRecords(rule, "codes", old, new, at, cure, says, column)


def lookup(
    rule: Rule, old: str, new: str, at: str, column: str, cure: str = "", says: str = ""
) -> BadRecords:
    return BadRecords(rule, "lookup", old, new, at, cure, says, column)


def exclusion(
    rule: Rule, old: str, new: str, at: str, column: str, cure: str = "", says: str = ""
) -> BadRecords:
    return BadRecords(rule, "exclusions", old, new, at, cure, says, column)


CODE_LISTS = [
    codes(Rule.CODE_OVERLAP, "2019-04-01", "2019-03-31", "Nursing", "code", "valid_to", "line 3"),
    codes(Rule.CODE_OVERLAP, "54,Nursing home,2019-04-01", "54,Nursing home,", "Nursing", "code"),
    codes(Rule.CODE_OVERLAP, "2019-03-31,55", ",55", "Nursing", "code"),
    codes(
        Rule.DATES_REVERSED,
        "2010-04-01,2019",
        "2019-04-01,2019",
        "Care home",
        "valid_to",
        "dates",
        "2019-04-01",
    ),
    codes(Rule.WRONG_TYPE, "2010-04-01,2019", "01/04/2010,2019", "Care home", "valid_from", "year-month-day"),
    codes(Rule.WRONG_TYPE, "2010-04-01,2019", "2010-02-30,2019", "Care home", "valid_from"),
    codes(
        Rule.WRONG_TYPE, "2010-04-01,2019-03-31", "2010-04-01,2019", "Care home", "valid_to", "", "“valid_to”"
    ),
    codes(Rule.MISSING_KEY, "excluded,37", "excluded,", "Prison", "code", "Fill it in"),
    codes(Rule.MISSING_KEY, CARE, CARE.replace("destination", "", 1), "Care home", "list", "Fill it in"),
    codes(
        Rule.BAD_FORM,
        CARE,
        CARE.replace("destination", "Destination A", 1),
        "Care home",
        "list",
        "small letters",
    ),
    codes(Rule.UNKNOWN_COLUMN, "maps_to", "map_to", "list,", "map_to", "“maps_to”"),
    codes(Rule.MISSING_COLUMN, "label,", "", "list,", "label", "Add the column"),
    codes(Rule.CELLS_BEYOND_HEADING, "37,Prison,,,", "37,Prison,,,,", "Prison", "", "double quotes"),
]
LOOKUPS = [
    lookup(
        Rule.LOOKUP_OVERLAP, "2022-06-30", "2022-07-01", "00K", "key", "valid_to", "A81001 is also on line 2"
    ),
    lookup(Rule.LOOKUP_OVERLAP, "QHM,2022-07-01", "QHM,", "00K", "key"),
    lookup(Rule.DATES_REVERSED, "2022-07-01,", "2022-07-01,2022-06-30", "16c", "valid_to"),
    lookup(Rule.WRONG_TYPE, "2022-06-30", "30 June", "00K", "valid_to", "year-month-day"),
    lookup(Rule.MISSING_KEY, "a81001", "", "00K", "key", "Fill it in"),
    lookup(Rule.MISSING_COLUMN, "key,", "code,", "sub_icb", "key"),
    lookup(Rule.UNKNOWN_COLUMN, "valid_to", "valid_until", "sub_icb", "valid_until", "“valid_to”"),
    lookup(Rule.BAD_FORM, "sub_icb", "Sub ICB", "Sub ICB", "Sub ICB", "small letters"),
    lookup(Rule.DUPLICATE_KEY, "sub_icb,icb", "icb,icb", "key,", "icb"),
    lookup(Rule.CELLS_BEYOND_HEADING, "16c", "16c,x", "16c", ""),
]
EXCLUDED = [
    exclusion(Rule.UNKNOWN_EXTRACT, "spells,s1", "spels,s1", "s1", "extract", "“spells”"),
    exclusion(Rule.RECORDS_ONLY, "spells,s1", "waits,s1", "s1", "extract", "records", "counts"),
    exclusion(Rule.EXCLUSION_REASON, "Test record", "Test recrod", "s1", "reason", "“Test record”"),
    exclusion(Rule.DATES_REVERSED, "2026-04-30", "2026-03-31", "S2", "valid_to", "", "2026-04-01"),
    exclusion(Rule.LISTED_TWICE, "spells,S2", "spells,s1", "Chief", "record_key", "Keep one", "line 2"),
    exclusion(Rule.MISSING_KEY, "Chief nurse", "", "S2", "decided_by", "Fill it in"),
    exclusion(Rule.WRONG_TYPE, "2026-05-02,,", "2/5/2026,,", "s1", "decided_on", "year-month-day"),
    exclusion(Rule.MISSING_COLUMN, "reason,", "", "extract,", "reason"),
]


@pytest.mark.parametrize("bad", [*CODE_LISTS, *LOOKUPS, *EXCLUDED], ids=str)
def test_a_mistake_in_a_table(bad: BadRecords) -> None:
    if bad.column == "":
        bad = BadRecords(bad.rule, bad.name, bad.old, bad.new, bad.at, bad.cure)
    bad.check()


def test_all_mistakes_of_a_table_come_at_once() -> None:
    text = (
        CODES.replace("19,Usual", ",Usual").replace("2010-04-01", "1/4/2010").replace("excluded,37", "x y,37")
    )
    found = loaded(
        codes=text, spells=SPELLS.replace("code_list: destination", "codes: [A]"), indicator=None
    ).issues
    assert [(issue.rule, issue.line) for issue in found] == [
        (Rule.MISSING_KEY, 2),
        (Rule.WRONG_TYPE, 3),
        (Rule.BAD_FORM, 5),
    ]


def test_a_code_listed_in_two_files_is_told_with_the_other_file() -> None:
    more = "list,code,label\nexcluded,37,Court\n"
    issue = only(loaded(**{"codes/more.csv": more}))
    assert (issue.rule, issue.file, issue.line) == (Rule.CODE_OVERLAP, "codes/more.csv", 2)
    assert "line 5 of codes/destination.csv" in issue.message


def test_a_lookup_leads_somewhere() -> None:
    issue = only(loaded(lookup="key,valid_from,valid_to\nA,,\n"))
    assert (issue.rule, issue.line, issue.column) == (Rule.MISSING_COLUMN, 1, "key")


def test_a_lookups_file_has_a_name_that_expressions_can_use() -> None:
    issue = only(loaded(**{"lookups/GP practice.csv": PRACTICES}))
    assert (issue.rule, issue.value) == (Rule.BAD_FORM, "GP practice")


@pytest.mark.parametrize("content", [b"", b"key,x\n\xff,1\n", b'key,x\n"a,1\n'])
def test_a_lookup_that_cannot_be_read_is_one_issue(content: bytes) -> None:
    table, issues = read_lookup("lookups/practice.csv", content)
    assert table is None
    assert len(issues) == 1


def test_issues_that_are_alike_are_told_one_by_one_and_then_as_a_number() -> None:
    rows = "".join(f"A{number},x,01/04/2010\n" for number in range(MOST_ALIKE + 30))
    table, issues = read_lookup("lookups/practice.csv", f"key,to,valid_from\n{rows}".encode())
    assert table is not None
    assert table.rows == ()
    assert len(issues) == MOST_ALIKE + 1
    assert (issues[-1].line, issues[-1].rule) == (MOST_ALIKE + 2, Rule.WRONG_TYPE)
    assert issues[-1].message.startswith("The same is wrong on 30 more lines")
    one_more = read_lookup(
        "lookups/practice.csv", f"key,to,valid_from\n{rows}".encode().replace(b"01/04", b"", 29)
    )
    assert "30 more lines" in one_more[1][-1].message


def test_a_single_further_issue_is_one_line() -> None:
    rows = "".join(f"A{number},x,1\n" for number in range(MOST_ALIKE + 1))
    assert (
        "on 1 more line," in read_lookup("lookups/p.csv", f"key,to,valid_to\n{rows}".encode())[1][-1].message
    )


def test_every_stretch_is_told_that_meets_a_longer_one_before_it() -> None:
    from datetime import date

    def stretch(line: int, start: int | None, end: int | None) -> Stretch:
        days = [None if year is None else date(year, 1, 1) for year in (start, end)]
        return Stretch(("A",), days[0], days[1], "f", line)

    found = list(
        overlaps(
            [stretch(1, 2010, 2020), stretch(2, 2011, 2012), stretch(3, 2013, 2014), stretch(4, 2021, None)]
        )
    )
    assert [(first.line, second.line) for first, second in found] == [(1, 2), (1, 3)]
    apart = [stretch(1, None, 2010), stretch(2, 2011, 2012), stretch(3, 2013, None)]
    assert list(overlaps(apart)) == []
    assert len(list(overlaps([stretch(1, None, None), stretch(2, 2011, 2012)]))) == 1
    assert list(overlaps([stretch(1, None, None), Stretch(("B",), None, None, "f", 2)])) == []


# --- exclusions ----------------------------------------------------------------------------------------


def test_the_key_of_an_excluded_record_has_all_its_parts() -> None:
    spells = SPELLS.replace("key: [spell]", "key: [spell, number]")
    text = EXCLUSIONS.replace("S2", "S2|7")
    issue = only(loaded(spells=spells, exclusions=text, indicator=None))
    assert (issue.rule, issue.line, issue.column) == (Rule.EXCLUSION_KEY, 2, "record_key")
    assert "2 parts: spell, number" in issue.message


def test_a_record_may_be_excluded_twice_at_different_times() -> None:
    later = "spells,S2,Test record,Chief nurse,2026-05-02,2026-05-01,\n"
    assert loaded(exclusions=EXCLUSIONS + later).issues == ()


def test_without_permitted_reasons_none_is_nearest() -> None:
    spells = SPELLS.replace("  exclusion_reasons: [Died before follow-up, Test record]\n", "")
    found = loaded(spells=spells).issues
    assert [issue.rule for issue in found] == [Rule.EXCLUSION_REASON] * 2
    assert "exclusion_reasons" in found[0].cure


def test_exclusions_from_a_contract_that_cannot_be_built_are_not_told_too() -> None:
    assert only(loaded(spells=SPELLS.replace("title:", "titel:"), indicator=None)).rule == Rule.UNKNOWN_KEY


# --- bank holidays ---------------------------------------------------------------------------------------


def test_a_year_of_bank_holidays_is_whole() -> None:
    days = "".join(f"2027-01-{day:02d},Off\n" for day in range(1, 9))
    issue = only(loaded(holidays=f"date,name\n{days}2026-12-31,Off\n2026-06-30,Off\n"))
    assert (issue.rule, issue.file, issue.line) == (Rule.BANK_HOLIDAYS, "bank_holidays.csv", 11)
    assert "2026 has 2 bank holidays" in issue.message
    seven = "".join(f"2026-01-{day:02d},Off\n" for day in range(1, 8))
    assert "2026 has 7 bank holidays" in only(loaded(holidays=f"date,name\n{seven}")).message
    assert "1 bank holiday here" in only(loaded(holidays="date,name\n2026-12-31,Off\n")).message


def test_mistakes_in_bank_holidays_are_told_before_short_years() -> None:
    text = "date,name\n2026-12-25,Christmas\n2026-12-25,Christmas\n25/12/2027,Christmas\n2026-12-26,\n"
    found = loaded(holidays=text).issues
    assert [(issue.rule, issue.line, issue.column) for issue in found] == [
        (Rule.LISTED_TWICE, 3, "date"),
        (Rule.WRONG_TYPE, 4, "date"),
        (Rule.MISSING_KEY, 5, "name"),
    ]
    assert "line 2" in found[0].message


# --- settings --------------------------------------------------------------------------------------------


def settings(rule: Rule, old: str, new: str, at: str, cure: str = "", says: str = "") -> BadRecords:
    return BadRecords(rule, "settings", old, new, at, cure, says)


KEY_FILE = '"../keys/person.key"'
SPARK = '\n[spark]\nmaster = "local[2]"\n'
SETTING_MISTAKES = [
    settings(Rule.SPARK_PLACE, SPARK, 'engine = "spark"\n', "engine", "[spark]"),
    settings(Rule.SPARK_PLACE, 'master = "local[2]"\n', "", "[spark]", "either"),
    settings(Rule.SPARK_PLACE, '"local[2]"', '"local[2]"\nconnect = "sc://host:15002"', "[spark]", "either"),
    settings(Rule.BAD_FORM, 'master = "local[2]"', 'connect = "host:15002"', "connect =", "sc://"),
    settings(Rule.UNKNOWN_WORD, "threads = 2", 'engine = "sparks"', "engine", "“spark”"),
    settings(Rule.BAD_FORM, "4GB", "four", "memory", "4GB"),
    settings(Rule.WRONG_TYPE, '"4GB"', "4", "memory", "quotes"),
    settings(Rule.OUT_OF_RANGE, "threads = 2", "threads = 0", "threads", says="at least 1"),
    settings(Rule.PERSON_KEY, KEY_FILE, '"store/person.key"', "person_key", "../keys", "store"),
    settings(Rule.PERSON_KEY, KEY_FILE, '"keys/../store\\\\x"', "person_key", "outside", "store"),
    settings(Rule.UNKNOWN_WORD, "sqlserver", "sqlsever", "kind", "“sqlserver”"),
    settings(Rule.BAD_FORM, "EPR_ADDRESS", "postgresql://reader:secret@host/epr", "uri_from", "EPR_ADDRESS"),
    settings(Rule.UNKNOWN_KEY, 'uri_from = "EPR', 'uri = "secret"\nuri_from = "EPR', 'uri = "', "uri_from"),
    settings(Rule.BAD_FORM, "[connections.epr]", "[connections.EPR]", "[connections.EPR]", "small letters"),
]


@pytest.mark.parametrize("bad", SETTING_MISTAKES, ids=str)
def test_a_mistake_in_the_settings(bad: BadRecords) -> None:
    bad.check()
    assert "secret" not in str(only(loaded(settings=SETTINGS.replace(bad.old, bad.new, 1))))


def test_a_key_in_the_workspace_is_a_warning() -> None:
    issue = only(loaded(settings=SETTINGS.replace(KEY_FILE, '"keys/person.key"')))
    assert (issue.rule, issue.severity) == (Rule.PERSON_KEY, Severity.WARNING)
    assert issue.line == line_of(SETTINGS, "person_key_file")


@pytest.mark.parametrize("place", ["/etc/keys/k", "~/k", "D:\\\\keys\\\\k", "keys/../../k"])
def test_a_key_may_lie_anywhere_outside(place: str) -> None:
    assert loaded(settings=SETTINGS.replace(KEY_FILE, f'"{place}"')).issues == ()


# --- the folder ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["codes/list.xlsx", "codes/more/list.csv", "lookups/list.CSV", "lookups/list.yaml"]
)
def test_what_stands_beside_tables_and_is_no_table_is_told(name: str) -> None:
    issue = only(loaded(**{name: "x"}))
    assert (issue.rule, issue.file) == (Rule.UNEXPECTED_FILE, name)
    assert f"{name.split('/')[0]}/list.csv" in issue.cure
