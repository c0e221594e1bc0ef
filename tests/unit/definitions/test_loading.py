"""A workspace is loaded whole, or every issue in it is told at once; nothing a file holds can raise."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.workspace import (
    CONTRACT,
    FILES,
    FRAMEWORK,
    INDICATOR,
    ORGANISATION,
    SCORECARDS,
    STANDARDS,
    TEXTS,
    changed,
    small_workspace,
)
from tests.unit.definitions.bad import issues_of
from trustboard.definitions.loading import load_definitions
from trustboard.definitions.rules import Rule
from trustboard.definitions.workspace import Workspace
from trustboard.vocabulary.issue import Issue, Severity
from trustboard.vocabulary.standard import Basis, Operator

YAML_FILES = [name for name, file in FILES.items() if file.endswith(".yaml")]
BETTER = {better: INDICATOR.replace("higher", better) for better in ("higher", "lower", "band", "neutral")}


def workspace(**overrides: str | bytes | None) -> Workspace:
    loaded = load_definitions(small_workspace(**overrides))
    assert loaded.workspace is not None, loaded.issues
    return loaded.workspace


def rules(issues: list[Issue]) -> list[Rule]:
    return [Rule(issue.rule) for issue in issues]


def test_a_good_workspace_has_no_issues_and_everything_in_it() -> None:
    loaded = load_definitions(small_workspace())
    assert loaded.issues == ()
    assert loaded.errors == ()
    found = workspace()
    assert list(found.contracts) == ["waits"]
    assert list(found.indicators) == ["seen_2w"]
    assert list(found.scorecards) == ["board"]
    assert [unit.unit_code for unit in found.organisation.units] == ["ENG", "ZZ1", "ZZ2", "ZZ3", "AMH"]
    assert [unit.line for unit in found.organisation.units] == [2, 3, 4, 5, 6]
    assert found.frameworks["2018-19"].approval.approved_on == date(2018, 3, 28)


def test_standards_stand_in_their_framework_with_exact_values() -> None:
    first, second = workspace().frameworks["2018-19"].standards
    assert (first.operator, first.value, first.tolerance) == (
        Operator.AT_LEAST,
        Decimal("0.5"),
        Decimal("0.05"),
    )
    assert (first.basis, first.unit, first.upper_value) == (Basis.NATIONAL, None, None)
    assert (second.effective_from, second.effective_to) == (date(2018, 4, 1), None)
    assert (second.approved_on, second.reference) == (date(2018, 3, 28), "Minute 18/041")


def test_a_standard_in_plain_numbers_keeps_them() -> None:
    plain = INDICATOR.replace("kind: proportion", "kind: rate\nper: 100").replace("percent", "number")
    text = STANDARDS.replace("50%,,5%", "50.25,,5").replace("53%,,5%", "53,,")
    (first, second) = workspace(indicator=plain, standards=text).frameworks["2018-19"].standards
    assert (first.value, first.tolerance) == (Decimal("50.25"), Decimal(5))
    assert (second.value, second.tolerance) == (Decimal(53), None)


def test_a_later_approval_may_overlap_an_earlier_one() -> None:
    later = "seen_60,seen_2w,,>=,60%,,,national,2018-04-01,,2018-09-26,Board of directors,Minute 18/120\n"
    assert issues_of(standards=STANDARDS + later) == []


@pytest.mark.parametrize("change", [("seen_2w,,", "seen_2w,ZZ1,"), ("national", "local")])
def test_standards_of_another_unit_or_basis_may_overlap(change: tuple[str, str]) -> None:
    second = STANDARDS.splitlines()[2].replace("seen_53", "seen_53b").replace(*change)
    assert issues_of(standards=f"{STANDARDS}{second}\n") == []


def test_standards_of_two_frameworks_overlap_too() -> None:
    issues = issues_of(
        **{
            "frameworks/2019-20/framework.yaml": "year: 2019-20\napproval: {approved_by: Board, "
            "approved_on: 2019-03-27, reference: Minute}\n",
            "frameworks/2019-20/standards.csv": STANDARDS.replace("seen_5", "again_5").replace("_2w", "_2w"),
        }
    )
    assert rules(issues) == [Rule.STANDARDS_OVERLAP] * 2
    assert {issue.file for issue in issues} == {"frameworks/2019-20/standards.csv"}
    assert "line 2 of frameworks/2018-19/standards.csv" in issues[0].message


BAND = "seen_53,seen_2w,,between,40%,60%,,national,2018-04-01,,2018-03-28,Board,Minute\n"


@pytest.mark.parametrize(
    ("better", "line", "expected"),
    [
        ("band", BAND, []),
        ("band", BAND.replace("40%,60%", "40%,"), [(Rule.STANDARD_BAND, "upper_value")]),
        ("band", BAND.replace("40%,60%", "60%,40%"), [(Rule.STANDARD_BAND, "upper_value")]),
        ("band", BAND.replace("60%", "60"), [(Rule.STANDARD_SCALE, "upper_value")]),
        ("band", BAND.replace("between,40%,60%", ">=,40%,"), [(Rule.STANDARD_OPERATOR, "operator")]),
        ("higher", BAND, [(Rule.STANDARD_OPERATOR, "operator")]),
        ("lower", BAND.replace("between,40%,60%", "<=,40%,"), []),
        ("lower", BAND.replace("between,40%,60%", "=,40%,"), []),
        ("neutral", BAND, [(Rule.STANDARD_NEUTRAL, "indicator")]),
    ],
)
def test_a_standard_suits_what_is_better(better: str, line: str, expected: list[tuple[Rule, str]]) -> None:
    heading = STANDARDS.splitlines()[0]
    issues = issues_of(indicator=BETTER[better], standards=f"{heading}\n{line}")
    assert [(issue.rule, issue.column) for issue in issues] == expected
    assert all(issue.line == 2 for issue in issues)


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("rate\nper: 100", "53%", "Write 53, if"),
        ("rate\nper: 1000", "12.5%", "Write 12.5, if"),
        ("rate", "53%", "Write 0.53, as"),
        ("ratio", "50%", "Write 0.5, as"),
        ("ratio", "150%", "Write 1.5, as"),
    ],
)
def test_a_plain_number_is_never_written_as_a_percentage(kind: str, text: str, meant: str) -> None:
    plain = INDICATOR.replace("display: percent\n", "").replace("kind: proportion", f"kind: {kind}")
    rest = STANDARDS.replace("50%,,5%", "50,,5").replace("53%,,5%", f"{text},,")
    (issue,) = issues_of(indicator=plain, standards=rest)
    assert issue.rule is Rule.STANDARD_SCALE
    assert issue.cure.startswith(meant)


@pytest.mark.parametrize("display", ["", "display: number\n"])
@pytest.mark.parametrize("text", ["50%", "0.5"])
def test_half_of_a_proportion_is_half_however_it_is_written(display: str, text: str) -> None:
    indicator = INDICATOR.replace("display: percent\n", display)
    found = workspace(indicator=indicator, standards=STANDARDS.replace("53%,,5%", f"{text},,0.05"))
    standard = next(each for each in found.frameworks["2018-19"].standards if each.standard_id == "seen_53")
    assert (standard.value, standard.tolerance) == (Decimal("0.5"), Decimal("0.05"))


@pytest.mark.parametrize("display", ["", "display: number\n"])
def test_fifty_of_a_proportion_is_refused_however_it_is_shown(display: str) -> None:
    indicator = INDICATOR.replace("display: percent\n", display)
    (issue,) = issues_of(indicator=indicator, standards=STANDARDS.replace("53%,,5%", "50,,"))
    assert issue.rule is Rule.STANDARD_SCALE
    assert issue.cure == "Write 50%."


def test_blank_lines_and_blank_last_columns_of_a_spreadsheet_do_no_harm() -> None:
    lines = [f"{line},," for line in STANDARDS.splitlines()]
    blank = "," * 14
    standards = "\r\n".join([lines[0], lines[1], blank, lines[2], blank, ""])
    assert len(workspace(standards=standards).frameworks["2018-19"].standards) == 2


def test_a_cell_below_no_heading_is_told() -> None:
    standards = "\n".join(
        f"{line},{'' if number == 0 else 'x'}" for number, line in enumerate(STANDARDS.splitlines())
    )
    issues = issues_of(standards=standards)
    assert rules(issues) == [Rule.CELLS_BEYOND_HEADING] * 2


@pytest.mark.parametrize("name", list(FILES))
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(name: str) -> None:
    text = "\ufeff" + TEXTS[name].replace("\n", "\r\n")
    assert workspace(**{name: text}) == workspace()


@pytest.mark.parametrize("name", list(FILES))
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_one_issue_in_its_file(name: str, encoding: str) -> None:
    text = TEXTS[name].replace("made up", "made up – really").replace("Board of", "Board – of")
    text = text.replace("begins", "begins") + ("# –\n" if not FILES[name].endswith(".csv") else "–\n")
    issues = [issue for issue in issues_of(**{name: text.encode(encoding)}) if issue.rule is Rule.NOT_UTF_8]
    assert [issue.file for issue in issues] == [FILES[name]]
    assert issues[0].line is not None
    assert "UTF-8" in issues[0].cure


def test_not_utf_8_is_told_with_its_line() -> None:
    content = INDICATOR.encode("utf-8").replace(b"Waiting", b"Wait\x96ing")
    (issue,) = [issue for issue in issues_of(indicator=content) if issue.file == FILES["indicator"]]
    assert (issue.rule, issue.line) == (Rule.NOT_UTF_8, 3)


@pytest.mark.parametrize("name", list(FILES))
def test_an_empty_file_is_an_issue(name: str) -> None:
    issues = [issue for issue in issues_of(**{name: ""}) if issue.file == FILES[name]]
    wanted = [Rule.MISSING_KEY] * 2 if name == "settings" else [Rule.EMPTY_FILE]
    assert rules(issues) == wanted
    assert issues[0].line == 1


@pytest.mark.parametrize("name", YAML_FILES)
@pytest.mark.parametrize("text", ["just words\n", "5\n", "{}\n", "[]\n", "[1, 2]\n", "null\n", "# nothing\n"])
def test_a_file_of_the_wrong_kind_is_an_issue_and_never_skipped(name: str, text: str) -> None:
    if (name, text) == ("scorecards", "[]\n"):
        assert issues_of(scorecards=text) == []  # a year may have no scorecard yet
        return
    loaded = load_definitions(small_workspace(**{name: text}))
    assert loaded.workspace is None
    assert FILES[name] in {issue.file for issue in loaded.errors}


@pytest.mark.parametrize(
    ("name", "file"), [("settings", "trustboard.toml"), ("organisation", "organisation.csv")]
)
def test_a_workspace_needs_its_settings_and_its_organisation(name: str, file: str) -> None:
    (issue,) = issues_of(**{name: None})
    assert (issue.rule, issue.file) == (Rule.MISSING_FILE, file)


def test_a_year_needs_its_framework_file() -> None:
    issues = issues_of(framework=None, scorecards=None)
    assert [(issue.rule, issue.file) for issue in issues] == [(Rule.MISSING_FILE, FILES["framework"])]


@pytest.mark.parametrize(
    ("file", "cure"),
    [
        ("indicators/falls.yml", "indicators/falls.yaml"),
        ("indicators/falls.YAML", "indicators/falls.yaml"),
        ("indicators/falls.yaml.txt", "indicators/falls.yaml"),
        ("indicators/old/falls.yaml", "move it"),
        ("indicators/falls.yaml.bak", "move it"),
        ("extracts/falls.json", "extracts/falls.yaml"),
        ("frameworks/2018-19/minutes.xlsx", "move it"),
        ("frameworks/2018-19/standard.csv", "standards.csv"),
        ("frameworks/standards.csv", "move it"),
    ],
)
def test_a_file_that_would_not_be_read_is_told(file: str, cure: str) -> None:
    issues = [issue for issue in issues_of(**{file: "id: falls\n"}) if issue.file == file]
    assert rules(issues) == [Rule.UNEXPECTED_FILE]
    assert cure in issues[0].cure


def test_one_bad_file_is_one_issue_and_not_one_more_wherever_it_is_named() -> None:
    issues = issues_of(indicator=INDICATOR.replace("higher", "hihger"))
    assert rules(issues) == [Rule.UNKNOWN_WORD]
    assert rules(issues_of(indicator="id: seen_2w\n\tx: 1\n")) == [Rule.BAD_YAML]
    assert rules(issues_of(contract=CONTRACT.replace("csv\n", "cvs\n"))) == [Rule.UNKNOWN_WORD]
    assert rules(issues_of(framework=FRAMEWORK.replace("year: 2018-19", "year: [x]"))) == [Rule.WRONG_TYPE]
    assert rules(issues_of(organisation=ORGANISATION.replace("Fenbrook Part", '"Fenbrook Part'))) == [
        Rule.BAD_CSV
    ]
    assert rules(issues_of(organisation=ORGANISATION.replace("ZZ1,trust", "ZZ1,trsut"))) == [
        Rule.UNKNOWN_WORD
    ]


def test_what_could_be_built_is_there_although_something_else_is_wrong() -> None:
    loaded = load_definitions(small_workspace(scorecards="- {}\n"))
    assert loaded.workspace is None
    assert (list(loaded.contracts), list(loaded.indicators)) == (["waits"], ["seen_2w"])


def test_all_issues_of_all_files_come_at_once_in_the_order_of_files_and_lines() -> None:
    loaded = load_definitions(
        small_workspace(
            settings="nam = 'x'\n",
            organisation=ORGANISATION.replace("ZZ1,trust,ENG", "ZZ1,trsut,ENG"),
            contract=CONTRACT.replace("unit: {field: provider}", "unit: {field: provder}"),
            indicator=INDICATOR.replace("higher", "hihger").replace("owner:", "owned:"),
            framework=FRAMEWORK.replace("2018-10-15", "15/10/2018"),
            standards=STANDARDS.replace("53%", "fifty"),
            scorecards=SCORECARDS.replace("compare_with", "compares"),
        )
    )
    places = [(issue.file, issue.line) for issue in loaded.issues]
    assert places == sorted(places)
    assert {issue.file for issue in loaded.issues} == set(FILES.values())
    assert len(loaded.issues) == 9


def test_a_name_is_given_once() -> None:
    (issue,) = issues_of(scorecards=SCORECARDS + SCORECARDS)
    assert (issue.rule, issue.line) == (Rule.DUPLICATE_NAME, 9)
    issues = issues_of(**{"extracts/waits2.yaml": CONTRACT.replace("extract: waits", "extract: waits2")})
    assert rules(issues) == [Rule.SAME_FILES]
    assert "extracts/waits.yaml" in issues[0].message


@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("indicators/seen_3w.yaml", INDICATOR, Rule.NAME_NOT_FILE),
        ("extracts/other.yaml", CONTRACT.replace("waits*", "other*"), Rule.NAME_NOT_FILE),
    ],
)
def test_what_a_file_defines_has_the_name_of_the_file(file: str, text: str, rule: Rule) -> None:
    issues = issues_of(**{file: text})
    assert [(issue.rule, issue.file) for issue in issues] == [(rule, file)]


def test_an_indicator_without_a_worked_case_does_not_ship() -> None:
    (issue,) = issues_of(indicator=INDICATOR[: INDICATOR.index("cases:")] + "cases: []\n")
    assert (issue.rule, issue.severity) == (Rule.NO_CASES, Severity.ERROR)


def test_an_overdue_review_is_a_warning_on_the_day_that_is_asked_for() -> None:
    files = changed("indicator", ("2099-03-31", "2019-03-31"))
    assert load_definitions(files).issues == ()
    assert load_definitions(files, on=date(2019, 3, 31)).issues == ()
    loaded = load_definitions(files, on=date(2019, 4, 1))
    assert [(issue.rule, issue.severity) for issue in loaded.issues] == [
        (Rule.REVIEW_OVERDUE, Severity.WARNING)
    ]
    assert loaded.workspace is not None
    assert "Chief operating officer" in loaded.issues[0].cure


def test_a_retired_indicator_still_shown_is_a_warning() -> None:
    loaded = load_definitions(changed("indicator", ("owner:", "status: retired\nowner:")))
    assert [(issue.rule, issue.file) for issue in loaded.issues] == [
        (Rule.RETIRED_SHOWN, FILES["scorecards"])
    ]
    assert loaded.workspace is not None


@pytest.mark.parametrize(
    ("field", "is_known"),
    [("part", False), ("value", False), ("seen", True), ("month", True), ("bands", True)],
)
def test_worked_cases_use_the_fields_that_indicators_see(field: str, is_known: bool) -> None:
    contract = CONTRACT.replace("checks:\n  - rule: within <= total\n", "").replace(
        "markers:",
        "  value: {heading: V, type: integer}\n"
        "long: {measure_field: part, value_field: value, measures: {seen: [S]}}\n"
        "sums: {bands: {fields: [within, total]}}\nmarkers:",
    )
    indicator = INDICATOR.replace("      - {part: incomplete, within: 5, total: 9}\n", "").replace(
        "{part: completed, within: 3, total: 4}", f"{{{field}: 1}}"
    )
    wanted = [] if is_known else [Rule.CASE_FIELD]
    assert rules(issues_of(contract=contract, indicator=indicator)) == wanted


# --- nothing raises, and lines are right -----------------------------------------------------------


@given(st.sampled_from(sorted(FILES)), st.binary(max_size=200))
def test_no_bytes_can_make_loading_raise(name: str, content: bytes) -> None:
    load_definitions(small_workspace(**{name: content}))


@given(st.sampled_from(sorted(FILES)), st.data())
def test_no_damage_to_a_good_file_can_make_loading_raise(name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    new = data.draw(st.text(st.sampled_from(" \n\t:-{}[],'\"&*!|>%@#?0a\ud800~<=."), max_size=8))
    damaged = (text[:start] + new + text[end:]).encode("utf-8", errors="surrogatepass")
    loaded = load_definitions(small_workspace(**{name: damaged}))
    for issue in loaded.issues:
        assert issue.cure
        assert issue.file in FILES.values()
        assert (
            1
            <= (issue.line or 0)
            <= damaged.count(b"\n") + max(text.count("\n") for text in TEXTS.values()) + 1
        )
        assert "pydantic" not in str(issue).lower()


@given(st.sampled_from(YAML_FILES), st.integers(0, 40), st.booleans())
def test_an_unknown_key_is_told_on_the_line_on_which_it_stands(name: str, at: int, comments: bool) -> None:
    lines = TEXTS[name].splitlines()
    tops = [number for number, line in enumerate(lines) if line[:1].isalpha()] or [1]
    position = tops[at % len(tops)]
    indent = "" if lines[position][:1].isalpha() else "  "
    lines.insert(position, f"{indent}zzzz: 1")
    lines = [part for line in lines for part in ((["", "# a comment: x"] if comments else []) + [line])]
    issues = [issue for issue in issues_of(**{name: "\n".join(lines)}) if issue.rule is Rule.UNKNOWN_KEY]
    assert [issue.line for issue in issues] == [lines.index(f"{indent}zzzz: 1") + 1]


@given(
    st.lists(
        st.sampled_from(["one", 'two "quoted"\nlines', "three\n\n\nlines", "a, b"]), min_size=2, max_size=6
    )
)
def test_lines_of_a_csv_count_line_ends_inside_cells(names: list[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ORGANISATION.splitlines()[0].split(","))
    lines = []
    for number, name in enumerate(names):
        lines.append(out.getvalue().count("\n") + 1)
        writer.writerow([f"U{number}", "nothing", "", name, "2010-04-01", "", ""])
    issues = [issue for issue in issues_of(organisation=out.getvalue()) if issue.rule is Rule.UNKNOWN_WORD]
    assert [issue.line for issue in issues] == lines
