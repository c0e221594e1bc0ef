"""The page about expressions tells the truth: what it shows is read, and it names every rule."""

import re

import pytest

from tests.support.source import ROOT
from tests.support.spell_world import records_contract
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import CodeField, FieldType
from trustboard.definitions.lookups import LookupRow, LookupTable
from trustboard.definitions.records import Choice, Derivation, Records, Reference
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import RULES, SIGNATURES, Type, parse
from trustboard.expressions.complaints import Source
from trustboard.expressions.nodes import Field
from trustboard.expressions.record_names import EVERY_TYPE, RecordNames

PAGE = (ROOT / "docs" / "reference" / "expressions.md").read_text(encoding="utf-8")
FIELDS = {
    **dict.fromkeys(("within_two_weeks", "over_two_weeks", "a", "b", "age", "wait"), Type.NUMBER),
    **dict.fromkeys(("kind", "part", "age_group"), Type.TEXT),
}
DATES = ("discharged", "first_contact", "received", "seen", "born", "admitted")
SPELL = records_contract(
    "spell",
    {
        **dict.fromkeys(("spell_id", "destination", "diagnosis", "practice"), FieldType.CODE),
        **dict.fromkeys(DATES, FieldType.DATE),
        **dict.fromkeys(("arrived", "left_at"), FieldType.TIME),
        **dict.fromkeys(("wait", "target"), FieldType.INTEGER),
        "urgent": FieldType.BOOLEAN,
    },
    event="discharged",
    records=Records(
        references={"referral": Reference(extract="referral", fields=["spell_id"])},
        derive={"age_band": Derivation(choices=[Choice(rule="adult", take="'ADULT'")])},
    ),
    unit=CodeField(constant="RXX"),
)
REFERRAL = records_contract(
    "referral", {"received": FieldType.TIME, "seen": FieldType.DATE}, event="received", records=Records()
)
NAMES = RecordNames(
    Surroundings(
        contracts={"spell": SPELL, "referral": REFERRAL},
        code_lists={"fu72_excluded": (CodeEntry("37", "Prison"),)},
        lookups={"gp_practice": LookupTable("gp_practice", ("sub_icb",), (LookupRow("P", ("QXX",)),), "")},
    )
)


def cells(section: str, column: int) -> list[str]:
    """Every whole expression in one column of the tables of a section."""
    found = [
        code
        for line in section.splitlines()
        if line.startswith("|")
        for code in re.findall(r"`([^`]+)`", (line.split("|") + [""] * column)[column])
    ]
    return [text for text in found if "…" not in text and re.search(r"\w", text)]


def between(first: str, last: str) -> str:
    return PAGE.split(f"\n{first}\n")[1].split(f"\n{last}\n")[0]


def shown() -> list[str]:
    """Every whole expression over counted rows: in the example, the table of forms, and sentences."""
    example = re.findall(r"^(?:population|numerator|denominator): (.+)$", PAGE, flags=re.MULTILINE)
    told = re.findall(r"`([^`]+)`", between("## What it means", "## Which fields there are"))
    whole = [text for text in told if " " in text and not text.startswith("trustboard")]
    return [*example, *cells(between("## What can be written", "## Over single records"), 2), *whole]


@pytest.mark.parametrize("text", shown())
def test_what_the_page_shows_is_read(text: str) -> None:
    readings = [parse(text, FIELDS, wanted=wanted) for wanted in Type]
    assert any(node for node, _ in readings), readings


def shown_over_records() -> list[str]:
    forms = cells(between("## Over single records", "### Functions"), 2)
    return [*forms, *(each.example for each in SIGNATURES.values())]


@pytest.mark.parametrize("text", shown_over_records())
def test_what_the_page_shows_over_records_is_read(text: str) -> None:
    scope = NAMES.scope(SPELL, day=Field("discharged", Type.DATE), has_period=True)
    node, issues = NAMES.read(SPELL, scope, EVERY_TYPE, Source(text))
    assert node is not None, issues


def test_the_page_names_every_rule_in_the_codes_words() -> None:
    table = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", PAGE, flags=re.MULTILINE))
    assert table == {str(rule): text for rule, text in RULES.items()}
