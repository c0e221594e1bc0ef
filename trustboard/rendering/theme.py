"""The neutral theme: the trust's own colour made legible, and texts made safe for a style sheet."""

import re

_HEX_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")
_NEUTRAL = "#1f4e79"
_WHITE = (255, 255, 255)
_READABLE = 4.5  # WCAG 2.2 AA, text of any size


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(channels: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [value / 255 for value in channels]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(_channels(one)), _luminance(_channels(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_accent(colour: str) -> str:
    """The trust's colour, darkened until white text on it can be read; our own where it is no colour."""
    if not _HEX_COLOUR.fullmatch(colour):
        return _NEUTRAL
    accent = colour.lower()
    while contrast(accent, "#ffffff") < _READABLE:
        accent = "#" + "".join(f"{int(channel * 0.94):02x}" for channel in _channels(accent))
    return accent


def css_string(text: str) -> str:
    """Write any text as a quoted style-sheet string: all but letters, digits and blanks are escaped."""
    safe = "".join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text)
    return f'"{safe}"'
