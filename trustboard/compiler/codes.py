"""Dated code lists in SQL: codes that are valid on the same days are asked for together."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlglot import exp

from trustboard.compiler.days import known
from trustboard.compiler.trees import Tree, literal_tree, text
from trustboard.expressions.nodes import CodeSpan

Bounds = tuple[date | None, date | None]


def in_codes_tree(operand: Tree, spans: Sequence[CodeSpan], on: Tree) -> Tree:
    """Ask whether a text is in a list on a day: unknown where the text or the day is."""
    arms = [
        exp.and_(exp.In(this=operand.copy(), expressions=list(map(text, codes))), *within(on, bounds))
        for bounds, codes in codes_by_bounds(spans).items()
    ]
    both_known = exp.and_(known(operand), known(on))
    return exp.Case().when(both_known, exp.or_(*arms) if arms else exp.false(), copy=False)


def codes_by_bounds(spans: Sequence[CodeSpan]) -> Mapping[Bounds, Sequence[str]]:
    """Gather the codes of each first and last day (None: open), each code once."""
    gathered: dict[Bounds, dict[str, None]] = {}
    for span in spans:
        gathered.setdefault((span.valid_from, span.valid_to), {})[span.code] = None
    return {bounds: tuple(codes) for bounds, codes in gathered.items()}


def within(on: Tree, bounds: Bounds) -> Sequence[Tree]:
    """Ask whether a day lies within bounds: no conditions where both are open."""
    first, last = bounds
    after = [] if first is None else [exp.GTE(this=on.copy(), expression=literal_tree(first))]
    return after + ([] if last is None else [exp.LTE(this=on.copy(), expression=literal_tree(last))])
