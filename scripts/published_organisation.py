"""Complete organisation.csv of the published example with every other unit that the files name.

The example itself names a few trusts only. The rest comes from the files taken in (codes, and names
where they give them) and from the reference files beside them (names, regions, opening and closing
days, successors), so that England is the sum of all its providers.
"""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from scripts.published_reference import REGIONS, Reference, Trust, read_reference, tidy
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.session import Session, literal
from trustboard.warehouse.store import Store

COLUMNS = ("unit_code", "kind", "parent", "name", "valid_from", "valid_to", "successor")
NATION = "ENG"
BEGINNING = date(2013, 4, 1)  # the regions' own; numbers from before count where the unit stood first
REGIONS_CHANGE = date(2019, 4, 1)  # four regions became seven
COUNCILS = "social_care_outcomes"

Line = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Named:
    """A unit as the files taken in name it, and the first days of the first and last period they have of it.

    `parent` is a region or care board, in code or in words.
    """

    code: str
    first: date
    last: date
    is_council: bool
    name: str = ""
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class Span:
    """When a unit was there, and who took it over."""

    begun: date
    closed: date | None = None
    successor: str = ""


def complete(organisation: Path, store: Path, data: Path) -> int:
    """Add the units that the store's files name and organisation.csv does not; returns how many."""
    with organisation.open(encoding="utf-8", newline="") as file:
        lines: list[Line] = list(csv.DictReader(file))
    known = {line["unit_code"] for line in lines}
    found = [each for each in units_in(store) if each.code not in known]
    reference = read_reference(data)
    codes = known | {each.code for each in found}
    added = [line for each in found for line in lines_of(each, reference, codes)]
    with organisation.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*lines, *added])
    return len(found)


def units_in(store: Path) -> list[Named]:
    """List every unit of the accepted rows, once, by code."""
    opened = Store.open(store)
    found: dict[str, Named] = {}
    for receipt in opened.receipts():
        for each in _units_of(receipt, opened.path(receipt.accepted_sha256, ".parquet")):
            old = found.get(each.code, each)
            found[each.code] = replace(
                old,
                first=min(old.first, each.first),
                last=max(old.last, each.last),
                name=old.name or each.name,
                parent=old.parent or each.parent,
            )
    return [found[code] for code in sorted(found)]


def _units_of(receipt: Receipt, path: Path) -> Iterator[Named]:
    """Read the units of one accepted file, with what its fields unit_name and unit_parent say."""
    source = f"read_parquet({literal(path)})"
    with Session(files=[path]) as session:
        columns = {name for name, *_ in session.rows(f"DESCRIBE SELECT * FROM {source}")}
        told = [f"max({name})" if name in columns else "NULL" for name in ("unit_name", "unit_parent")]
        rows = session.rows(
            f"SELECT unit, min(period_start), max(period_start), {', '.join(told)} FROM {source} "
            "GROUP BY unit ORDER BY unit"
        )
    is_council = receipt.extract == COUNCILS
    for code, first, last, name, parent in rows:
        yield Named(
            code=code, first=first, last=last, is_council=is_council, name=name or "", parent=parent or ""
        )


def lines_of(unit: Named, reference: Reference, codes: Collection[str]) -> Iterator[Line]:
    """Write one unit's lines: one before the regions changed and one after, as far as it was there."""
    trust = reference.trusts.get(unit.code)
    if trust is None:
        name = tidy(unit.name) or reference.names.get(unit.code) or unit.code
        region = None if unit.is_council else reference.region_of(unit.parent)
        yield from _stretches(unit, (name, name), region, Span(begun=BEGINNING))
    else:
        yield from _stretches(unit, trust.names, trust.region, _span(unit, trust, reference, codes))


def _span(unit: Named, trust: Trust, reference: Reference, codes: Collection[str]) -> Span:
    """When a trust was there, and its successor: one that began with the merger continues its history.

    A trust that was there before keeps its own history; it is named only where the files still have
    numbers under the old code. A file published after a merger may give the new code earlier months.
    """
    begun = max(min(trust.opened, unit.first), BEGINNING)
    new, day = reference.successors.get(trust.code, ("", None))
    if day is None or new not in codes or new not in reference.trusts:
        return Span(begun=begun, closed=trust.closed)
    is_named = reference.trusts[new].opened >= day or unit.last >= day
    return Span(begun=begun, closed=day - timedelta(days=1), successor=new if is_named else "")


def _stretches(unit: Named, names: tuple[str, str], region: str | None, span: Span) -> Iterator[Line]:
    """Write one line where the parent stays the same, two where the regions changed in between."""
    earlier, later = names
    if region is None:
        yield _line(unit, NATION, later, span)
        return
    change = REGIONS_CHANGE - timedelta(days=1)
    if span.closed is not None and span.closed <= change:
        yield _line(unit, REGIONS[region], earlier, span)
        return
    if span.begun <= change:
        yield _line(unit, REGIONS[region], earlier, Span(begun=span.begun, closed=change))
    yield _line(unit, region, later, replace(span, begun=max(span.begun, REGIONS_CHANGE)))


def _line(unit: Named, parent: str, name: str, span: Span) -> Line:
    return {
        "unit_code": unit.code,
        "kind": "council" if unit.is_council else "provider",
        "parent": parent,
        "name": name,
        "valid_from": span.begun.isoformat(),
        "valid_to": span.closed.isoformat() if span.closed else "",
        "successor": span.successor,
    }
