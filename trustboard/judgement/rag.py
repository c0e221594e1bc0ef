"""RAG: a figure against a standard, unrounded and exact. Without a standard there is no colour."""

from decimal import Context, Decimal

from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.standard import Better, Operator, Standard
from trustboard.vocabulary.verdict import NoRag, Rag

_EXACT = Context(prec=200)
"""Wide enough that a product of two numbers of any real file is never rounded."""

_NONE = Decimal(0)


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
    if figure is None or figure.value is None:
        return None, NoRag.NO_VALUE
    if is_met(figure, standard):
        return Rag.GREEN, None
    if standard.tolerance is not None and _is_within(figure, standard, standard.tolerance):
        return Rag.AMBER, None
    return Rag.RED, None


def is_met(figure: Figure, standard: Standard) -> bool:
    """Whether a figure with a value meets a standard. Raises ValueError for a figure without one."""
    if standard.operator is Operator.MORE_THAN:
        return _compared(figure, standard.value) > 0
    if standard.operator is Operator.LESS_THAN:
        return _compared(figure, standard.value) < 0
    return _is_within(figure, standard, _NONE)


def bounds(standard: Standard) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest value that meet a standard; None where that side is open."""
    if standard.operator in (Operator.AT_LEAST, Operator.MORE_THAN):
        return standard.value, None
    if standard.operator in (Operator.AT_MOST, Operator.LESS_THAN):
        return None, standard.value
    if standard.operator is Operator.EQUAL:
        return standard.value, standard.value
    return standard.value, standard.upper_value


def _is_within(figure: Figure, standard: Standard, margin: Decimal) -> bool:
    """Whether the value misses the standard's bounds by no more than a margin."""
    lowest, highest = bounds(standard)
    reaches = lowest is None or _compared(figure, _EXACT.subtract(lowest, margin)) >= 0
    return reaches and (highest is None or _compared(figure, _EXACT.add(highest, margin)) <= 0)


def _compared(figure: Figure, threshold: Decimal) -> int:
    """The sign of value minus threshold. Multiplies rather than divides, so that nothing is rounded."""
    numerator, denominator = figure.parts.numerator, figure.parts.denominator
    if figure.value is None or numerator is None:
        raise ValueError(f"{figure.indicator}, {figure.period.code}: there is no value to compare")
    if not figure.has_denominator or denominator is None:
        return int(_EXACT.compare(numerator, threshold))
    scaled = _EXACT.multiply(numerator, Decimal(figure.per))
    sign = int(_EXACT.compare(scaled, _EXACT.multiply(threshold, denominator)))
    return sign if denominator > 0 else -sign
