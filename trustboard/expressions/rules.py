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
    RESULT = "expression-result"
    PARTS = "indicator-parts"
    GRAIN = "indicator-grain"
    COMBINING = "indicator-combining"
    CASE = "indicator-case"
    STATED = "indicator-stated-twice"


RULES: Mapping[Rule, str] = {
    Rule.EMPTY: "An expression is not empty.",
    Rule.TOO_LONG: "An expression has at most 2,000 characters.",
    Rule.TOO_DEEP: "Brackets stand at most 20 deep, and at most 20 “not” or minus signs in a row.",
    Rule.TOO_MANY: "An expression has at most 100 signs of arithmetic, and three factors in a product.",
    Rule.COMMENT: "An expression holds no comments: say it in the definition's words.",
    Rule.NOT_ALLOWED: "An expression uses only the words and signs of the language.",
    Rule.FUNCTION: "An expression calls no function that is not listed; so far none is.",
    Rule.UNCLOSED: "Every quotation mark that is opened is closed.",
    Rule.SYNTAX: "An expression can be read from beginning to end.",
    Rule.FIELD: "Every name is a field of the extract's contract.",
    Rule.NUMBER: "A number is written in digits, with at most 15 before and 6 after the point.",
    Rule.DATE: "A date is written date '2018-04-01' and exists in the calendar.",
    Rule.NULL: "Nothing is compared with null: ask “is null” or “is not null”, of a field.",
    Rule.LIST: "A list after “in” holds written-out values of the same type, at least one.",
    Rule.TYPE: "Both sides are of one type, and arithmetic is done with numbers.",
    Rule.ORDER: "Text is compared for being the same or not; it has no less or more.",
    Rule.CODE: "A code is written in capitals and is in its field's list, where the contract gives one.",
    Rule.RESULT: "A population is a condition; a numerator and a denominator are numbers.",
    Rule.PARTS: "Proportions, rates, ratios and means have a denominator; counts and stated numbers none.",
    Rule.GRAIN: "An indicator has the grain of its extract's periods.",
    Rule.COMBINING: "Units are summed or left as reported, and a stated number is never summed.",
    Rule.CASE: "A worked case comes to what it says, and says every part that the kind has.",
    Rule.STATED: "A stated number stands in at most one row for a unit (or one cut of it) and period.",
}
