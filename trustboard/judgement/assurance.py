"""Assurance: whether the process, left as it is, will meet its standard."""

from trustboard.judgement.rag import bounds
from trustboard.statistics import Assurance as Assured
from trustboard.vocabulary.standard import Operator, Standard
from trustboard.vocabulary.verdict import Assurance

ASSURANCES: dict[int, Assurance] = {
    Assured.CONSISTENT_PASS: Assurance.CONSISTENTLY_HITS,
    Assured.INCONSISTENT: Assurance.HIT_AND_MISS,
    Assured.CONSISTENT_FAIL: Assurance.CONSISTENTLY_FAILS,
    Assured.NOT_JUDGED: Assurance.NOT_SHOWN,
}

_STRICT = (Operator.MORE_THAN, Operator.LESS_THAN)

_TIE = 1e-9
"""A limit this near a bound, relative to the larger of the limits, lies on it: rounding does not decide."""


def assurance_within(lower: float, upper: float, standard: Standard) -> Assurance:
    """Hold the limits against every bound of a standard: bands, exact values, `>` and `<` included.

    Consistently hits: both limits meet the standard. Consistently fails: nothing between the limits
    meets it. Otherwise hit and miss. A limit on a bound meets it, except for `>` and `<`.
    """
    tie = _TIE * max(abs(lower), abs(upper))
    is_strict = standard.operator in _STRICT
    lowest, highest = (None if bound is None else float(bound) for bound in bounds(standard))
    ceiling = None if highest is None else -highest
    if _reaches(lower, lowest, tie, is_strict) and _reaches(-upper, ceiling, tie, is_strict):
        return Assurance.CONSISTENTLY_HITS
    if _reaches(upper, lowest, tie, is_strict) and _reaches(-lower, ceiling, tie, is_strict):
        return Assurance.HIT_AND_MISS
    return Assurance.CONSISTENTLY_FAILS


def _reaches(limit: float, bound: float | None, tie: float, is_strict: bool) -> bool:
    """Whether a limit is at or above a bound; above it where the standard is strict."""
    if bound is None:
        return True
    return limit - bound > tie if is_strict else limit - bound >= -tie
