"""Decision records, the glossary and the security promises keep their form and name things that exist."""

import re
from pathlib import Path

import pytest

from trustboard.vocabulary.figure import Kind
from trustboard.vocabulary.period import Grain
from trustboard.vocabulary.state import State
from trustboard.vocabulary.verdict import Group

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_decision_records_are_numbered_without_gaps() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(len(RECORDS)))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_record_is_short_and_says_its_status(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {record.name[:4]} ")
    assert re.search(r"^Status: \w", text, flags=re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= 40


@pytest.mark.parametrize("word", [*Kind, *Grain, *Group, *State])
def test_the_glossary_has_every_word_of_the_vocabulary(word: str) -> None:
    assert word.replace("_", " ").removesuffix(" year") in GLOSSARY


def test_every_security_promise_names_code_and_a_test_that_exist() -> None:
    page = (ROOT / "docs" / "security-properties.md").read_text(encoding="utf-8")
    *promises, limits = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    assert promises
    assert limits.startswith("What is not promised")
    for promise in promises:
        named = [ROOT / name for name in re.findall(r"`((?:trustboard|tests)/[\w/.]+\.py)`", promise)]
        assert {path.relative_to(ROOT).parts[0] for path in named} == {"trustboard", "tests"}, promise
        assert not [path for path in named if not path.is_file()]
