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
DATASETS = {
    "eip_waiting_times": ["EIP-*.csv"],
    "mhsds_4ww": ["*_4WW_*.csv"],
    "rdy_public": ["*Time_Series_data*.csv", "*KO41a - Org Level.csv", "*community-trust-data.csv"],
    "talking_therapies_annual": ["talking_therapies_measures_*.parquet"],
    "ae_monthly_by_provider": ["Monthly-AE-*.csv"],
    "rtt_full_extract": ["RTT-*.zip"],
    "iapt_monthly_2019_20": ["*.xlsx"],
    "iapt_trust_monthly_2022_23": ["*.csv"],
    "oaps": ["oaps-*.csv"],
    "dtoc_national_monthly": ["*.xls"],
    "mhsds_national_mhs01": ["*.csv"],
    "kh03_overnight_beds": ["KH03-*.xlsx"],
    "ascof_2020_21": ["*.xlsx"],
}
"""Folder of published files -> the files of it that the example reads, in the order of taking them in."""
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
    "essex-2023": "2023-03",
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
    if not (files := files_of(chosen.data)):
        print(f"{chosen.data}: none of the published files is here. Name their folder: --data FOLDER")
        return 2
    return build(chosen.data, chosen.to, files)


def files_of(data: Path) -> list[Path]:
    """List the published files that are there, in the order in which they are taken in."""
    wanted = [(data / name, pattern) for name, patterns in DATASETS.items() for pattern in patterns]
    return [file for folder, pattern in wanted for file in sorted(folder.glob(pattern))]


def build(data: Path, target: Path, files: Sequence[Path]) -> int:
    """Make the workspace, take the files in, calculate, and write each scorecard."""
    place = ("--workspace", target, "--by", BY)
    prepare(target, data)
    if code := run("apply", *place, "--yes", shown=2):
        return code
    if (code := run("load", *place, *files)) > 1:  # 1: taken in, with warnings
        return code
    prepare(target, data)
    reason = "Every unit that the files name"
    if code := run("apply", *place, "--yes", "--reason", reason, shown=2):
        return code
    if (code := run("calculate", *place)) > 1:  # 1: done, and some providers sent nothing in the last month
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


def run(*words: str | Path, shown: int | None = None) -> int:
    """Run one of the program's commands as a child process, saying which; returns its exit code.

    `shown` keeps a long answer to its last lines; errors are always shown.
    """
    print("trustboard", *words, flush=True)
    command = [sys.executable, "-X", "utf8", "-m", "trustboard", *map(str, words)]
    if shown is None:
        return subprocess.run(command, check=False).returncode
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    print("\n".join(done.stdout.splitlines()[-shown:]), flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
