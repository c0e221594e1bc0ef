"""Build the scorecards of the published NHS files: copy the example, take the files in, calculate, report.

Run from the project's root: python scripts/published.py --data ../shared/data --to published-trust
Every step but the first is one of the program's own commands, printed as it runs.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from scripts.published_organisation import complete  # noqa: E402 (run as a file, the root is not on the path)

EXAMPLE = ROOT / "examples" / "published"
DATASETS = (
    "eip_waiting_times",
    "mhsds_4ww",
    "rdy_public",
    "talking_therapies_annual",
    "ae_monthly_by_provider",
    "rtt_full_extract",
    "iapt_monthly_2019_20",
    "iapt_trust_monthly_2022_23",
    "oaps",
    "dtoc_national_monthly",
    "mhsds_national_mhs01",
    "kh03_overnight_beds",
    "ascof_2020_21",
)
SCORECARDS = {
    "board": "2018-06",
    "somerset": "2018-06",
    "dorset": "2018-06",
    "england": "2018-06",
    "england-2016": "2016-12",
    "essex-talking-therapies": "2020-02",
    "somerset-talking-therapies": "2020-02",
    "england-2020": "2020-02",
    "essex-beds": "2020-06",
    "england-beds": "2020-06",
    "essex-council": "2021-03",
    "somerset-council": "2021-03",
    "england-social-care": "2021-03",
    "somerset-2023": "2023-03",
    "dorset-2023": "2023-03",
    "essex-waits": "2024-07",
    "somerset-waits": "2024-07",
    "dorset-waits": "2024-07",
    "england-waits": "2024-07",
    "somerset-ae": "2025-03",
    "england-ae": "2025-03",
    "dorset-2025": "2025-03",
    "somerset-rtt": "2026-01",
    "england-rtt": "2026-01",
    "dorset-2026": "2026-03",
}
"""Each scorecard with the period it is made for: the last one that its files hold."""
BY = "Performance analyst"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments and do all of it; returns 0, or the exit code of the command that failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the published files")
    parser.add_argument("--to", type=Path, required=True, help="folder of the workspace to make")
    chosen = parser.parse_args(arguments)
    if not (folders := datasets(chosen.data)):
        print(f"{chosen.data}: none of the published files is here. Name their folder: --data FOLDER")
        return 2
    return build(chosen.data, chosen.to, folders)


def datasets(data: Path) -> list[Path]:
    """The folders of published files that are there, in the order in which they are taken in."""
    return [data / name for name in DATASETS if (data / name).is_dir()]


def build(data: Path, target: Path, folders: Sequence[Path]) -> int:
    """Make the workspace, take the files in, calculate, and write each scorecard that has figures."""
    prepare(target, data)
    steps: list[Sequence[str | Path]] = [
        ("apply", "--workspace", target, "--by", BY, "--yes"),
        ("load", "--workspace", target, "--by", BY, *folders),
    ]
    for step in steps:
        if (code := run(*step)) > 1:
            return code
    prepare(target, data)
    for step in (steps[0], ("calculate", "--workspace", target, "--by", BY)):
        if code := run(*step):
            return code
    return report(target)


def prepare(target: Path, data: Path) -> None:
    """Copy the example's definitions, and complete the organisation once files have been taken in."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copytree(EXAMPLE, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("store"))
    if (target / "store").is_dir():
        added = complete(target / "organisation.csv", target / "store", data)
        print(f"organisation.csv: {added} units added from the files and from ods_reference", flush=True)


def report(target: Path) -> int:
    """Write every scorecard into the folder scorecards of the workspace."""
    for name, period in SCORECARDS.items():
        to = target / "scorecards" / name
        place = ("--workspace", target, "--to", to)
        if code := run("report", "board", "--scorecard", name, "--period", period, *place):
            return code
    print(f"Begin with {target / 'scorecards' / 'board' / 'index.html'}")
    return 0


def run(*words: str | Path) -> int:
    """Run one of the program's commands as a child process, saying which; returns its exit code."""
    print("trustboard", *words, flush=True)
    return subprocess.run([sys.executable, "-m", "trustboard", *map(str, words)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
