"""An indicator's definition in plain words: complete for records, other extracts and counted histories."""

from datetime import date

import pytest

from tests.support.records_trust import FIXTURE
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.folder import read_folder
from trustboard.definitions.loading import load_definitions
from trustboard.definitions.workspace import Workspace
from trustboard.expressions import extracts_read
from trustboard.expressions.nodes import Field, InCodes, Type
from trustboard.reports.definition import definition_terms, measured_in
from trustboard.reports.named_within import code_texts
from trustboard.reports.page import Term
from trustboard.vocabulary.period import Period

RETURNS = b"""\
extract: old_counts
title: Old counts
source: {publisher: Records Partnership (made up)}
files: ["old-*.csv"]
period: {field: month, format: yyyy-mm}
unit: {field: team, scheme: local}
fields:
  team: {heading: Team, type: code}
  month: {heading: Month}
  part: {heading: Part, type: code}
  seen: {heading: Seen, type: integer}
  total: {heading: Total, type: integer}
"""


def workspace(**changes: tuple[str, str]) -> Workspace:
    """The definitions of the trust of records, with words replaced in some of its indicators."""
    files = {name: text for name, text in read_folder(FIXTURE).items() if name != "exclusions.csv"}
    files["extracts/old_counts.yaml"] = RETURNS
    for name, (old, new) in changes.items():
        place = f"indicators/{name}.yaml"
        text = files[place].decode()
        assert old in text
        files[place] = text.replace(old, new, 1).encode()
    loaded = load_definitions(files)
    assert loaded.workspace is not None, loaded.issues
    return loaded.workspace


def terms(found: Workspace, name: str, period: Period | None = None) -> dict[str, Term]:
    indicator = found.indicators[name]
    listed = definition_terms(indicator, found, known_on=date(2026, 7, 1), period=period)
    assert len({each.name for each in listed}) == len(listed)
    return {each.name: each for each in listed}


@pytest.fixture(scope="module")
def plain() -> Workspace:
    return workspace()


def test_a_rate_of_two_extracts_tells_both_with_their_own_records_of_a_period(plain: Workspace) -> None:
    found = terms(plain, "harm_rate")
    assert found["Counted from"].texts == ("Incidents (incident): single records",)
    assert (found["Population"].texts, found["Population"].is_code) == (("harm",), True)
    assert (found["Numerator"].texts, found["Numerator"].is_code) == (
        ("Every record of the population",),
        False,
    )
    assert found["Records of a period"].texts == (
        "Those dated within the month by “reported”, the date of the event.",
    )
    assert found["Denominator from"].texts == ("Ward stays (ward_stay): single records",)
    assert found["Denominator’s population"].texts == ("Every record",)
    assert found["Denominator"].texts == ("days_in_period(start, stop)",)
    assert found["Denominator"].note == "Added up, where it is known"
    assert found["Denominator’s records"].texts == (
        "Those whose clock runs on any day of the month: from “start” to “stop”. "
        "A stop that is not known is still to come.",
    )


def test_a_median_tells_its_date_and_which_quantile_it_is(plain: Workspace) -> None:
    found = terms(plain, "wait_median")
    assert found["Quantile"].texts == ("The median: half of all records lie at it or below",)
    assert found["Records of a period"].texts == ("Those dated within the month by “first_seen”.",)
    assert found["Numerator"].note == "Measured for each record for which it is known"
    assert found["Also cut by"].texts == ("commissioner",)
    ninth = terms(workspace(wait_median=("quantile: 0.5", "quantile: 0.9")), "wait_median")
    assert ninth["Quantile"].texts == ("The 0.9 quantile: 90% of all records lie at it or below",)


def test_windows_waiting_and_shifts_are_told(plain: Workspace) -> None:
    found = terms(plain, "seen_28d")
    assert found["Period"].texts == ("Monthly; each figure covers 3 months",)
    assert found["Due when"].texts == (
        "The files reach 28 days past the last day that is counted. Until then: not due",
    )
    assert found["Denominator"].texts == ("Every record of the population",)
    assert found["Numerator"].note == "The records for which this is true"
    assert found["Records of a period"].texts == (
        "Those dated within the 3 months by “received”, the date of the event.",
    )
    shifted = terms(
        workspace(wait_median=("date: first_seen", "date: first_seen, shift_days: 4")), "wait_median"
    )
    assert shifted["Records of a period"].texts == (
        "Those dated within the month by “first_seen”. "
        "The month begins and ends 4 days earlier than in the calendar.",
    )
    both = terms(workspace(seen_28d=("lag_days: 28", "lag_days: 28, shift_days: 1")), "seen_28d")
    assert (
        both["Records of a period"]
        .texts[0]
        .endswith("The 3 months begin and end 1 day earlier than in the calendar.")
    )


def test_open_clocks_and_running_ones_are_told(plain: Workspace) -> None:
    found = terms(plain, "waiting_now")
    assert found["Records of a period"].texts == (
        "Those whose clock is open when the month ends: started by its last day (“received”) and not stopped "
        "by then (“first_seen”). A stop that is not known is still to come.",
    )
    rolling = terms(workspace(bed_days=("period: {", "period: {window_months: 3, ")), "bed_days")
    [text] = rolling["Records of a period"].texts
    assert text.startswith("Those whose clock runs on any day of the 3 months, once for each month: from")


def test_what_a_numerator_does_follows_from_its_kind_and_type(plain: Workspace) -> None:
    assert terms(plain, "people_seen")["Numerator"].note == "How many different ones there are"
    assert terms(plain, "mean_minutes")["Numerator"].note == (
        "Its mean, over the records for which it is known"
    )
    names = {each: measured_in(indicator, plain) for each, indicator in plain.indicators.items()}
    assert {each: words for each, words in names.items() if words} == {
        "people_seen": "people",
        "referrals_received": "records",
        "waiting_now": "records",
    }


HISTORY = """history:
  extract: old_counts
  population: part = 'ROUTINE'
  numerator: seen
  denominator: total
  until: 2025-09
  why: The old system closed.
cases:"""


def test_codes_and_derived_fields_are_told_where_they_are_asked(plain: Workspace) -> None:
    found = terms(plain, "urgent_attended")
    assert found["Codes"].texts == ("“seen”: 5 Attended on time, 6 Arrived late but seen",)
    assert "Worked out" not in found
    assert "Codes" not in terms(plain, "waiting_now")
    paid = workspace(seen_28d=("population: ", "population: payer <> 'X' and "))
    assert terms(paid, "seen_28d")["Worked out"].texts == (
        "“payer”: the first that holds of gp practice; otherwise UNKNOWN",
    )


def test_long_code_lists_are_cut_and_dated_codes_say_their_dates() -> None:
    entries = [CodeEntry("1", "One", date(2026, 6, 1)), CodeEntry("2", "", None, date(2026, 6, 30))]
    entries += [CodeEntry(str(code), "", date(2026, 1, 1), date(2026, 2, 1)) for code in range(3, 16)]
    asked = InCodes(Field("code", Type.TEXT), "listed", (), Field("day", Type.DATE))
    [text] = code_texts([asked], {"listed": entries})
    assert text.startswith(
        "“listed”: 1 One (from 1 June 2026), 2 (to 30 June 2026), 3 (from 1 January 2026 to "
    )
    assert text.endswith(", and 3 more")


def test_a_joined_history_is_told_and_is_the_definition_of_its_own_periods() -> None:
    joined = workspace(seen_28d=("cases:", HISTORY))
    assert terms(joined, "seen_28d")["Before that"].texts == (
        "Old counts (old_counts): numbers as they were returned, up to September 2025. "
        "The old system closed. Then: seen over total, of rows where part = 'ROUTINE'",
    )
    old = terms(joined, "seen_28d", Period.month(2025, 9))
    assert old["Counted from"].texts[0].startswith("Old counts (old_counts): numbers as they were returned")
    assert [old[name].texts[0] for name in ("Population", "Numerator", "Denominator")] == [
        "part = 'ROUTINE'",
        "seen",
        "total",
    ]
    assert "Records of a period" not in old
    assert terms(joined, "seen_28d", Period.month(2025, 10))["Population"].texts == ("priority = 'ROUTINE'",)


def test_every_extract_that_is_read_stands_behind_an_indicator(plain: Workspace) -> None:
    def behind(found: Workspace, name: str) -> tuple[str, ...]:
        return extracts_read(found.indicators[name], found.surroundings)

    assert behind(plain, "urgent_attended") == ("contact", "referral")
    assert behind(plain, "harm_rate") == ("incident", "ward_stay")
    assert behind(plain, "mean_minutes") == ("contact",)
    assert behind(workspace(seen_28d=("cases:", HISTORY)), "seen_28d") == ("referral", "old_counts")
