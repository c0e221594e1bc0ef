"""Words for what stands in a definition and for what should stand there instead."""

from typing import Any

from trustboard.definitions.model import (
    COLOUR,
    ENVIRONMENT,
    FINANCIAL_YEAR,
    LANGUAGE,
    MEMORY,
    NAME,
    NUMBER,
    SLUG,
    SPARK_CONNECT,
    TEXT,
)
from trustboard.definitions.places import KeyPath

A_DATE = "a date such as 2018-04-01"

# Pydantic's type of error -> what should stand there
WANTED = {
    "string_type": "a text",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "date_type": A_DATE,
    "date_parsing": A_DATE,
    "date_from_datetime_parsing": A_DATE,
    "date_from_datetime_inexact": A_DATE,
}
LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "greater_than": ("more than", "gt"),
    "less_than": ("less than", "lt"),
}
CURES = {
    NAME: "Use small letters, digits and _, beginning with a letter: waits_two_weeks.",
    SLUG: "Use small letters, digits, - and _, beginning with a letter: board-2026.",
    TEXT: "Write something here.",
    COLOUR: "Write a colour as # and six digits or letters a to f: #1f4e79.",
    LANGUAGE: "Write a language as en-GB.",
    NUMBER: "Write a plain number, such as 12 or 0.5, or a percentage such as 60%.",
    MEMORY: "Write an amount of memory as 4GB or 800MB.",
    ENVIRONMENT: "Write the name of an environment variable, such as EPR_ADDRESS, and put the address there.",
    SPARK_CONNECT: "Write the address of a Spark Connect server as sc://host:15002.",
    FINANCIAL_YEAR: "Write a financial year as 2026-27.",
}


def dotted(path: KeyPath) -> str:
    """A path as people write it: checks[1].rule, counting from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def kind_of(value: Any) -> str:
    """What a value is."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a text"
    return "a list" if isinstance(value, list) else "keys with values"


def type_cure(value: Any, wanted: list[str]) -> str:
    """How to write what is wanted instead of a value."""
    if value is None and "a text" in wanted:
        return "Write a text, or remove the key. If the word itself is meant, put it in quotes: 'NULL'."
    if isinstance(value, (int, float)) and "a text" in wanted:
        return f"Put it in quotes: '{str(value).lower() if isinstance(value, bool) else value}'."
    if A_DATE in wanted:
        return "Write year-month-day, such as 2018-04-01; a spreadsheet may have turned the date round."
    if "a list" in wanted and isinstance(value, str):
        return f"Write it as a list: ['{value}']."
    return (
        f"Write {' or '.join(wanted)}, without quotes." if isinstance(value, str) else f"Write {wanted[0]}."
    )
