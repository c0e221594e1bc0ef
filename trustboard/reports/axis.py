"""Round numbers for a value axis."""

import math

from trustboard.definitions.indicator import Display
from trustboard.reports.numbers import NumberStyle
from trustboard.reports.page import Tick

_WANTED = 5
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks_between(low: float, high: float, style: NumberStyle) -> tuple[Tick, ...]:
    """Choose about five round numbers that enclose `low` and `high`, in the indicator's own terms."""
    scale = 100.0 if style.display is Display.PERCENT else 1.0
    bottom, top = low * scale, high * scale
    if math.isclose(bottom, top, rel_tol=1e-12, abs_tol=1e-12):
        margin = abs(bottom) * 0.1 or 1.0
        bottom, top = bottom - margin, top + margin
    step = _step((top - bottom) / _WANTED)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) + (1 if _is_quarter(step) else 0)
    first, last = math.floor(bottom / step + 1e-9), math.ceil(top / step - 1e-9)
    written = NumberStyle(display=style.display, decimals=decimals, per=style.per)
    return tuple(
        Tick(at=index * step / scale, text=_short(written, index * step / scale))
        for index in range(first, last + 1)
    )


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(nice * power for nice in _NICE if nice * power >= least * (1 - 1e-9))


def _is_quarter(step: float) -> bool:
    """Whether the step is 2.5 times a power of ten, and so needs one decimal more."""
    return math.isclose(step / 10.0 ** math.floor(math.log10(step)), 2.5) and step < 10


def _short(style: NumberStyle, number: float) -> str:
    """The axis title names days, so its numbers need not."""
    return style.value(number).removesuffix(" days").removesuffix(" day")
