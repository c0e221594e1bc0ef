"""What is refused of a text's words taken together: comments, what cannot be seen, too much of anything."""

import unicodedata
from collections.abc import Iterable

from sqlglot.tokenizer_core import Token, TokenType

from trustboard.expressions.complaints import Complaints
from trustboard.expressions.rules import Rule

DEEPEST = 20
MOST_STEPS = 100
MOST_CALLS = 40
ARITHMETIC = frozenset({TokenType.PLUS, TokenType.DASH, TokenType.STAR})
NAMES = frozenset({TokenType.VAR, TokenType.IDENTIFIER})
_PREFIXES = frozenset({TokenType.NOT, TokenType.DASH})
_BLANKS = frozenset(" \t\r\n")


def pairs(tokens: list[Token]) -> Iterable[tuple[Token, TokenType | None]]:
    """Give each token with the kind of the one that follows it."""
    following = [token.token_type for token in tokens[1:]]
    return zip(tokens, [*following, None], strict=False)  # no tokens, no pairs


def refuse_comments(tokens: list[Token], complaints: Complaints) -> None:
    """Complain of every comment: what is meant for people has words of its own in the definition."""
    for token in tokens:
        if token.comments:
            cure = "Move it into the definition's words, or to a YAML comment."
            complaints.add(
                Rule.COMMENT, "a comment stands here", cure, at=token.start, value=token.comments[0]
            )


def refuse_unseen(tokens: list[Token], complaints: Complaints) -> None:
    """Between words stand blanks and ends of lines; others look like them and are not."""
    text, end = complaints.source.text, 0
    for start, following in [*((token.start, token.end + 1) for token in tokens), (len(text), 0)]:
        for at, sign in enumerate(text[end:start], start=end):
            if sign not in _BLANKS and unicodedata.category(sign)[0] in "ZC":
                message = f"a character that cannot be seen stands here (U+{ord(sign):04X})"
                complaints.add(Rule.NOT_ALLOWED, message, "Write a blank in its place.", at=at)
        end = following


def refuse_loose_commas(tokens: list[Token], complaints: Complaints) -> None:
    """Complain of commas with nothing beside them, which the parser would pass over."""
    for token, following in pairs(tokens):
        opens, closes = token.token_type is TokenType.L_PAREN, following is TokenType.R_PAREN
        if token.token_type is TokenType.COMMA and (closes or following is TokenType.COMMA):
            complaints.add(Rule.SYNTAX, "nothing stands after this comma", "Take it out.", at=token.start)
        elif opens and following is TokenType.COMMA:
            complaints.add(Rule.SYNTAX, "nothing stands before the comma", "Take it out.", at=token.start)


def refuse_excess(tokens: list[Token], complaints: Complaints) -> None:
    """Complain of more arithmetic, more functions or deeper brackets than the engines are asked for."""
    steps = sum(token.token_type in ARITHMETIC for token in tokens)
    if steps > MOST_STEPS:
        message = f"this has {steps} signs of arithmetic; {MOST_STEPS} is the most"
        complaints.add(Rule.TOO_MANY, message, "Sum bands in the contract (`sums`).")
    calls = sum(
        token.token_type in NAMES and following is TokenType.L_PAREN for token, following in pairs(tokens)
    )
    if calls > MOST_CALLS:
        message = f"this calls {calls} functions; {MOST_CALLS} is the most"
        complaints.add(Rule.TOO_MANY, message, "Work parts of it out in derived fields.")
    _refuse_depth(tokens, complaints)


def _refuse_depth(tokens: list[Token], complaints: Complaints) -> None:
    depth = run = 0
    for token in tokens:
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        run = run + 1 if token.token_type in _PREFIXES else 0
        if depth > DEEPEST or run > DEEPEST:
            cure = "Take out brackets, “not” or minus signs that are not needed."
            complaints.add(Rule.TOO_DEEP, f"this goes more than {DEEPEST} deep", cure, at=token.start)
            return
