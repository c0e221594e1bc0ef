"""House rules for every module: a docstring, a name that says something, a size a reader can hold."""

import ast
import re
import statistics
from pathlib import Path

import pytest

from tests.support.source import ROOT, functions, modules, text_of, tracked

EMPTY_NAMES = {
    "utils",
    "util",
    "common",
    "core",
    "manager",
    "managers",
    "helpers",
    "helper",
    "misc",
    "service",
}
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
P90_FUNCTION = 30
MACHINE_PATH = re.compile(r"(?<![\w.}])(/home/|/root/|/Users/|/work/|/tmp/|[A-Z]:\\Users\\)\w")


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path) for path, tree in modules().items() if not ast.get_docstring(tree)]
    assert not silent


def test_no_module_or_package_has_an_empty_name() -> None:
    named = [str(path) for path in modules() if EMPTY_NAMES & {*path.parent.parts, path.stem}]
    assert not named


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    files = [path for path in tracked() if path.suffix == ".py"]
    sizes = {str(path): len((text_of(path) or "").splitlines()) for path in files}
    assert not {path: size for path, size in sizes.items() if size > LONGEST_FILE}


def test_no_function_is_longer_than_a_screen() -> None:
    assert not {where: lines for where, lines in functions() if lines > LONGEST_FUNCTION}


def test_nine_functions_of_ten_are_short() -> None:
    lengths = [lines for _, lines in functions()]
    assert statistics.quantiles(lengths, n=10)[-1] <= P90_FUNCTION


def constructions(tree: ast.Module, name: str) -> list[int]:
    """Lines where `name(...)`, or `module.name(...)`, is called."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        call.lineno
        for call in calls
        if (isinstance(call.func, ast.Name) and call.func.id == name)
        or (isinstance(call.func, ast.Attribute) and call.func.attr == name)
    ]


def public_figures_outside_the_gate(trees: dict[Path, ast.Module]) -> list[str]:
    """Every place outside disclosure that builds a `PublicFigure`."""
    gate = Path("trustboard/disclosure")
    outside = {path: tree for path, tree in trees.items() if not path.is_relative_to(gate)}
    return [
        f"{path}:{line}" for path, tree in outside.items() for line in constructions(tree, "PublicFigure")
    ]


def test_a_public_figure_is_built_only_at_the_gate() -> None:
    assert not public_figures_outside_the_gate(modules())


@pytest.mark.parametrize(
    ("path", "source", "caught"),
    [
        ("trustboard/reports/page.py", "PublicFigure(value=1)", True),
        ("trustboard/reports/page.py", "vocabulary.PublicFigure(value=1)", True),
        ("trustboard/reports/page.py", "def show(figure: PublicFigure): ...", False),
        ("trustboard/disclosure/release.py", "PublicFigure(value=1)", False),
    ],
)
def test_the_gate_check_catches_what_it_should(path: str, source: str, caught: bool) -> None:
    assert bool(public_figures_outside_the_gate({Path(path): ast.parse(source)})) is caught


def test_no_tracked_file_names_a_place_on_someones_machine() -> None:
    found = {
        f"{path}: {match.group()}"
        for path in tracked()
        if path.name != "uv.lock" and path != Path(__file__).relative_to(ROOT)
        for match in MACHINE_PATH.finditer(text_of(path) or "")
    }
    assert not found
