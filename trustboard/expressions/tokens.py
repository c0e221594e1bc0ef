"""The first gate: a text is cut into words and signs, and only those of the language pass.

What passes cannot be more than names of fields, written-out values, comparisons, arithmetic and the listed
functions, whatever the parser behind it would have understood.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token, TokenType

from trustboard.definitions.nearest import cure_for, nearest
from trustboard.expressions.complaints import Complaints
from trustboard.expressions.excess import (
    ARITHMETIC,
    NAMES,
    pairs,
    refuse_comments,
    refuse_excess,
    refuse_loose_commas,
    refuse_unseen,
)
from trustboard.expressions.functions import ELSEWHERE, SIGNATURES
from trustboard.expressions.rules import Rule
from trustboard.expressions.scope import Scope

LONGEST_TEXT = 2_000
FUNCTION_MARK = "function:"
"""What a name begins with that has passed as a function; no field's name has a colon."""

_SIGNS = ARITHMETIC | {
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
_TRUTHS = frozenset({TokenType.TRUE, TokenType.FALSE})
_SAMENESS = frozenset({TokenType.EQ, TokenType.NEQ})
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
_CURES: Mapping[str, str] = {
    "/": "There is no division: give numerator and denominator apart, the ratio is worked out last.",
    ";": "Write one expression only.",
    "::": "Types come from the contract and are never changed here.",
    "||": "Text cannot be joined.",
    "like": "List the values: in ('…', '…').",
    "ilike": "List the values: in ('…', '…').",
    "case": "Write a condition with and, or, not; or a derived field with choices.",
    "true": "Write a condition over fields; of a yes-or-no field write the field alone.",
    "false": "Write a condition over fields; of a yes-or-no field write: not field.",
    "cast": "Types come from the contract and are never changed here.",
    "try_cast": "Types come from the contract and are never changed here.",
    "interval": "Write add_days(date, days).",
    "current_date": "There is no today: use period_end.",
}
_CURE = "Use fields, values, + - *, = <> < <= > >=, and, or, not, in (…), between … and …, is null."


def tokens_of(text: str, scope: Scope, complaints: Complaints) -> list[Token] | None:
    """Cut a text into tokens, names marked as such; None when anything in it is refused.

    A name that is no field is complained of but let through, so that the rest can be checked too.
    """
    if len(text) > LONGEST_TEXT:
        cure = "Split it, or sum bands in the contract."
        complaints.add(
            Rule.TOO_LONG, f"this has {len(text):,} characters; {LONGEST_TEXT:,} is the most", cure
        )
        return None
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        complaints.add(Rule.NOT_ALLOWED, "half a character stands here", "Write the text again.")
        return None
    try:
        tokens = list(Dialect.get_or_raise("duckdb").tokenize(text))
    except TokenError:
        complaints.add(Rule.UNCLOSED, "a quotation mark is opened and not closed", "Close it.", value=text)
        return None
    before = len(complaints.issues)
    refuse_comments(tokens, complaints)
    refuse_unseen(tokens, complaints)
    refuse_excess(tokens, complaints)
    refuse_loose_commas(tokens, complaints)
    if scope.of_records:
        tokens = _joined(tokens, complaints)
    passed = _Gate(scope, complaints).pass_all(tokens)
    refused = len(complaints.issues) > before
    _refuse_unknown(passed, scope, complaints)
    return None if refused else passed


def _joined(tokens: list[Token], complaints: Complaints) -> list[Token]:
    """Make one name of two plain names with a point between: a field of a record that is pointed to."""
    joined: list[Token] = []
    position = 0
    while position < len(tokens):
        three = tokens[position : position + 3]
        if _is_pointed(three, complaints):
            name = f"{three[0].text}.{three[2].text}"
            joined.append(_named(three[0], name, end=three[2].end))
            position += 3
        else:
            joined.append(three[0])
            position += 1
    return joined


def _is_pointed(three: list[Token], complaints: Complaints) -> bool:
    if len(three) < 3 or three[1].token_type is not TokenType.DOT:
        return False
    return all(
        _PLAIN_NAME.fullmatch(token.text) and _written(token, complaints).strip('"') == token.text
        for token in (three[0], three[2])
    )


@dataclass(frozen=True, slots=True)
class _Gate:
    """Lets tokens through, names as quoted names, and complains of what is none of the language's."""

    scope: Scope
    complaints: Complaints

    def pass_all(self, tokens: list[Token]) -> list[Token]:
        before: TokenType | None = None
        passed = []
        for token, following in pairs(tokens):
            passed.append(self._pass(before, token, following))
            before = token.token_type
        return passed

    def _pass(self, before: TokenType | None, token: Token, following: TokenType | None) -> Token:
        kind, written = token.token_type, _written(token, self.complaints)
        if kind in _SIGNS or kind in _WORDS or kind is TokenType.STRING:
            return token
        if following is TokenType.STRING and self._is_kind_of_day(kind, written):
            return token
        if self.scope.of_records and kind in _TRUTHS and (before in _SAMENESS or following in _SAMENESS):
            return token
        if kind is TokenType.NUMBER:
            _check_number(written, token, self.complaints)
        elif kind in NAMES or written in self.scope.names:
            return self._function(token) if following is TokenType.L_PAREN else _named(token, token.text)
        else:
            cure = _CURES.get(written.lower(), _CURE)
            message = f"“{written}” is not part of the language"
            self.complaints.add(Rule.NOT_ALLOWED, message, cure, at=token.start)
        return token

    def _is_kind_of_day(self, kind: TokenType, written: str) -> bool:
        """Tell `date` and, over records, `timestamp`, which stand before a written-out day or time."""
        if kind is TokenType.DATE:
            return True
        return self.scope.of_records and written.lower() == "timestamp"

    def _function(self, token: Token) -> Token:
        """Mark a listed function, written plainly, as one; complain of any other name before a bracket."""
        word = token.text.lower()
        if token.token_type is TokenType.VAR and word in self.scope.words:
            return _named(token, FUNCTION_MARK + word)
        if word in SIGNATURES and token.token_type is TokenType.VAR:
            message = f"“{word}” cannot be used here"
        elif self.scope.of_records:
            message = f"there is no function called “{token.text}”"
        else:
            message = f"“{token.text}” is used as a function"
        cure = self._function_cure(word)
        if token.token_type is not TokenType.VAR and word in self.scope.words:
            cure = f"Write it without quotation marks: {word}(…)."
        self.complaints.add(Rule.FUNCTION, message, cure, at=token.start)
        return _named(token, token.text)

    def _function_cure(self, word: str) -> str:
        if not self.scope.of_records:
            return "Write it with comparisons and arithmetic; there are no functions over counted rows."
        if word in SIGNATURES:
            return _ELSEWHERE_CURES.get(word, _ONLY_INDICATORS)
        return ELSEWHERE.get(word) or cure_for(word, self.scope.words)


_ONLY_INDICATORS = "It has a meaning only in an indicator, where a period is counted."
_ELSEWHERE_CURES = {"lookup": "Write it in an indicator, or in a derived field."}


def _written(token: Token, complaints: Complaints) -> str:
    return complaints.source.text[token.start : token.end + 1]


def _named(token: Token, name: str, *, end: int | None = None) -> Token:
    """Mark a token as a quoted name, so that the parser reads no keyword or function into it."""
    return Token(
        TokenType.IDENTIFIER,
        text=name,
        line=token.line,
        col=token.col,
        start=token.start,
        end=token.end if end is None else end,
    )


def _check_number(written: str, token: Token, complaints: Complaints) -> None:
    if not _NUMBER.fullmatch(written):
        message = f"“{written}” is not a number that can be used here"
        cure = "Write digits, at most 15, with a point and at most 6 more for decimals: 12.5"
        complaints.add(Rule.NUMBER, message, cure, at=token.start, value=written)


def _cure_for_name(name: str, names: Collection[str]) -> str:
    """Offer the nearest field; where none is near, it may be a text without its quotation marks."""
    if nearest(name, names) is None:
        return f"If it is a text, write it in single quotation marks: '{name}'. {cure_for(name, names)}"
    return cure_for(name, names)


def _refuse_unknown(tokens: list[Token], scope: Scope, complaints: Complaints) -> None:
    """Complain once of each name that is no field; what is used as a function has had its complaint."""
    seen = set(scope.names)
    for token, following in pairs(tokens):
        is_name = token.token_type is TokenType.IDENTIFIER and following is not TokenType.L_PAREN
        if is_name and token.text not in seen:
            seen.add(token.text)
            cure = scope.absent.get(token.text) or _cure_for_name(token.text, scope.names)
            message = f"there is no field called “{token.text}”"
            complaints.add(Rule.FIELD, message, cure, at=token.start, value=token.text)
