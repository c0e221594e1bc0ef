"""Fields that tell something about a person: those marked, birth dates, and what is worked out from either."""

from tests.support.spell_world import referrals, spells, surroundings
from trustboard.definitions.contract import CodeField, Contract
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.records import Choice, Derivation
from trustboard.expressions import measured_fields, personal_fields

NOTHING = {"owner": "x", "author": "x", "checked_by": "x", "review_by": "2030-01-01", "sources": ["x"]}
SHAPE = {"better": "higher", "domain": "safe", "perspective": "people", "definition": "x", "cases": []}


def indicator(**parts: object) -> Indicator:
    told = {"id": "asked", "title": "Asked", "why": "x", "extract": "spell", "kind": "count"}
    return Indicator.model_validate({**told, **NOTHING, **SHAPE, **parts})


def marked(contract: Contract, *names: str) -> Contract:
    fields = {
        name: field.model_copy(update={"personal": name in names}) for name, field in contract.fields.items()
    }
    return contract.model_copy(update={"fields": fields})


def test_a_marked_field_is_personal_and_what_is_worked_out_from_it() -> None:
    place = Derivation(choices=[Choice(rule="practice", take="practice")], otherwise="UNKNOWN")
    held = surroundings(marked(spells({"place": place}), "practice", "wait"), referrals())
    assert personal_fields(indicator(), held) == {"practice", "wait", "place", "place_rule"}


def test_a_date_from_which_an_age_is_reckoned_is_personal_unmarked() -> None:
    held = surroundings(spells({}), referrals())
    assert personal_fields(indicator(population="ward_class = 'ADULT'"), held) == frozenset()
    assert personal_fields(indicator(numerator="age_on(born, discharged) >= 65"), held) == {"born"}
    banded = surroundings(spells(), referrals())
    assert personal_fields(indicator(), banded) == {"born", "age_band", "age_band_rule"}


def test_fields_of_other_extracts_are_personal_where_they_are_read() -> None:
    held = surroundings(spells({}), marked(referrals({}), "seen"))
    assert personal_fields(indicator(), held) == frozenset()
    assert personal_fields(indicator(population="referral.seen is not null"), held) == {"seen"}
    counted = referrals({}).model_copy(update={"records": None, "commissioner": CodeField(field="ward")})
    assert personal_fields(indicator(), surroundings(spells({}), counted)) == frozenset()


def test_a_number_that_is_measured_is_worked_out_from_its_fields() -> None:
    held = surroundings(spells({}), referrals())
    aged = indicator(kind="mean", numerator="age_on(born, discharged)")
    assert measured_fields(aged, held) == {"born", "discharged"}
    assert measured_fields(indicator(numerator="born is null"), held) == frozenset()
    assert measured_fields(indicator(kind="distinct", numerator="person"), held) == frozenset()
