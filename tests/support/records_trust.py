"""A made-up trust that sends single records: its workspace, and a year of synthetic files."""

import csv
import random
import shutil
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from tests.support.small_trust import SmallTrust

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "records_trust"
MONTHS = [
    date(2025 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(7, 19)
]  # July 2025 to June 2026
TEAMS, WARDS = ("TEAM-A", "TEAM-B", "TEAM-C"), ("WARD-1", "WARD-2")
REFERRAL = "Referral,Person,Local number,Team,Consultant,Practice,Priority,Ethnicity,Received,First seen,Gone"
CONTACT = "Contact,Referral,Person,Team,Date,Attendance,Minutes"


def make_records_trust(folder: Path, *, calculated: bool = True) -> SmallTrust:
    """Make the workspace in `folder`/workspace, apply it, load a year of records, and calculate."""
    workspace = folder / "workspace"
    shutil.copytree(FIXTURE, workspace)
    (folder / "person.key").write_text("5a" * 32 + "\n", encoding="ascii")
    write_returns(workspace / "returns")
    trust = SmallTrust(workspace)
    trust.run("apply", "--yes", "--by", "Performance analyst")
    if calculated:
        trust.run("load", str(workspace / "returns"), "--by", "Performance analyst")
        trust.run("calculate", "--by", "Performance analyst")
    return trust


def write_returns(folder: Path, *, seed: int = 2026, per_month: int = 40) -> None:
    """Write a year of files: referrals as changes, contacts and incidents by month, ward stays whole."""
    folder.mkdir()
    chance = random.Random(seed)
    referrals = [_referral(chance, number, month) for month in MONTHS for number in range(per_month)]
    for month in MONTHS:
        received = [row for row in referrals if row[8].startswith(f"{month:%Y-%m}")]
        write_csv(folder / f"referrals-{month:%Y-%m}.csv", REFERRAL, received)
        write_csv(folder / f"contacts-{month:%Y-%m}.csv", CONTACT, _contacts(chance, referrals, month))
        incidents = [_incident(chance, number, month) for number in range(8)]
        write_csv(folder / f"incidents-{month:%Y-%m}.csv", "Incident,Ward,Reported,Harm", incidents)
    write_csv(folder / "ward-stays-2026-06.csv", "Stay,Ward,Start,Stop", _stays(chance))


def write_csv(place: Path, heading: str, rows: Iterable[Sequence[str]]) -> None:
    """Write rows below a heading."""
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading.split(","))
        writer.writerows(rows)


def _day(chance: random.Random, month: date) -> date:
    return month + timedelta(days=chance.randrange(28))


def _referral(chance: random.Random, number: int, month: date) -> list[str]:
    received = _day(chance, month)
    seen = received + timedelta(days=chance.randrange(60))
    is_seen = seen < date(2026, 7, 1) and chance.random() < 0.9
    name = f"{month:%y%m}{number:03d}"
    return [
        f"R{name}",
        f"PERSON{chance.randrange(300)}",
        f"LOCAL{name}",
        chance.choice(TEAMS),
        chance.choice(("CONS-1", "CONS-2", "")),
        chance.choice(("G00001", "G00002", "")),
        chance.choice(("URGENT", "ROUTINE", "ROUTINE")),
        chance.choice(("A", "J", "Z", "")),
        received.isoformat(),
        seen.isoformat() if is_seen else "",
        "",
    ]


def _contacts(chance: random.Random, referrals: Sequence[list[str]], month: date) -> list[list[str]]:
    begun = [row for row in referrals if row[8] <= month.isoformat()] or referrals[:10]
    return [
        [
            f"C{month:%y%m}{number:03d}",
            row[0],
            row[1],
            row[3],
            _day(chance, month).isoformat(),
            chance.choice("5556334"),
            chance.choice(("30", "45", "60", "")),
        ]
        for number, row in enumerate(chance.choices(begun, k=80))
    ]


def _incident(chance: random.Random, number: int, month: date) -> list[str]:
    return [
        f"I{month:%y%m}{number}", chance.choice(WARDS), _day(chance, month).isoformat(), chance.choice("YN")
    ]  # fmt: skip


def _stays(chance: random.Random) -> list[list[str]]:
    stays = []
    for number in range(200):
        start = _day(chance, chance.choice(MONTHS))
        stop = start + timedelta(days=chance.randrange(90))
        stays.append(
            [
                f"S{number}",
                chance.choice(WARDS),
                start.isoformat(),
                stop.isoformat() if stop < date(2026, 7, 1) else "",
            ]
        )
    return stays
