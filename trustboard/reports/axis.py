"""Round numbers for a value axis."""

import math

from trustboard.definitions.indicator import Display
from trustboard.reports.numbers import NumberStyle
from trustboard.reports.page import Tick

_WANTED = 5
_TOUCHES = 0.02  # of a step: a line this near the frame would be lost on it
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks_between(low: float, high: float, style: NumberStyle) -> tuple[Tick, ...]:
    """Choose about five round numbers that enclose `low` and `high`, in the indicator's own terms.

    A line that would lie on the frame gets room beyond it, except at 0 and at 100 %.
    """
    scale = 100.0 if style.display is Display.PERCENT else 1.0
    bottom, top = low * scale, high * scale
    if is_level := math.isclose(bottom, top, rel_tol=1e-12, abs_tol=1e-12):
        bottom, top = _around(bottom, highest=scale if scale > 1 and top <= scale else math.inf)
    step = _step((top - bottom) / _WANTED)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (1 if _is_quarter(step) else 0)
    first, last = math.floor(bottom / step + 1e-9), math.ceil(top / step - 1e-9)
    if not is_level:
        first -= bottom - first * step < _TOUCHES * step and first != 0
        last += last * step - top < _TOUCHES * step and not (scale > 1 and math.isclose(last * step, scale))
    written = NumberStyle(display=style.display, decimals=decimals, per=style.per)
    return tuple(
        Tick(at=index * step / scale, text=_short(written, index * step / scale))
        for index in range(first, last + 1)
    )


def _around(level: float, *, highest: float) -> tuple[float, float]:
    """A stretch around a single number, not below 0 or above what can be for nothing."""
    margin = abs(level) * 0.1 or 1.0
    return max(level - margin, 0.0 if level >= 0 else -math.inf), min(level + margin, highest)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(nice * power for nice in _NICE if nice * power >= least * (1 - 1e-9))


def _is_quarter(step: float) -> bool:
    """Whether the step is 2.5 times a power of ten, and so needs one decimal more."""
    return math.isclose(step / 10.0 ** math.floor(math.log10(step)), 2.5) and step < 10


def _short(style: NumberStyle, number: float) -> str:
    """The axis title names days, so its numbers need not."""
    return style.value(number).removesuffix(" days").removesuffix(" day")
