"""Records to rows of the ledger, and back."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.files import FileName
from trustboard.warehouse.ledger import insert
from trustboard.warehouse.records import AppliedVersion, AuditEvent, Destruction, Run, RunFile, RunInputs

ROLES = {"accepted": "accepted_sha256", "rejects": "rejects_sha256"}


def written(moment: datetime) -> str:
    """Write a moment as the ledger keeps it: UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def insert_act(
    connection: sqlite3.Connection,
    *,
    at: datetime,
    by: str,
    act: str,
    what: Mapping[str, Sequence[str]],
    reason: str,
) -> int:
    """Add an act; returns its number, which everything it records points to."""
    return insert(
        connection,
        "act",
        recorded_at=written(at),
        recorded_by=by,
        act=act,
        what=json.dumps(what),
        reason=reason,
    )


def insert_file(connection: sqlite3.Connection, act: int, name: FileName, size: int) -> None:
    """Point to a file, unless the ledger does already."""
    connection.execute(
        "INSERT OR IGNORE INTO file (sha256, suffix, bytes, act_order) VALUES (?, ?, ?, ?)",
        (name.sha256, name.suffix, size, act),
    )


def insert_applied(
    connection: sqlite3.Connection, act: int, version: AppliedVersion, names: Mapping[str, FileName]
) -> None:
    """Add an applied version; `names` are its files by their path in the workspace."""
    order = insert(
        connection,
        "applied",
        act_order=act,
        version_id=version.version_id,
        known_from=version.on.isoformat(),
        reason=version.reason,
    )
    for path, name in sorted(names.items()):
        insert(
            connection, "applied_file", applied_order=order, path=path, sha256=name.sha256, suffix=name.suffix
        )


def read_applied(connection: sqlite3.Connection) -> list[AppliedVersion]:
    """Every applied version, in the order of the ledger."""
    files: dict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute("SELECT * FROM applied_file ORDER BY applied_order, path"):
        files[row["applied_order"]][row["path"]] = row["sha256"]
    rows = connection.execute(
        "SELECT applied.*, recorded_at, recorded_by FROM applied JOIN act USING (act_order) "
        "ORDER BY applied_order"
    )
    return [
        AppliedVersion(
            version_id=row["version_id"],
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            by=row["recorded_by"],
            on=date.fromisoformat(row["known_from"]),
            reason=row["reason"],
            files=files[row["applied_order"]],
        )
        for row in rows
    ]


_PLAIN = (
    "receipt_id",
    "load_id",
    "extract",
    "file_name",
    "member",
    "file_sha256",
    "file_bytes",
    "contract_version",
    "contract_sha256",
    "rows_read",
    "rows_accepted_from",
    "rows_accepted",
    "rows_rejected",
    "warnings",
    "known_from_reason",
)


def insert_receipt(
    connection: sqlite3.Connection, act: int, receipt: Receipt, names: Mapping[str, FileName]
) -> None:
    """Add a receipt; `names` are its files by their role."""
    order = insert(
        connection,
        "receipt",
        act_order=act,
        **{column: getattr(receipt, column) for column in _PLAIN},
        rows_left_out=json.dumps(receipt.rows_left_out),
        periods=json.dumps(receipt.periods),
        known_from=receipt.known_from.isoformat() if receipt.known_from else None,
    )
    for role, name in names.items():
        insert(
            connection, "receipt_file", receipt_order=order, role=role, sha256=name.sha256, suffix=name.suffix
        )


def read_receipts(connection: sqlite3.Connection, *, receipt_id: str | None = None) -> list[Receipt]:
    """Every receipt, or the one of that name, in the order of the ledger."""
    files: dict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute("SELECT * FROM receipt_file"):
        files[row["receipt_order"]][row["role"]] = row["sha256"]
    rows = connection.execute(
        "SELECT receipt.*, recorded_at, recorded_by FROM receipt JOIN act USING (act_order) "
        "WHERE coalesce(receipt_id = ?, true) ORDER BY receipt_order",
        (receipt_id,),
    )
    return [_receipt(row, files[row["receipt_order"]]) for row in rows]


def _receipt(row: sqlite3.Row, files: Mapping[str, str]) -> Receipt:
    return Receipt(
        **{column: row[column] for column in _PLAIN},
        received_on=datetime.fromisoformat(row["recorded_at"]),
        received_by=row["recorded_by"],
        rows_left_out=json.loads(row["rows_left_out"]),
        periods=tuple(json.loads(row["periods"])),
        known_from=date.fromisoformat(row["known_from"]) if row["known_from"] else None,
        accepted_sha256=files.get("accepted", ""),
        rejects_sha256=files.get("rejects", ""),
    )


def insert_run(connection: sqlite3.Connection, act: int, run: Run) -> None:
    """Add a run."""
    order = insert(
        connection,
        "run",
        act_order=act,
        run_id=run.run_id,
        version_id=run.inputs.version_id,
        known_on=run.inputs.known_on.isoformat(),
        program_version=run.inputs.program_version,
        engine_version=run.inputs.engine_version,
    )
    connection.executemany(
        "INSERT INTO run_receipt SELECT ?, receipt_order FROM receipt WHERE receipt_id = ?",
        [(order, receipt_id) for receipt_id in run.inputs.receipt_ids],
    )
    for name, file in sorted(run.files.items()):
        insert(
            connection,
            "run_file",
            run_order=order,
            name=name,
            sha256=file.sha256,
            suffix=file.suffix,
            content_sha256=file.content_sha256,
        )


def read_runs(connection: sqlite3.Connection, orders: Sequence[int]) -> list[Run]:
    """The runs with these numbers, in that order."""
    return [_run(connection, order) for order in orders]


def _run(connection: sqlite3.Connection, order: int) -> Run:
    row = connection.execute(
        "SELECT run.*, recorded_at, recorded_by FROM run JOIN act USING (act_order) WHERE run_order = ?",
        (order,),
    ).fetchone()
    receipts = connection.execute(
        "SELECT receipt_id FROM run_receipt JOIN receipt USING (receipt_order) WHERE run_order = ? "
        "ORDER BY receipt_order",
        (order,),
    )
    files = connection.execute("SELECT * FROM run_file WHERE run_order = ? ORDER BY name", (order,))
    return Run(
        run_id=row["run_id"],
        inputs=RunInputs(
            version_id=row["version_id"],
            receipt_ids=tuple(receipt["receipt_id"] for receipt in receipts),
            known_on=date.fromisoformat(row["known_on"]),
            program_version=row["program_version"],
            engine_version=row["engine_version"],
        ),
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        by=row["recorded_by"],
        files={
            file["name"]: RunFile(
                sha256=file["sha256"], suffix=file["suffix"], content_sha256=file["content_sha256"]
            )
            for file in files
        },
    )


def read_acts(connection: sqlite3.Connection) -> list[AuditEvent]:
    """Every act, in the order of the ledger."""
    return [
        AuditEvent(
            act_order=row["act_order"],
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            by=row["recorded_by"],
            act=row["act"],
            what=json.loads(row["what"]),
            reason=row["reason"],
        )
        for row in connection.execute("SELECT * FROM act ORDER BY act_order")
    ]


def read_names(connection: sqlite3.Connection) -> set[FileName]:
    """Every file that the ledger points to and that was not destroyed by order."""
    rows = connection.execute("SELECT * FROM file")
    return {FileName(row["sha256"], row["suffix"]) for row in rows} - read_destroyed_names(connection)


def insert_destruction(connection: sqlite3.Connection, act: int, receipt_id: str, reason: str) -> None:
    """Say that a receipt's records were destroyed."""
    connection.execute(
        "INSERT INTO destroyed SELECT receipt_order, ?, ? FROM receipt WHERE receipt_id = ?",
        (act, reason, receipt_id),
    )


def read_destroyed(connection: sqlite3.Connection) -> list[Destruction]:
    """Every receipt whose records were destroyed, in the order of the ledger."""
    rows = connection.execute(
        "SELECT destroyed.act_order, receipt_id, recorded_at, recorded_by, destroyed.reason, readings "
        "FROM destroyed JOIN receipt USING (receipt_order) JOIN act ON act.act_order = destroyed.act_order "
        "LEFT JOIN destroyed_reading ON destroyed_reading.act_order = destroyed.act_order "
        "ORDER BY destroyed.act_order, receipt_order"
    )
    return [
        Destruction(
            act_order=row["act_order"],
            receipt_id=row["receipt_id"],
            recorded_at=datetime.fromisoformat(row["recorded_at"]),
            by=row["recorded_by"],
            reason=row["reason"],
            readings=row["readings"],
        )
        for row in rows
    ]


def insert_readings(connection: sqlite3.Connection, act: int, readings: str) -> None:
    """Say to which periods the records belonged that an act destroyed."""
    connection.execute("INSERT INTO destroyed_reading VALUES (?, ?)", (act, readings))


def read_destroyed_names(connection: sqlite3.Connection) -> set[FileName]:
    """The files of destroyed receipts, without those that anything else points to."""
    rows = connection.execute(
        "SELECT sha256, suffix FROM receipt_file JOIN destroyed USING (receipt_order) "
        "EXCEPT SELECT sha256, suffix FROM receipt_file LEFT JOIN destroyed USING (receipt_order) "
        "WHERE destroyed.act_order IS NULL "
        "EXCEPT SELECT sha256, suffix FROM applied_file EXCEPT SELECT sha256, suffix FROM run_file"
    )
    return {FileName(row["sha256"], row["suffix"]) for row in rows}
