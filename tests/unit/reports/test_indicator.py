"""The page behind a row: data, definition, standards over time, files."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.support.board import KNOWN_ON, PERIOD, build_board_model, build_inputs, figure_of, inputs_of
from tests.support.measures import AT_LEAST, LOCAL, Measure
from trustboard.definitions.contract import Source
from trustboard.reports.definition import definition_terms
from trustboard.reports.indicator import attributions_of, indicator_page, receipt_lines, standard_lines
from trustboard.reports.inputs import BoardInputs
from trustboard.reports.page import IndicatorPage, Term
from trustboard.reports.rows import row_of
from trustboard.reports.subject import Subject
from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.standard import Basis, Better
from trustboard.vocabulary.state import State

SHARE = Measure(
    id="share",
    title="Share",
    level=0.5,
    spread=0,
    held=(AT_LEAST, "0.6", LOCAL),
    earlier=("0.5", "2026-04-01"),
)


def subject(inputs: BoardInputs) -> Subject:
    return Subject(inputs, inputs.indicators[0])


def page(inputs: BoardInputs) -> IndicatorPage:
    return indicator_page(subject(inputs), row_of(subject(inputs)))


def definition_of(wanted: Subject) -> tuple[Term, ...]:
    return definition_terms(wanted.indicator, wanted.inputs.workspace, known_on=wanted.inputs.known_on)


def of(measure: Measure, *figures):  # type: ignore[no-untyped-def]
    return page(inputs_of([measure], figures))


def months(measure: Measure, count: int = 24):  # type: ignore[no-untyped-def]
    return [figure_of(measure, 70 + back % 3, 100, back=back) for back in range(count)]


def test_the_data_table_has_every_period_the_latest_first() -> None:
    lines = of(SHARE, *months(SHARE, 70)).data
    assert len(lines) == 70
    assert [line.period_code for line in lines[:3]] == ["2026-10", "2026-09", "2026-08"]
    first = lines[0]
    assert (first.numerator, first.denominator, first.value.text) == ("70", "100", "70.0%")
    assert (first.standard, first.standard_number) == ("At least 60%", 0.6)
    assert first.verdict is not None
    assert first.verdict.word == "Achieved"
    assert first.limits == " to ".join(first.limits.split(" to "))
    assert first.mean


def test_each_period_is_held_to_the_standard_of_its_time() -> None:
    lines = {line.period_code: line.standard for line in of(SHARE, *months(SHARE)).data}
    assert (lines["2026-04"], lines["2026-03"]) == ("At least 60%", "At least 50%")


def test_a_period_that_is_missing_is_a_line_with_its_state() -> None:
    figures = [figure_of(SHARE, 70, 100, back=2), figure_of(SHARE, None, None, state=State.SUPPRESSED)]
    latest, between, oldest = of(SHARE, *figures).data
    assert (latest.value.text, latest.numerator, latest.denominator) == ("Suppressed", "", "")
    assert (between.value.text, between.value.detail) == ("Not collected", "no figure for this period")
    assert oldest.value.text == "70.0%"


def test_signals_in_the_data_carry_their_rule() -> None:
    lines = of(SHARE, figure_of(SHARE, 20, 100), *months(SHARE)[1:]).data
    assert lines[0].signal == "Concerning: below the lower limit"


def test_a_count_has_no_numerator_of_its_own_in_the_table() -> None:
    count = replace(SHARE, kind=Kind.COUNT)
    line = of(count, figure_of(count, 12)).data[0]
    assert (line.numerator, line.denominator, line.value.numerator) == ("", "", 12.0)


def test_the_definition_names_every_part_and_leaves_out_what_there_is_not() -> None:
    terms = {term.name: term for term in definition_of(subject(build_inputs()))}
    assert terms["Population"].is_code
    assert terms["Numerator"].texts == ("eip_2w_counted",)
    assert terms["Worked cases"].texts == (
        "2 worked cases: counts someone treated on day 14; does not count day 15",
    )
    assert terms["Next review"].texts == ("31 March 2027",)
    assert (
        terms["Adding up"]
        .texts[0]
        .startswith("Over units and over time: numerators and denominators are added")
    )
    count = replace(SHARE, kind=Kind.COUNT)
    plain = {term.name for term in definition_of(subject(inputs_of([count], [])))}
    assert "Denominator" not in plain
    added = {term.name: term for term in definition_of(subject(inputs_of([count], [])))}["Adding up"]
    assert added.texts == ("Over units and over time: added.",)


def changed(inputs: BoardInputs, **parts: object) -> BoardInputs:
    """The same inputs with parts of the one indicator changed."""
    indicator = inputs.indicators[0].model_copy(update=parts)
    workspace = inputs.workspace.model_copy(update={"indicators": {indicator.id: indicator}})
    return replace(inputs, workspace=workspace)


def test_an_overdue_review_and_other_exceptions_are_said() -> None:
    inputs = changed(
        inputs_of([replace(SHARE, window_months=3)], []),
        review_by=date(2026, 1, 31),
        population=None,
        cases=[],
        per=1000,
    )
    terms = {term.name: term.texts for term in definition_of(subject(inputs))}
    assert terms["Next review"] == ("31 January 2026 (overdue)",)
    assert terms["Population"] == ("Every row",)
    assert terms["Period"] == ("Monthly; each figure covers 3 months",)
    assert terms["Kind"][0].endswith(", per 1,000")
    assert "Worked cases" not in terms


def test_the_history_of_standards_has_both_dates_and_marks_the_one_in_force() -> None:
    newer, older = standard_lines(subject(inputs_of([SHARE], [])))
    assert (newer.text, newer.holds) == ("At least 60%", "From 1 April 2026 on")
    assert newer.approved == "27 March 2026, by the board of directors"
    assert "colours" in newer.in_force
    assert (older.text, older.holds) == ("At least 50%", "From 1 April 2019 to 31 March 2026")
    assert older.in_force == ""


def test_standards_beside_the_colouring_one_and_of_neutral_measures_are_marked() -> None:
    beside = replace(
        SHARE, earlier=None, held=(AT_LEAST, "0.6", Basis.NATIONAL), also=(AT_LEAST, "0.7", LOCAL)
    )
    marks = {line.text: line.in_force for line in standard_lines(subject(inputs_of([beside], [])))}
    assert marks["At least 70%"] == "Applies beside it, and does not colour"
    neutral = replace(SHARE, earlier=None, better=Better.NEUTRAL)
    [only] = standard_lines(subject(inputs_of([neutral], [])))
    assert only.in_force == "Applies, and does not colour: this measure is not judged"


def test_a_standard_approved_after_the_day_of_knowing_is_not_shown_yet() -> None:
    inputs = replace(inputs_of([SHARE], []), known_on=date(2026, 1, 31))
    assert [line.text for line in standard_lines(subject(inputs))] == ["At least 50%"]


@pytest.mark.parametrize(("unit", "applies_to"), [("ZZ1", "For The whole trust only"), ("OTHER", None)])
def test_a_unit_s_own_standard_is_shown_to_that_unit_alone(unit: str, applies_to: str | None) -> None:
    inputs = inputs_of([replace(SHARE, earlier=None)], [])
    framework = inputs.workspace.frameworks["2026-27"]
    own = replace(
        framework.standards[0], standard_id="own", unit=unit, value=Decimal("0.65"), tolerance=Decimal("0.05")
    )
    more = framework.model_copy(update={"standards": (*framework.standards, own)})
    workspace = inputs.workspace.model_copy(update={"frameworks": {"2026-27": more}})
    lines = {line.text: line for line in standard_lines(subject(replace(inputs, workspace=workspace)))}
    if applies_to is None:
        assert list(lines) == ["At least 60%"]
    else:
        assert lines["At least 65%"].applies_to == applies_to
        assert lines["At least 65%"].tolerance == "tolerance 5.0 percentage points"


def test_an_indicator_without_standards_says_that_none_was_in_force() -> None:
    found = of(replace(SHARE, held=None, earlier=None), figure_of(SHARE, 1, 2))
    assert found.standards == ()
    assert found.standards_note == "No standard was in force on 31 October 2026."


def test_files_are_listed_the_latest_first_with_a_short_fingerprint() -> None:
    lines = build_board_model().pages[0].receipts
    assert lines[0].file_name == "return-2026-10.csv"
    assert lines[0].received == "9 November 2026, 08:12, by information team"
    assert lines[0].rows == "1,214 accepted, 2 rejected, 4 left out as the contract says"
    assert lines[0].periods == "October 2026"
    assert all(len(line.sha256) == 12 for line in lines)


def test_a_member_of_a_zip_is_named_and_many_files_are_cut_with_a_word() -> None:
    inputs = inputs_of([SHARE], [])
    receipt = replace(
        inputs.receipts["monthly_return"][0],
        member="inner.csv",
        periods=("2026-06", "2026-04", "2026-05"),
        rows_left_out={},
        received_on=datetime(2026, 7, 1, tzinfo=UTC),
    )
    found = page(replace(inputs, receipts={"monthly_return": [receipt] * 30}))
    assert len(found.receipts) == 24
    assert found.receipts_note == "The latest 24 of 30 files are listed."
    assert found.receipts[0].file_name == "return-2026-04.csv › inner.csv"
    assert found.receipts[0].periods == "April 2026 to June 2026"
    assert found.receipts[0].rows == "1,208 accepted, 2 rejected"


def test_without_files_the_page_says_so() -> None:
    found = page(replace(inputs_of([SHARE], []), receipts={}))
    assert (found.receipts, found.receipts_note) == ((), "No file has been taken in for this indicator.")


def test_the_source_carries_its_licence_address_and_attribution() -> None:
    contract = build_inputs().workspace.contracts["monthly_return"]
    full = Source(
        publisher="NHS England",
        licence="Open Government Licence v3.0",
        attribution="As asked.",
        url="https://example.org",
    )
    assert attributions_of(contract.model_copy(update={"source": full})) == (
        "Source: NHS England, under the Open Government Licence v3.0 (https://example.org).",
        "As asked.",
    )
    assert attributions_of(contract.model_copy(update={"source": Source(publisher="Us")})) == ("Source: Us.",)


def test_the_known_day_and_period_of_the_made_up_trust_are_those_of_the_pages() -> None:
    about = build_board_model().about
    assert (about.known_on, about.period) == (KNOWN_ON, PERIOD.label)


def test_the_files_of_every_extract_are_listed_each_with_its_share_of_the_places() -> None:
    inputs = build_inputs()
    first = inputs.workspace.contracts["monthly_return"]
    second = first.model_copy(update={"extract": "beds", "title": "Bed days"})
    seven = inputs.receipts["monthly_return"]
    many = [replace(each, file_name=f"{number} {each.file_name}") for number in range(4) for each in seven]
    lines = receipt_lines([(first, many), (second, seven)])
    assert [line.extract for line in lines] == ["Monthly return"] * 12 + ["Bed days"] * 7
    assert {line.file_name[-6:] for line in lines[:4]} == {"10.csv"}
