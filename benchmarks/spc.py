"""XmR charts: seconds for 30,000 series of 48 points, beside a plain pass of NumPy and NHSRplotthedots.

Run it with `python -m benchmarks.spc`. Seconds are CPU seconds of one core, the best of several runs. Where
Rscript and the package NHSRplotthedots are at hand the peer is measured on the same machine; elsewhere the
published figure is shown, and said to be so.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from trustboard.statistics import Profile, xmr

SERIES, POINTS, RUNS = 30_000, 48, 7
PEER_SERIES, PEER_POINTS = 1_000, 36
PUBLISHED = (3.1, 6.3)
"""CPU seconds of NHSRplotthedots 0.2.2 for 1,000 series of 36 points in one faceted call."""

R_SCRIPT = """
suppressMessages(library(NHSRplotthedots))
data <- read.csv(commandArgs(trailingOnly = TRUE)[[1]])
data$date <- as.Date(data$date)
before <- proc.time()
suppressWarnings(ptd_spc(data, value_field = value, date_field = date, facet_field = series))
spent <- proc.time() - before
cat(spent[["user.self"]] + spent[["sys.self"]])
"""


def best_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest run."""
    work()
    seconds = []
    for _ in range(RUNS):
        before = time.process_time()
        work()
        seconds.append(time.process_time() - before)
    return min(seconds)


def plain_pass(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least that limits need: a mean, and a mean of moving ranges."""
    return np.nanmean(values, axis=1), np.nanmean(np.abs(np.diff(values, axis=1)), axis=1)


def draw_up(values: np.ndarray, **arguments: Any) -> tuple[np.ndarray, ...]:
    """Everything a page needs of a batch: lines at every point, labels and verdicts."""
    found = xmr(values, target=50, **arguments)
    return found.mean, found.lower_limit, found.upper_limit, found.point_type, found.variation_icon


def kinds_of_data() -> dict[str, np.ndarray]:
    """Random series of three kinds: measurements, small counts with many ties, and measurements with gaps."""
    random = np.random.default_rng(20_240_401)
    measured = random.normal(50, 5, (SERIES, POINTS))
    gaps = np.where(random.random((SERIES, POINTS)) < 0.02, np.nan, measured)
    return {
        "measurements": measured,
        "counts, mean 2": random.poisson(2, (SERIES, POINTS)).astype(float),
        "measurements, 2 % missing": gaps,
    }


def peer_seconds(values: np.ndarray) -> float | None:
    """CPU seconds of the peer on this machine, or None where it is not here."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        script, data = Path(folder, "peer.R"), Path(folder, "data.csv")
        script.write_text(R_SCRIPT, encoding="utf-8")
        with data.open("w", encoding="utf-8", newline="") as file:
            file.write("series,date,value\n")
            for name, row in enumerate(values):
                for month, value in enumerate(row):
                    file.write(f"s{name},{2020 + month // 12}-{month % 12 + 1:02}-01,{float(value)!r}\n")
        done = subprocess.run([rscript, str(script), str(data)], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None


def report_ours() -> None:
    print(f"{SERIES:,} series x {POINTS} points, limits and four rules; CPU seconds, best of {RUNS}\n")
    print(f"{'data':<28}{'profile':<10}{'seconds':>9}{'plain pass':>12}{'ratio':>8}")
    data = kinds_of_data()
    for name, values in data.items():
        for profile in Profile:
            report_line(name, values, profile=profile)
    rebase = np.arange(POINTS) == np.random.default_rng(2).integers(12, 36, (SERIES, 1))
    report_line("two epochs in each", data["measurements"], profile=Profile.MDC, rebase=rebase)


def report_line(name: str, values: np.ndarray, **arguments: Any) -> None:
    plain = best_seconds(lambda: plain_pass(values))
    ours = best_seconds(lambda: draw_up(values, **arguments))
    profile = arguments["profile"].value
    print(f"{name:<28}{profile:<10}{ours:>9.3f}{plain:>12.3f}{ours / plain:>8.1f}")


def report_peer() -> None:
    values = np.random.default_rng(1).normal(50, 5, (PEER_SERIES, PEER_POINTS))
    few = best_seconds(lambda: xmr(values, profile=Profile.NHSR))
    measured = kinds_of_data()["measurements"][:, :PEER_POINTS]
    many = best_seconds(lambda: xmr(measured, profile=Profile.NHSR)) / SERIES
    theirs = peer_seconds(values)
    source = "published, not measured here" if theirs is None else "measured on this machine"
    print(f"\nNHSRplotthedots, {PEER_SERIES:,} series x {PEER_POINTS} points ({source}), profile nhsr")
    for seconds in PUBLISHED if theirs is None else (theirs,):
        each = seconds / PEER_SERIES
        print(
            f"  theirs {seconds:.1f} s; ours {few:.4f} s: {each / (few / PEER_SERIES):,.0f} times per series;"
            f" in a batch of {SERIES:,}: {each / many:,.0f} times"
        )


if __name__ == "__main__":
    report_ours()
    report_peer()
