"""Every import contract can fail: a clean miniature keeps them all, each deliberate mistake breaks one."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS: list[dict[str, Any]] = CONFIG["tool"]["importlinter"]["contracts"]
SHELVES: list[str] = next(contract["layers"] for contract in CONTRACTS if contract["id"] == "layers")
LAYERS = [name.strip(" ()") for shelf in SHELVES for name in shelf.split("|")]

# What the miniature must import for a contract on an outside package to have something to look at.
ALLOWED_IMPORTS = {
    "warehouse": "import duckdb, pyspark",
    "expressions": "import sqlglot",
    "operations": "import django",
}

MISTAKES = [
    pytest.param("layers", {"definitions": "from trustboard import expressions"}, id="import upwards"),
    pytest.param("layers", {"intake": "from trustboard import rendering"}, id="import a neighbour"),
    pytest.param("layers", {"judgement": "from trustboard import disclosure"}, id="judge before the gate"),
    pytest.param("layers", {"statistics": "from trustboard import vocabulary"}, id="statistics not alone"),
    pytest.param("layers", {"misplaced": ""}, id="package that is not listed"),
    pytest.param(
        "pages-know-no-data", {"rendering": "from trustboard import warehouse"}, id="page opens store"
    ),
    pytest.param(
        "pages-know-no-data",
        {"rendering": "from trustboard import reports", "reports": "from trustboard import warehouse"},
        id="page reaches store through reports",
    ),
    pytest.param("pages-know-no-data", {"reports": "import duckdb"}, id="report runs SQL"),
    pytest.param(
        "reference-knows-no-plan", {"reference": "from trustboard import compiler"}, id="peek at plan"
    ),
    pytest.param(
        "foundations-stand-alone", {"vocabulary": "import trustboard.definitions"}, id="words not alone"
    ),
    pytest.param(
        "store-door", {"cli": "from trustboard.warehouse import anything"}, id="command opens store"
    ),
    pytest.param("duckdb", {"intake": "import duckdb"}, id="SQL outside the warehouse"),
    pytest.param("pyspark", {"operations": "import pyspark"}, id="Spark outside the warehouse"),
    pytest.param("sqlglot", {"warehouse": "import sqlglot"}, id="parsing outside expressions"),
    pytest.param("django", {"cli": "import django"}, id="Django in a command"),
]


def miniature(folder: Path, mistakes: dict[str, str] | None = None) -> Path:
    """A tree with every layer, planned ones included, and the contracts of the real project."""
    sources = dict.fromkeys(LAYERS, "") | ALLOWED_IMPORTS
    for name, line in (mistakes or {}).items():
        sources[name] = f"{sources.get(name, '')}\n{line}"
    package = folder / "trustboard"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    for name, source in sources.items():
        file = package / f"{name}.py" if name.startswith("__") else package / name / "__init__.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(source, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the import linter as `make check` does, in `folder`."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_project_keeps_its_contracts() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in answer.stdout


def test_a_clean_miniature_keeps_every_contract(tmp_path: Path) -> None:
    answer = lint(miniature(tmp_path))
    assert answer.returncode == 0, answer.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in answer.stdout


@pytest.mark.parametrize(("contract", "mistakes"), MISTAKES)
def test_a_deliberate_mistake_breaks_its_contract(
    tmp_path: Path, contract: str, mistakes: dict[str, str]
) -> None:
    answer = lint(miniature(tmp_path, mistakes), "--contract", contract)
    assert answer.returncode == 1, answer.stdout
    assert "0 kept, 1 broken" in answer.stdout


def test_every_contract_has_a_mistake_that_breaks_it() -> None:
    assert {str(case.values[0]) for case in MISTAKES} == {contract["id"] for contract in CONTRACTS}


def test_no_contract_has_exceptions() -> None:
    for contract in CONTRACTS:
        assert not {"ignore_imports", "exhaustive_ignores"} & set(contract), contract["id"]


def test_django_contract_names_every_layer_that_may_not_use_it() -> None:
    django = next(contract for contract in CONTRACTS if contract["id"] == "django")
    may = {"web", "governance", "operations", "demo", "__main__"}
    present = {name for name in LAYERS if (ROOT / "trustboard" / name).is_dir()}
    assert {name.removeprefix("trustboard.") for name in django["source_modules"]} == present - may
