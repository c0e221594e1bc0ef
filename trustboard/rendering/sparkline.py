"""The small trend line of a scorecard row, as SVG."""

from collections.abc import Sequence
from math import inf

from markupsafe import Markup, escape

from trustboard.reports.page import Mark, Trend

WIDTH, HEIGHT = 132, 34
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 124, 5, 29
_MARKS = {
    Mark.COMMON: '<circle class="m-common" cx="{x}" cy="{y}" r="3"/>',
    Mark.IMPROVEMENT: '<path class="m-improvement" d="M{x} {y}m0-4.6l4.6 4.6-4.6 4.6-4.6-4.6z"/>',
    Mark.CONCERN: '<path class="m-concern" d="M{x} {y}m-3.7-3.7h7.4v7.4h-7.4z"/>',
    Mark.NEUTRAL: '<path class="m-neutral" d="M{x} {y}m0-4.4l4.4 7.8h-8.8z"/>',
}


def line_path(points: Sequence[tuple[float, float] | None]) -> str:
    """Write a path through the points, lifting the pen at each gap. A lone point is a dot."""
    parts: list[str] = []
    pen_is_up = True
    for index, point in enumerate(points):
        if point is None:
            pen_is_up = True
            continue
        x, y = point
        lone = pen_is_up and (index + 1 == len(points) or points[index + 1] is None)
        parts.append(f"{'M' if pen_is_up else 'L'}{_short(x)} {_short(y)}{'h0' if lone else ''}")
        pen_is_up = False
    return "".join(parts)


def step_path(
    points: Sequence[tuple[float, float] | None], half_step: float, *, left: float = -inf, right: float = inf
) -> str:
    """Write a step line: level across each period, upright where the number changes; not past either end."""
    parts: list[str] = []
    before: tuple[float, float] | None = None
    for point in [*points, None]:
        if before is not None and (point is None or point[1] != before[1]):
            parts.append(f"H{_short(min(before[0] + half_step, right))}")
        if point is not None and before is None:
            parts.append(f"M{_short(max(point[0] - half_step, left))} {_short(point[1])}")
        elif point is not None and before is not None and point[1] != before[1]:
            parts.append(f"V{_short(point[1])}")
        before = point
    return "".join(parts)


def _short(number: float) -> str:
    """One decimal is finer than a screen shows; whole numbers need none."""
    return f"{number:.1f}".removesuffix(".0")


def sparkline(trend: Trend, identifier: str) -> Markup:
    """Draw the trend once, under an id; `sparkline_again` repeats it for little weight."""
    numbers = [value for value in (*trend.values, *trend.targets) if value is not None]
    if not any(value is not None for value in trend.values):
        return _empty(trend, identifier)
    low, high = min(numbers), max(numbers)
    spread = (high - low) or 1
    middle = high == low
    step = (_RIGHT - _LEFT) / max(len(trend.values) - 1, 1)

    def place(index: int, value: float | None) -> tuple[float, float] | None:
        if value is None:
            return None
        share = 0.5 if middle else (value - low) / spread
        return _LEFT + index * step, _BOTTOM - share * (_BOTTOM - _TOP)

    values = [place(index, value) for index, value in enumerate(trend.values)]
    targets = [place(index, value) for index, value in enumerate(trend.targets)]
    drawn = f'<path class="s-target" d="{step_path(targets, step / 2)}"/>' if any(targets) else ""
    drawn += f'<path class="s-line" d="{line_path(values)}"/>'
    if values and (last := values[-1]):
        drawn += _MARKS[trend.last_mark].format(x=_short(last[0]), y=_short(last[1]))
    return _svg(trend, f'<g id="{escape(identifier)}">{drawn}</g>')


def sparkline_again(trend: Trend, identifier: str) -> Markup:
    """Show a trend that the same page has already drawn."""
    return _svg(trend, f'<use href="#{escape(identifier)}"/>')


def _empty(trend: Trend, identifier: str) -> Markup:
    return _svg(trend, f'<g id="{escape(identifier)}"><path class="s-none" d="M{_LEFT} 17H{_RIGHT}"/></g>')


def _svg(trend: Trend, drawn: str) -> Markup:
    return Markup(
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(trend.words)}">{drawn}</svg>'
    )
