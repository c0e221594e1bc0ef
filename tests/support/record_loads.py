"""Loads of made-up records into a store, and which of them stand, worked out in plain Python."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.support.stores import receipt
from trustboard.definitions.contract import Contract, LoadMode
from trustboard.definitions.exclusions import Exclusion
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.period import Grain, Period
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.clock import london_day
from trustboard.warehouse.partitions import Settled, settled_shape
from trustboard.warehouse.session import Session, identifier, literal
from trustboard.warehouse.store import Store

EXTRACT = "spells"
FIELDS: dict[str, str] = {
    "spell": "text",
    "ward": "code",
    "admitted": "date",
    "seen_at": "time",
    "bed_days": "integer",
    "cost": "decimal",
    "is_elective": "boolean",
}
ENGINE_TYPES = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "date": "DATE",
    "time": "TIMESTAMP",
    "integer": "BIGINT",
    "decimal": "DECIMAL(18,6)",
    "boolean": "BOOLEAN",
}

Row = dict[str, Any]


def contract(mode: LoadMode = LoadMode.REPLACE_PERIOD, **changes: Any) -> Contract:
    """The contract of an extract of single records; `fields` may be given as name -> type."""
    fields = changes.pop("fields", FIELDS)
    usual: dict[str, Any] = {
        "extract": EXTRACT,
        "title": "Spells",
        "source": {"publisher": "Fenbrook Partnership (made up)"},
        "files": ["spells*.csv"],
        "period": {"field": "admitted"},
        "unit": {"field": "ward"},
        "fields": {name: {"heading": name, "type": kind} for name, kind in fields.items()},
        "key": ["spell"],
        "load_mode": mode.value,
        "records": {"exclusion_reasons": ["test record", "other provider"]},
    }
    return Contract.model_validate(usual | changes)


def record(key: str, day: date, **changes: Any) -> Row:
    """One accepted record whose event falls on a day."""
    usual: Row = {
        "event_month": day.replace(day=1),
        "record_key": key,
        "spell": key,
        "ward": "W1",
        "admitted": day,
        "seen_at": None,
        "bed_days": 3,
        "cost": Decimal("12.500000"),
        "is_elective": True,
    }
    return usual | changes


@dataclass(frozen=True, kw_only=True)
class Load:
    """One file's rows, in the order of their lines, and how it came in; members share a `load_id`."""

    rows: Sequence[Row]
    day: date  # on which it was received
    known_from: date | None = None
    member: str | None = None
    types: Mapping[str, str] = field(default_factory=lambda: FIELDS)
    has_removals: bool = False
    name: str = "spells.csv"
    contract_sha256: str = "c" * 64

    @property
    def periods(self) -> tuple[str, ...]:
        """The codes of the event months present."""
        return tuple(sorted({f"{row['event_month']:%Y-%m}" for row in self.rows if row["event_month"]}))


def write_rows(place: Path, load: Load) -> None:
    """Write a load's rows as intake does."""
    kinds = {"line": "BIGINT", "event_month": "DATE", "record_key": "VARCHAR"}
    kinds |= {name: ENGINE_TYPES[kind] for name, kind in load.types.items()}
    kinds |= {"removed": "BOOLEAN"} if load.has_removals else {}
    texts = [
        "("
        + ", ".join(
            f"CAST({_literal(cell)} AS {kind})"
            for cell, kind in zip(
                (number, *(row.get(name) for name in list(kinds)[1:])), kinds.values(), strict=True
            )
        )
        + ")"
        for number, row in enumerate(load.rows, start=2)
    ]
    columns = ", ".join(map(identifier, kinds))
    with Session(folders=[place.parent], threads=1) as session:
        rows = f"SELECT * FROM (VALUES {', '.join(texts)}) AS given({columns})"
        session.run(f"COPY ({rows}) TO {literal(place)} (FORMAT parquet)")


def _literal(cell: object) -> str:
    return "NULL" if cell is None else literal(str(cell))


def take(store: Store, loads: Iterable[Sequence[Load]], workdir: Path) -> list[Receipt]:
    """Record loads, each of one file or several members, in turn; returns all receipts of the ledger."""
    clock = store.clock
    for members in loads:
        clock.jump_to(members[0].day)  # type: ignore[attr-defined]
        number = len(store.receipts())
        with store.writer(by="analyst", act="load") as writer:
            for load in members:
                place = workdir / "accepted.parquet"
                write_rows(place, load)
                writer.record_receipt(
                    receipt(
                        extract=EXTRACT,
                        file_name=f"{number}-{load.name}",
                        member=load.member,
                        file_sha256=f"{number:064x}",
                        accepted_sha256=writer.put(place, ".parquet"),
                        contract_sha256=load.contract_sha256,
                        periods=load.periods,
                        rows_accepted=len(load.rows),
                        known_from=load.known_from,
                        known_from_reason="published then" if load.known_from else "",
                    )
                )
                place.unlink()
    return store.receipts(EXTRACT)


@dataclass(frozen=True)
class Answer:
    """What settling should give: rows by month in order of their keys, and how many do not stand."""

    months: dict[date, list[Row]]
    coverage: Coverage | None
    superseded: int
    removed: int
    excluded: dict[str, int]


def plain_settle(
    contract: Contract,
    loads: Mapping[str, Load],
    receipts: Sequence[Receipt],
    exclusions: Sequence[Exclusion],
    *,
    destroyed: Iterable[str] = (),
) -> Answer:
    """Settle row by row; `loads` gives each receipt's rows by its id."""
    gone = set(destroyed)
    order = sorted(
        enumerate(receipts),
        key=lambda pair: (
            pair[1].known_from or london_day(pair[1].received_on),
            pair[1].received_on,
            pair[0],
        ),
    )
    ranked = [receipt for _, receipt in order]
    stands: dict[str, set[str]] = {}
    for each in ranked:
        if contract.load_mode is LoadMode.CHANGES_BY_KEY:
            stands[each.receipt_id] = set(each.periods)
        elif contract.load_mode is LoadMode.REPLACE_ALL:
            stands[each.receipt_id] = set(each.periods) if each.load_id == ranked[-1].load_id else set()
        else:
            last = {code: other.load_id for other in ranked for code in other.periods}
            stands[each.receipt_id] = {code for code in each.periods if last[code] == each.load_id}
    contents = {
        each.accepted_sha256: each.receipt_id
        for each in ranked
        if stands[each.receipt_id] and each.receipt_id not in gone
    }
    by_key: dict[Any, list[Row]] = {}
    held: set[date] = set()
    for each in ranked:
        if contents.get(each.accepted_sha256) != each.receipt_id:
            continue
        held |= {Period.parse(code).start for code in stands[each.receipt_id]}
        for row in loads[each.receipt_id].rows:
            if f"{row['event_month']:%Y-%m}" in stands[each.receipt_id]:
                monthly = row["event_month"] if contract.load_mode is LoadMode.SNAPSHOT else None
                by_key.setdefault((row["record_key"], monthly), []).append(row)
    return _answer(contract, by_key, held, exclusions)


def _answer(
    contract: Contract, by_key: Mapping[Any, Sequence[Row]], held: set[date], exclusions: Sequence[Exclusion]
) -> Answer:
    superseded = removed = 0
    excluded: Counter[str] = Counter()
    months: dict[date, list[Row]] = {}
    alive: set[date] = set()
    for rows in by_key.values():
        there = [row for row in rows if not row.get("removed")]
        if rows[-1].get("removed"):
            removed += bool(there) and len(rows) > 1
            continue
        superseded += len(there) - 1
        alive.add(rows[-1]["event_month"])
        reason = _decided(rows[-1], exclusions)
        if reason is not None:
            excluded[reason] += 1
            continue
        months.setdefault(rows[-1]["event_month"], []).append(rows[-1])
    by_period = contract.load_mode in (LoadMode.REPLACE_PERIOD, LoadMode.SNAPSHOT)
    return Answer(
        months={
            month: sorted(rows, key=lambda row: row["record_key"].encode())
            for month, rows in sorted(months.items())
        },
        coverage=_covered(held if by_period else alive, gaps=by_period),
        superseded=superseded,
        removed=removed,
        excluded=dict(excluded),
    )


def _decided(row: Row, exclusions: Sequence[Exclusion]) -> str | None:
    month = Period.containing(row["event_month"], Grain.MONTH)
    for each in exclusions:
        begun = each.valid_from is None or each.valid_from <= month.end
        if (
            each.record_key == row["record_key"]
            and begun
            and (each.valid_to is None or each.valid_to >= month.start)
        ):
            return each.reason
    return None


def _covered(months: set[date], *, gaps: bool) -> Coverage | None:
    if not months:
        return None
    first = Period.containing(min(months), Grain.MONTH)
    last = Period.containing(max(months), Grain.MONTH)
    every = {period.start for period in first.until(last)}
    return Coverage(first.start, last.end, frozenset(every - months) if gaps else frozenset())


def rows_of(contract: Contract, settled: Settled) -> dict[date, list[Row]]:
    """Read settled partitions back as plain rows."""
    names = list(settled_shape(contract))
    found = {}
    for partition in settled.partitions:
        with Session(files=[partition.path], threads=1) as session:
            rows = session.rows(f"SELECT * FROM read_parquet({literal(partition.path)})")
        found[partition.month] = [dict(zip(names, row, strict=True)) for row in rows]
        assert len(rows) == partition.rows
    return found
