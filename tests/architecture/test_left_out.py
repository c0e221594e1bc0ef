"""Leaving a test out is always said, and in CI it fails; the two stages together are the whole."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.ci_summary import main, problems

PLUGIN = ("-p", "tests.support.left_out")
ROOT = Path(__file__).resolve().parents[2]

LEAVING_OUT = {
    "skip": ("import pytest\n@pytest.mark.skip(reason='no moon')\ndef test_a(): pass", (), "1  no moon"),
    "xfail": (
        "import pytest\n@pytest.mark.xfail(reason='not yet')\ndef test_a(): assert 0",
        (),
        "1  expected to fail: not yet",
    ),
    "file": ("import pytest\npytest.skip('no sun', allow_module_level=True)", (), "whole file: no sun"),
    "deselected": (
        "def test_alpha(): pass\ndef test_beta(): pass",
        ("-k", "alpha"),
        "1  deselected by an option",
    ),
}


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run pytest in a child process on one file, with the plugin; `strict` as in CI."""

    def inner(source: str, *options: str, strict: bool) -> pytest.RunResult:
        monkeypatch.setenv("TRUSTBOARD_NO_SKIPS", "1" if strict else "")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        pytester.makeini("[pytest]\nmarkers =\n  slow: slow")
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess(*PLUGIN, *options)

    return inner


@pytest.mark.parametrize("kind", LEAVING_OUT)
def test_a_test_left_out_is_named_and_fails_only_in_ci(run: Any, kind: str) -> None:
    source, options, words = LEAVING_OUT[kind]
    lenient, strict = (run(source, *options, strict=strict) for strict in (False, True))
    for result in (lenient, strict):
        result.stdout.fnmatch_lines([f"*{words}*"])
    assert lenient.ret in (0, pytest.ExitCode.NO_TESTS_COLLECTED)
    assert strict.ret == pytest.ExitCode.TESTS_FAILED


def test_a_run_that_leaves_nothing_out_passes_in_ci(run: Any) -> None:
    result = run("def test_a(): pass", strict=True)
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*Left out*")


def test_the_two_stages_add_up_to_the_whole(run: Any, tmp_path: Path, capsys: Any) -> None:
    source = "import pytest\ndef test_a(): pass\n@pytest.mark.slow\ndef test_b(): pass"
    tally = tmp_path / "tally.jsonl"
    for stage in ("quick", "slow"):
        result = run(source, "--stage", stage, "--tally", str(tally), strict=True)
        result.assert_outcomes(passed=1)
        assert result.ret == 0
    assert main(tally) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed"


def stage(name: str, **changes: int) -> dict[str, Any]:
    return {"stage": name, "collected": 2, "passed": 1, "failed": 0, "left_out": 0, **changes}


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ([stage("quick")], "expected one line each"),
        ([stage("quick"), stage("slow", collected=3)], "did not collect the same"),
        ([stage("quick"), stage("slow", passed=0, failed=1)], "slow: 1 failed"),
        ([stage("quick", passed=0, left_out=1), stage("slow")], "quick: 1 left out"),
        ([stage("quick", passed=0), stage("slow")], "2 tests collected, 1 passed"),
    ],
)
def test_an_incomplete_run_is_not_called_complete(
    tmp_path: Path, capsys: Any, stages: list[dict[str, Any]], words: str
) -> None:
    assert any(words in problem for problem in problems(stages))
    tally = tmp_path / "tally.jsonl"
    tally.write_text("\n".join(map(json.dumps, stages)), encoding="utf-8")
    assert main(tally) == 1
    assert not capsys.readouterr().out.splitlines()[-1].endswith(" 0 failed")
