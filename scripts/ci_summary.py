"""Add up the stages of a CI run: every collected test ran and passed in exactly one of them.

Usage: ci_summary.py TALLY, a file with one line of JSON per stage (pytest's `--tally`).
Prints `N passed, 0 failed` and exits 0, or says what is missing and exits 1.
"""

import json
import sys
from pathlib import Path
from typing import Any


def problems(stages: list[dict[str, Any]]) -> list[str]:
    """Every reason not to call the run complete."""
    found = []
    if sorted(stage["stage"] for stage in stages) != ["quick", "slow"]:
        found.append(f"expected one line each for quick and slow, got {[stage['stage'] for stage in stages]}")
    if len({stage["collected"] for stage in stages}) > 1:
        found.append("the stages did not collect the same tests")
    found += [f"{stage['stage']}: {stage['failed']} failed" for stage in stages if stage["failed"]]
    found += [f"{stage['stage']}: {stage['left_out']} left out" for stage in stages if stage["left_out"]]
    if stages and passed(stages) != stages[0]["collected"]:
        found.append(f"{stages[0]['collected']} tests collected, {passed(stages)} passed")
    return found


def passed(stages: list[dict[str, Any]]) -> int:
    """Tests that passed, over all stages."""
    return sum(int(stage["passed"]) for stage in stages)


def main(path: Path) -> int:
    """Print the sum of the stages in `path`; 0 when nothing failed and nothing is missing, else 1."""
    stages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = problems(stages)
    for problem in found:
        print(problem)
    failed = sum(int(stage["failed"]) for stage in stages)
    print(f"{passed(stages)} passed, {max(failed, 1) if found else 0} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
