"""Small drawn tables of records, the figures they come to, and every engine that must say so.

A table has a heading and one line a record; cells stand between bars, `-` is nothing. Fields that a table
leaves out are nothing, but for the unit (WARD) and the key (the line's number).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from tests.support.record_compiled import compiled_figures
from tests.support.record_worlds.indicators import WORDS
from trustboard.definitions.code_lists import CodeEntry
from trustboard.definitions.contract import Contract, FieldType
from trustboard.definitions.indicator import Indicator
from trustboard.definitions.structure import ClosureRow, close
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import record_counting_of
from trustboard.reference.records import answer_counting
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.figure import Figure, Kind
from trustboard.vocabulary.period import Grain, Period, add_months
from trustboard.vocabulary.state import State
from trustboard.warehouse.session import Session

TRUST, WARD = "RXX", "WARD"
STAYS = {
    "stay": FieldType.CODE,
    "ward": FieldType.CODE,
    "doctor": FieldType.CODE,
    "payer": FieldType.CODE,
    "person": FieldType.TEXT,
    "sex": FieldType.CODE,
    "came": FieldType.DATE,
    "went": FieldType.DATE,
    "seen": FieldType.DATE,
    "arrived": FieldType.TIME,
    "score": FieldType.DECIMAL,
    "urgent": FieldType.BOOLEAN,
    "referral": FieldType.CODE,
}
REFERRALS = {
    "referral": FieldType.CODE,
    "ward": FieldType.CODE,
    "received": FieldType.DATE,
    "source": FieldType.CODE,
    "days": FieldType.INTEGER,
}
MOST_MONTHS = 15  # of a window, before the first month that is covered


class Line(NamedTuple):
    """One line of an organisation."""

    unit_code: str
    parent: str | None
    valid_from: date = date(2000, 1, 1)
    valid_to: date | None = None
    successor: str | None = None


ORGANISATION = (Line(TRUST, None), Line("DIV", TRUST), Line(WARD, "DIV"), Line("WARD2", "DIV"))


@dataclass(frozen=True)
class Question:
    """What is put to an engine."""

    surroundings: Surroundings
    indicator: Indicator
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    organisation: tuple[Line, ...]
    coverage: Mapping[str, Coverage]

    def closure(self, grain: Grain) -> list[ClosureRow]:
        """Who counts for whom in every period of a grain that could be asked."""
        first = add_months(min(each.first_day for each in self.coverage.values()), -MOST_MONTHS)
        last = add_months(max(each.last_day for each in self.coverage.values()).replace(day=1), 1)
        periods = Period.containing(first, grain).until(Period.containing(last, grain))
        lines: dict[str, list[Line]] = {}
        for line in self.organisation:
            lines.setdefault(line.unit_code, []).append(line)
        return close(lines, periods, keeps_ended=False)


Engine = Callable[[Question], list[Figure]]


def by_reference(asked: Question) -> list[Figure]:
    closure = {grain: asked.closure(grain) for grain in Grain}
    counting = record_counting_of(asked.indicator, asked.surroundings)
    return answer_counting(counting, asked.surroundings, asked.rows, closure, asked.coverage)


def by_duckdb(asked: Question, session: Session) -> list[Figure]:
    counting = record_counting_of(asked.indicator, asked.surroundings)
    told = (asked.surroundings, asked.rows, asked.closure, asked.coverage)
    return compiled_figures([counting], *told, session)


def question(
    stays: str,
    *,
    referrals: str = "",
    covers: str = "2026-04",
    missing: str = "",
    organisation: tuple[Line, ...] = ORGANISATION,
    derive: Mapping[str, Any] | None = None,
    code_lists: Mapping[str, tuple[CodeEntry, ...]] | None = None,
    **told: Any,
) -> Question:
    """A question: tables of stays and referrals, the months they cover, and an indicator's own keys.

    `covers` is a month, or the first and the last with .. between; it may be given by extract, with blanks:
    `stays 2026-04..2026-06 referrals 2026-04`. `missing` are months of stays between, with blanks.
    """
    contracts = {"stays": stays_contract(derive or {}), "referrals": referrals_contract()}
    tables = {"stays": stays, "referrals": referrals}
    surroundings = Surroundings(contracts=contracts, code_lists=code_lists or {}, trust=TRUST)
    told = {"kind": "count", "extract": "stays"} | told
    return Question(
        surroundings=surroundings,
        indicator=Indicator.model_validate(WORDS | {"id": "asked"} | told),
        rows={name: read(table, contracts[name]) for name, table in tables.items()},
        organisation=organisation,
        coverage=_coverage(covers, missing),
    )


def _coverage(covers: str, missing: str) -> dict[str, Coverage]:
    words = covers.split()
    spans = dict(zip(words[::2], words[1::2], strict=True)) if len(words) > 1 else {}
    gaps = {"stays": frozenset(Period.parse(month).start for month in missing.split())}
    found = {}
    for name in ("stays", "referrals"):
        first, _, last = spans.get(name, words[-1]).partition("..")
        days = Period.parse(first).start, Period.parse(last or first).end
        found[name] = Coverage(*days, gaps.get(name, frozenset()))
    return found


def stays_contract(derive: Mapping[str, Any]) -> Contract:
    """Spells on wards, which may point to a referral."""
    told = {
        "extract": "stays",
        "period": {"field": "went"},
        "key": ["stay"],
        "consultant": {"field": "doctor", "scheme": "local"},
        "commissioner": {"field": "payer"},
        "records": {
            "references": {"ref": {"extract": "referrals", "fields": ["referral"]}},
            "derive": dict(derive),
        },
    }
    return _contract(told, STAYS)


def referrals_contract() -> Contract:
    told = {"extract": "referrals", "period": {"field": "received"}, "key": ["referral"], "records": {}}
    return _contract(told, REFERRALS)


def _contract(told: Mapping[str, Any], fields: Mapping[str, FieldType]) -> Contract:
    made_up = {
        "title": "Made up",
        "source": {"publisher": "Nobody"},
        "files": ["*.csv"],
        "unit": {"field": "ward", "scheme": "local"},
        "fields": {
            name: {"heading": name, "type": type_, "may_be_blank": True}
            | ({"date_format": "yyyy-mm-dd"} if type_ in (FieldType.DATE, FieldType.TIME) else {})
            for name, type_ in fields.items()
        },
    }
    return Contract.model_validate(made_up | told)


def read(table: str, contract: Contract) -> list[dict[str, Any]]:
    """Read a drawn table into settled rows."""
    lines = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()
    ]
    if not lines:
        return []
    assert set(lines[0]) <= set(contract.fields), lines[0]
    return [
        _row(contract, dict(zip(lines[0], cells, strict=True)), number)
        for number, cells in enumerate(lines[1:], 1)
    ]


def _row(contract: Contract, cells: Mapping[str, str], number: int) -> dict[str, Any]:
    assert contract.key is not None
    given = {contract.key[0]: f"S{number}", "ward": WARD, **cells}
    row = {name: _cell(field.type, given.get(name, "-")) for name, field in contract.fields.items()}
    event = row[contract.period.field or ""] or date(2026, 4, 1)
    return {"event_month": event.replace(day=1), "record_key": given[contract.key[0]], **row}


def _cell(type_: FieldType, cell: str) -> Any:
    if cell == "-":
        return None
    match type_:
        case FieldType.DATE:
            return date.fromisoformat(cell)
        case FieldType.TIME:
            return datetime.fromisoformat(cell)
        case FieldType.DECIMAL:
            return Decimal(cell)
        case FieldType.INTEGER:
            return int(cell)
        case FieldType.BOOLEAN:
            return cell == "yes"
        case _:
            return cell


def by_period(engine: Engine, stays: str, *, unit: str = TRUST, **told: Any) -> dict[str, str]:
    """The figures of a unit, the trust's unless another is named."""
    return drawn(engine(question(stays, **told)), unit=unit)


def drawn(figures: Iterable[Figure], *, unit: str | None = None, period: str | None = None) -> dict[str, str]:
    """Figures as a table's reader writes them: `RXX 2026-04` or `RXX × P1 2026-04` to `3/4`, `7`, `not_due`.

    With a unit only the whole unit's, by period; with a period only that period's, by slice.
    """
    found: dict[str, str] = {}
    for figure in figures:
        slice_ = figure.slice
        cuts = [cut for cut in (slice_.commissioner, slice_.council, slice_.group) if cut]
        where = " × ".join([slice_.unit, *cuts])
        if (unit is None or (slice_.unit == unit and not cuts)) and period in (None, figure.period.code):
            key = " ".join(
                part
                for part, is_said in ((where, unit is None), (figure.period.code, period is None))
                if is_said
            )
            assert key not in found, key
            found[key] = what(figure)
    return found


def what(figure: Figure) -> str:
    """The parts of a figure: a histogram as `2×1 5×3` (number × times), with its quantile."""
    if figure.state in (State.NOT_DUE, State.NOT_COLLECTED):
        assert figure.parts.numerator is None
        return figure.state.value
    if figure.kind is Kind.QUANTILE:
        bins = figure.parts.histogram
        counts = "" if bins is None else " ".join(f"{number}×{times}" for number, times in bins.counts)
        return f"{_plain(figure.value)} of {counts}" if counts else figure.state.value
    if figure.kind is Kind.MAXIMUM:
        return _plain(figure.value) if figure.value is not None else figure.state.value
    parts = [figure.parts.numerator, *([figure.parts.denominator] if figure.has_denominator else [])]
    return "/".join(_plain(part) for part in parts)


def _plain(number: Decimal | None) -> str:
    return "-" if number is None else f"{number.normalize():f}"
