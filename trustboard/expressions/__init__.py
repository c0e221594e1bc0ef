"""Text of an expression to our own typed tree, with all issues at once.

Holds the parser, the types, the whitelist of words and the checks against a contract's fields.
"""

from trustboard.expressions.counting import Counting, check_indicator, counting_of, stated_twice, window_of
from trustboard.expressions.extracts_read import extracts_read
from trustboard.expressions.fields import field_types, row_field_types
from trustboard.expressions.functions import SIGNATURES
from trustboard.expressions.nodes import Field, Node, Type, fields_of, requires_period
from trustboard.expressions.parsing import parse
from trustboard.expressions.personal_fields import measured_fields, personal_fields
from trustboard.expressions.record_contract import (
    check_record_contract,
    derived_nodes,
    parse_record_condition,
    record_field_types,
)
from trustboard.expressions.record_counting import Mode, Part, Place, RecordCounting, When
from trustboard.expressions.record_indicator import check_record_indicator, record_counting_of
from trustboard.expressions.rules import RULES, Rule

__all__ = [
    "RULES",
    "SIGNATURES",
    "Counting",
    "Field",
    "Mode",
    "Node",
    "Part",
    "Place",
    "RecordCounting",
    "Rule",
    "Type",
    "When",
    "check_indicator",
    "check_record_contract",
    "check_record_indicator",
    "counting_of",
    "derived_nodes",
    "extracts_read",
    "field_types",
    "fields_of",
    "measured_fields",
    "parse",
    "parse_record_condition",
    "personal_fields",
    "record_counting_of",
    "record_field_types",
    "requires_period",
    "row_field_types",
    "stated_twice",
    "window_of",
]
