"""Which standard judges: in force on the period's last day, as known on a date, one of them colouring."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trustboard.vocabulary.period import Period
from trustboard.vocabulary.standard import Basis, Standard

_RANK = {basis: rank for rank, basis in enumerate(Basis)}


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The standards that apply to one indicator, unit and period.

    `colouring` gives the cell its colour; `others` apply beside it and are shown, in the order in
    which they would have coloured. `why` says so in plain words.
    """

    colouring: Standard | None
    others: tuple[Standard, ...] = ()
    why: str

    @property
    def all(self) -> tuple[Standard, ...]:
        """Every standard that applies, the colouring one first."""
        return self.others if self.colouring is None else (self.colouring, *self.others)

    def without_colour(self) -> "InForce":
        """The same standards for a neutral measure, which none of them colours."""
        if self.colouring is None:
            return self
        return InForce(
            colouring=None, others=self.all, why=f"A neutral measure is never coloured. {self.why}"
        )


class StandardBook:
    """All standards of a workspace, asked by indicator, unit, period and the date of knowing."""

    def __init__(self, standards: Iterable[Standard]) -> None:
        self._by_indicator: dict[str, list[Standard]] = defaultdict(list)
        self._own: set[tuple[str, str]] = set()
        for standard in standards:
            self._by_indicator[standard.indicator].append(standard)
            if standard.unit is not None:
                self._own.add((standard.indicator, standard.unit))
        self._answers: dict[tuple[str, str | None, date, date], InForce] = {}

    def in_force(self, indicator: str, unit: str, period: Period, *, known_on: date) -> InForce:
        """Tell which standards apply to a period, and which of them colours.

        In force means: on the period's last day, and approved by `known_on`. Of each basis one line
        applies: the unit's own before the general one, then the one approved last.
        """
        scope = unit if (indicator, unit) in self._own else None
        key = (indicator, scope, period.end, known_on)
        if key not in self._answers:
            lines = self._by_indicator.get(indicator, [])
            self._answers[key] = _decide(lines, scope, period.end, known_on)
        return self._answers[key]


def _decide(lines: list[Standard], unit: str | None, day: date, known_on: date) -> InForce:
    """Pick one line of each basis, then put them in the order in which they colour."""
    by_basis: dict[Basis, list[Standard]] = defaultdict(list)
    for line in lines:
        if line.unit in (None, unit) and line.is_in_force(day, known_on=known_on):
            by_basis[line.basis].append(line)
    ranked = [sorted(each, key=_precedence, reverse=True) for each in by_basis.values()]
    ranked.sort(key=lambda each: _RANK[each[0].basis])
    if not ranked:
        return InForce(colouring=None, why=f"No standard was in force on {_written(day)}.")
    chosen = [each[0] for each in ranked]
    passed_over = [line for each in ranked for line in each[1:]]
    return InForce(colouring=chosen[0], others=tuple(chosen[1:]), why=_why(chosen, passed_over, day))


def _precedence(line: Standard) -> tuple[bool, date, date, str]:
    """The unit's own line first, then the one approved last; ties by start, then by identifier."""
    return (line.unit is not None, line.approved_on, line.effective_from, line.standard_id)


def _why(chosen: list[Standard], passed_over: list[Standard], day: date) -> str:
    colouring, others = chosen[0], chosen[1:]
    sentences = [
        f"The {_named(colouring)} colours: in force on {_written(day)}, effective from "
        f"{_written(colouring.effective_from)}, approved on {_written(colouring.approved_on)} "
        f"({colouring.reference})."
    ]
    sentences += [
        f"The {_named(each)} applies beside it and does not colour: "
        f"{_word(colouring.basis)} comes before {_word(each.basis)}."
        for each in others
    ]
    winners = {each.basis: each for each in chosen}
    sentences += [_replaced(line, winners[line.basis]) for line in passed_over]
    return " ".join(sentences)


def _replaced(line: Standard, winner: Standard) -> str:
    if line.unit != winner.unit:
        return f"{winner.standard_id}, this unit's own, stands in place of {line.standard_id}."
    if line.approved_on != winner.approved_on:
        return f"{winner.standard_id} was approved later than {line.standard_id} and stands in its place."
    return f"{winner.standard_id} and {line.standard_id} were approved together; {winner.standard_id} stands."


def _named(standard: Standard) -> str:
    return f"{_word(standard.basis)} standard {standard.standard_id}"


def _word(basis: Basis) -> str:
    return basis.value.replace("_", " ")


def _written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
