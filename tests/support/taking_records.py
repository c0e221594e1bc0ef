"""The usual circumstances in which tests take in records: a day, lists, known records, a key."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.surroundings import Surroundings
from trustboard.intake import Circumstances
from trustboard.warehouse.session import Session, literal

TODAY = date(2026, 11, 22)
KEY = bytes(range(32))
LISTS = {
    "ethnicity": (
        CodeEntry("A", "British"),
        CodeEntry("Z", "Not stated"),
        CodeEntry("99", "Not known", date(2019, 4, 1), date(2024, 3, 31)),
    )
}
AROUND: dict[str, Any] = {"today": TODAY, "person_key": KEY, "surroundings": Surroundings(code_lists=LISTS)}


def circumstances(folder: Path, **change: Any) -> Circumstances:
    """The usual circumstances with some changed; two referrals are known."""
    if "known" not in change:
        change["known"] = {"referral": [known_keys(folder, ["R1", "R2"])]}
    return Circumstances(**{**AROUND, **change})


def known_keys(folder: Path, keys: Iterable[str], *, name: str = "known") -> Path:
    """A Parquet file of records of which nothing but the keys matters."""
    path = folder / "known" / f"{name}.parquet"
    path.parent.mkdir(exist_ok=True)
    listed = ", ".join(literal(key) for key in keys)
    with Session(folders=[path.parent]) as session:
        session.run(
            f"COPY (SELECT unnest([{listed}]::VARCHAR[]) AS record_key) TO {literal(path)} (FORMAT parquet)"
        )
    return path
