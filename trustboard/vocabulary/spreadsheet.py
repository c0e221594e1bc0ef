"""Texts that a spreadsheet would run: what they begin with, and how they are kept from it."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
APOSTROPHE = "'"


def guarded(text: str) -> str:
    """Lead a text with an apostrophe where a spreadsheet would take it for a formula."""
    is_formula = len(text) > 1 and text.startswith(FORMULA_STARTS)
    return f"{APOSTROPHE}{text}" if is_formula else text
