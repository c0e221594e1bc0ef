"""What a worked case says beside what came out, and what to say where they differ."""

from decimal import Decimal

from trustboard.definitions.indicator import Case, Indicator
from trustboard.expressions import Rule
from trustboard.vocabulary.figure import Figure, Kind
from trustboard.vocabulary.issue import Issue
from trustboard.vocabulary.state import State

CURE = "Work the case out by hand; then mend the case or the definition."
_PARTS = ("numerator", "denominator", "value")
_WITHOUT_PARTS = frozenset({Kind.QUANTILE, Kind.MAXIMUM})
_DIVIDING = frozenset({Kind.PROPORTION, Kind.RATE, Kind.RATIO, Kind.MEAN})


class CaseError(Exception):
    """A worked case that cannot be read: what is wrong with it, and the cure."""

    def __init__(self, message: str, cure: str) -> None:
        super().__init__(message)
        self.message, self.cure = message, cure


def case_issue(indicator: Indicator, case: Case, message: str, cure: str) -> Issue:
    """Say what is wrong with a worked case."""
    return Issue(
        rule=Rule.CASE,
        message=f"the worked case “{case.it}” {message}",
        cure=cure,
        file=f"indicators/{indicator.id}.yaml",
        column="cases",
    )


def difference(indicator: Indicator, case: Case, figure: Figure) -> Issue | None:
    """Say how a case and the figure it came to differ; None when they agree."""
    if figure.state is not case.state:
        message = f"expects {_words(case.state)}, and it comes to {_words(figure.state)}"
        return case_issue(indicator, case, message, CURE)
    for part in _PARTS:
        disagreement = _part_message(part, getattr(case, part), figure)
        if disagreement is not None:
            is_left_out = getattr(case, part) is None
            cure = f"Add {part}: with the number worked out by hand." if is_left_out else CURE
            return case_issue(indicator, case, disagreement, cure)
    return None


def _part_message(part: str, expected: float | None, figure: Figure) -> str | None:
    found = figure.value if part == "value" else getattr(figure.parts, part)
    if expected is None:
        is_wanted = figure.state is State.VALUE and has_part(part, figure.kind)
        return f"does not say which {part} it expects; it comes to {_plain(found)}" if is_wanted else None
    is_rounded = part == "value" and figure.has_denominator
    if found is not None and _is_same(Decimal(str(expected)), found, is_rounded=is_rounded):
        return None
    return f"expects the {part} {_plain(expected)}, and it comes to {_plain(found)}"


def _is_same(expected: Decimal, found: Decimal, *, is_rounded: bool) -> bool:
    """Exactly the same; of a quotient, to as many digits after the point as the case gives."""
    return expected == (found.quantize(expected) if is_rounded else found)


def has_part(part: str, kind: Kind) -> bool:
    """Whether a case of a kind must say a part: numerator, denominator or value."""
    if part == "value":
        return kind in _WITHOUT_PARTS
    return kind in _DIVIDING or (part == "numerator" and kind not in _WITHOUT_PARTS)


def _words(state: State) -> str:
    return "a value" if state is State.VALUE else state.value.replace("_", " ")


def _plain(number: Decimal | float | None) -> str:
    return "nothing known" if number is None else f"{Decimal(str(number)).normalize():f}"
