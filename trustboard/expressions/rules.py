"""The rules an expression must keep, by permanent identifier."""

from collections.abc import Mapping
from enum import StrEnum


class Rule(StrEnum):
    """Identifiers of what can be wrong with an expression."""

    EMPTY = "expression-empty"
    TOO_LONG = "expression-too-long"
    TOO_DEEP = "expression-too-deep"
    TOO_MANY = "expression-too-many-steps"
    COMMENT = "expression-comment"
    NOT_ALLOWED = "expression-not-allowed"
    FUNCTION = "expression-function"
    UNCLOSED = "expression-unclosed"
    SYNTAX = "expression-syntax"
    FIELD = "expression-unknown-field"
    NUMBER = "expression-number"
    DATE = "expression-date"
    NULL = "expression-null"
    LIST = "expression-list"
    TYPE = "expression-type"
    ORDER = "expression-text-order"
    CODE = "expression-code"
    CODE_LIST = "expression-unknown-list"
    LOOKUP = "expression-unknown-lookup"
    ARGUMENT = "expression-argument"
    TIME = "expression-time"
    TRUTH = "expression-yes-or-no"
    LOOP = "expression-loop"
    RESULT = "expression-result"
    PARTS = "indicator-parts"
    GRAIN = "indicator-grain"
    COMBINING = "indicator-combining"
    CASE = "indicator-case"
    STATED = "indicator-stated-twice"


RULES: Mapping[Rule, str] = {
    Rule.EMPTY: "An expression is not empty.",
    Rule.TOO_LONG: "An expression has at most 2,000 characters.",
    Rule.TOO_DEEP: "Brackets, derived fields, “not” and minus signs stand at most 20 deep.",
    Rule.TOO_MANY: "An expression has at most 100 signs of arithmetic, 40 functions, 3 factors in a product.",
    Rule.COMMENT: "An expression holds no comments: say it in the definition's words.",
    Rule.NOT_ALLOWED: "An expression uses only the words and signs of the language.",
    Rule.FUNCTION: "An expression calls listed functions only: of records, and where they have a meaning.",
    Rule.UNCLOSED: "Every quotation mark that is opened is closed.",
    Rule.SYNTAX: "An expression can be read from beginning to end.",
    Rule.FIELD: "Every name is a field of the extract's contract, or of a record that it points to.",
    Rule.NUMBER: "A number is written in digits, with at most 15 before and 6 after the point.",
    Rule.DATE: "A date is written date '2018-04-01' and exists in the calendar.",
    Rule.NULL: "Nothing is compared with null: ask “is null” or “is not null”.",
    Rule.LIST: "A list after “in” holds written-out values of the same type, at least one.",
    Rule.TYPE: "Both sides are of one type; arithmetic is done with numbers; functions get what they take.",
    Rule.ORDER: "Text is compared for being the same or not; it has no less or more.",
    Rule.CODE: "A code is written in capitals and is in its field's list, where the contract gives one.",
    Rule.CODE_LIST: "Every list that codes(…) names is a file under codes/ or a list in one.",
    Rule.LOOKUP: "Every table and column that lookup(…) names is under lookups/.",
    Rule.ARGUMENT: "A function gets as many values as it takes, and written-out ones where it needs them.",
    Rule.TIME: "A time is written timestamp '2026-04-01 08:30' and exists in the calendar.",
    Rule.TRUTH: "True and false stand beside = or <> and a yes-or-no field.",
    Rule.LOOP: "No derived field is worked out from itself.",
    Rule.RESULT: "A population is a condition; every other expression gives what its place needs.",
    Rule.PARTS: "Every kind of indicator has the parts that it needs, and no others.",
    Rule.GRAIN: "Counted rows have their indicator's grain; weeks and open clocks have no window of months.",
    Rule.COMBINING: "Units are summed or left as reported, and a stated number is never summed.",
    Rule.CASE: "A worked case comes to what it says, and says every part that the kind has.",
    Rule.STATED: "A stated number stands in at most one row for a unit (or one cut of it) and period.",
}
