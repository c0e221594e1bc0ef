"""The SPC chart as SVG, wide for a desk and compact for a phone, from a page model's chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from trustboard.rendering.sparkline import line_path, step_path
from trustboard.reports.page import ChartPoint, Mark, ProcessChart

Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of a drawing: outer size, inner edges, and how many labels fit below."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    most_labels: int
    most_points: int | None = None
    label_room: int = 150


WIDE = Frame(name="wide", width=1120, height=400, left=66, right=970, top=34, bottom=356, most_labels=13)
COMPACT = Frame(
    name="compact",
    width=390,
    height=290,
    left=52,
    right=376,
    top=30,
    bottom=252,
    most_labels=5,
    most_points=13,
)
_STEPS = (1, 2, 3, 4, 6, 12, 24, 48)
_SHAPES = {
    Mark.COMMON: "M{x} {y}h0",  # a dot: a line of no length with round ends
    Mark.IMPROVEMENT: "M{x} {y}m0-6.5l6.5 6.5-6.5 6.5-6.5-6.5z",
    Mark.CONCERN: "M{x} {y}m-5.2-5.2h10.4v10.4h-10.4z",
    Mark.NEUTRAL: "M{x} {y}m0-6.5l6.3 11h-12.6z",
}


class _Scale:
    """Turns (index, number) into a place on the drawing."""

    def __init__(self, chart: ProcessChart, points: Sequence[ChartPoint], frame: Frame) -> None:
        numbers = [tick.at for tick in chart.ticks]
        for point in points:
            numbers += [
                number
                for number in (
                    point.value,
                    point.mean,
                    point.lower,
                    point.upper,
                    point.target,
                    point.upper_target,
                )
                if number is not None
            ]
        self.low, self.high = (min(numbers), max(numbers)) if numbers else (0.0, 1.0)
        self.frame = frame
        self.step = (frame.right - frame.left - 16) / max(len(points) - 1, 1)

    def x(self, index: float) -> float:
        return self.frame.left + 8 + index * self.step

    def y(self, number: float) -> float:
        share = 0.5 if self.high == self.low else (number - self.low) / (self.high - self.low)
        return self.frame.bottom - share * (self.frame.bottom - self.frame.top)

    def edge(self, index: float) -> float:
        """As `x`, but never beyond the frame: with few points half a step reaches past it."""
        return min(max(self.x(index), self.frame.left), self.frame.right)

    def steps(self, numbers: Sequence[float | None]) -> str:
        """A step line through numbers, within the frame."""
        frame = self.frame
        return step_path(self.places(numbers), self.step / 2, left=frame.left, right=frame.right)

    def places(self, numbers: Sequence[float | None]) -> list[Place | None]:
        return [
            None if number is None else (self.x(index), self.y(number))
            for index, number in enumerate(numbers)
        ]


def process_chart(chart: ProcessChart, frame: Frame) -> Markup:
    """Draw the chart in a frame; the compact one shows the latest points only."""
    skipped = max(len(chart.points) - frame.most_points, 0) if frame.most_points else 0
    points = chart.points[skipped:]
    scale = _Scale(chart, points, frame)
    parts = [
        _grid(chart, scale),
        _limits(points, scale),
        _targets(points, scale),
        _epochs(chart, skipped, scale),
        _values(points, scale),
        _period_labels(points, scale),
        _edge_labels(chart, points, scale) if frame is WIDE else "",
        f'<text class="c-axis" x="{frame.left}" y="16">{escape(chart.axis_title)}</text>',
    ]
    name = frame.name
    return Markup(
        f'<svg class="chart chart-{name}" viewBox="0 0 {frame.width} {frame.height}" role="img" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-text">'
        f'<title id="{name}-title">{escape(chart.title)}</title>'
        f'<desc id="{name}-text">{escape(chart.description)}</desc>{"".join(parts)}</svg>'
    )


def _grid(chart: ProcessChart, scale: _Scale) -> str:
    frame = scale.frame
    every = 2 if frame is COMPACT and len(chart.ticks) > 5 else 1
    ticks = chart.ticks[::every]
    lines = "".join(f"M{frame.left} {_n(scale.y(tick.at))}H{frame.right}" for tick in ticks)
    texts = "".join(
        f'<text x="{frame.left - 8}" y="{_n(scale.y(tick.at) + 4.5)}">{escape(tick.text)}</text>'
        for tick in ticks
    )
    return f'<path class="c-grid" d="{lines}"/><g class="c-ticks">{texts}</g>'


def _limits(points: Sequence[ChartPoint], scale: _Scale) -> str:
    """Band, limits and mean, each as a step line, so that recalculated limits are seen to jump."""
    drawn = "".join(_band(stretch, scale) for stretch in _stretches(points))
    rows: tuple[tuple[str, Callable[[ChartPoint], float | None]], ...] = (
        ("c-limit", lambda point: point.lower),
        ("c-limit", lambda point: point.upper),
        ("c-mean", lambda point: point.mean),
    )
    for name, read in rows:
        path = scale.steps([read(point) for point in points])
        drawn += f'<path class="{name}" d="{path}"/>' if path else ""
    return drawn


def _stretches(points: Sequence[ChartPoint]) -> list[tuple[int, int, ChartPoint]]:
    """Runs of points with the same limits: (first index, last index, a point of the run)."""
    found: list[tuple[int, int, ChartPoint]] = []
    for index, point in enumerate(points):
        if point.lower is None or point.upper is None:
            continue
        if found and found[-1][1] == index - 1 and _same_limits(found[-1][2], point):
            found[-1] = (found[-1][0], index, point)
        else:
            found.append((index, index, point))
    return found


def _same_limits(one: ChartPoint, other: ChartPoint) -> bool:
    return (one.epoch, one.lower, one.upper) == (other.epoch, other.lower, other.upper)


def _band(stretch: tuple[int, int, ChartPoint], scale: _Scale) -> str:
    first, last, point = stretch
    assert point.lower is not None
    assert point.upper is not None
    x, top = scale.edge(first - 0.5), scale.y(point.upper)
    width, height = scale.edge(last + 0.5) - x, scale.y(point.lower) - top
    return f'<path class="c-band" d="M{_n(x)} {_n(top)}h{_n(width)}v{_n(height)}h{_n(-width)}z"/>'


def _targets(points: Sequence[ChartPoint], scale: _Scale) -> str:
    drawn = ""
    for numbers in ([point.target for point in points], [point.upper_target for point in points]):
        path = scale.steps(numbers)
        drawn += f'<path class="c-target" d="{path}"/>' if path else ""
    return drawn


def _epochs(chart: ProcessChart, skipped: int, scale: _Scale) -> str:
    """An upright line where limits were recalculated, with words if they fit, else its number."""
    frame, drawn = scale.frame, ""
    shown = [(number, note) for number, note in enumerate(chart.epochs, 1) if note.index > skipped]
    starts = [scale.x(note.index - skipped - 0.5) for _, note in shown]
    for (number, note), x, end in zip(shown, starts, [*starts[1:], float(frame.right)], strict=False):
        fits = end - x > frame.label_room
        text = note.short_text if fits else str(number)
        drawn += f'<path class="c-epoch" d="M{_n(x)} {frame.top - 8}V{frame.bottom}"/>'
        drawn += f'<text class="c-note" x="{_n(x + 5)}" y="{frame.top}">{escape(text)}</text>'
    return drawn


def _values(points: Sequence[ChartPoint], scale: _Scale) -> str:
    places = scale.places([point.value for point in points])
    drawn = f'<path class="c-line" d="{line_path(places)}"/>'
    for mark, shape in _SHAPES.items():
        path = "".join(
            shape.format(x=_n(place[0]), y=_n(place[1]))
            for point, place in zip(points, places, strict=True)
            if place is not None and point.mark is mark
        )
        drawn += f'<path class="c-{mark}" d="{path}"/>' if path else ""
    missing = "".join(
        f"M{_n(scale.x(index) - 4)} {scale.frame.bottom}m0-4l8 8m0-8l-8 8"
        for index, point in enumerate(points)
        if point.value is None
    )
    return drawn + (f'<path class="c-missing" d="{missing}"/>' if missing else "")


def _period_labels(points: Sequence[ChartPoint], scale: _Scale) -> str:
    """Labels counted back from the latest period, as many as fit."""
    frame = scale.frame
    every = next((step for step in _STEPS if len(points) / step <= frame.most_labels), _STEPS[-1])
    kept = range(len(points) - 1, -1, -every)
    texts = "".join(
        f'<text x="{_n(scale.x(index))}" y="{frame.bottom + 22}">{escape(points[index].short_label)}</text>'
        for index in sorted(kept)
    )
    base = f"M{frame.left} {frame.bottom}H{frame.right}"
    return f'<path class="c-base" d="{base}"/><g class="c-periods">{texts}</g>'


def _edge_labels(chart: ProcessChart, points: Sequence[ChartPoint], scale: _Scale) -> str:
    """What the lines are, at their right ends, pushed apart where they would touch."""
    if not points:
        return ""
    last = points[-1]
    wanted = [
        (scale.y(number), name, text)
        for number, name, text in (
            (last.upper, "c-limit-label", chart.upper_label),
            (last.mean, "c-mean-label", chart.mean_label),
            (last.lower, "c-limit-label", chart.lower_label),
            (last.target, "c-target-label", chart.target_label),
        )
        if number is not None and text
    ]
    places = spread_out(
        [y for y, _, _ in sorted(wanted)], gap=17, low=scale.frame.top, high=scale.frame.bottom
    )
    return "".join(
        f'<text class="{name}" x="{scale.frame.right + 8}" y="{_n(y + 4.5)}">{escape(text)}</text>'
        for y, (_, name, text) in zip(places, sorted(wanted), strict=True)
    )


def spread_out(places: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Push sorted places apart so that neighbours stand at least `gap` from each other, within the ends."""
    pushed: list[float] = []
    for place in places:
        pushed.append(max(place, pushed[-1] + gap, low) if pushed else max(place, low))
    ceiling = high
    for index in range(len(pushed) - 1, -1, -1):
        pushed[index] = min(pushed[index], ceiling)
        ceiling = pushed[index] - gap
    return pushed


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
