"""What `apply` tells of changes to contracts of records, tables, exclusions and settings."""

import pytest

from tests.unit.definitions.of_records import (
    CODES,
    PRACTICES,
    SPELLS,
    changed_records,
    record_workspace,
)
from trustboard.definitions.differences import MOST_ENTRIES, Change, differences
from trustboard.definitions.effects import Effect, effect_of
from trustboard.definitions.things import Subject

COUNTING, READING, KEEPING, WORDING = Effect.COUNTING, Effect.READING, Effect.KEEPING, Effect.WORDING

CASES = [
    ("codes", "Care home", "A care home", "code list destination: “54” label", "“Care home”", "“A care home”", WORDING),
    ("codes", "2019-03-31", "2018-03-31", "code list destination: “54” valid_to", "2019-03-31", "2018-03-31", COUNTING),
    ("codes", "2019-04-01", "2019-05-01", "code list destination: “54” (2) valid_from", "2019-04-01", "2019-05-01", COUNTING),
    ("codes", "excluded,37,Prison,,,\n", "excluded,37,Prison,,,\nexcluded,38,Court,,,\n", "code list excluded: “38”", None, "label: Court", COUNTING),
    ("lookup", "QHM", "QM7", "lookup practice: “A81001” (2) icb", "QHM", "QM7", COUNTING),
    ("lookup", "a81001,00K,,,2022-06-30\n", "", "lookup practice: “A81001” (2)", "sub_icb: 16C, icb: QHM, valid_from: 2022-07-01", None, COUNTING),
    ("exclusions", "spells,s1,Test record", "spells,s1,Died before follow-up", "exclusion spells, line 2: reason", "“Test record”", "“Died before follow-up”", WORDING),
    ("exclusions", "2026-04-30", "2026-04-29", "exclusion spells, line 3: valid_to", "2026-04-30", "2026-04-29", COUNTING),
    ("settings", "EPR_ADDRESS", "EPR", "setting trustboard.toml: connections.epr.uri_from", "EPR_ADDRESS", "EPR", READING),
    ("settings", "../keys", "../key", "setting trustboard.toml: person_key_file", "../keys/person.key", "../key/person.key", READING),
    ("settings", "4GB", "8GB", "setting trustboard.toml: memory", "4GB", "8GB", WORDING),
    ("settings", "local[2]", "local[4]", "setting trustboard.toml: spark.master", "local[2]", "local[4]", WORDING),
    ("spells", "retention_years: 8", "retention_years: 9", "extract spells: records.retention_years", "8", "9", KEEPING),
    ("spells", "fields: [person]}", "fields: [spell]}", "extract spells: records.references.person.fields", "[person]", "[spell]", COUNTING),
    ("spells", "take: \"'QZ1'\"", "take: \"'QZ2'\"", "extract spells: records.derive.payer.choices “usual” take", "'QZ1'", "'QZ2'", COUNTING),
    ("spells", "otherwise: UNKNOWN", "otherwise: UNKNOWN\n      title: Payer", "extract spells: records.derive.payer.title", None, "Payer", WORDING),
    ("spells", "refuse_over: 0.1", "refuse_over: 0.2", "extract spells: records.rejects.refuse_over", "0.1", "0.2", READING),
    ("spells", "practice: {", "practice: {personal: true, ", "extract spells: fields.practice.personal", "false", "true", WORDING),
    ("spells", "local_number: number", "local_number: spell", "extract spells: records.local_number", "number", "spell", WORDING),
    ("spells", "{field: ward, scheme", "{field: practice, scheme", "extract spells: unit.field", "ward", "practice", COUNTING),
    ("spells", "load_mode: changes_by_key", "load_mode: replace_all", "extract spells: load_mode", "changes_by_key", "replace_all", READING),
    ("indicator", "shift_days: 4", "shift_days: 3", "indicator followed: period.shift_days", "4", "3", COUNTING),
    ("indicator", "by: [destination]", "by: [payer]", "indicator followed: by", "[destination]", "[payer]", COUNTING),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "words", "before", "after", "effect"), CASES)
def test_a_change_is_told_with_what_follows_from_it(
    name: str, old: str, new: str, words: str, before: str | None, after: str | None, effect: Effect
) -> None:
    found = differences(record_workspace(), changed_records(name, (old, new)))
    first = found[-1] if name == "lookup" and not new else found[0]
    assert f"{first.subject} {first.name}: {first.key}" == words
    assert (first.before, first.after, first.effect) == (before, after, effect)
    assert first.change is Change.CHANGED


@pytest.mark.parametrize(
    ("overrides", "words"),
    [
        ({"codes/c.csv": "list,code,label\nwards,A,Acute\n"}, "code list wards: added: 1 code (figures are counted again)"),
        ({"lookups/x.csv": "key,to\na,b\nc,d\n"}, "lookup x: added: 2 rows (figures are counted again)"),
        ({"lookup": None}, "lookup practice: removed: 2 rows (figures are counted again)"),
        (
            {"holidays": "date,name\n" + "".join(f"2026-06-0{day},Day off\n" for day in range(1, 9))},
            "bank holidays bank_holidays.csv: added: 8 days (figures are counted again)",
        ),
    ],
)  # fmt: skip
def test_whole_tables_come_and_go_with_their_size(overrides: dict[str, str | None], words: str) -> None:
    assert list(map(str, differences(record_workspace(), record_workspace(**overrides)))) == [words]


def test_an_exclusion_comes_with_its_reason_and_who_decided_it() -> None:
    found = differences(record_workspace(exclusions=None), record_workspace())
    assert [str(each) for each in found] == [
        "exclusion spells, line 3: added: Died before follow-up, decided by Chief nurse on 2026-05-02 "
        "(figures are counted again)",
        "exclusion spells, line 2: added: Test record, decided by Head of information on 2026-05-02 "
        "(figures are counted again)",
    ]


def test_a_record_excluded_at_two_times_is_told_apart() -> None:
    text = "extract,record_key,reason,decided_by,decided_on,valid_from,valid_to\n"
    first = "spells,S1,Test record,Nurse,2026-05-02,,2026-04-30\n"
    second = "spells,S1,Test record,Nurse,2026-05-02,2026-06-01,\n"
    (found,) = differences(
        record_workspace(exclusions=text + first), record_workspace(exclusions=text + first + second)
    )
    assert found.name == "spells, line 3"


def test_the_key_of_an_excluded_record_is_never_told() -> None:
    text = "extract,record_key,reason,decided_by,decided_on,valid_from,valid_to\n"
    line = "spells,9434765919,Test record,Nurse,2026-05-02,,\n"
    before, after = record_workspace(exclusions=text), record_workspace(exclusions=text + line)
    told = [repr(each) for each in (*differences(before, after), *differences(after, before))]
    assert len(told) == 2
    assert not [each for each in told if "9434765919" in each]
    moved = record_workspace(exclusions=text + "\n" + line)
    assert differences(after, moved) == []


def rows(count: int, value: str) -> str:
    return "key,sub_icb,icb\n" + "".join(f"A{number},{value},Q\n" for number in range(count))


def test_many_changed_rows_are_told_as_numbers() -> None:
    before = record_workspace(lookup=rows(2_000, "x"))
    after = record_workspace(lookup=rows(1_500, "y") + "B1,x,Q\n")
    (found,) = differences(before, after)
    assert str(found) == (
        "lookup practice: rows changed from 2,000 to 1,501: 1 added, 500 removed, 1,500 changed "
        "(figures are counted again)"
    )


def test_as_many_rows_as_one_can_read_are_told_one_by_one() -> None:
    before = record_workspace(lookup=rows(MOST_ENTRIES, "x"))
    after = record_workspace(lookup=rows(MOST_ENTRIES, "y"))
    assert [each.key for each in differences(before, after)] == [
        f"“A{number}” sub_icb" for number in sorted(range(MOST_ENTRIES), key=str)
    ]


def test_another_order_of_rows_and_letter_case_are_no_difference() -> None:
    heading, *lines = CODES.splitlines()
    turned = "\n".join([heading, *reversed(lines)]).replace("37", " 37 ")
    practices = PRACTICES.replace("16c", "16C")
    assert differences(record_workspace(), record_workspace(codes=turned, lookup=practices)) == []


def test_a_renamed_bank_holiday_changes_no_figure() -> None:
    assert effect_of(Subject.BANK_HOLIDAYS, "“2026-06-01” name") is WORDING
    assert effect_of(Subject.BANK_HOLIDAYS, "“2026-06-01”") is COUNTING
    assert effect_of(Subject.LOOKUP, "“A” name") is COUNTING


def test_a_contract_that_begins_to_hold_records_is_read_differently() -> None:
    text = SPELLS[: SPELLS.index("records:")]
    found = differences(record_workspace(spells=text), record_workspace())
    assert {each.effect for each in found if each.key == "records"} == {READING}


def test_beside_a_long_table_that_stays_other_changes_are_told() -> None:
    before = record_workspace(lookup=rows(50, "x"))
    after = record_workspace(lookup=rows(50, "x"), codes=CODES.replace("Prison", "Court"))
    assert [each.name for each in differences(before, after)] == ["excluded"]
