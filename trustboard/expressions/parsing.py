"""Text of an expression to a typed tree, with every issue at once. Whatever the text, nothing is raised."""

from collections.abc import Mapping

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import Token

from trustboard.expressions.complaints import Complaints, Source
from trustboard.expressions.nodes import Node, Type
from trustboard.expressions.reading import Reading
from trustboard.expressions.rules import Rule
from trustboard.expressions.scope import Scope, scope_of_fields
from trustboard.expressions.tokens import tokens_of
from trustboard.expressions.types import in_words
from trustboard.vocabulary.issue import Issue


def parse(
    text: str,
    fields: Mapping[str, Type],
    *,
    wanted: Type,
    file: str | None = None,
    line: int | None = None,
    column: str | None = None,
) -> tuple[Node | None, tuple[Issue, ...]]:
    """Read an expression over `fields` that must be of the type `wanted`.

    Returns the typed tree and no issues, or None and every issue found. `file`, `line` and `column`
    say where the text is written; each message adds the character within the text.
    """
    complaints = Complaints(Source(text, file, line, column))
    node = read_expression(scope_of_fields(fields), (wanted,), complaints)
    return node, complaints.each_once()


def read_expression(scope: Scope, wanted: tuple[Type, ...], complaints: Complaints) -> Node | None:
    """Read the complaints' own text; None when there is anything to complain of."""
    text = complaints.source.text
    try:
        node = _read(text, scope, wanted, complaints)
    except RecursionError:  # the caps keep well below it, but the caller may stand deep itself
        complaints.add(Rule.TOO_DEEP, "this goes too deep to be read", "Take out brackets.", value=text)
        return None
    if node is None and not complaints.issues:  # such as a word of the language that stands alone
        complaints.add(Rule.SYNTAX, "this cannot be read", f"Write a whole {in_words(wanted)}.", value=text)
    return None if complaints.issues else node


def _read(text: str, scope: Scope, wanted: tuple[Type, ...], complaints: Complaints) -> Node | None:
    if not text.strip():
        cure = f"Write a {in_words(wanted)}, or leave the key out."
        complaints.add(Rule.EMPTY, "the expression is empty", cure)
        return None
    tokens = tokens_of(text, scope, complaints)
    tree = None if tokens is None else _tree(tokens, complaints)
    if tree is None:
        return None
    node = Reading(scope, complaints).read(tree)
    if node is not None and node.type not in wanted:
        message = f"this is a {node.type.value}, where a {in_words(wanted)} is wanted"
        complaints.add(Rule.RESULT, message, _RESULT_CURES[wanted[0]], value=text)
    return node


_RESULT_CURES: Mapping[Type, str] = {
    Type.BOOLEAN: "Compare it with something: field = 'value'.",
    Type.NUMBER: "Name a number field, or arithmetic with number fields.",
    Type.TEXT: "Name a text field.",
    Type.DATE: "Name a date field.",
    Type.TIME: "Name a time field.",
}


def _tree(tokens: list[Token], complaints: Complaints) -> exp.Expr | None:
    text = complaints.source.text
    try:
        found = Dialect.get_or_raise("duckdb").parser().parse_into(exp.Condition, tokens, text)
    except SqlglotError as error:
        _complain_of_syntax(error, complaints)
        return None
    return found[0] if found else None


def _complain_of_syntax(error: SqlglotError, complaints: Complaints) -> None:
    """Say where reading stopped, in our own words: the parser's speak of its insides."""
    details = getattr(error, "errors", None) or [{}]
    near = str(details[0].get("highlight") or "")
    where = f" near “{near}”" if near else ""
    cure = "Check brackets, commas, and that each “and” or “or” joins two whole conditions."
    complaints.add(Rule.SYNTAX, f"this cannot be read{where}", cure, value=complaints.source.text)
