"""The reference of the workspace's files knows every key there is, and says what each means."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from scripts.definition_page import FILES, NOT_IN_FILES, comments, keys, page
from tests.support.workspace import FRAMEWORK, ORGANISATION, SETTINGS, STANDARDS
from tests.unit.definitions.bad import issues_of
from trustboard.definitions import bank_holidays_file, code_list_file, exclusions_file
from trustboard.definitions.bank_holidays_file import HolidayLine
from trustboard.definitions.code_list_file import CodeLine
from trustboard.definitions.contract import Contract, Field_, FieldType
from trustboard.definitions.effects import JUDGING_KEYS, Effect
from trustboard.definitions.exclusions_file import ExclusionLine
from trustboard.definitions.framework import Framework, QualityPriority
from trustboard.definitions.indicator import COUNTING_KEYS, Indicator, Level
from trustboard.definitions.inventory import KINDS
from trustboard.definitions.lookup_file import OWN
from trustboard.definitions.lookups import LookupRow
from trustboard.definitions.organisation import Unit, UnitKind
from trustboard.definitions.organisation_file import OPTIONAL, REQUIRED
from trustboard.definitions.rules import Rule
from trustboard.definitions.schema import key_words, keys_of, kinds_at, known_keys, known_words, members
from trustboard.definitions.scorecard import Scorecard
from trustboard.definitions.settings import Settings
from trustboard.definitions.standards_file import OPTIONAL as STANDARD_OPTIONAL
from trustboard.definitions.standards_file import REQUIRED as STANDARD_REQUIRED
from trustboard.definitions.standards_file import StandardLine

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "workspace.md").read_text(
    encoding="utf-8"
)


def models_in(model: type, met: set[type]) -> Iterator[type]:
    """A model, or a line of a table, and every model inside it."""
    if model in met:
        return
    met.add(model)
    yield model
    for _, annotation, _ in keys(model):
        for inner in inner_models(annotation):
            yield from models_in(inner, met)


def inner_models(annotation: object) -> Iterator[type[BaseModel]]:
    for kind in members(annotation):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield kind
        else:
            for part in getattr(kind, "__args__", ()):
                yield from inner_models(part)


PAGE = page()
TOPS = [
    Settings,
    Unit,
    CodeLine,
    LookupRow,
    ExclusionLine,
    HolidayLine,
    Contract,
    Indicator,
    Framework,
    StandardLine,
    Scorecard,
]
MODELS = [model for top in TOPS for model in models_in(top, set())]
KEYS = sorted({(model.__name__, key) for model in MODELS for key, _, _ in keys(model)})


def test_every_file_of_a_workspace_is_in_the_reference() -> None:
    assert [model for _, model in FILES] == TOPS
    assert len(FILES) == len(KINDS)


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_every_key_says_what_it_means(name: str, key: str) -> None:
    model = next(model for model in MODELS if model.__name__ == name)
    assert comments(model)[key]
    assert (model, key) in NOT_IN_FILES or re.search(
        rf"^\| `{key}` \| .+ \| .+ \|$", PAGE, flags=re.MULTILINE
    )


def test_every_model_says_what_it_is() -> None:
    assert not [model.__name__ for model in MODELS if not (model.__doc__ or "").strip()]


def test_columns_of_csv_files_are_the_keys_of_their_models() -> None:
    assert set(REQUIRED) | set(OPTIONAL) == set(keys_of(Unit)) - {"line"}
    assert set(STANDARD_REQUIRED) | set(STANDARD_OPTIONAL) == set(keys_of(StandardLine))
    for model, columns in ((StandardLine, STANDARD_REQUIRED), (ExclusionLine, exclusions_file.REQUIRED)):
        assert set(columns) == {key for key, info in model.model_fields.items() if info.is_required()}
    excluded = {*exclusions_file.REQUIRED, *exclusions_file.OPTIONAL}
    assert excluded == set(keys_of(ExclusionLine))
    assert set(bank_holidays_file.REQUIRED) == set(keys_of(HolidayLine))
    in_file = {key for key, _, _ in keys(CodeLine) if (CodeLine, key) not in NOT_IN_FILES}
    assert {*code_list_file.REQUIRED, *code_list_file.OPTIONAL} == in_file
    assert set(OWN) == {key for key, _, _ in keys(LookupRow) if (LookupRow, key) not in NOT_IN_FILES}


def test_standards_are_not_written_in_the_framework_file() -> None:
    (issue,) = issues_of(framework=f"{FRAMEWORK}standards: []\n")
    assert (issue.rule, issue.line) == (Rule.UNKNOWN_KEY, FRAMEWORK.count("\n") + 1)
    assert "standards.csv" in issue.cure


@pytest.mark.parametrize("text", [SETTINGS, ORGANISATION, STANDARDS])
def test_the_small_workspace_uses_known_keys_only(text: str) -> None:
    known = {key for _, key in KEYS}
    words = (
        text.splitlines()[0].split(",") if "," in text else re.findall(r"^(\w+) =", text, flags=re.MULTILINE)
    )
    assert set(words) <= known


def test_the_guide_names_every_file_and_every_effect() -> None:
    for pattern in KINDS.values():
        assert re.sub(r"\[\^/\]\+", "<", pattern).replace("\\", "").split("<")[-1].split("/")[-1] in GUIDE
    assert all(str(effect) in GUIDE for effect in Effect)
    assert all(re.search(rf"\b{key}\b", GUIDE) for key in COUNTING_KEYS | JUDGING_KEYS)


def test_every_kind_of_unit_is_a_level() -> None:
    assert {kind.value for kind in UnitKind} == {level.value for level in Level}


# --- reading the models ----------------------------------------------------------------------------


def test_keys_and_words_are_found_along_a_path() -> None:
    assert known_keys(Contract, ("fields", "total")) == list(Field_.model_fields)
    assert known_keys(Contract, ("fields", "total", "heading", 0)) == [
        "name",
        "effective_from",
        "effective_to",
    ]
    assert known_keys(Contract, ("fields",)) == []
    assert known_keys(Contract, ("markers",)) == ["suppressed", "not_collected", "not_due", "no_cases"]
    assert known_keys(Framework, ("quality_priorities", 0)) == list(QualityPriority.model_fields)
    assert known_words(Contract, ("fields", "total", "type")) == [kind.value for kind in FieldType]
    assert known_words(Contract, ("title",)) == []


@pytest.mark.parametrize(
    "path", [("nothing",), ("title", 0), ("files", "a"), ("fields", 0), ("checks", 0, "x", "y")]
)
def test_a_path_that_leads_nowhere_has_no_types(path: tuple[str | int, ...]) -> None:
    assert kinds_at(Contract, path) == []


def test_only_dictionaries_with_fixed_keys_have_key_words() -> None:
    assert key_words(list[str]) == []
    assert key_words(dict[str, int]) == []
