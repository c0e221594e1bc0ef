"""The first gate: a text is cut into words and signs, and only those of the language pass.

What passes cannot be more than names of fields, written-out values, comparisons and arithmetic,
whatever the parser behind it would have understood.
"""

import re
from collections.abc import Iterable, Mapping

from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token, TokenType

from trustboard.definitions.nearest import cure_for, nearest
from trustboard.expressions.complaints import Complaints
from trustboard.expressions.nodes import Type
from trustboard.expressions.rules import Rule

LONGEST_TEXT = 2_000
DEEPEST = 20
MOST_STEPS = 100

_ARITHMETIC = frozenset({TokenType.PLUS, TokenType.DASH, TokenType.STAR})
_SIGNS = _ARITHMETIC | {
    TokenType.EQ,
    TokenType.NEQ,
    TokenType.LT,
    TokenType.LTE,
    TokenType.GT,
    TokenType.GTE,
    TokenType.L_PAREN,
    TokenType.R_PAREN,
    TokenType.COMMA,
}
_WORDS = frozenset(
    {
        TokenType.AND,
        TokenType.OR,
        TokenType.NOT,
        TokenType.IN,
        TokenType.BETWEEN,
        TokenType.IS,
        TokenType.NULL,
    }
)
_NAMES = frozenset({TokenType.VAR, TokenType.IDENTIFIER})
_PREFIXES = frozenset({TokenType.NOT, TokenType.DASH})
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
_CURES: Mapping[str, str] = {
    "/": "There is no division: give numerator and denominator apart, the ratio is worked out last.",
    ";": "Write one expression only.",
    "::": "Types come from the contract and are never changed here.",
    "||": "Text cannot be joined.",
    "like": "List the values: in ('…', '…').",
    "ilike": "List the values: in ('…', '…').",
    "case": "Write a condition with and, or, not.",
    "true": "Write a condition over fields.",
    "false": "Write a condition over fields.",
}
_CURE = "Use fields, values, + - *, = <> < <= > >=, and, or, not, in (…), between … and …, is null."


def tokens_of(text: str, fields: Mapping[str, Type], complaints: Complaints) -> list[Token] | None:
    """Cut a text into tokens, names marked as such; None when anything in it is refused.

    A name that is no field is complained of but let through, so that the rest can be checked too.
    """
    if len(text) > LONGEST_TEXT:
        cure = "Split it, or sum bands in the contract."
        complaints.add(
            Rule.TOO_LONG, f"this has {len(text):,} characters; {LONGEST_TEXT:,} is the most", cure
        )
        return None
    try:
        tokens = list(Dialect.get_or_raise("duckdb").tokenize(text))
    except TokenError:
        complaints.add(Rule.UNCLOSED, "a quotation mark is opened and not closed", "Close it.", value=text)
        return None
    before = len(complaints.issues)
    _refuse_comments(tokens, complaints)
    _refuse_excess(tokens, complaints)
    passed = [_pass(token, following, fields, complaints) for token, following in _pairs(tokens)]
    refused = len(complaints.issues) > before
    _refuse_unknown(passed, fields, complaints)
    return None if refused else passed


def _pairs(tokens: list[Token]) -> Iterable[tuple[Token, TokenType | None]]:
    following = [token.token_type for token in tokens[1:]]
    return zip(tokens, [*following, None], strict=False)  # no tokens, no pairs


def _refuse_comments(tokens: list[Token], complaints: Complaints) -> None:
    for token in tokens:
        if token.comments:
            cure = "Move it into the definition's words, or to a YAML comment."
            complaints.add(
                Rule.COMMENT, "a comment stands here", cure, at=token.start, value=token.comments[0]
            )


def _refuse_excess(tokens: list[Token], complaints: Complaints) -> None:
    steps = sum(token.token_type in _ARITHMETIC for token in tokens)
    if steps > MOST_STEPS:
        message = f"this has {steps} signs of arithmetic; {MOST_STEPS} is the most"
        complaints.add(Rule.TOO_MANY, message, "Sum bands in the contract (`sums`).")
    depth = run = 0
    for token in tokens:
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        run = run + 1 if token.token_type in _PREFIXES else 0
        if depth > DEEPEST or run > DEEPEST:
            cure = "Take out brackets, “not” or minus signs that are not needed."
            complaints.add(Rule.TOO_DEEP, f"this goes more than {DEEPEST} deep", cure, at=token.start)
            return


def _pass(
    token: Token, following: TokenType | None, fields: Mapping[str, Type], complaints: Complaints
) -> Token:
    """Let one token through, a name as a quoted name; complain of it where it is none of the language's."""
    kind, written = token.token_type, _written(token, complaints)
    if kind in _SIGNS or kind in _WORDS or kind is TokenType.STRING:
        return token
    if kind is TokenType.DATE and following is TokenType.STRING:
        return token
    if kind is TokenType.NUMBER:
        _check_number(written, token, complaints)
    elif kind in _NAMES or written in fields:
        if following is TokenType.L_PAREN:
            cure = "Write it with comparisons and arithmetic; there are no functions yet."
            complaints.add(Rule.FUNCTION, f"“{token.text}” is used as a function", cure, at=token.start)
        return _as_name(token)
    else:
        cure = _CURES.get(written.lower(), _CURE)
        complaints.add(Rule.NOT_ALLOWED, f"“{written}” is not part of the language", cure, at=token.start)
    return token


def _written(token: Token, complaints: Complaints) -> str:
    return complaints.source.text[token.start : token.end + 1]


def _as_name(token: Token) -> Token:
    """Mark a token as a quoted name, so that the parser reads no keyword or function into it."""
    return Token(
        TokenType.IDENTIFIER,
        text=token.text,
        line=token.line,
        col=token.col,
        start=token.start,
        end=token.end,
    )


def _check_number(written: str, token: Token, complaints: Complaints) -> None:
    if not _NUMBER.fullmatch(written):
        message = f"“{written}” is not a number that can be used here"
        cure = "Write digits, at most 15, with a point and at most 6 more for decimals: 12.5"
        complaints.add(Rule.NUMBER, message, cure, at=token.start, value=written)


def _cure_for_name(name: str, fields: Mapping[str, Type]) -> str:
    """Offer the nearest field; where none is near, it may be a text without its quotation marks."""
    if nearest(name, fields) is None:
        return f"If it is a text, write it in single quotation marks: '{name}'. {cure_for(name, fields)}"
    return cure_for(name, fields)


def _refuse_unknown(tokens: list[Token], fields: Mapping[str, Type], complaints: Complaints) -> None:
    """Complain once of each name that is no field; what is used as a function has had its complaint."""
    seen = set(fields)
    for token, following in _pairs(tokens):
        is_name = token.token_type is TokenType.IDENTIFIER and following is not TokenType.L_PAREN
        if is_name and token.text not in seen:
            seen.add(token.text)
            cure = _cure_for_name(token.text, fields)
            message = f"there is no field called “{token.text}”"
            complaints.add(Rule.FIELD, message, cure, at=token.start, value=token.text)
