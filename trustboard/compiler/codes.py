"""Dated code lists in SQL: codes that are valid on the same days are asked for together."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlglot import exp

from trustboard.compiler.days import known
from trustboard.compiler.trees import Tree, literal_tree, text
from trustboard.expressions.nodes import CodeSpan


def in_codes_tree(operand: Tree, spans: Sequence[CodeSpan], on: Tree) -> Tree:
    """Ask whether a text is in a list on a day: unknown where the text or the day is."""
    both = exp.and_(known(operand), known(on))
    return exp.Case().when(both, exp.or_(*_arms(operand, spans, on)), copy=False)


def _arms(operand: Tree, spans: Sequence[CodeSpan], on: Tree) -> Iterator[Tree]:
    """One condition for each stretch of days; none at all is never true."""
    stretches: dict[tuple[date | None, date | None], list[str]] = {}
    for span in spans:
        stretches.setdefault((span.valid_from, span.valid_to), []).append(span.code)
    if not stretches:
        yield exp.false()
    for (first, last), codes in stretches.items():
        among = exp.In(this=operand.copy(), expressions=[text(code) for code in dict.fromkeys(codes)])
        yield exp.and_(among, *_bounds(on, first, last))


def _bounds(on: Tree, first: date | None, last: date | None) -> Iterator[Tree]:
    if first is not None:
        yield exp.GTE(this=on.copy(), expression=literal_tree(first))
    if last is not None:
        yield exp.LTE(this=on.copy(), expression=literal_tree(last))
