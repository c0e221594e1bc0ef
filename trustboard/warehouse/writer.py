"""One act that changes the store: files are put first, then one transaction records all of it or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from trustboard.vocabulary.receipt import Receipt, load_id_of, receipt_id_of
from trustboard.warehouse import ledger_rows
from trustboard.warehouse.clock import london_day
from trustboard.warehouse.files import FileName, HashedFiles
from trustboard.warehouse.ledger import Ledger
from trustboard.warehouse.mistakes import mistake
from trustboard.warehouse.records import AppliedVersion, Run, version_id_of

_ANY_ZONE = timedelta(days=1)  # a day elsewhere on the globe may be the one before or after London's


@dataclass(kw_only=True)
class Writer:
    """Collects what an act records. Made by `Store.writer`, which commits it when the block ends well."""

    files: HashedFiles
    ledger: Ledger
    by: str
    act: str
    reason: str
    at: datetime
    _put: dict[str, FileName] = field(init=False, default_factory=dict)
    _applied: list[tuple[AppliedVersion, dict[str, FileName]]] = field(init=False, default_factory=list)
    _receipts: list[tuple[Receipt, dict[str, FileName]]] = field(init=False, default_factory=list)
    _runs: list[Run] = field(init=False, default_factory=list)
    _destroyed: dict[str, str] = field(init=False, default_factory=dict)
    _destroyed_readings: str | None = field(init=False, default=None)
    _readings: list[str] = field(init=False, default_factory=list)
    _keys: list[str] = field(init=False, default_factory=list)

    @property
    def day(self) -> date:
        """The day on which the act is recorded."""
        return london_day(self.at)

    def put(self, source: Path | bytes, suffix: str = "") -> str:
        """Add a file by its content; returns its SHA-256. It exists once a record points to it."""
        name = self.files.put(source, suffix)
        self._put.setdefault(name.sha256, name)
        return name.sha256

    def record_applied(
        self, files: Mapping[str, str], *, on: date | None = None, reason: str = ""
    ) -> AppliedVersion:
        """Record definitions (path -> SHA-256 of a file put before) as applied.

        The same as stands already changes nothing. Raises Mistake when `on` lies in the future, or
        in the past without a reason.
        """
        standing = self._standing_version()
        if standing and standing.version_id == version_id_of(files):
            return standing
        if on is not None and abs(on - self.day) > _ANY_ZONE:
            self._check_claim(on, reason or self.reason)
        version = AppliedVersion(
            version_id=version_id_of(files),
            recorded_at=self.at,
            by=self.by,
            on=on or self.day,
            reason=reason,
            files=dict(files),
        )
        self._applied.append((version, {path: self._named(sha256) for path, sha256 in files.items()}))
        return version

    def _standing_version(self) -> AppliedVersion | None:
        with self.ledger.reading() as connection:
            known = ledger_rows.read_applied(connection) + [version for version, _ in self._applied]
        return known[-1] if known else None

    def record_receipt(self, receipt: Receipt, *, again: bool = False) -> Receipt:
        """Record one file taken in, and return the receipt as it stands in the store.

        The same file under the same contract changes nothing, unless it is taken in `again` on
        purpose, to stand once more over a file that superseded it. Raises Mistake when `known_from`
        lies in the future or comes without a reason.
        """
        moment = (self.at.isoformat(),) if again else ()
        receipt_id = receipt_id_of(receipt, *moment)
        if known := self._known_receipt(receipt_id):
            return known
        if receipt.known_from:
            self._check_claim(receipt.known_from, receipt.known_from_reason)
        receipt = replace(
            receipt,
            receipt_id=receipt_id,
            load_id=load_id_of(receipt, *moment),
            received_on=self.at,
            received_by=self.by,
        )
        self._receipts.append((receipt, self._files_of(receipt)))
        return receipt

    def _known_receipt(self, receipt_id: str) -> Receipt | None:
        with self.ledger.reading() as connection:
            known = ledger_rows.read_receipts(connection, receipt_id=receipt_id)
        known += [receipt for receipt, _ in self._receipts if receipt.receipt_id == receipt_id]
        return known[0] if known else None

    def _files_of(self, receipt: Receipt) -> dict[str, FileName]:
        pointed = {role: getattr(receipt, column) for role, column in ledger_rows.ROLES.items()}
        names = {role: self._named(sha256) for role, sha256 in pointed.items() if sha256}
        source = self._put.get(receipt.file_sha256)
        return names | ({"source": source} if source else {})

    def record_run(self, run: Run) -> Run:
        """Record one calculation; the same run as stands for that day already changes nothing."""
        if standing := self._standing_run(run):
            return standing
        self._check_inputs(run)
        for file in run.files.values():
            self._named(file.sha256)
        self._runs.append(run)
        return run

    def _standing_run(self, run: Run) -> Run | None:
        """The last run that knows up to the same day, if it is the same run."""
        with self.ledger.reading() as connection:
            last = connection.execute(
                "SELECT run_order, run_id FROM run WHERE known_on = ? ORDER BY run_order DESC",
                (run.inputs.known_on.isoformat(),),
            ).fetchone()
            is_same = last is not None and last["run_id"] == run.run_id
            return ledger_rows.read_runs(connection, [last["run_order"]])[0] if is_same else None

    def _check_inputs(self, run: Run) -> None:
        with self.ledger.reading() as connection:
            known = {row[0] for row in connection.execute("SELECT receipt_id FROM receipt")}
            known |= {row[0] for row in connection.execute("SELECT version_id FROM applied")}
        known |= {receipt.receipt_id for receipt, _ in self._receipts}
        known |= {version.version_id for version, _ in self._applied}
        if missing := {run.inputs.version_id, *run.inputs.receipt_ids} - known:
            raise ValueError(f"the run is made from what the store does not have: {sorted(missing)}")

    def record_destruction(
        self, receipts: Iterable[Receipt], *, reason: str, readings: str | None = None
    ) -> list[Receipt]:
        """Record that the records of receipts are destroyed; returns those that were not before.

        `readings` say, as JSON, to which periods the records belonged: nobody can find that out later.

        Their files go when the act is recorded, unless another receipt points to the same content. The
        receipts stay, as do figures and runs. Raises Mistake where no reason is given.
        """
        if not reason.strip():
            raise mistake(
                self.ledger.place.parent,
                "records are to be destroyed without a reason",
                "Say by which rule or order, for example: retention of 8 years has ended.",
                rule="destroy-without-reason",
            )
        with self.ledger.reading() as connection:
            gone = {each.receipt_id for each in ledger_rows.read_destroyed(connection)}
            known = {each.receipt_id for each in ledger_rows.read_receipts(connection)}
        new = [each for each in receipts if each.receipt_id not in gone]
        if strange := {each.receipt_id for each in new} - known:
            raise ValueError(f"the store has no such receipt: {sorted(strange)}")
        self._destroyed |= {each.receipt_id: reason.strip() for each in new}
        self._destroyed_readings = readings if new else None
        return new

    def _named(self, sha256: str) -> FileName:
        """The stored file of that content: put in this act, or pointed to before."""
        if name := self._put.get(sha256):
            return name
        with self.ledger.reading() as connection:
            row = connection.execute(
                "SELECT * FROM file WHERE sha256 = ? ORDER BY suffix", (sha256,)
            ).fetchone()
        if row is None:
            raise ValueError(f"no file with SHA-256 {sha256} was put into the store")
        return FileName(row["sha256"], row["suffix"])

    def _check_claim(self, claimed: date, reason: str) -> None:
        if claimed > self.day + _ANY_ZONE:
            raise mistake(
                self.ledger.place.parent,
                "what is recorded today cannot be known only from a later day on",
                "Give today's date or an earlier one.",
                value=claimed.isoformat(),
                rule="known-from-future",
            )
        if not reason:
            raise mistake(
                self.ledger.place.parent,
                "an earlier day than today is claimed without a reason",
                "Say why this counts as known from then on, for example: published on that day.",
                value=claimed.isoformat(),
                rule="known-from-without-reason",
            )

    def record_key(self, mark: str) -> None:
        """Record by its mark with which key the people of this act's receipts were hashed."""
        self._keys.append(mark)

    def record_reading(self, what: str) -> None:
        """Record that somebody read what few may read: `what` names it, and not its content."""
        self._readings.append(what)

    def commit(self) -> None:
        """Record everything in one transaction with its audit event; an act without records leaves none."""
        if not (self._applied or self._receipts or self._runs or self._destroyed or self._readings):
            return
        with self.ledger.adding() as connection:
            act = ledger_rows.insert_act(
                connection, at=self.at, by=self.by, act=self.act, what=self._what(), reason=self._why()
            )
            for name in sorted(set(self._pointed())):
                ledger_rows.insert_file(connection, act, name, self.files.path(name).stat().st_size)
            for version, names in self._applied:
                ledger_rows.insert_applied(connection, act, version, names)
            for receipt, names in self._receipts:
                ledger_rows.insert_receipt(connection, act, receipt, names)
            for run in self._runs:
                ledger_rows.insert_run(connection, act, run)
            for receipt_id, reason in self._destroyed.items():
                ledger_rows.insert_destruction(connection, act, receipt_id, reason)
            if self._destroyed_readings is not None:
                ledger_rows.insert_readings(connection, act, self._destroyed_readings)

    def _pointed(self) -> Iterable[FileName]:
        for _, names in [*self._applied, *self._receipts]:
            yield from names.values()
        for run in self._runs:
            yield from (FileName(file.sha256, file.suffix) for file in run.files.values())

    def _what(self) -> dict[str, list[str]]:
        what = {
            "applied": [version.version_id for version, _ in self._applied],
            "receipts": [receipt.receipt_id for receipt, _ in self._receipts],
            "runs": [run.run_id for run in self._runs],
            "destroyed": list(self._destroyed),
            "keys": self._keys,
            "read": self._readings,
        }
        return {kind: names for kind, names in what.items() if names}

    def _why(self) -> str:
        reasons = [self.reason, *(version.reason for version, _ in self._applied)]
        reasons += [receipt.known_from_reason for receipt, _ in self._receipts]
        reasons += self._destroyed.values()
        return "; ".join(dict.fromkeys(reason for reason in reasons if reason))
