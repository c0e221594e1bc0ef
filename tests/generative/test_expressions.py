"""An expression means what the same text means in SQL: precedence, unknowns, exact numbers."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generative.definitions import amounts, conditions, contracts, rows
from tests.support.counting import Row, columns, contract, fill
from trustboard.compiler import node_sql
from trustboard.compiler.normal import leaves, normal
from trustboard.definitions.contract import Contract
from trustboard.expressions import Node, Type, field_types, parse
from trustboard.expressions.nodes import And, Not, Or
from trustboard.reference.values import truth, value
from trustboard.warehouse.session import Session

few = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
Case = tuple[Contract, str, list[Row]]


@st.composite
def cases(draw: st.DrawFn, wanted: Type) -> Case:
    """A text over an extract, and rows to ask it of."""
    extract = draw(contracts())
    text = draw(conditions(extract) if wanted is Type.BOOLEAN else amounts(extract))
    return extract, text, draw(st.lists(rows(extract), min_size=1, max_size=6))


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


def read(extract: Contract, text: str, wanted: Type) -> Node:
    node, issues = parse(text, field_types(extract), wanted=wanted)
    assert node is not None, issues
    return node


def asked(session: Session, extract: Contract, found: list[Row], sql: str) -> list[object]:
    numbered = [{**row, "line": number} for number, row in enumerate(found)]
    fill(session, "accepted", columns(extract), numbered)
    return [answer for (answer,) in session.rows(f"SELECT {sql} FROM accepted ORDER BY line")]


@few
@given(case=cases(Type.BOOLEAN))
def test_a_condition_means_what_its_text_means_in_sql(case: Case, session: Session) -> None:
    extract, text, found = case
    node = read(extract, text, Type.BOOLEAN)
    expected = asked(session, extract, found, f"({text})")
    assert [truth(node, row) for row in found] == expected
    assert asked(session, extract, found, node_sql(node)) == expected


@few
@given(case=cases(Type.NUMBER))
def test_a_number_means_what_its_text_means_in_sql(case: Case, session: Session) -> None:
    extract, text, found = case
    node = read(extract, text, Type.NUMBER)
    expected = asked(session, extract, found, f"({text})::DECIMAL(38, 12)")
    assert [value(node, row) for row in found] == expected
    assert asked(session, extract, found, f"({node_sql(node)})::DECIMAL(38, 12)") == expected


@given(case=cases(Type.BOOLEAN))
def test_normal_form_is_true_in_the_same_rows_and_negates_leaves_only(case: Case) -> None:
    extract, text, found = case
    node = read(extract, text, Type.BOOLEAN)
    pushed = normal(node)
    assert [truth(pushed, row) for row in found] == [truth(node, row) for row in found]
    for leaf in leaves(pushed):
        inner = leaf.term if isinstance(leaf, Not) else leaf
        assert not isinstance(inner, And | Or | Not)


ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@few
@given(written=ANY_TEXT, held=ANY_TEXT)
def test_any_text_can_be_written_out_and_compared(written: str, held: str, session: Session) -> None:
    extract = contract({"kind": "text"})
    literal = "'" + written.replace("'", "''") + "'"
    node = read(extract, f"kind = {literal}", Type.BOOLEAN)
    found = [{"kind": held}, {"kind": written}]
    assert [truth(node, row) for row in found] == [held == written, True]
    assert asked(session, extract, found, node_sql(node)) == [held == written, True]


def test_a_decimal_is_never_a_float(session: Session) -> None:
    node = read(contract({"kind": "text"}), "0.1 + 0.2", Type.NUMBER)
    assert session.value(f"SELECT {node_sql(node)}") == Decimal("0.3") == value(node, {})
