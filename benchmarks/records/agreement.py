"""Before anything is timed: everybody's numbers of every kind of unit are the same as ours."""

import sys
from collections.abc import Mapping, Sequence

from benchmarks.records.contacts import Contacts
from benchmarks.records.contestants import Answer, differing_steps
from benchmarks.records.rounds import run_job
from benchmarks.records.runner import Job
from benchmarks.records.workload import Work


def require_same(work: Work, data: Contacts, answered: Mapping[str, Sequence[Answer]]) -> None:
    """Compare every answer with ours, row by row; end the program where one differs."""
    for name, answers in answered.items():
        job = Job(folders=[str(data.folder)], steps=list(differing_steps(work, data, answers)))
        rows = run_job(job)["rows"]
        wrong = [answers[number].kind for number, differing, ours in rows if differing or not ours]
        if wrong or len(rows) != len(answers):
            sys.exit(f"{name} gives other numbers than we do, of: {', '.join(wrong)}")
        print(f"  the same numbers: {name} ({sum(ours for _, _, ours in rows):,} rows)", flush=True)
