"""Extracts of records, code lists, lookups, exclusions and bank holidays are loaded with all that belongs to them."""

from datetime import date

import pytest

from tests.support.workspace import small_workspace
from tests.unit.definitions.of_records import (
    CODES,
    EXCLUSIONS,
    PRACTICES,
    SETTINGS,
    SPELLS,
    changed_records,
    loaded,
    record_workspace,
)
from trustboard.definitions.code_lists import CodeEntry, codes_on
from trustboard.definitions.exclusions import Exclusion
from trustboard.definitions.loading import load_definitions
from trustboard.definitions.lookups import LookupRow, LookupTable
from trustboard.definitions.settings import ConnectionKind, Engine
from trustboard.definitions.surroundings import Surroundings
from trustboard.definitions.workspace import Workspace


def workspace(**overrides: str | bytes | None) -> Workspace:
    found = loaded(**overrides)
    assert found.workspace is not None, found.issues
    return found.workspace


def test_a_good_workspace_of_records_has_no_issues() -> None:
    assert loaded().issues == ()


def test_code_lists_are_read_in_capitals_by_list_code_and_date() -> None:
    text = CODES.replace("54,Nursing home", "x9,Hospice").replace("excluded,37,Prison", "excluded,37,")
    assert workspace(codes=text).code_lists == {
        "destination": (
            CodeEntry("19", "Usual place"),
            CodeEntry("54", "Care home", date(2010, 4, 1), date(2019, 3, 31), "55"),
            CodeEntry("X9", "Hospice", date(2019, 4, 1)),
        ),
        "excluded": (CodeEntry("37", "37"),),
    }


def test_a_list_may_go_on_in_another_file() -> None:
    more = "list,code,label\nexcluded,38,Court\n"
    found = workspace(**{"codes/more.csv": more})
    assert [entry.code for entry in found.code_lists["excluded"]] == ["37", "38"]


def test_codes_on_a_day_are_those_that_hold() -> None:
    entries = loaded().surroundings.code_lists["destination"]
    assert codes_on(entries, date(2010, 3, 31)) == {"19"}
    assert codes_on(entries, date(2010, 4, 1)) == codes_on(entries, date(2019, 3, 31)) == {"19", "54"}
    first = entries[1]
    assert [first.is_valid(day) for day in (date(2010, 3, 31), date(2019, 3, 31), date(2019, 4, 1))] == [
        False,
        True,
        False,
    ]


def test_lookups_are_read_in_capitals_by_key_and_date() -> None:
    (table,) = workspace().lookups.values()
    earlier = LookupRow("A81001", ("00K", None), None, date(2022, 6, 30))
    later = LookupRow("A81001", ("16C", "QHM"), date(2022, 7, 1), None)
    assert (table.name, table.columns, table.rows) == ("practice", ("sub_icb", "icb"), (earlier, later))
    assert table.by_key() == {"A81001": (earlier, later)}
    assert [row.is_valid(date(2022, 6, 30)) for row in table.rows] == [True, False]
    assert [row.is_valid(date(2022, 7, 1)) for row in table.rows] == [False, True]


def lookup(text: str) -> LookupTable:
    return workspace(lookup=text).lookups["practice"]


def test_a_lookups_hash_is_that_of_what_it_says() -> None:
    heading, *lines = PRACTICES.splitlines()
    same = "\r\n".join([heading, *reversed(lines), ""])
    assert lookup(same) == lookup(PRACTICES)
    for old, new in [
        ("16c", "16D"),
        ("2022-07-01", "2022-07-02"),
        ("A81001,", "A81002,"),
        ("icb,v", "ics,v"),
    ]:
        assert old in PRACTICES
        assert lookup(PRACTICES.replace(old, new, 1)).sha256 != lookup(PRACTICES).sha256


def test_a_lookup_needs_no_dates() -> None:
    table = lookup("sub_icb,key\n16C,A1\n17C,A2\n")
    assert table.rows == (LookupRow("A1", ("16C",)), LookupRow("A2", ("17C",)))


def test_a_record_excluded_is_named_as_accepted_records_are() -> None:
    first, second = workspace().exclusions
    decided = date(2026, 5, 2)
    assert first == Exclusion("spells", "S1", "Test record", "Head of information", decided)
    assert (second.valid_from, second.valid_to) == (date(2026, 4, 1), date(2026, 4, 30))
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1)]
    assert [second.holds_on(day) for day in days] == [False, True, True, False]
    assert first.holds_on(date(2000, 1, 1))


def test_only_the_codes_of_a_key_are_written_in_capitals() -> None:
    spells = SPELLS.replace("key: [spell]", "key: [spell, number, discharged]")
    exclusions = EXCLUSIONS.replace("s1", "s1|Ab3|2026-04-01").replace("S2", "s2|x|y|z")
    found = workspace(spells=spells, exclusions=exclusions).exclusions
    assert [each.record_key for each in found] == ["S1|Ab3|2026-04-01", "s2|x|y|z"]


def test_settings_name_the_engine_and_the_connections() -> None:
    settings = workspace(settings=SETTINGS.replace("threads", 'engine = "spark"\nthreads')).settings
    assert settings.engine is Engine.SPARK
    assert settings.spark is not None
    assert (settings.spark.master, settings.spark.connect) == ("local[2]", None)
    assert (settings.memory, settings.threads) == ("4GB", 2)
    connection = settings.connections["epr"]
    assert (connection.kind, connection.uri_from) == (ConnectionKind.SQLSERVER, "EPR_ADDRESS")


@pytest.mark.parametrize("memory", ["4GB", "800MB", "1.5 GB", "2GiB", "1TB"])
def test_an_amount_of_memory_may_be_written_in_these_ways(memory: str) -> None:
    assert workspace(settings=SETTINGS.replace("4GB", memory)).settings.memory == memory


def test_a_date_in_the_settings_is_the_text_it_is_written_as() -> None:
    settings = SETTINGS.replace('"Fenbrook Partnership (made up)"', "2018-04-01")
    assert workspace(settings=settings).settings.name == "2018-04-01"
    files = record_workspace(settings=f"{SETTINGS}x = [{{a = 10:30:00}}]\n")
    assert [issue.rule for issue in load_definitions(files).issues] == ["unknown-key"]


def test_own_bank_holidays_stand_for_their_whole_year() -> None:
    days = [f"2026-06-{day:02d}" for day in (1, 2, 3, 4, 5, 8, 9, 10)]
    text = "date,name\n" + "".join(f"{day},Day off\n" for day in days)
    found = workspace(holidays=text).working_days
    assert not found.is_working(date(2026, 6, 10))
    assert found.is_working(date(2026, 12, 25))
    assert not found.is_working(date(2027, 12, 27))


def test_the_surroundings_are_those_of_the_workspace() -> None:
    found = loaded()
    assert found.workspace is not None
    assert found.workspace.surroundings == found.surroundings
    assert set(found.surroundings.contracts) == {"waits", "people", "spells"}
    assert found.surroundings.trust == "ZZ1"
    assert found.surroundings.lookups["practice"] == found.workspace.lookups["practice"]


def test_what_could_be_built_surrounds_even_a_workspace_with_mistakes() -> None:
    found = load_definitions(changed_records("lookup", ("2022-07-01", "01/07/2022")))
    assert found.workspace is None
    assert "spells" in found.surroundings.contracts
    assert [row.values for row in found.surroundings.lookups["practice"].rows] == [("00K", None)]
    unread = load_definitions(changed_records("lookup", ("key,", "code,")))
    assert unread.surroundings.lookups == {}
    without = loaded(settings=None)
    assert without.surroundings.trust == ""
    assert not without.surroundings.working_days.is_working(date(2026, 12, 25))


def test_a_workspace_of_counts_only_has_nothing_around_its_contracts() -> None:
    found = load_definitions(small_workspace()).surroundings
    assert (found.code_lists, found.lookups, list(found.contracts)) == ({}, {}, ["waits"])
    assert Surroundings().working_days == found.working_days


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("load_mode: changes_by_key", "load_mode: replace_period"),
        ("load_mode: changes_by_key", "load_mode: replace_all"),
        ("load_mode: changes_by_key", "load_mode: snapshot"),
        ("consultant: {field: consultant_code, scheme: local}\n", ""),
        ("commissioner: {field: payer}", "commissioner: {field: practice}\ncouncil: {field: payer}"),
        ("unit: {field: ward, scheme: local}", "unit: {constant: ZZ1}"),
        ("key: [spell]", "key: [spell, discharged]"),
        ("'dd/mm/yyyy hh:mm'", "'yyyy-mm-dd hh:mm:ss'"),
        ("'dd/mm/yyyy hh:mm'", "dd/mm/yy"),
        ("period: {field: discharged}", "period: {field: admitted}"),
        ("extract: people, fields: [person]", "extract: spells, fields: [spell]"),
        ("  rejects: {warn_over: 0.01, refuse_over: 0.1}\n", "  future_events: warn\n"),
        ("type: code, codes: [A, D]}", "type: text}"),
        ("warn_over: 0.01, refuse_over: 0.1", "warn_over: 0.1, refuse_over: 0.1"),
        ("minimum: 0, may_be_blank: true", "minimum: 0, maximum: 900"),
        ("Days, type: integer", "Days, type: decimal"),
    ],
)
def test_every_way_to_write_a_contract_of_records_is_accepted(old: str, new: str) -> None:
    assert old in SPELLS
    text = SPELLS.replace(old, new, 1)
    if "changes_by_key" not in text:
        text = text.replace("  removal: {field: status, values: [D]}\n", "")
    assert loaded(spells=text, indicator=None, exclusions=None).issues == ()


QUERY = "query: {connection: epr, sql: \"SELECT * FROM spells WHERE note <> 'a;b' -- all; of them\\n;\"}"


def test_rows_may_come_from_a_query() -> None:
    text = SPELLS.replace('files: ["spells*.csv"]\nformat: csv', QUERY)
    assert loaded(spells=text).issues == ()
    with_first = text.replace("SELECT *", "-- spells; once\\n WITH s AS (SELECT 1) SELECT *")
    assert loaded(spells=with_first).issues == ()


@pytest.mark.parametrize(
    "period",
    ["{constant: 2026-04}", "{start_field: discharged, end_field: discharged}", "{field: discharged}"],
)
def test_a_snapshot_may_have_the_period_of_its_file(period: str) -> None:
    text = SPELLS.replace("load_mode: changes_by_key", "load_mode: snapshot")
    text = text.replace("  removal: {field: status, values: [D]}\n", "")
    assert loaded(spells=text.replace("{field: discharged}", period)).issues == ()
