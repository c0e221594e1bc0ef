"""Numbers into words, once: percentages, thousands, pounds, differences. No other module formats a number."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from trustboard.definitions.indicator import Display

_MINUS = "−"  # the typographic minus; a hyphen reads as a dash
_MOST_DECIMALS = 6
_MOST_KEPT = 12  # decimals of a stored figure


def _grouped(number: Decimal, decimals: int) -> str:
    """Write with thousands separators, rounding halves away from zero; never a negative zero."""
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    return f"{_MINUS}{text}" if rounded < 0 else text


def count_text(number: Decimal | float | int | None) -> str:
    """Write a count: whole numbers without decimals, others with as many as they carry (at most 2)."""
    if number is None:
        return ""
    exact = Decimal(str(number))
    return _grouped(exact, 0 if exact == exact.to_integral_value() else 2)


def exact_text(number: Decimal | None) -> str:
    """Write a number with every digit that it was measured to; a division to 12 behind the point."""
    if number is None:
        return "not known"
    kept = number.quantize(Decimal(1).scaleb(-_MOST_KEPT)) if number.as_tuple().exponent != 0 else number
    text = f"{kept:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStyle:
    """How one indicator's numbers are written.

    Percentages are held as fractions of 1. `per` adds "per 1,000" to rates. `extra_on_lines`: so many
    decimals more for means and limits, which are seldom whole where values are.
    """

    display: Display
    decimals: int
    per: int = 1
    extra_on_lines: int = 0

    def value(self, number: Decimal | float, *, extra_decimals: int = 0) -> str:
        """Write a value: `73.3%`, `1,234`, `12.5 days`, `£1,200`, `3.4`."""
        decimals = self.decimals + extra_decimals
        exact = Decimal(str(number))
        match self.display:
            case Display.PERCENT:
                return f"{_grouped(exact * 100, decimals)}%"
            case Display.POUNDS:
                text = _grouped(exact, decimals)
                return f"{_MINUS}£{text[1:]}" if text.startswith(_MINUS) else f"£{text}"
            case Display.DAYS:
                text = _grouped(exact, decimals)
                return f"{text} {'day' if text.strip(_MINUS) == '1' else 'days'}"
            case Display.NUMBER:
                return _grouped(exact, decimals)

    def is_rounded(self, number: Decimal) -> bool:
        """Whether `value` writes fewer digits than the number has."""
        exact = number * (100 if self.display is Display.PERCENT else 1)
        return exact != exact.quantize(Decimal(1).scaleb(-self.decimals))

    def line(self, number: Decimal | float) -> str:
        """Write a mean or a process limit."""
        return self.value(number, extra_decimals=self.extra_on_lines)

    @property
    def per_words(self) -> str:
        """`per 1,000` for a rate, else nothing. Percentages need none."""
        return f"per {self.per:,}" if self.per > 1 and self.display is not Display.PERCENT else ""

    @property
    def axis_title(self) -> str:
        """What the value axis counts."""
        named = {Display.PERCENT: "Percent", Display.POUNDS: "Pounds", Display.DAYS: "Days"}
        return named.get(self.display) or (self.per_words.capitalize() or "Number")

    def standard(self, number: Decimal | float) -> str:
        """Write a standard's own number: as many decimals as it needs and no more (`60%`, `0.35`)."""
        exact = Decimal(str(number)) * (100 if self.display is Display.PERCENT else 1)
        needed = -int(exact.normalize().as_tuple().exponent)
        bare = NumberStyle(display=self.display, decimals=min(max(needed, 0), _MOST_DECIMALS), per=self.per)
        return f"{bare.value(number)} {self.per_words}".strip()

    def distance(self, gap: Decimal | float) -> str | None:
        """Write how far apart two values are: `1.2 percentage points`, `14`; None when it rounds to 0."""
        exact = Decimal(str(gap)) * (100 if self.display is Display.PERCENT else 1)
        text = _grouped(abs(exact), self.decimals)
        if not text.strip("0.,"):
            return None
        match self.display:
            case Display.PERCENT:
                return f"{text} percentage point{'' if text == '1' else 's'}"
            case Display.POUNDS:
                return f"£{text}"
            case Display.DAYS:
                return f"{text} {'day' if text == '1' else 'days'}"
            case Display.NUMBER:
                return text

    def apart(self, number: Decimal, standard: Decimal) -> str:
        """Write a value with enough decimals to be told from a standard it does not equal.

        59.96 % shown as 60.0 % beside "at least 60 %" and "not achieved" would look like a mistake.
        """
        shown = self.value(number)
        if number == standard:
            return shown
        for extra in range(_MOST_DECIMALS - self.decimals + 1):
            shown = self.value(number, extra_decimals=extra)
            if shown != self.value(standard, extra_decimals=extra):
                return shown
        return shown
