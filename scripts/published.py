"""Build the scorecards of the published NHS files with Trustboard's own commands (`make published`).

Usage: published.py --data FOLDER --to FOLDER. The data folder holds one sub-folder for each data set. A target
that exists already is built anew from scratch.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from trustboard.operations.workspace import applied_definitions, open_workspace

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "published"
ROLE = "Performance analyst"
FINDINGS = 1


def trustboard(*words: str | Path) -> None:
    """Run one command as a user would; findings are shown and pass, a mistake ends the build."""
    print("$ trustboard", *words, flush=True)
    answer = subprocess.run([sys.executable, "-m", "trustboard", *map(str, words)], check=False)
    if answer.returncode > FINDINGS:
        sys.exit(f"trustboard {words[0]} ended with exit code {answer.returncode}")


def data_folders(data: Path) -> list[Path]:
    """The data sets: every sub-folder of the data folder."""
    found = sorted(folder for folder in data.iterdir() if folder.is_dir()) if data.is_dir() else []
    if not found:
        sys.exit(f"no data sets in {data}: name their folder with make published DATA=…")
    return found


def fresh_copy(example: Path, target: Path) -> None:
    """Copy the example workspace; only a folder that is a workspace itself is replaced."""
    if target.exists():
        if not (target / "trustboard.toml").is_file():
            sys.exit(f"{target} is something else than a workspace; it is left alone")
        shutil.rmtree(target)
    shutil.copytree(example, target, ignore=shutil.ignore_patterns("store"))


def build(data: Path, target: Path) -> list[Path]:
    """Go the whole road, from the files to one folder of pages for each scorecard."""
    folders = data_folders(data)
    fresh_copy(EXAMPLE, target)
    at = ("--workspace", target)
    trustboard("check", *at)
    trustboard("apply", *at, "--yes", "--by", ROLE, "--reason", "Published files")
    trustboard("load", *at, "--by", ROLE, *folders)
    trustboard("calculate", *at, "--by", ROLE)
    pages = []
    for name in applied_definitions(open_workspace(target).store).workspace.scorecards:
        pages.append(target / "pages" / name)
        trustboard("report", "board", *at, "--scorecard", name, "--to", pages[-1])
    return pages


def main() -> None:
    """Read the arguments, build, and say where the pages are."""
    parser = argparse.ArgumentParser(description="Build the scorecards of the published NHS files.")
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with one sub-folder for each data set"
    )
    parser.add_argument("--to", type=Path, required=True, help="the workspace to make")
    arguments = parser.parse_args()
    pages = build(arguments.data, arguments.to)
    print("\nThe scorecards:")
    for folder in pages:
        print(f"  {(folder / 'index.html').resolve()}")


if __name__ == "__main__":
    main()
