"""Derived fields, and functions that several conditions share, worked out once in columns of their own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from sqlglot import exp

from trustboard.compiler.records.joined import Joined
from trustboard.compiler.sql import tree_of
from trustboard.compiler.trees import Tree, column
from trustboard.expressions.nodes import Call, Choose, Node, walk


class WorkedOut:
    """Columns between the records and the conditions, in layers: each reads those below it."""

    def __init__(self, expressions: Sequence[Node], joined: Joined) -> None:
        self._joined = joined
        self._names = {node: f"value {i}" for i, node in enumerate(_worth_a_column(expressions, joined))}

    def read(self, node: Node) -> Tree | None:
        """Read a node from the topmost layer: its column, if it has one."""
        name = self._names.get(node)
        return self._joined.above(node) if name is None else column(name)

    def over(self, rows: str, dialect: str) -> str:
        """Write the layers over the innermost SELECT; without any, that is all."""
        layers: dict[int, list[str]] = {}
        for node, name in self._names.items():
            tree = exp.alias_(tree_of(node, partial(self._beside, node)), name, quoted=True)
            layers.setdefault(self._height(node), []).append(tree.sql(dialect=dialect))
        for i in sorted(layers):
            columns = ",\n  ".join(["*", *layers[i]])
            rows = f"SELECT\n  {columns}\nFROM (\n{rows}\n) AS below"
        return rows

    def _beside(self, itself: Node, node: Node) -> Tree | None:
        return None if node == itself else self.read(node)

    def _height(self, node: Node) -> int:
        """Count the layers that a column needs below it."""
        below = (self._height(each) + 1 for each in walk(node) if each in self._names and each != node)
        return max(below, default=0)


def _worth_a_column(expressions: Iterable[Node], joined: Joined) -> Iterator[Node]:
    """List derived fields, and whatever function more than one expression calls."""
    each_once = dict.fromkeys(expressions)
    uses = Counter(node for expression in each_once for node in dict.fromkeys(walk(expression)))
    for node, times in uses.items():
        if isinstance(node, Choose) or (isinstance(node, Call) and times > 1 and joined.above(node) is None):
            yield node
