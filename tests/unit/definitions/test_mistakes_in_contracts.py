"""Every mistake in a contract is one issue with its line, the nearest name and a cure."""

import pytest

from tests.unit.definitions.bad import Bad, check_bad
from trustboard.definitions.rules import Rule

TOTAL = "total: {heading: Total_Pathways, type: integer, minimum: 0}"
PART = "part: {heading: Description}"
PERIOD = "period: {field: month, format: dd/mm/yyyy}"
TWO_DATES = "period: {start_field: month, end_field: month, end_format: dd/mm/yyyy}"


def contract(rule: Rule, old: str, new: str, at: str, cure: str = "", says: str = "") -> Bad:
    return Bad(rule, "contract", old, new, at, cure, says)


CONTRACTS = [
    contract(Rule.FIELD_SOURCE, "heading: Description", "title: Part", "part:", "heading", "nowhere"),
    contract(Rule.FIELD_SOURCE, "heading: Description", "heading: []", "part:", "heading"),
    contract(
        Rule.FIELD_SOURCE,
        "heading: Description",
        "heading: P, position: 1",
        "part:",
        "one of",
        "heading and position",
    ),
    contract(
        Rule.FIELD_OPTION, "heading: Description", "heading: P, minimum: 0", "part:", "integer", "minimum"
    ),
    contract(Rule.FIELD_OPTION, "heading: Description", "heading: P, blank: zero", "part:", says="blank"),
    contract(
        Rule.FIELD_OPTION, "heading: Description", "heading: P, date_format: yyyy-mm-dd", "part:", "date"
    ),
    contract(Rule.FIELD_OPTION, TOTAL, TOTAL.replace("0}", "0, codes: [a]}"), "total:", "text"),
    contract(Rule.FIELD_OPTION, TOTAL, TOTAL.replace("0}", "0, may_be_blank: true}"), "total:"),
    contract(Rule.FIELD_OPTION, TOTAL, TOTAL.replace("0}", "5, maximum: 4}"), "total:", says="below"),
    contract(Rule.RESERVED_NAME, PART, f"{PART}\n  unit: {{heading: U}}", "unit: {heading", "unit_code"),
    contract(Rule.RESERVED_NAME, PART, f"{PART}\n  null: {{heading: U}}", "null:", "null_field"),
    contract(Rule.RESERVED_NAME, PART, f"{PART}\n  n__state: {{heading: U}}", "n__state:", "n_state_field"),
    contract(Rule.HEADING_TWICE, PART, "part: {heading: total_pathways}", "Total_Pathways", says="“part”"),
    contract(
        Rule.DATES_REVERSED,
        "heading: Description",
        "heading: [{name: D, effective_from: 2018-04-01, effective_to: 2017-01-01}]",
        "part:",
    ),
    contract(
        Rule.DATE_FORMAT, PART, "part: {heading: D, type: date, date_format: dd/mm}", "part:", "yyyy", "year"
    ),
    contract(Rule.DATE_FORMAT, "dd/mm/yyyy", "dd/yyyy", "period:", "mmm-yy", "month"),
    contract(Rule.DATE_FORMAT, "dd/mm/yyyy", "dd/mm/yyyy mm", "period:", says="twice"),
    contract(
        Rule.DATE_FORMAT,
        "month: {heading: Date}",
        "month: {heading: Date, type: date}",
        "period:",
        "date_format",
    ),
    contract(Rule.DATE_FORMAT, PERIOD, TWO_DATES.replace("dd/", ""), "period:", "day", "day"),
    contract(Rule.PERIOD_WAY, PERIOD, "period: {}", "period:", "file_name", "none"),
    contract(
        Rule.PERIOD_WAY,
        PERIOD,
        "period: {field: month, constant: 2018-04}",
        "period:",
        says="field, constant",
    ),
    contract(Rule.PERIOD_WAY, PERIOD, "period: {start_field: month}", "period:", "end_field"),
    contract(Rule.PERIOD_WAY, PERIOD, "period: {year_field: month}", "period:", "month_field"),
    contract(
        Rule.PERIOD_WAY, PERIOD, "period: {constant: 2018-04, format: yyyy-mm}", "period:", says="format"
    ),
    contract(Rule.UNKNOWN_FIELD, PERIOD, "period: {field: mouth}", "period:", "“month”"),
    contract(
        Rule.UNKNOWN_FIELD, PERIOD, "period: {start_field: month, end_field: mnth}", "period:", "“month”"
    ),
    contract(
        Rule.BAD_PATTERN, PERIOD, "period: {file_name: '(?P<year>['}", "period:", "(?P<month>", "regular"
    ),
    contract(
        Rule.BAD_PATTERN, PERIOD, r"period: {file_name: '(?P<year>\d+)'}", "period:", "(?P<month>…)", "month"
    ),
    contract(Rule.BAD_PERIOD, PERIOD, "period: {constant: April}", "period:", "2018-04"),
    contract(Rule.BAD_PERIOD, PERIOD, "period: {constant: 2018-Q2}", "period:", says="quarter"),
    contract(Rule.UNKNOWN_FIELD, "unit: {field: provider}", "unit: {field: provder}", "unit:", "“provider”"),
    contract(Rule.CODE_SOURCE, "unit: {field: provider}", "unit: {}", "unit:", "constant"),
    contract(Rule.CODE_SOURCE, "unit: {field: provider}", "unit: {field: provider, constant: ZZ1}", "unit:"),
    contract(Rule.UNKNOWN_UNIT, "unit: {field: provider}", "unit: {constant: ZZX}", "unit:", "“ZZ"),
    contract(Rule.FIELD_TYPE, "unit: {field: provider}", "unit: {field: total}", "unit:", "type: code"),
    contract(Rule.UNKNOWN_FIELD, "checks:", "stop_at_blank: parts\nchecks:", "stop_at", "“part”"),
    contract(Rule.UNKNOWN_FIELD, "checks:", "key: [provider, parts]\nchecks:", "key:", "“part”"),
    contract(
        Rule.UNKNOWN_FIELD,
        "checks:",
        "sums: {all_waits: {fields: [within, totl]}}\nchecks:",
        "sums",
        "“total”",
    ),
    contract(
        Rule.FIELD_TYPE, "checks:", "sums: {all_waits: {fields: [within, part]}}\nchecks:", "sums", "integer"
    ),
    contract(Rule.LISTED_TWICE, "checks:", "sums: {all_waits: {fields: [within, within]}}\nchecks:", "sums"),
    contract(
        Rule.DUPLICATE_NAME, "checks:", "sums: {total: {fields: [within]}}\nchecks:", "sums", says="“total”"
    ),
    contract(Rule.BAND_SUM, "checks:", "sums: {all_waits: {}}\nchecks:", "sums", "headings_to"),
    contract(
        Rule.BAND_SUM, "checks:", "sums: {all_waits: {headings_from: a}}\nchecks:", "sums", "headings_to"
    ),
    contract(Rule.BAND_SUM, "checks:", "sums: {w: {fields: [within], headings_to: a}}\nchecks:", "sums"),
    contract(
        Rule.UNKNOWN_FIELD, "checks:", "totals: [{where: x, fields: [totl]}]\nchecks:", "totals", "“total”"
    ),
    contract(
        Rule.UNKNOWN_FIELD, "checks:", "totals: [{where: x, per: [parts]}]\nchecks:", "totals", "“part”"
    ),
    contract(Rule.FIELD_TYPE, "checks:", "totals: [{where: x, fields: [part]}]\nchecks:", "totals"),
    contract(Rule.OUT_OF_RANGE, "checks:", "totals: [{where: x, tolerance: -1}]\nchecks:", "totals", "0.5"),
    contract(
        Rule.UNKNOWN_FIELD,
        "checks:",
        "long: {measure_field: cgg, value_field: month, measures: {m: M}}\nchecks:",
        "long",
        "“ccg”",
    ),
    contract(
        Rule.FIELD_TYPE,
        "checks:",
        "long: {measure_field: ccg, value_field: month, type: text, measures: {m: M}}\nchecks:",
        "long",
        "decimal",
    ),
    contract(
        Rule.FIELD_TYPE,
        "markers:\n",
        "  extra: {heading: E, type: integer}\n"
        "long: {measure_field: extra, value_field: month, measures: {m: M}}\nmarkers:\n",
        "long",
        "type: code",
    ),
    contract(
        Rule.MEASURE_TWICE,
        "checks:",
        "long: {measure_field: ccg, value_field: month, measures: {m: M, n: [N, M]}}\nchecks:",
        "long",
        says="“m”",
    ),
    contract(Rule.MARKER_TWICE, "['*']", "['*']\n  not_due: ['* ']", "not_due", says="suppressed"),
    contract(Rule.MARKER_TWICE, "['*']", "['']", "suppressed", "“blank”"),
    contract(
        Rule.UNKNOWN_FIELD,
        "checks:",
        "recode: [{field: provder, code: A, becomes: ZZ1}]\nchecks:",
        "recode",
        "“provider”",
    ),
    contract(Rule.FIELD_TYPE, "checks:", "recode: [{field: part, code: A, becomes: ZZ1}]\nchecks:", "recode"),
    contract(
        Rule.UNKNOWN_UNIT,
        "checks:",
        "recode: [{field: provider, code: A, becomes: ZZX}]\nchecks:",
        "recode",
        "“ZZ",
    ),
    contract(
        Rule.DATES_REVERSED,
        "checks:",
        "recode:\n  - {field: ccg, code: A, becomes: B,\n     "
        "effective_from: 2018-04-01, effective_to: 2018-03-01}\nchecks:",
        "2018-03-01",
    ),
    contract(
        Rule.RECODE_OVERLAP,
        "checks:",
        "recode:\n  - {field: ccg, code: A, becomes: B}\n  - {field: ccg, code: [C, A], becomes: D}\nchecks:",
        "becomes: D",
        says="line 19",
    ),
    contract(Rule.FORMAT_OPTION, "checks:", "sheet: One\nchecks:", "sheet", "Remove", "csv"),
    contract(Rule.FORMAT_OPTION, "format: csv", "format: xlsx\ndelimiter: ';'", "delimiter", says="xlsx"),
    contract(
        Rule.FORMAT_OPTION, "format: csv", "format: parquet\nencoding: cp1252", "encoding", says="parquet"
    ),
    contract(Rule.FORMAT_OPTION, "format: csv", "format: csv\nencoding: utf-9", "encoding", "cp1252"),
    contract(Rule.FORMAT_OPTION, "format: csv", "format: csv\nencoding: base64", "encoding"),
    contract(Rule.FORMAT_OPTION, "format: csv", "format: csv\ndelimiter: ', '", "delimiter", "tab"),
    contract(
        Rule.HEADING_PLACE,
        "format: csv",
        "format: csv\nheading: {row: 1, containing: Date}",
        "heading: {row",
        "row: 1",
    ),
    contract(
        Rule.HEADING_PLACE, "format: csv", "format: csv\nheading: {rows: 2}", "heading: {row", "containing"
    ),
]


@pytest.mark.parametrize("bad", CONTRACTS, ids=str)
def test_a_mistake_in_a_contract_is_told(bad: Bad) -> None:
    check_bad(bad)
