"""What is measured, part by part; each gives what everybody took, by name."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.records.agreement import require_same
from benchmarks.records.contacts import TRUST, Contacts
from benchmarks.records.contestants import (
    KINDS,
    Answer,
    our_steps,
    peer_steps,
    queries_by_indicator,
    queries_by_kind,
    scan_steps,
)
from benchmarks.records.frames import PANDAS, POLARS, answer_sql, frames_job
from benchmarks.records.metricflow import metricflow_answers, metricflow_job
from benchmarks.records.peer_environment import peers_python, run_script
from benchmarks.records.rounds import Taken, rounds, run_job
from benchmarks.records.runner import Job, Step
from benchmarks.records.workload import Work

SCAN, OURS, KEPT, MONTH = (
    "plain scan",
    "Trustboard",
    "Trustboard, cells and roll-ups in files",
    "Trustboard, one month",
)
BY_KIND, BY_INDICATOR = "one query per kind of unit (7)", "one query per indicator and kind (280)"
BY_FILTERS, BY_CASES = "MetricFlow, metrics with filters", "MetricFlow, CASE in measures"
IN_PANDAS, IN_POLARS = "pandas", "Polars"
SMALL_MEMORY = "1GB"
LIMITED = f"Trustboard, memory_limit {SMALL_MEMORY}"

Act = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True)
class Suite:
    """The work, who is left out, how often, and the folder of the peers' environment."""

    work: Work
    without: frozenset[str]
    runs: int
    peers: Path

    def whole(self, contacts: Contacts) -> dict[str, Taken]:
        """We ourselves beside a plain scan, and one changed month."""
        kept = contacts.folder / "kept"
        kept.mkdir(exist_ok=True)
        ours = partial(our_steps, self.work, contacts)
        acts = {
            SCAN: _act(contacts, scan_steps(contacts)),
            OURS: _act(contacts, ours(contacts.periods)),
            KEPT: _act(contacts, ours(contacts.periods, str(kept))),
            MONTH: _act(contacts, ours(contacts.periods[-1:])),
        }
        taken = rounds(acts, self.runs)
        shutil.rmtree(kept)
        return taken

    def beside_peers(self, contacts: Contacts) -> dict[str, Taken]:
        """We ourselves beside other ways to the same numbers; first all must agree."""
        answered = self._answered(contacts)
        acts: dict[str, Act] = {
            SCAN: _act(contacts, scan_steps(contacts)),
            OURS: _act(contacts, our_steps(self.work, contacts, contacts.periods)),
        }
        acts |= {name: _act(contacts, peer_steps(contacts, answers)) for name, answers in answered.items()}
        frames = self._frames(contacts)
        require_same(self.work, contacts, answered | self._framed(frames, contacts))
        return rounds(acts | {name: partial(act, None) for name, act in frames.items()}, self.runs)

    def with_little_memory(self, contacts: Contacts, times: int) -> dict[str, Taken]:
        """We ourselves over many records, with as much memory as there is and with little."""
        steps = our_steps(self.work, contacts, contacts.periods)
        acts = {
            SCAN: _act(contacts, scan_steps(contacts)),
            OURS: _act(contacts, steps),
            LIMITED: _act(contacts, steps, SMALL_MEMORY),
        }
        return rounds(acts, times)

    def _answered(self, contacts: Contacts) -> dict[str, list[Answer]]:
        """The peers that are queries of DuckDB's."""
        answered: dict[str, list[Answer]] = {}
        if "queries" not in self.without:
            answered[BY_KIND] = queries_by_kind(self.work)
            answered[BY_INDICATOR] = queries_by_indicator(self.work)
        if "metricflow" not in self.without:
            for name, style in ((BY_FILTERS, "filters"), (BY_CASES, "cases")):
                job = metricflow_job(self.work, style=style)
                written = run_script(peers_python(self.peers), "with_metricflow.py", job)
                answered[name] = metricflow_answers(self.work, written, TRUST)
        return answered

    def _frames(self, contacts: Contacts) -> dict[str, Callable[[Path | None], Mapping[str, Any]]]:
        """The peers that are libraries of data frames: acts that write their answers to a place, if any."""
        libraries = ((IN_PANDAS, "with_pandas.py", PANDAS), (IN_POLARS, "with_polars.py", POLARS))
        acts: dict[str, Callable[[Path | None], Mapping[str, Any]]] = {}
        for name, script, spelling in libraries:
            if name.lower() not in self.without:
                python = peers_python(self.peers)
                job = partial(frames_job, self.work, contacts, spelling)
                acts[name] = partial(_run_frames, python, script, job)
        return acts

    def _framed(
        self, frames: Mapping[str, Callable[[Path | None], Mapping[str, Any]]], contacts: Contacts
    ) -> dict[str, list[Answer]]:
        columns = tuple(number.column for number in self.work.distinct)
        answered = {}
        for name, act in frames.items():
            place = contacts.folder / name.lower()
            place.mkdir(exist_ok=True)
            act(place)
            answered[name] = [Answer(kind, columns, answer_sql(place, kind)) for kind in KINDS]
        return answered


def _act(contacts: Contacts, steps: list[Step], memory: str | None = None) -> Act:
    return partial(run_job, Job(folders=[str(contacts.folder)], steps=steps, memory=memory))


def _run_frames(
    python: Path, script: str, job: Callable[[Path | None], Mapping[str, Any]], place: Path | None
) -> Mapping[str, Any]:
    found: Mapping[str, Any] = run_script(python, script, job(place))
    return found
