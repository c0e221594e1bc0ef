"""Every mistake of form in a definition is one issue with its line, in plain words, with a cure."""

import pytest

from tests.unit.definitions.bad import Bad, check_bad
from trustboard.definitions.rules import Rule

TOTAL = "total: {heading: Total_Pathways, type: integer, minimum: 0}"

KEYS = [
    Bad(Rule.UNKNOWN_KEY, "indicator", "better:", "beter:", "beter", "“better”"),
    Bad(Rule.UNKNOWN_KEY, "indicator", "domain:", "wibble: 1\ndomain:", "wibble", "Known:"),
    Bad(
        Rule.UNKNOWN_KEY,
        "contract",
        TOTAL,
        "total: {heading: T, tipe: integer}",
        "tipe",
        "“type”",
        "fields.total",
    ),
    Bad(Rule.UNKNOWN_KEY, "contract", "unit: {field", "unit: {feild", "unit:", "“field”", "unit"),
    Bad(Rule.UNKNOWN_KEY, "contract", "suppressed:", "supressed:", "supressed", "“suppressed”", "markers"),
    Bad(
        Rule.UNKNOWN_KEY, "framework", "approved_on", "aproved_on", "aproved_on", "“approved_on”", "approval"
    ),
    Bad(Rule.UNKNOWN_KEY, "scorecards", "compare_with", "compare", "compare", "“compare_with”"),
    Bad(Rule.UNKNOWN_KEY, "settings", "ods_code", "ods_cod", "ods_cod", "“ods_code”"),
    Bad(
        Rule.UNKNOWN_KEY,
        "settings",
        'ods_code = "ZZ1"',
        'ods_code = "ZZ1"\n[store]\nx = 1',
        "[store]",
        "Known:",
    ),
    Bad(Rule.MISSING_KEY, "indicator", "owner: Chief operating officer\n", "", "id:", "owner: …", "“owner”"),
    Bad(
        Rule.MISSING_KEY,
        "framework",
        "lead: Medical director\n",
        "\n",
        "- priority:",
        "lead: …",
        "quality_priorities[1]",
    ),
    Bad(Rule.MISSING_KEY, "scorecards", "  unit: ZZ1\n", "", "- scorecard", "unit: …"),
    Bad(
        Rule.DUPLICATE_KEY,
        "indicator",
        "kind:",
        "status: published\nstatus: retired\nkind:",
        "status: retired",
        "Keep one",
        "line 5",
    ),
    Bad(
        Rule.DUPLICATE_KEY, "contract", TOTAL, f"{TOTAL}\n  part: {{heading: Again}}", "Again", says="“part”"
    ),
    Bad(Rule.BAD_FORM, "contract", "  total:", "  Total-Sum:", "Total-Sum", "small letters", "Total-Sum"),
]

VALUES = [
    Bad(
        Rule.WRONG_TYPE,
        "indicator",
        "title: Seen within two weeks",
        "title: 2018",
        "title:",
        "in quotes: '2018'",
        "a text",
    ),
    Bad(
        Rule.WRONG_TYPE,
        "indicator",
        "title: Seen within two weeks",
        "title: true",
        "title:",
        "in quotes: 'true'",
    ),
    Bad(
        Rule.WRONG_TYPE,
        "indicator",
        "title: Seen within two weeks",
        "title:",
        "title:",
        "remove the key",
        "nothing",
    ),
    Bad(
        Rule.WRONG_TYPE,
        "indicator",
        "title: Seen within two weeks",
        "title: [a]",
        "title:",
        "Write a text",
        "a list",
    ),
    Bad(
        Rule.WRONG_TYPE,
        "indicator",
        "title: Seen within two weeks",
        "title: {a: b}",
        "title:",
        says="keys with values",
    ),
    Bad(
        Rule.WRONG_TYPE,
        "indicator",
        "domain:",
        "decimals: '1'\ndomain:",
        "decimals",
        "without quotes",
        "a whole number",
    ),
    Bad(Rule.WRONG_TYPE, "indicator", "domain:", "decimals: 1.5\ndomain:", "decimals", says="a whole number"),
    Bad(
        Rule.WRONG_TYPE, "indicator", "domain:", "decimals: true\ndomain:", "decimals", says="a whole number"
    ),
    Bad(Rule.WRONG_TYPE, "indicator", "2099-03-31", "31/03/2099", "review_by", "2018-04-01", "a date"),
    Bad(Rule.WRONG_TYPE, "indicator", "2099-03-31", "2099-02-30", "review_by", "2018-04-01", "a date"),
    Bad(Rule.WRONG_TYPE, "indicator", "2099-03-31", "2099", "review_by", says="a number"),
    Bad(Rule.WRONG_TYPE, "indicator", "2099-03-31", "86400", "review_by", says="a number"),
    Bad(Rule.WRONG_TYPE, "indicator", "2099-03-31", "'86400'", "review_by", says="a date"),
    Bad(
        Rule.WRONG_TYPE,
        "indicator",
        "levels: [nation, trust, commissioner]",
        "levels: trust",
        "levels",
        "['trust']",
    ),
    Bad(Rule.WRONG_TYPE, "contract", "['*']", "[NULL]", "suppressed", "'NULL'", "markers.suppressed[1]"),
    Bad(Rule.WRONG_TYPE, "contract", "['*']", "['*', [c]]", "suppressed", says="markers.suppressed[2]"),
    Bad(
        Rule.WRONG_TYPE, "contract", "heading: Description", "heading: 5", "part:", "'5'", "a text, or a list"
    ),
    Bad(
        Rule.WRONG_TYPE,
        "contract",
        "heading: Description",
        "heading: [Part, 5]",
        "part:",
        "'5'",
        "heading[2]",
    ),
    Bad(
        Rule.WRONG_TYPE,
        "contract",
        "heading: Description",
        "heading: [{name: 5}]",
        "part:",
        "'5'",
        "heading[1].name",
    ),
    Bad(
        Rule.UNKNOWN_KEY,
        "contract",
        "heading: Description",
        "heading: [{name: P, form: 1}]",
        "part:",
        "effective_from",
    ),
    Bad(Rule.WRONG_TYPE, "contract", "{field: provider}", "provider", "unit:", says="keys with values"),
    Bad(
        Rule.WRONG_TYPE,
        "contract",
        "minimum: 0}\nmarkers",
        "minimum: '0'}\nmarkers",
        "total:",
        says="a number",
    ),
    Bad(
        Rule.WRONG_TYPE,
        "contract",
        "minimum: 0}\nmarkers",
        "minimum: .nan}\nmarkers",
        "total:",
        says="a number",
    ),
    Bad(Rule.UNKNOWN_WORD, "indicator", "higher", "hihger", "better", "“higher”", "hihger"),
    Bad(Rule.UNKNOWN_WORD, "indicator", "higher", "5", "better", "Known:", "“5”"),
    Bad(
        Rule.UNKNOWN_WORD, "indicator", "[nation, trust", "[nation, trusts", "levels", "“trust”", "levels[2]"
    ),
    Bad(Rule.UNKNOWN_WORD, "indicator", "kind: proportion", "kind: proportoin", "kind", "“proportion”"),
    Bad(Rule.UNKNOWN_WORD, "contract", "format: csv", "format: xslx", "format: xslx", "“xlsx”"),
    Bad(Rule.UNKNOWN_WORD, "contract", "dd/mm/yyyy}", "dd/mm/yyyy, grain: monthly}", "period:", "“month”"),
    Bad(Rule.UNKNOWN_WORD, "framework", "on_track", "ontrack", "ontrack", "“on_track”"),
    Bad(
        Rule.UNKNOWN_WORD,
        "settings",
        'ods_code = "ZZ1"',
        'ods_code = "ZZ1"\nrule_profile = "nhs"',
        "nhs",
        "“nhsr”",
    ),
    Bad(Rule.OUT_OF_RANGE, "indicator", "domain:", "decimals: 9\ndomain:", "decimals", says="at most 6"),
    Bad(
        Rule.OUT_OF_RANGE,
        "contract",
        "fields:\n",
        "heading: {row: 0}\nfields:\n",
        "row: 0",
        says="at least 1",
    ),
    Bad(
        Rule.OUT_OF_RANGE,
        "contract",
        "fields:\n",
        "heading: {row: 1, rows: 4}\nfields:\n",
        "row",
        says="at most 3",
    ),
    Bad(Rule.BAD_FORM, "indicator", "id: seen_2w", "id: Seen-2w", "id:", "small letters"),
    Bad(
        Rule.BAD_FORM, "indicator", "title: Seen within two weeks", "title: ' '", "title:", "Write something"
    ),
    Bad(
        Rule.BAD_FORM, "scorecards", "scorecard: board", "scorecard: The board", "The board", "small letters"
    ),
    Bad(
        Rule.BAD_FORM, "settings", 'ods_code = "ZZ1"', 'ods_code = "ZZ1"\naccent = "blue"', "blue", "#1f4e79"
    ),
    Bad(
        Rule.BAD_FORM,
        "settings",
        'ods_code = "ZZ1"',
        'ods_code = "ZZ1"\nlanguage = "English"',
        "English",
        "en-GB",
    ),
    Bad(Rule.BAD_FORM, "framework", "year: 2018-19", "year: 2018/19", "year:", "2026-27"),
    Bad(Rule.FILE_SOURCE, "contract", 'files: ["waits*.csv"]', "files: []", "files:", "query"),
    Bad(
        Rule.EMPTY_LIST,
        "indicator",
        "sources: [Standing return of the made-up trust]",
        "sources: []",
        "sources:",
        "at least one",
    ),
]

SYNTAX = [
    Bad(Rule.BAD_YAML, "indicator", "title: Seen", "title: Seen: within", "title", "quotes", "character 12"),
    Bad(Rule.BAD_YAML, "indicator", "kind:", "\tkind:", "\tkind", "spaces", "A tab"),
    Bad(Rule.BAD_YAML, "contract", "['*']", "[*]", "suppressed", "quotes"),
    Bad(Rule.BAD_YAML, "contract", "['*']", "*", "suppressed", "quotes"),
    Bad(Rule.BAD_YAML, "contract", "['*']", "[*x]", "suppressed", "quotes", "reference"),
    Bad(Rule.BAD_YAML, "contract", "['*']", "[%]", "suppressed", "quotes"),
    Bad(Rule.BAD_YAML, "contract", "['*']", "['*'", "checks", "Close"),
    Bad(Rule.BAD_YAML, "indicator", "  - it:", " it:", "    rows:", "same column", "A colon"),
    Bad(Rule.BAD_YAML, "indicator", "owner: Chief operating officer", "---\nowner: C", "---", "one file"),
    Bad(Rule.BAD_YAML, "indicator", "owner: Chief", "owner: Ch\x07ief", "owner", "Delete", "control"),
    Bad(
        Rule.BAD_YAML,
        "indicator",
        "owner: Chief operating officer",
        'owner: "C\\q"',
        "owner",
        "single quotes",
    ),
    Bad(
        Rule.YAML_TAG,
        "indicator",
        "owner: Chief",
        "owner: !!python/name:os.system Chief",
        "owner",
        "Remove",
        "tag",
    ),
    Bad(Rule.YAML_TAG, "indicator", "domain:", "decimals: !!int 1\ndomain:", "decimals", "quotes"),
    Bad(Rule.BAD_TOML, "settings", 'ods_code = "ZZ1"', "ods_code = ZZ1", "ods_code", "text"),
    Bad(
        Rule.BAD_TOML,
        "settings",
        'ods_code = "ZZ1"',
        'ods_code = "ZZ1"\nname = "B"',
        '"B"',
        "Keep one",
        "twice",
    ),
    Bad(Rule.WRONG_TYPE, "settings", '"ZZ1"', "1", "ods_code", "'1'"),
]


@pytest.mark.parametrize("bad", KEYS, ids=str)
def test_a_wrong_key_is_told_with_the_nearest_one(bad: Bad) -> None:
    check_bad(bad)


@pytest.mark.parametrize("bad", VALUES, ids=str)
def test_a_wrong_value_is_told_with_what_should_stand_there(bad: Bad) -> None:
    check_bad(bad)


@pytest.mark.parametrize("bad", SYNTAX, ids=str)
def test_bad_syntax_is_one_issue_with_its_line(bad: Bad) -> None:
    check_bad(bad)
