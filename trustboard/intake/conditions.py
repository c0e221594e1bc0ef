"""The contract's own expressions (keep, totals, checks) to SQL conditions over a row."""

from collections.abc import Mapping
from dataclasses import dataclass

from trustboard.compiler import node_sql
from trustboard.expressions import Node, Type, fields_of, parse
from trustboard.expressions.nodes import Comparison
from trustboard.vocabulary.issue import Mistake
from trustboard.warehouse.session import identifier, literal


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition: its text, its SQL (TRUE, FALSE or NULL) and the fields it uses."""

    text: str
    node: Node
    sql: str
    fields: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def all_known(self) -> str:
        """SQL that is TRUE where every field used holds a value."""
        return " AND ".join(f"{identifier(name)} IS NOT NULL" for name in self.fields) or "TRUE"

    def sides_sql(self) -> str:
        """SQL for what the row holds: both sides of a comparison, or every field used."""
        if isinstance(self.node, Comparison):
            left, right = node_sql(self.node.left), node_sql(self.node.right)
            return f"'left side ' || {_shown(left)} || ', right side ' || {_shown(right)}"
        return " || ', ' || ".join(
            f"{literal(f'{name} ')} || {_shown(identifier(name))}" for name in self.fields
        )


def read_condition(text: str, fields: Mapping[str, Type], *, extract: str, key: str) -> Condition:
    """Parse one condition. Raises Mistake with every issue of it."""
    node, issues = parse(text, fields, wanted=Type.BOOLEAN, file=f"extracts/{extract}.yaml", column=key)
    if node is None:
        raise Mistake(issues)
    used = fields_of(node)
    return Condition(
        text=text,
        node=node,
        sql=node_sql(node),
        fields=tuple(field.name for field in used),
        numbers=tuple(field.name for field in used if field.type is Type.NUMBER),
    )


def _shown(sql: str) -> str:
    """SQL for a value as a person reads it: 12, not 12.000000."""
    return f"COALESCE(regexp_replace(CAST({sql} AS VARCHAR), '(\\.[0-9]*?)0+$', '\\1').rtrim('.'), 'nothing')"
