"""Files of made-up contacts of any size, and a process that loads one: python -m tests.support.large_records

Arguments: WORKSPACE FILE [MOST_BYTES]. It prints what became of the rows, and the largest memory it held in
megabytes. With MOST_BYTES no file may grow beyond that, as where a disk is full.
"""

import resource
import sys
from pathlib import Path

from trustboard.operations.apply import apply, propose
from trustboard.operations.load import load
from trustboard.operations.workspace import today
from trustboard.warehouse.session import Session, literal

SETTINGS = """\
name = "Fenbrook Partnership (made up)"
ods_code = "ZZ1"
memory = "{memory}"
threads = 2
person_key_file = "../person.key"
"""
ORGANISATION = """\
unit_code,kind,parent,name,valid_from,valid_to
ZZ1,trust,,Fenbrook Partnership,2017-04-01,
"""
CONTRACT = """\
extract: contacts
title: Contacts (made up)
source: {publisher: Fenbrook Partnership (made up)}
files: ["contacts*.csv"]
period: {field: seen}
unit: {field: team}
key: [contact_id]
load_mode: replace_all
fields:
  contact_id: {heading: Contact}
  person: {heading: Person, person_key: true}
  seen: {heading: Seen, type: time, date_format: dd/mm/yyyy}
  team: {heading: Team, type: code}
  activity: {heading: Activity}
  minutes: {heading: Minutes, type: integer, minimum: 0, maximum: 600}
  attended: {heading: Attended, type: boolean}
checks:
  - rule: minutes < 200 or attended
records: {}
"""
BYTES_A_ROW = 80


def _largest_megabytes() -> int:
    """The most memory of this process. What Linux says of a child begins with its parent's, save here."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000_000  # bytes, on a Mac
    held = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
    return int(held.split()[1]) // 1024


def make_workspace(folder: Path, *, memory: str) -> None:
    """Make a workspace with one extract of records, applied, and a key beside it."""
    folder.mkdir()
    (folder.parent / "person.key").write_text("5a" * 32 + "\n", encoding="ascii")
    (folder / "extracts").mkdir()
    for name, text in (
        ("trustboard.toml", SETTINGS.format(memory=memory)),
        ("organisation.csv", ORGANISATION),
        ("extracts/contacts.yaml", CONTRACT),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    apply(propose(folder, on=today()), by="analyst", on=today(), reason="")


def make_contacts(path: Path, megabytes: int, *, note: str) -> int:
    """Write a file of about that size, of mixed months; returns its rows. `note` ends every activity."""
    rows = megabytes * 1_000_000 // (BYTES_A_ROW + len(note))
    columns = f"""
        'C' || lpad(range::VARCHAR, 10, '0') AS "Contact",
        '9' || lpad((hash(range * 3) % 100000)::VARCHAR, 9, '0') AS "Person",
        strftime(TIMESTAMP '2023-04-01' + to_minutes((hash(range) % 1700000)::BIGINT), '%d/%m/%Y %H:%M')
          AS "Seen",
        'TEAM' || (hash(range * 13) % 400)::VARCHAR AS "Team",
        'Contact with the service number ' || (hash(range * 19) % 1000)::VARCHAR || {literal(note)}
          AS "Activity",
        (hash(range * 23) % 120)::INT AS "Minutes",
        ['Y', 'N'][(hash(range * 29) % 2 + 1)::INT] AS "Attended\""""
    with Session(folders=[path.parent], memory="500MB") as session:
        session.run(f"COPY (SELECT {columns} FROM range({rows})) TO {literal(path)} (FORMAT csv, HEADER)")
    return rows


def main(workspace: Path, path: Path, most_bytes: int | None) -> None:
    """Load the file and say what became of it."""
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    outcome = load(workspace, [path], by="analyst")
    for refused in outcome.refused:
        raise SystemExit("\n".join(str(issue) for issue in refused.issues))
    (taken,) = outcome.taken
    receipt = taken.receipt
    largest = _largest_megabytes()
    print(receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected, largest)


if __name__ == "__main__":
    _, folder, file, *most = sys.argv
    main(Path(folder), Path(file), int(most[0]) if most else None)
