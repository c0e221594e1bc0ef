"""Every mistake in the keys of an indicator on records, or in its worked cases, is one issue with a cure."""

import pytest

from tests.support.workspace import INDICATOR
from tests.unit.definitions.bad import Bad, check_bad, line_of
from tests.unit.definitions.of_records import FOLLOWED, SPELLS, BadRecords, loaded, only
from trustboard.definitions.rules import Rule

PERIOD = "period: {date: discharged, shift_days: 4, lag_days: 3}"
CLOCK = "open_at_end: {start: admitted, stop: discharged}"
PROPORTION = "kind: proportion\n"
NUMERATOR = "numerator: days between 1 and 3\n"
ANSWER = "    numerator: 1\n    denominator: 1\n"
OTHER = "denominator_from: {extract: people}\n"


def indicator(rule: Rule, old: str, new: str, at: str, cure: str = "", says: str = "") -> BadRecords:
    return BadRecords(rule, "indicator", old, new, at, cure, says)


KINDS = [
    indicator(Rule.INDICATOR_KEYS, NUMERATOR, "", "kind:", "numerator", "proportion needs"),
    indicator(Rule.INDICATOR_KEYS, NUMERATOR, f"{NUMERATOR}quantile: 0.5\n", "quantile:", "kind: quantile"),
    indicator(Rule.OUT_OF_RANGE, NUMERATOR, f"{NUMERATOR}quantile: 1\n", "quantile:", says="less than 1"),
    indicator(Rule.OUT_OF_RANGE, NUMERATOR, f"{NUMERATOR}quantile: 0\n", "quantile:", says="more than 0"),
    indicator(Rule.COUNTED_ONLY, "kind: proportion", "kind: stated", "kind:", "count"),
    indicator(Rule.INDICATOR_KEYS, PROPORTION, "kind: mean\ndenominator: days\n", "denominator: d", "out"),
    indicator(Rule.INDICATOR_KEYS, PROPORTION, f"kind: count\n{OTHER}", "denominator_from:", "rate"),
    indicator(Rule.INDICATOR_KEYS, PROPORTION, PROPORTION + OTHER, "denominator_from:", "rate"),
    indicator(Rule.INDICATOR_KEYS, PROPORTION, "kind: rate\n", "kind:", "denominator_from"),
    indicator(
        Rule.INDICATOR_KEYS,
        PROPORTION,
        f"kind: ratio\ndenominator: days\n{OTHER}",
        "denominator_from:",
        "Keep",
    ),
    indicator(
        Rule.UNKNOWN_EXTRACT,
        PROPORTION,
        "kind: rate\ndenominator_from: {extract: peple}\n",
        "_from:",
        "“people”",
    ),
    indicator(
        Rule.RECORDS_ONLY, PROPORTION, "kind: rate\ndenominator_from: {extract: waits}\n", "_from:", "records"
    ),
    *(
        indicator(
            Rule.PERIOD_USE,
            PROPORTION,
            f"kind: rate\ndenominator_from: {{extract: people, period: {{{key}}}}}\n",
            "denominator_from:",
            "own “period”",
            key.split(":")[0],
        )
        for key in ("grain: month", "window_months: 3", "lag_days: 1")
    ),
    indicator(
        Rule.PERIOD_USE,
        PROPORTION,
        "kind: rate\ndenominator_from: {extract: people, period: "
        "{window_months: 3, open_at_end: {start: a, stop: b}}}\n",
        "denominator_from:",
        "own “period”",
    ),
    indicator(
        Rule.PERIOD_USE,
        PROPORTION,
        "kind: rate\ndenominator_from: {extract: people, period: {date: a, during: {start: a, stop: b}}}\n",
        "denominator_from:",
        "Keep one",
    ),
]

PERIODS = [
    indicator(
        Rule.PERIOD_USE,
        PERIOD,
        f"period: {{date: discharged, {CLOCK}}}",
        "period: {",
        "Keep one",
        "date and open",
    ),
    indicator(
        Rule.PERIOD_USE, PERIOD, f"period: {{shift_days: 4, {CLOCK}}}", "period: {", "add_days", "earlier"
    ),
    indicator(
        Rule.PERIOD_USE,
        PERIOD,
        f"period: {{shift_days: 4, {CLOCK.replace('open_at_end', 'during')}}}",
        "period: {",
    ),
    indicator(
        Rule.PERIOD_USE, PERIOD, f"period: {{window_months: 3, {CLOCK}}}", "period: {", says="no months"
    ),
    indicator(Rule.OUT_OF_RANGE, "shift_days: 4", "shift_days: -4", "period: {"),
    indicator(Rule.MISSING_KEY, PERIOD, "period: {during: {start: admitted}}", "period: {", "stop"),
]

GROUPS = [
    indicator(
        Rule.UNKNOWN_FIELD, "by: [destination]", "by: [destinatoin]", "by: [", "“destination”", "spells"
    ),
    indicator(Rule.LISTED_TWICE, "by: [destination]", "by: [practice, practice]", "by: ["),
    indicator(Rule.FIELD_TYPE, "by: [destination]", "by: [days]", "by: [", "derive", "integer"),
    indicator(Rule.FIELD_TYPE, "by: [destination]", "by: [person]", "by: [", "age band", "people"),
]

HISTORY = (
    "history: {extract: waits, numerator: within, denominator: total, until: 2024-03, why: Records began}\n"
)


def history(rule: Rule, old: str, new: str, cure: str = "", says: str = "") -> BadRecords:
    assert old in HISTORY
    return indicator(rule, NUMERATOR, NUMERATOR + HISTORY.replace(old, new), "history:", cure, says)


HISTORIES = [
    history(Rule.UNKNOWN_EXTRACT, "waits", "waitss", "“waits”"),
    history(Rule.COUNTED_ONLY, "waits", "people", "counts"),
    history(Rule.BAD_PERIOD, "2024-03", "2024-13", "2018-04"),
    history(Rule.BAD_PERIOD, "2024-03", "2024-Q1", "month", "quarter"),
    history(Rule.HISTORY, "denominator: total, ", "", "Add", "needs"),
]

CASES = [
    indicator(Rule.CASE_ANSWER, "    period: 2026-05\n", "", "- it:", "2026-04", "which period"),
    indicator(Rule.BAD_PERIOD, "    period: 2026-05\n", "    period: May\n", "period: May", "2018-04"),
    indicator(
        Rule.BAD_PERIOD, "    period: 2026-05\n", "    period: 2026-W20\n", "period: 2026", "Write a month"
    ),
    indicator(Rule.CASE_ANSWER, ANSWER, "", "- it:", "numerator"),
    indicator(Rule.CASE_ANSWER, ANSWER, f"{ANSWER}    value: 1\n", "value:", "numerator", "parts"),
    indicator(Rule.CASE_FIELD, "{spell: 1", "{spel: 1", "rows:", "“spell”"),
    indicator(Rule.CASE_FIELD, "{spell: 1", "{payer: 1", "rows:"),
    indicator(Rule.CASE_FIELD, "ethnicity: A", "ethnic: A", "others:", "“ethnicity”", "people"),
    indicator(Rule.UNKNOWN_EXTRACT, "others: {people:", "others: {waits:", "others:", "people"),
]


@pytest.mark.parametrize("bad", [*KINDS, *PERIODS, *GROUPS, *HISTORIES, *CASES], ids=str)
def test_a_mistake_in_an_indicator_on_records(bad: BadRecords) -> None:
    bad.check()


@pytest.mark.parametrize("kind", ["mean", "maximum", "distinct"])
def test_what_measures_needs_a_numerator(kind: str) -> None:
    text = FOLLOWED.replace("proportion", kind).replace(NUMERATOR, "")
    if kind == "maximum":
        text = text.replace(ANSWER, "    value: 1\n")
    issue = only(loaded(indicator=text))
    assert (issue.rule, issue.line) == (Rule.INDICATOR_KEYS, line_of(text, "kind:"))
    assert f"A {kind} needs a numerator: the " in issue.message


def quantile(text: str) -> str:
    return FOLLOWED.replace(PROPORTION, "kind: quantile\n").replace(NUMERATOR, text)


def test_a_quantile_says_which_one_and_of_what() -> None:
    text = quantile("").replace(ANSWER, "    value: 1\n")
    found = loaded(indicator=text).issues
    assert [issue.rule for issue in found] == [Rule.INDICATOR_KEYS] * 2
    assert any("0.92" in issue.cure for issue in found)


@pytest.mark.parametrize("answer", ["    numerator: 1\n", ""])
def test_a_case_of_a_quantile_says_its_value(answer: str) -> None:
    text = quantile("numerator: days\nquantile: 0.5\n").replace(ANSWER, answer)
    issue = only(loaded(indicator=text))
    assert (issue.rule, issue.line) == (Rule.CASE_ANSWER, line_of(text, "- it:"))
    assert "value of the quantile" in issue.cure


def test_a_case_of_a_quantile_may_have_a_state_in_place_of_a_value() -> None:
    text = quantile("numerator: days\nquantile: 0.5\n").replace(ANSWER, "    state: no_cases\n")
    assert loaded(indicator=text).issues == ()


def test_weeks_have_no_window_of_months() -> None:
    text = FOLLOWED.replace(PERIOD, "period: {grain: week, window_months: 3}").replace(
        "2026-05\n", "2026-W20\n"
    )
    issue = only(loaded(indicator=text))
    assert (issue.rule, issue.message) == (Rule.PERIOD_USE, "Weeks are not measured in months.")


def test_different_people_are_not_added_up_over_time() -> None:
    text = FOLLOWED.replace("proportion", "distinct").replace("days between 1 and 3", "person")
    issue = only(loaded(indicator=f"{text}combine: {{time: sum}}\n"))
    assert (issue.rule, issue.line) == (Rule.DISTINCT_SUM, text.count("\n") + 1)
    assert loaded(indicator=f"{text}combine: {{time: latest}}\n").issues == ()


def test_a_histogram_has_no_history_of_counts() -> None:
    text = quantile(f"numerator: days\nquantile: 0.5\n{HISTORY}").replace(ANSWER, "    value: 1\n")
    issue = only(loaded(indicator=text))
    assert (issue.rule, issue.line) == (Rule.HISTORY, line_of(text, "history:"))


def test_the_history_of_a_count_has_no_denominator() -> None:
    text = FOLLOWED.replace("proportion", "count").replace(NUMERATOR, NUMERATOR + HISTORY)
    issue = only(loaded(indicator=text))
    assert (issue.rule, issue.cure) == (Rule.HISTORY, "Take the denominator out.")
    assert loaded(indicator=text.replace("denominator: total, ", "")).issues == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NUMERATOR, NUMERATOR + HISTORY),
        (PROPORTION, "kind: mean\n"),
        (PROPORTION + PERIOD, f"kind: count\nperiod: {{{CLOCK}}}"),
        (
            PROPORTION + PERIOD,
            f"kind: count\nperiod: {{window_months: 3, {CLOCK.replace('open_at_end', 'during')}}}",
        ),
        (PROPORTION, f"kind: rate\nper: 1000\n{OTHER}"),
        (PROPORTION, "kind: ratio\ndenominator: days\n"),
        (
            PROPORTION,
            "kind: rate\ndenominator_from: {extract: spells, period: {date: admitted, shift_days: 1}}\n",
        ),
        ("by: [destination]", "by: [payer, payer_rule]"),
        ("others: {people: [{person: p1, ethnicity: A}]}", "state: value"),
        (ANSWER, "    state: no_cases\n"),
        ("    others: {people: [{person: p1, ethnicity: A}]}\n" + ANSWER, "    state: not_collected\n"),
    ],
)
def test_every_way_to_write_an_indicator_on_records_is_accepted(old: str, new: str) -> None:
    assert old in FOLLOWED
    assert loaded(indicator=FOLLOWED.replace(old, new, 1)).issues == ()


def test_a_rate_may_be_shown_with_rows_of_both_extracts() -> None:
    text = FOLLOWED.replace(PROPORTION, "kind: rate\ndenominator_from: {extract: people}\n")
    spells = SPELLS.replace(
        "    person: {extract: people, fields: [person]}", "    before: {extract: spells, fields: [spell]}"
    )
    assert loaded(indicator=text, spells=spells).issues == ()
    other = text.replace("others: {people", "others: {spells: [{spell: S2}], people")
    assert loaded(indicator=other, spells=spells).issues == ()


# --- on counts ---------------------------------------------------------------------------------------

COUNTED = [
    ("denominator: total", "denominator: total\ndenominator_from: {extract: waits}", "denominator_from:"),
    ("denominator: total", "denominator: total\nquantile: 0.5", "quantile:"),
    ("denominator: total", "denominator: total\nby: [part]", "by: ["),
    (
        "denominator: total",
        "denominator: total\nhistory: {extract: waits, numerator: within, until: 2018-01, why: x}",
        "history:",
    ),
    ("domain:", "period: {date: month}\ndomain:", "period:"),
    ("domain:", "period: {shift_days: 1}\ndomain:", "period:"),
    ("domain:", "period: {lag_days: 1}\ndomain:", "period:"),
    ("domain:", "period: {during: {start: a, stop: b}}\ndomain:", "period:"),
    ("domain:", "period: {open_at_end: {start: a, stop: b}}\ndomain:", "period:"),
    ("    numerator: 3", "    period: 2018-04\n    numerator: 3", "period:"),
    ("kind: proportion", "kind: distinct", "kind:"),
]


@pytest.mark.parametrize(("old", "new", "at"), COUNTED)
def test_what_only_records_have_is_refused_on_counts(old: str, new: str, at: str) -> None:
    check_bad(Bad(Rule.RECORDS_ONLY, "indicator", old, new, at, "Remove it"))


def test_other_extracts_have_no_place_in_cases_of_counts() -> None:
    rows = "    others: {waits: [{part: x}]}\n    numerator: 3"
    check_bad(Bad(Rule.RECORDS_ONLY, "indicator", "    numerator: 3", rows, "others:", "Remove it"))


def test_counts_need_a_numerator() -> None:
    check_bad(Bad(Rule.MISSING_KEY, "indicator", "numerator: within\n", "", "id: seen_2w", "numerator"))


@pytest.mark.parametrize("kind", ["quantile", "maximum"])
def test_counts_have_no_quantiles_and_no_maxima(kind: str) -> None:
    text = INDICATOR.replace("proportion", kind).replace(
        "    numerator: 3\n    denominator: 4\n", "    value: 3\n"
    )
    found = loaded(**{"indicators/seen_2w.yaml": text}).issues
    assert [(issue.rule, issue.value) for issue in found] == [(Rule.RECORDS_ONLY, None)]
