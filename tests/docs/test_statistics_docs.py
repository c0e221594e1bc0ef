"""The pages on statistics show what really happens, and name everything there is."""

import dataclasses
import doctest
import inspect
import re
from pathlib import Path

import pytest

from trustboard import statistics
from trustboard.statistics import Conventions, Note, XmrResult, XmrSeries, xmr
from trustboard.statistics.series import POINT_ARRAYS

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = (DOCS / "reference" / "statistics.md").read_text(encoding="utf-8")
DEVIATIONS = (DOCS / "deviations.md").read_text(encoding="utf-8")


def examples(path: Path) -> doctest.DocTest:
    """All Python blocks of a page, as one session."""
    blocks = re.findall(r"^```python\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    session = "\n".join(block for block in blocks if ">>>" in block)
    return doctest.DocTestParser().get_doctest(session, {}, path.name, str(path), 0)


@pytest.mark.parametrize("page", ["how-to/spc-in-a-notebook.md", "reference/statistics.md"])
def test_the_examples_of_a_page_run_and_print_what_they_show(page: str) -> None:
    session = examples(DOCS / page)
    assert session.examples
    told: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(session, out=told.append)
    assert not result.failed, "".join(told)


@pytest.mark.parametrize("name", statistics.__all__)
def test_every_public_name_is_in_the_reference(name: str) -> None:
    assert f"`{name}`" in REFERENCE


@pytest.mark.parametrize("name", [name for name in inspect.signature(xmr).parameters])
def test_every_argument_is_in_the_reference(name: str) -> None:
    assert f"| `{name}` |" in REFERENCE


@pytest.mark.parametrize(
    "name",
    sorted(
        {*POINT_ARRAYS}
        | {field.name for field in dataclasses.fields(XmrResult)} - {"epochs", "limits"}
        | {field.name for field in dataclasses.fields(XmrSeries)}
    ),
)
def test_every_field_is_in_the_reference(name: str) -> None:
    assert f"`{name}`" in REFERENCE


@pytest.mark.parametrize("note", Note)
def test_every_note_is_in_the_reference_with_its_sentence(note: Note) -> None:
    assert f"| `{note.name}` | {note.sentences[0]} |" in REFERENCE


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Conventions)])
def test_every_switch_is_among_the_deviations(name: str) -> None:
    assert f"`{name}=" in DEVIATIONS
