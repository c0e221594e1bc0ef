"""Load benchmark: validated loads of a made-up CSV file, against DuckDB's own typed COPY of the same file.

Run with `python benchmarks/load.py [--megabytes 160] [--rounds 4]`. The rows are loaded as counted rows and
as single records; records both from a file of mixed months and from a month's own file. CPU seconds (user
and system, all threads) are taken in one run, turn by turn, so that only the ratios matter; the smallest of
the rounds counts.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from trustboard.definitions.contract import Contract
from trustboard.intake import Circumstances, take_in
from trustboard.warehouse.session import Session, literal

BYTES_A_ROW = 93.5
TYPES = {
    "record_id": "VARCHAR",
    "activity_date": "DATE",
    "provider": "VARCHAR",
    "ccg": "VARCHAR",
    "team": "VARCHAR",
    "service": "VARCHAR",
    "activity": "VARCHAR",
    "age": "INTEGER",
    "wait_days": "INTEGER",
    "contacts": "INTEGER",
    "cost": "DECIMAL(18, 6)",
}
# Seven rules on top of types: five below, blanks that are not accepted, and one row per key.
CONTRACT: dict[str, Any] = {
    "extract": "care_contact",
    "title": "Care contacts (made up)",
    "source": {"publisher": "made up"},
    "files": ["*.csv"],
    "format": "csv",
    "period": {"field": "activity_date"},
    "unit": {"field": "provider"},
    "commissioner": {"field": "ccg"},
    "key": ["record_id"],
    "fields": {
        "record_id": {"heading": "record_id"},
        "activity_date": {"heading": "activity_date", "type": "date", "date_format": "dd/mm/yyyy"},
        "provider": {"heading": "provider", "type": "code"},
        "ccg": {"heading": "ccg", "type": "code"},
        "team": {"heading": "team"},
        "service": {"heading": "service", "codes": ["adult", "older", "cyp", "ld"]},
        "activity": {"heading": "activity"},
        "age": {"heading": "age", "type": "integer", "minimum": 0, "maximum": 130},
        "wait_days": {"heading": "wait_days", "type": "integer", "minimum": 0},
        "contacts": {"heading": "contacts", "type": "integer"},
        "cost": {"heading": "cost", "type": "decimal", "blank": "reject"},
    },
    "checks": [{"rule": "wait_days <= 300 or age >= 18"}],
}
# As records: types, limits, a list of codes, a check, no event to come, one row for each key, known teams.
RECORDS = {
    **{key: value for key, value in CONTRACT.items() if key != "fields"},
    "fields": {
        **CONTRACT["fields"],
        "cost": {"heading": "cost", "type": "decimal"},
    },
    "records": {"references": {"team": {"extract": "team", "fields": ["team"], "on_breach": "reject_row"}}},
}
LOADED_ON = date(2026, 11, 22)
TEAMS = 400


def make(path: Path, megabytes: int, *, days: int = 700) -> int:
    """Write a record-like file of about that size, dated within so many days; return its bytes."""
    rows = int(megabytes * 1_000_000 / BYTES_A_ROW)
    columns = f"""
        'P' || lpad(range::VARCHAR, 9, '0') AS record_id,
        strftime(DATE '2023-04-01' + (hash(range) % {days})::INT, '%d/%m/%Y') AS activity_date,
        'R' || chr((65 + hash(range * 3) % 20)::INT) || (hash(range * 5) % 9)::VARCHAR AS provider,
        lpad((hash(range * 7) % 99)::VARCHAR, 2, '0')
          || chr((65 + hash(range * 11) % 26)::INT) AS ccg,
        'TEAM' || (hash(range * 13) % {TEAMS})::VARCHAR AS team,
        ['adult', 'older', 'cyp', 'ld'][(hash(range * 17) % 4 + 1)::INT] AS service,
        'Contact with the service number ' || (hash(range * 19) % 1000)::VARCHAR AS activity,
        (hash(range * 23) % 120)::INT AS age,
        (hash(range * 29) % 300)::INT AS wait_days,
        (hash(range * 41) % 90)::INT AS contacts,
        round((hash(range * 43) % 10000) / 100, 2) AS cost"""
    with Session(folders=[path.parent]) as session:
        session.run(f"COPY (SELECT {columns} FROM range({rows})) TO {literal(path)} (FORMAT csv, HEADER)")
    return path.stat().st_size


def copy_typed(path: Path, target: Path) -> None:
    """DuckDB's own load: the types are given, nothing else is asked of the rows."""
    typed = ", ".join(f"{literal(name)}: {literal(type_)}" for name, type_ in TYPES.items())
    options = f"header=true, auto_detect=false, columns={{{typed}}}, dateformat='%d/%m/%Y'"
    source = f"read_csv({literal(path)}, {options})"
    with Session(folders=[path.parent]) as session:
        session.run(f"COPY (SELECT * FROM {source}) TO {literal(target)} (FORMAT parquet)")


def load(path: Path) -> None:
    """The validated load, from the received file to accepted rows, report and receipt."""
    with tempfile.TemporaryDirectory() as workdir:
        taken = take_in(path, Contract.model_validate(CONTRACT), workdir=Path(workdir))
        receipt = taken[0].receipt
        assert receipt.rows_read == receipt.rows_accepted, receipt


def load_records(path: Path) -> None:
    """The same for single records, which point to teams that are known."""
    with tempfile.TemporaryDirectory() as workdir:
        teams = Path(workdir) / "teams.parquet"
        keys = f"SELECT 'TEAM' || range AS record_key FROM range({TEAMS})"
        with Session(folders=[teams.parent]) as session:
            session.run(f"COPY ({keys}) TO {literal(teams)} (FORMAT parquet)")
        around = Circumstances(today=LOADED_ON, known={"team": [teams]})
        contract = Contract.model_validate(RECORDS)
        (taken,) = take_in(path, contract, workdir=Path(workdir), circumstances=around)
        assert taken.receipt.rows_read == taken.receipt.rows_accepted, taken.receipt


def cpu_seconds(work: Callable[[], None]) -> tuple[float, float]:
    """CPU and wall seconds of one call."""
    before, began = os.times(), time.perf_counter()
    work()
    after = os.times()
    return after.user + after.system - before.user - before.system, time.perf_counter() - began


def main() -> None:
    """Print the loads and their ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=160)
    options.add_argument("--rounds", type=int, default=4)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        mixed, monthly = Path(folder) / "care-contacts.csv", Path(folder) / "month.csv"
        size = make(mixed, chosen.megabytes)
        make(monthly, chosen.megabytes, days=30)
        print(f"{size / 1e6:.0f} MB, {len(TYPES)} columns, 7 rules, smallest of {chosen.rounds} rounds")
        copy = "typed COPY to Parquet (DuckDB)"
        works: dict[str, Callable[[], None]] = {
            copy: partial(copy_typed, mixed, Path(folder) / "typed.parquet"),
            "counted rows (take_in)": partial(load, mixed),
            "records of one month (take_in)": partial(load_records, monthly),
            "records of 24 mixed months (take_in)": partial(load_records, mixed),
        }
        times = [{name: cpu_seconds(work) for name, work in works.items()} for _ in range(chosen.rounds)]
    best = {name: min(round_[name] for round_ in times) for name in works}
    for name, (cpu, wall) in best.items():
        ratio = f"{cpu / best[copy][0]:.2f}"
        print(f"{name:38s} {cpu:6.2f} CPU s {wall:6.2f} s, ÷ typed COPY {ratio} (to reach: 1.7 or less)")


if __name__ == "__main__":
    main()
