"""Text of an expression to our own typed tree, with all issues at once.

Holds the parser, the types, the whitelist of words and the checks against a contract's fields.
"""

from trustboard.expressions.counting import Counting, check_indicator, counting_of, stated_twice, window_of
from trustboard.expressions.fields import field_types, row_field_types
from trustboard.expressions.nodes import Field, Node, Type, fields_of
from trustboard.expressions.parsing import parse
from trustboard.expressions.rules import RULES, Rule

__all__ = [
    "RULES",
    "Counting",
    "Field",
    "Node",
    "Rule",
    "Type",
    "check_indicator",
    "counting_of",
    "field_types",
    "fields_of",
    "parse",
    "row_field_types",
    "stated_twice",
    "window_of",
]
