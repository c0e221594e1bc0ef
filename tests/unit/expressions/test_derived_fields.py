"""Derived fields: dated rules in one node, by way of records pointed to, never by way of themselves."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.counting import contract as counted_contract
from tests.support.spell_world import AGE_BAND, records_contract, referrals, spells, surroundings
from trustboard.definitions.contract import CodeField, Contract, FieldType
from trustboard.definitions.records import Choice, Derivation, Records, Reference
from trustboard.expressions import (
    Rule,
    Type,
    check_record_contract,
    derived_nodes,
    parse_record_condition,
    record_field_types,
)
from trustboard.expressions.nodes import (
    And,
    Branch,
    Call,
    Choose,
    CodeSpan,
    Comparison,
    Field,
    Function,
    InCodes,
    IsNull,
    Literal,
    Lookup,
    Node,
    Not,
    Relation,
)
from trustboard.vocabulary.issue import Issue

DISCHARGED, ADMITTED = Field("discharged", Type.DATE), Field("admitted", Type.DATE)
ARRIVED = Field("arrived", Type.TIME)
DAY_OF_ARRIVAL = Call(Function.DATE_OF, (ARRIVED,), Type.DATE)


def choice(take: str, *, when: str | None = None, rule: str = "first", **dates: date) -> Choice:
    return Choice(rule=rule, when=when, take=take, **dates)


def derived(name: str, derivation: Derivation, **others: Derivation) -> Node:
    contract = spells({name: derivation, **others})
    return derived_nodes(contract, surroundings(contract, referrals()))[name]


def issues_of(derive: dict[str, Derivation], *others: Contract) -> tuple[Issue, ...]:
    contract = spells(derive)
    around = surroundings(contract, *(others or (referrals(),)))
    return check_record_contract(contract, around, line_of=lambda path: len(path))


def test_choices_become_branches_in_order() -> None:
    derivation = Derivation(
        choices=[
            choice("ward", when="wait = 1", rule="near"),
            choice("'FAR'", rule="far"),
        ]
    )
    assert derived("place", derivation) == Choose(
        "place",
        (
            Branch(
                "near",
                Comparison(Relation.EQUAL, Field("wait", Type.NUMBER), Literal(Decimal(1))),
                Field("ward", Type.TEXT),
            ),
            Branch("far", None, Literal("FAR")),
        ),
        None,
        names_rule=False,
        type=Type.TEXT,
    )


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (None, DISCHARGED),
        ("admitted", ADMITTED),
        ("arrived", DAY_OF_ARRIVAL),
        ("least(admitted, discharged)", Call(Function.LEAST, (ADMITTED, DISCHARGED), Type.DATE)),
    ],
)
def test_the_dates_of_a_choice_are_asked_of_the_derivations_own_date(on: str | None, day: Node) -> None:
    first, last = date(2024, 7, 1), date(2025, 6, 30)
    derivation = Derivation(
        on=on,
        choices=[
            choice("ward", effective_from=first, effective_to=last, when="urgent"),
            choice("ward", effective_from=first),
            choice("ward", effective_to=last),
        ],
    )
    node = derived("place", derivation)
    assert isinstance(node, Choose)
    begun = Comparison(Relation.AT_LEAST, day, Literal(first))
    not_over = Comparison(Relation.AT_MOST, day, Literal(last))
    assert [branch.condition for branch in node.branches] == [
        And((begun, not_over, Field("urgent", Type.BOOLEAN))),
        begun,
        not_over,
    ]


def test_lists_and_lookups_are_asked_on_the_derivations_date() -> None:
    derivation = Derivation(
        on="arrived",
        choices=[
            choice("lookup('practice.sub_icb', practice)", when="destination in codes('left_out')"),
            choice("lookup('practice.sub_icb', practice, admitted)"),
        ],
    )
    node = derived("sub_icb", derivation)
    assert isinstance(node, Choose)
    practice = Field("practice", Type.TEXT)
    spans = (CodeSpan("37", date(2020, 1, 1), date(2026, 3, 31)), CodeSpan("37X"))
    assert node.branches[0].condition == InCodes(
        Field("destination", Type.TEXT), "left_out", spans, DAY_OF_ARRIVAL
    )
    assert [branch.value for branch in node.branches] == [
        Lookup("practice", "sub_icb", practice, DAY_OF_ARRIVAL),
        Lookup("practice", "sub_icb", practice, ADMITTED),
    ]


@pytest.mark.parametrize("event", [None, "ward"])
def test_an_event_month_from_elsewhere_is_the_date_of_rules(event: str | None) -> None:
    """A snapshot's month comes from its file's name: the record itself has no date of its own."""
    records = Records(derive={"place": Derivation(choices=[choice("ward", effective_from=date(2024, 7, 1))])})
    contract = records_contract("open", {"ward": FieldType.CODE}, event=event, records=records)
    (branch,) = derived_nodes(contract, surroundings(contract))["place"].branches
    assert branch.condition == Comparison(
        Relation.AT_LEAST, Field("event_month", Type.DATE), Literal(date(2024, 7, 1))
    )


def test_a_derived_field_may_use_another_wherever_it_stands() -> None:
    first = Derivation(choices=[choice("'YES'", when="age_band = 'ADULT'")])
    node = derived("adult", first, age_band=AGE_BAND)
    assert isinstance(node, Choose)
    (branch,) = node.branches
    assert isinstance(branch.condition, Comparison)
    assert isinstance(branch.condition.left, Choose)


def test_fields_of_a_record_pointed_to_are_read_by_its_name() -> None:
    contract = spells()
    types = record_field_types(contract, surroundings(contract, referrals()))
    assert types["referral.received"] is Type.TIME
    assert types["referral.late"] is types["referral.late_rule"] is types["age_band_rule"] is Type.TEXT
    assert types["urgent"] is Type.BOOLEAN
    assert not {"period_end", "event_month", "referral.age_band"} & set(types)


def test_a_derived_field_of_a_record_pointed_to_reads_that_record() -> None:
    contract = spells({"late": Derivation(choices=[choice("referral.late")])})
    node = derived_nodes(contract, surroundings(contract, referrals()))["late"]
    assert isinstance(node, Choose)
    inner = node.branches[0].value
    assert isinstance(inner, Choose)
    assert inner.name == "referral.late"
    received = Field("referral.received", Type.TIME)
    assert inner.branches[0].condition == Comparison(
        Relation.MORE, Call(Function.HOUR_OF, (received,), Type.NUMBER), Literal(Decimal(17))
    )


def test_a_reference_to_counted_rows_or_to_nothing_gives_no_names() -> None:
    contract = spells({})
    counted = counted_contract({"received": FieldType.DATE}).model_copy(update={"extract": "referral"})
    for around in (surroundings(contract), surroundings(contract, counted)):
        assert "referral.received" not in record_field_types(contract, around)


def test_what_a_record_pointed_to_points_to_is_not_reached() -> None:
    far = {"far": Derivation(choices=[choice("person.area")])}
    middle = referrals(far, references={"person": Reference(extract="person", fields=["referral_id"])})
    person = records_contract(
        "person",
        {"referral_id": FieldType.CODE, "area": FieldType.CODE},
        event=None,
        records=Records(),
        unit=CodeField(constant="RXX"),
    )
    derive = {"area": Derivation(choices=[choice("referral.far")])}
    (issue,) = issues_of(derive, middle, person)
    assert (issue.rule, issue.column) == (Rule.FIELD, "records.derive.area.choices.0.take")
    assert issue.message.startswith("“referral.far” is worked out from a third extract")
    assert not check_record_contract(middle, surroundings(spells(derive), middle, person))


@pytest.mark.parametrize(
    ("derive", "circle"),
    [
        ({"a": "a"}, "a → a"),
        ({"a": "b", "b": "a"}, "a → b → a"),
        ({"a": "b", "b": "c", "c": "b"}, "b → c → b"),
        ({"a": "b_rule", "b": "a_rule"}, "a → b → a"),
    ],
)
def test_nothing_is_worked_out_from_itself(derive: dict[str, str], circle: str) -> None:
    derivations = {name: Derivation(choices=[choice(take)]) for name, take in derive.items()}
    issues = issues_of(derivations)
    loops = [issue for issue in issues if issue.rule == Rule.LOOP]
    assert len(loops) == 1
    assert circle in loops[0].message
    contract = spells(derivations)
    assert not derived_nodes(contract, surroundings(contract, referrals()))


def test_two_extracts_that_point_to_each_other_make_no_loop_in_the_program() -> None:
    middle = referrals(
        {"far": Derivation(choices=[choice("spell.area")])},
        references={"spell": Reference(extract="spell", fields=["referral_id"])},
    )
    issues = issues_of({"area": Derivation(choices=[choice("referral.far")])}, middle)
    assert {issue.rule for issue in issues} <= {Rule.LOOP, Rule.FIELD}
    assert issues


@pytest.mark.parametrize(
    ("derivation", "rule", "column", "cure"),
    [
        (
            Derivation(choices=[choice("ward"), choice("wait")]),
            Rule.TYPE,
            "choices",
            "Let all of them give one type.",
        ),
        (
            Derivation(choices=[choice("wait")], otherwise="UNKNOWN"),
            Rule.TYPE,
            "otherwise",
            "Take “otherwise” out: nothing is held where none decides.",
        ),
        (Derivation(choices=[choice("ward")], on="wait"), Rule.RESULT, "on", "Name a date field."),
        (
            Derivation(choices=[choice("ward", when="wait")]),
            Rule.RESULT,
            "choices.0.when",
            "Compare it with something: field = 'value'.",
        ),
        (Derivation(choices=[choice("wrd")]), Rule.FIELD, "choices.0.take", "Did you mean “ward”?"),
        (
            Derivation(choices=[choice("ward", when="discharged > period_end")]),
            Rule.FIELD,
            "choices.0.when",
            "It has a meaning only in an indicator, where a period is counted.",
        ),
        (
            Derivation(choices=[choice("ward", when="days_in_period(admitted, discharged) > 1")]),
            Rule.FUNCTION,
            "choices.0.when",
            "It has a meaning only in an indicator, where a period is counted.",
        ),
    ],
)
def test_what_is_wrong_with_a_derivation_is_named(
    derivation: Derivation, rule: Rule, column: str, cure: str
) -> None:
    (issue,) = issues_of({"place": derivation})
    assert (issue.rule, issue.column, issue.cure) == (rule, f"records.derive.place.{column}", cure)
    assert issue.file == "extracts/spell.yaml"
    assert issue.line == 4 + column.count(".")


def test_a_broken_derivation_is_said_once_and_to_whoever_uses_it() -> None:
    broken = {"a": Derivation(choices=[choice("wrd")]), "b": Derivation(choices=[choice("a")])}
    issues = issues_of(broken)
    assert [issue.column for issue in issues] == [
        "records.derive.a.choices.0.take",
        "records.derive.b.choices.0.take",
    ]
    assert issues[1].message.startswith("“a” cannot be worked out")
    assert issues[1].cure == "Mend the derived field in extracts/spell.yaml first."


def test_derived_fields_written_out_are_not_endless() -> None:
    """Each uses the one before three times: twenty of them would be three thousand million nodes."""
    derive = {"d0": Derivation(choices=[choice("wait")])}
    for number in range(1, 20):
        before = f"d{number - 1}"
        derive[f"d{number}"] = Derivation(choices=[choice(f"{before} + {before} + {before}")])
    rules = {issue.rule for issue in issues_of(derive)}
    assert rules == {Rule.TOO_MANY, Rule.FIELD}


def test_derived_fields_one_upon_another_end_somewhere() -> None:
    derive = {"d0": Derivation(choices=[choice("wait")])}
    for number in range(1, 200):
        derive[f"d{number}"] = Derivation(choices=[choice(f"abs(d{number - 1})")])
    assert Rule.TOO_MANY in {issue.rule for issue in issues_of(derive)}
    backwards = issues_of(dict(reversed(derive.items())))
    assert {issue.rule for issue in backwards} == {Rule.TOO_DEEP, Rule.FIELD}
    assert backwards[0].message.startswith("“d198” cannot be worked out")


def test_a_contracts_own_conditions_read_the_row_alone() -> None:
    contract = spells()
    around = surroundings(contract, referrals())
    node, issues = parse_record_condition("discharged >= admitted or not urgent", contract, around)
    assert not issues
    assert node is not None
    node, _ = parse_record_condition("destination in codes('left_out')", contract, around)
    assert isinstance(node, InCodes)
    assert node.on == DISCHARGED
    for text, rule, message in (
        ("referral.received is null", Rule.FIELD, "there is no field called “referral.received”"),
        ("age_band = 'ADULT'", Rule.FIELD, "there is no field called “age_band”"),
        ("discharged < period_end", Rule.FIELD, "there is no field called “period_end”"),
        ("lookup('practice.name', practice) = 'A'", Rule.FUNCTION, "“lookup” cannot be used here"),
        ("days_in_period(admitted, discharged) = 1", Rule.FUNCTION, "“days_in_period” cannot be used here"),
        ("wait", Rule.RESULT, "this is a number, where a condition is wanted"),
    ):
        found, (issue,) = parse_record_condition(text, contract, around, file="f.yaml", line=3, column="keep")
        assert found is None
        assert (issue.rule, issue.place) == (rule, "f.yaml:3, column keep")
        assert issue.message.startswith(message)


def test_a_contract_is_checked_as_a_whole() -> None:
    contract = spells(
        {"band": Derivation(choices=[choice("wait")])},
        keep="wiat > 1",
        checks=[{"rule": "discharged >= admitted"}, {"rule": "arrived > discharged"}],
        unit=CodeField(field="band"),
        commissioner=CodeField(field="ward"),
    )
    issues = check_record_contract(contract, surroundings(contract, referrals()), file="x.yaml")
    assert [(issue.rule, issue.column) for issue in issues] == [
        (Rule.FIELD, "keep"),
        (Rule.TYPE, "checks.1.rule"),
        (Rule.TYPE, "unit.field"),
    ]
    assert {issue.file for issue in issues} == {"x.yaml"}


def test_a_right_contract_has_nothing_wrong() -> None:
    contract = spells(keep="urgent is not null", checks=[{"rule": "discharged >= admitted"}])
    assert not check_record_contract(contract, surroundings(contract, referrals()))
    assert isinstance(derived_nodes(contract, surroundings(contract))["age_band"], Choose)


def test_whether_a_derived_field_is_known_can_be_asked() -> None:
    node = derived(
        "known", Derivation(choices=[choice("'YES'", when="age_band is not null")]), age_band=AGE_BAND
    )
    assert isinstance(node, Choose)
    condition = node.branches[0].condition
    assert isinstance(condition, Not)
    assert isinstance(condition.term, IsNull)
