"""RAG: a figure against a standard, unrounded and exact. Without a standard there is no colour."""

from decimal import Context, Decimal

from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.standard import Better, Operator, Standard
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import NoRag, Rag

_EXACT = Context(prec=200)
"""Wide enough that a product of two numbers of any real file is never rounded."""

_NONE, _ONE = Decimal(0), Decimal(1)

_Terms = tuple[Decimal, Decimal]
"""A value as what is divided and a positive divisor."""


def rag_of(
    figure: Figure | None, standard: Standard | None, better: Better
) -> tuple[Rag | None, NoRag | None]:
    """Colour a figure, or say why it has no colour: exactly one of the two is given.

    Green: the standard is met, ties included (except for `>` and `<`). Amber: missed by no more than
    the tolerance. Red: missed by more. A standard without tolerance has two states.
    """
    if better is Better.NEUTRAL:
        return None, NoRag.NEUTRAL
    if standard is None:
        return None, NoRag.NO_STANDARD
    terms = None if figure is None else _terms(figure)
    if terms is None:
        return None, NoRag.NO_VALUE
    if _meets(terms, standard):
        return Rag.GREEN, None
    if standard.tolerance is not None and _is_within(terms, standard, standard.tolerance):
        return Rag.AMBER, None
    return Rag.RED, None


def is_met(figure: Figure, standard: Standard) -> bool:
    """Whether a figure meets a standard. Raises ValueError for a figure without a value."""
    terms = _terms(figure)
    if terms is None:
        raise ValueError(f"{figure.indicator}, {figure.period.code}: there is no value to compare")
    return _meets(terms, standard)


def bounds(standard: Standard) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest value that meet a standard; None where that side is open."""
    if standard.operator in (Operator.AT_LEAST, Operator.MORE_THAN):
        return standard.value, None
    if standard.operator in (Operator.AT_MOST, Operator.LESS_THAN):
        return None, standard.value
    if standard.operator is Operator.EQUAL:
        return standard.value, standard.value
    return standard.value, standard.upper_value


def _terms(figure: Figure) -> _Terms | None:
    """The value of a figure before it is divided; None where there is none."""
    if figure.state is not State.VALUE:
        return None
    numerator, denominator = figure.parts.numerator, figure.parts.denominator
    if not figure.has_denominator or denominator is None or numerator is None:
        return None if figure.value is None else (figure.value, _ONE)
    sign = 1 if denominator > 0 else -1
    return _EXACT.multiply(numerator, Decimal(figure.per * sign)), _EXACT.copy_abs(denominator)


def _meets(terms: _Terms, standard: Standard) -> bool:
    if standard.operator is Operator.MORE_THAN:
        return _compared(terms, standard.value) > 0
    if standard.operator is Operator.LESS_THAN:
        return _compared(terms, standard.value) < 0
    return _is_within(terms, standard, _NONE)


def _is_within(terms: _Terms, standard: Standard, margin: Decimal) -> bool:
    """Whether the value misses the standard's bounds by no more than a margin."""
    lowest, highest = bounds(standard)
    reaches = lowest is None or _compared(terms, _EXACT.subtract(lowest, margin)) >= 0
    return reaches and (highest is None or _compared(terms, _EXACT.add(highest, margin)) <= 0)


def _compared(terms: _Terms, threshold: Decimal) -> int:
    """The sign of value minus threshold. Multiplies rather than divides, so that nothing is rounded."""
    divided, divisor = terms
    return int(_EXACT.compare(divided, _EXACT.multiply(threshold, divisor)))
