"""Trees written back as text: the text an author would write, which reads back to the same tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generative.definitions import conditions, contracts
from tests.support.spells import SURROUNDINGS, count
from trustboard.expressions import field_types, parse, record_counting_of
from trustboard.expressions.nodes import Type
from trustboard.expressions.wording import wording

FIELDS = {"kind": Type.TEXT, "seen_on": Type.DATE, "due": Type.NUMBER, "done": Type.NUMBER, "in": Type.NUMBER}


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        ("kind='it''s'", "kind = 'it''s'"),
        ("not kind = 'A'", "not (kind = 'A')"),
        ("not (kind in ('A','B'))", "kind not in ('A', 'B')"),
        ("not kind is null", "kind is not null"),
        ("not due between 1 and 2.50", "due not between 1 and 2.50"),
        ("seen_on < date '2018-04-01'", "seen_on < date '2018-04-01'"),
        ("kind = 'A' or kind = 'B' and due = 1", "kind = 'A' or (kind = 'B' and due = 1)"),
        ("(kind = 'A' and due = 1) and done = 1", "(kind = 'A' and due = 1) and done = 1"),
        ("not not kind is null", "not (kind is not null)"),
        ("due - (done - 1) = 0", "due - (done - 1) = 0"),
        ("(due - done) - 1 = 0", "due - done - 1 = 0"),
        ("(due + done) * 2 = 0", "(due + done) * 2 = 0"),
        ("due + done * 2 = 0", "due + done * 2 = 0"),
        ("due * (done * 2) = 0", "due * (done * 2) = 0"),
        ("-(due + done) < - 5", "-(due + done) < -5"),
        ("- - due < 5 - -1", "-(-due) < 5 - -1"),
        ('"in" = 1', '"in" = 1'),
    ],
)
def test_an_expression_is_written_plainly(written: str, rewritten: str) -> None:
    node, issues = parse(written, FIELDS, wanted=Type.BOOLEAN)
    assert node is not None, issues
    assert wording(node) == rewritten
    again, issues = parse(wording(node), FIELDS, wanted=Type.BOOLEAN)
    assert again == node, issues


@given(st.data())
def test_what_is_written_reads_back_to_the_same_tree(data: st.DataObject) -> None:
    extract = data.draw(contracts())
    node, issues = parse(data.draw(conditions(extract)), field_types(extract), wanted=Type.BOOLEAN)
    if node is None:  # such as a product of too many factors
        assert issues
        return
    again, issues = parse(wording(node), field_types(extract), wanted=Type.BOOLEAN)
    assert again == node, issues


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        ("arrived >= timestamp '2026-05-10 08:30'", "arrived >= timestamp '2026-05-10 08:30:00'"),
        ("date_diff('day', discharged, contact) = 1", "date_diff('day', discharged, contact) = 1"),
        ("coalesce(weight, beds) + 1 is null", "coalesce(weight, beds) + 1 is null"),
        ("not destination in codes('excluded')", "destination not in codes('excluded')"),
        ("destination in codes('excluded', discharged)", "destination in codes('excluded')"),
        ("destination in codes('excluded', contact)", "destination in codes('excluded', contact)"),
        ("lookup('area.name', ward, discharged) = 'NORTH'", "lookup('area.name', ward) = 'NORTH'"),
        ("not starts_with(note, 'it''s')", "not starts_with(note, 'it''s')"),
        ("contact between period_start and period_end", "contact between period_start and period_end"),
        ("urgent = true and is_adult = false", "urgent and not is_adult"),
        ("age_rule = 'all' and referral.source = 'GP'", "age_rule = 'all' and referral.source = 'GP'"),
    ],
)
def test_what_is_said_of_records_is_written_plainly(written: str, rewritten: str) -> None:
    counting = record_counting_of(count(population=written), SURROUNDINGS)
    population = counting.numerator.population
    assert population is not None
    assert wording(population, day=counting.numerator.when.start) == rewritten
    assert record_counting_of(count(population=rewritten), SURROUNDINGS) == counting
