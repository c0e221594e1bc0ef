"""Every mistake in a contract of records is one issue with its line and a cure."""

import pytest

from tests.support.workspace import CONTRACT
from tests.unit.definitions.bad import Bad, check_bad, line_of
from tests.unit.definitions.of_records import (
    PEOPLE,
    SPELLS,
    BadRecords,
    loaded,
    only,
    record_workspace,
)
from trustboard.definitions.loading import load_definitions
from trustboard.definitions.rules import Rule

MODE = "load_mode: changes_by_key"
REMOVAL = "  removal: {field: status, values: [D]}\n"
QUERY = 'query: {connection: epr, sql: "SELECT 1 AS spell"}'
REFERENCE = "person: {extract: people, fields: [person]}"


def spells(rule: Rule, old: str, new: str, at: str, cure: str = "", says: str = "") -> BadRecords:
    return BadRecords(rule, "spells", old, new, at, cure, says)


ROWS = [
    spells(Rule.FILE_SOURCE, 'files: ["spells*.csv"]\n', "", "extract: spells", "query", "neither"),
    spells(Rule.FILE_SOURCE, "format: csv", QUERY, "files:", "files", "both"),
    spells(Rule.FORMAT_OPTION, 'files: ["spells*.csv"]', QUERY, "format: csv", "Remove", "query"),
    spells(
        Rule.UNKNOWN_CONNECTION,
        'files: ["spells*.csv"]\nformat: csv',
        QUERY.replace("epr", "erp"),
        "query:",
        "“epr”",
    ),
]
QUERIES = [
    "DELETE FROM spells",
    "SELECT 1; DROP TABLE spells",
    "selection",
    "-- SELECT\\nUPDATE spells SET x = 1",
    "SELECT 1; -- and\\nSELECT 2",
]


@pytest.mark.parametrize("sql", QUERIES)
def test_a_query_only_reads(sql: str) -> None:
    query = QUERY.replace("SELECT 1 AS spell", sql)
    spells(Rule.QUERY_FORM, 'files: ["spells*.csv"]\nformat: csv', query, "query:", "SELECT").check()


def test_a_query_has_no_file_name_for_the_period() -> None:
    text = PEOPLE.replace('files: ["people*.csv"]', 'query: {connection: epr, sql: "SELECT 1"}')
    issue = only(loaded(people=text))
    assert (issue.rule, issue.line) == (Rule.PERIOD_WAY, line_of(text, "period:"))


def test_connections_are_not_looked_for_in_settings_that_cannot_be_read() -> None:
    text = SPELLS.replace('files: ["spells*.csv"]\nformat: csv', QUERY)
    assert only(loaded(spells=text, settings="name = ")).rule == Rule.BAD_TOML


KEYS = [
    spells(Rule.RECORD_KEY, "key: [spell]\n", "", "records:", "key", "name a record"),
    spells(Rule.RECORD_KEY, "key: [spell]", "key: []", "records:", "key"),
    spells(Rule.RECORD_KEY, "key: [spell]", "key: [spell, practice]", "key: [", "may_be_blank", "practice"),
    spells(Rule.LISTED_TWICE, "key: [spell]", "key: [spell, spell]", "key: ["),
    spells(Rule.UNKNOWN_FIELD, "key: [spell]", "key: [spel]", "key: [", "“spell”"),
    spells(
        Rule.EVENT_DATE,
        "period: {field: discharged}",
        "period: {field: ward}",
        "period:",
        "type: date",
        "code",
    ),
    spells(
        Rule.EVENT_DATE,
        "type: date, date_format: dd/mm/yyyy}",
        "type: date, date_format: dd/mm/yyyy, may_be_blank: true}",
        "period:",
        "may_be_blank",
        "month",
    ),
    spells(
        Rule.EVENT_DATE, "period: {field: discharged}", "period: {constant: 2026-04}", "period:", "snapshots"
    ),
    spells(Rule.EVENT_DATE, "field: discharged}", "field: discharged, grain: quarter}", "period:", "its own"),
    spells(Rule.DATE_FORMAT, "field: discharged}", "field: discharged, format: yyyymmdd}", "period:"),
    spells(
        Rule.DATE_FORMAT,
        "period: {field: discharged}",
        "period: {field: admitted, format: yyyymmdd}",
        "period:",
        "date_format",
    ),
    spells(
        Rule.UNKNOWN_FIELD, "period: {field: discharged}", "period: {field: discharge}", "period:", "“dis"
    ),
]

FIELDS = [
    spells(Rule.COUNTED_ONLY, "checks:", "markers: {suppressed: ['*']}\nchecks:", "markers:", "Remove"),
    spells(Rule.COUNTED_ONLY, "checks:", "sums: {x: {fields: [days]}}\nchecks:", "sums:"),
    spells(Rule.COUNTED_ONLY, "checks:", "group: {field: practice}\nchecks:", "group:", "by"),
    spells(
        Rule.COUNTED_ONLY,
        "checks:",
        "recode: [{field: consultant_code, code: C1, becomes: C2}]\nchecks:",
        "recode:",
        "derive",
    ),
    spells(Rule.COUNTED_ONLY, "checks:", "totals: [{where: ward = 'ALL'}]\nchecks:", "totals:"),
    spells(
        Rule.COUNTED_ONLY,
        "minimum: 0, may_be_blank: true",
        "minimum: 0, blank: zero",
        "days:",
        "may_be_blank",
    ),
    spells(Rule.FIELD_OPTION, "Planned, type", "Planned, minimum: 0, type", "is_planned:", "integer"),
    spells(Rule.FIELD_OPTION, "Planned, type", "Planned, code_list: excluded, type", "is_planned:", "code"),
    spells(Rule.FIELD_OPTION, "minimum: 0", "minimum: 0, person_key: true", "days:", "code"),
    spells(
        Rule.FIELD_OPTION,
        "code_list: destination",
        "codes: [A], code_list: destination",
        "destination:",
        "one",
    ),
    spells(Rule.DATE_FORMAT, "'dd/mm/yyyy hh:mm'", "dd/mm hh:mm", "admitted:", "dd, mm", "year"),
    spells(Rule.DATE_FORMAT, "'dd/mm/yyyy hh:mm'", "dd/mm/yyyyhh:mm", "admitted:", says="twice"),
    spells(Rule.DATE_FORMAT, "'dd/mm/yyyy hh:mm'", "dd/mm/yyyy mm", "admitted:", says="twice"),
    spells(
        Rule.UNKNOWN_CODE_LIST, "code_list: destination", "code_list: destinations", "destination:", "“dest"
    ),
    *(
        spells(Rule.RESERVED_NAME, "is_planned:", f"{name}:", f"{name}: {{heading: Planned", f"{name}_")
        for name in ("event_month", "record_key", "removed", "consultant", "file_index", "line", "period_end")
    ),
    spells(Rule.UNKNOWN_FIELD, "{field: consultant_code", "{field: consultant_cod", "consultant: {", "code”"),
    spells(Rule.UNKNOWN_FIELD, "{field: payer}", "{field: payers}", "commissioner:", "“payer”"),
    spells(Rule.FIELD_TYPE, "{field: payer}", "{field: days}", "commissioner:", "type: code"),
    spells(Rule.CODE_SOURCE, "{field: consultant_code", "{field: ward, constant: C1", "consultant: {"),
]

RECORDS = [
    spells(Rule.REMOVAL, REMOVAL, "", "load_mode:", "removal"),
    spells(Rule.REMOVAL, MODE, "load_mode: replace_all", "removal:", "changes_by_key", "replace_all"),
    spells(Rule.REMOVAL, "values: [D]", "values: [D, X]", "removal:", says="X"),
    spells(Rule.UNKNOWN_FIELD, "removal: {field: status", "removal: {field: state", "removal:", "“status”"),
    spells(Rule.FIELD_TYPE, "removal: {field: status", "removal: {field: is_planned", "removal:", "code"),
    spells(Rule.REJECT_LIMITS, "warn_over: 0.01", "warn_over: 0.2", "rejects:", "no larger"),
    spells(Rule.OUT_OF_RANGE, "warn_over: 0.01", "warn_over: 2", "rejects:", says="at most 1"),
    spells(Rule.UNKNOWN_FIELD, "local_number: number", "local_number: numbers", "local_number:", "“number”"),
    spells(Rule.FIELD_TYPE, "local_number: number", "local_number: person", "local_number:", says="hash"),
    spells(Rule.LISTED_TWICE, "follow-up, Test record", "follow-up, Test record, Test record", "exclusion_r"),
    spells(Rule.OUT_OF_RANGE, "retention_years: 8", "retention_years: 0", "retention_years:"),
]

LINKS = [
    spells(Rule.UNKNOWN_FIELD, REFERENCE, "person: {extract: people, fields: [parson]}", "{extract: people"),
    spells(
        Rule.REFERENCE, REFERENCE, "person: {extract: people, fields: [person, ward]}", "{extract: people"
    ),
    spells(
        Rule.REFERENCE,
        REFERENCE,
        "person: {extract: people, fields: [ward]}",
        "{extract: people",
        "same type",
        "person_key",
    ),
    spells(
        Rule.REFERENCE,
        REFERENCE,
        f"{REFERENCE}\n    next: {{extract: spells, fields: [number]}}",
        "next:",
        says="“text”",
    ),
    spells(
        Rule.RECORDS_ONLY,
        REFERENCE,
        f"{REFERENCE}\n    wait: {{extract: waits, fields: [ward]}}",
        "wait:",
        "records",
    ),
    spells(
        Rule.UNKNOWN_EXTRACT,
        REFERENCE,
        f"{REFERENCE}\n    other: {{extract: peple, fields: [ward]}}",
        "other:",
        "“people”",
    ),
    spells(
        Rule.RESERVED_NAME,
        REFERENCE,
        f"{REFERENCE}\n    unit: {{extract: people, fields: [person]}}",
        "unit: {e",
    ),
    spells(
        Rule.DATES_REVERSED,
        "effective_to: 2022-06-30",
        "effective_to: 2012-06-30",
        "usual",
        says="2013-04-01",
    ),
    spells(Rule.EMPTY_LIST, REFERENCE, "person: {extract: people, fields: []}", "{extract: people"),
]


@pytest.mark.parametrize("bad", [*ROWS, *KEYS, *FIELDS, *RECORDS, *LINKS], ids=str)
def test_a_mistake_in_a_contract_of_records(bad: BadRecords) -> None:
    bad.check()


DERIVED = "    extra: {choices: [{rule: r, take: ward}]}\n"


@pytest.mark.parametrize(
    ("name", "rule", "says"),
    [
        ("ward", Rule.DUPLICATE_NAME, "a field"),
        ("person", Rule.DUPLICATE_NAME, "a field"),
        ("patient", Rule.DUPLICATE_NAME, "a reference"),
        ("payer_rule", Rule.DUPLICATE_NAME, "the derived field “payer”"),
        ("event_month", Rule.RESERVED_NAME, "program"),
        ("between", Rule.RESERVED_NAME, "program"),
        ("a__b", Rule.RESERVED_NAME, "program"),
    ],
)
def test_a_derived_field_has_a_name_of_its_own(name: str, rule: Rule, says: str) -> None:
    patient = f"{REFERENCE}\n    patient: {{extract: people, fields: [person]}}"
    text = SPELLS.replace("  removal:", DERIVED.replace("extra", name) + "  removal:")
    text = text.replace(REFERENCE, patient)
    issues = [issue for issue in loaded(spells=text).issues if issue.value == name]
    assert [issue.rule for issue in issues] == [rule]
    assert says in issues[0].message
    assert issues[0].line == line_of(text, f"    {name}: {{choices")


def test_the_name_of_the_deciding_rule_is_taken_too() -> None:
    text = SPELLS.replace("  is_planned:", "  payer_rule: {heading: X}\n  is_planned:")
    issue = only(loaded(spells=text))
    assert (issue.rule, issue.value) == (Rule.DUPLICATE_NAME, "payer_rule")


def test_what_points_to_a_contract_that_cannot_be_built_is_not_told_too() -> None:
    assert only(loaded(people=PEOPLE.replace("unit:", "unti:"), indicator=None)).rule == Rule.UNKNOWN_KEY
    issue = only(loaded(people=PEOPLE.replace("key: [person]\n", "")))
    assert issue.rule == Rule.RECORD_KEY


def test_a_key_of_fields_that_are_not_there_is_told_once() -> None:
    assert only(loaded(people=PEOPLE.replace("key: [person]", "key: [persons]"))).rule == Rule.UNKNOWN_FIELD


TOTAL = "total: {heading: Total_Pathways, type: integer, minimum: 0}"
COUNTED = [
    Bad(
        Rule.RECORDS_ONLY,
        "contract",
        TOTAL,
        TOTAL.replace("integer, minimum: 0", kind),
        "total:",
        "key",
        says,
    )
    for kind, says in [("time", "type: time"), ("boolean", "type: boolean")]
]
COUNTED += [
    Bad(Rule.RECORDS_ONLY, "contract", "part: {", "part: {person_key: true, ", "part:", says="person_key"),
    Bad(Rule.RECORDS_ONLY, "contract", "part: {", "part: {personal: true, ", "part:", says="personal"),
    Bad(Rule.RECORDS_ONLY, "contract", "part: {", "part: {code_list: parts, ", "part:", says="code_list"),
    Bad(
        Rule.RECORDS_ONLY, "contract", "checks:", "load_mode: snapshot\nchecks:", "load_mode", says="snapshot"
    ),
    Bad(
        Rule.RECORDS_ONLY,
        "contract",
        "checks:",
        "load_mode: changes_by_key\nchecks:",
        "load_mode",
        says="changes_by_key",
    ),
    Bad(
        Rule.RECORDS_ONLY,
        "contract",
        "checks:",
        "consultant: {field: part}\nchecks:",
        "consultant:",
        says="consultant",
    ),
]


@pytest.mark.parametrize("bad", COUNTED, ids=str)
def test_what_only_records_have_is_refused_of_counts(bad: Bad) -> None:
    text = CONTRACT.replace(bad.old, bad.new, 1)
    found = load_definitions(
        record_workspace(**{"extracts/waits.yaml": text, "indicators/seen_2w.yaml": None})
    )
    issues = [issue for issue in found.issues if issue.file == "extracts/waits.yaml"]
    assert [(issue.rule, issue.line) for issue in issues] == [(bad.rule, line_of(text, bad.at))]
    assert bad.says in issues[0].message
    assert bad.cure in issues[0].cure


def test_a_contract_of_counts_has_files_or_a_query_too() -> None:
    check_bad(Bad(Rule.FILE_SOURCE, "contract", 'files: ["waits*.csv"]\n', "", "extract: waits", "files"))
