"""Definitions changed in one small way, and which of them no worked case notices."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from trustboard.definitions.indicator import Case, Indicator
from trustboard.definitions.surroundings import Surroundings
from trustboard.expressions import Counting, counting_of, record_counting_of
from trustboard.expressions.nodes import And, Node, Type
from trustboard.expressions.record_counting import RecordCounting
from trustboard.reference.mutations import mutations
from trustboard.reference.records.cases import asked_case
from trustboard.reference.records.definition import (
    OTHER,
    default_day,
    put_together,
    written_of,
)
from trustboard.reference.working import case_figure
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.issue import Mistake

AnyCounting = Counting | RecordCounting
Answer = Callable[[AnyCounting], Figure]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A definition with one small change: what became of what, under which key, and how it then counts."""

    description: str
    where: str
    counting: AnyCounting


def mutants_of(indicator: Indicator, surroundings: Surroundings) -> Iterator[Mutant]:
    """Every definition that differs from an indicator's own in one small way; no two count alike.

    Raises Mistake where the definition is wrong.
    """
    own = _own_counting(indicator, surroundings)
    if isinstance(own, Counting):
        changed = _of_counted(own)
    else:
        changed = _of_records(own, has_other=indicator.denominator_from is not None)
    met: set[AnyCounting] = {own}
    for mutant in changed:
        if mutant.counting not in met:
            met.add(mutant.counting)
            yield mutant


def survivors(indicator: Indicator, surroundings: Surroundings) -> tuple[Mutant, ...]:
    """The mutants that no worked case notices: every case comes to the same state, parts and value.

    Raises Mistake where the definition is wrong or a case cannot be read.
    """
    own = _own_counting(indicator, surroundings)
    answers = [_answer(indicator, surroundings, case, own) for case in indicator.cases]
    expected = [(answer, _outcome(answer(own))) for answer in answers]
    return tuple(
        mutant
        for mutant in mutants_of(indicator, surroundings)
        if not any(_is_noticed(mutant, answer, outcome) for answer, outcome in expected)
    )


def _own_counting(indicator: Indicator, surroundings: Surroundings) -> AnyCounting:
    contract = surroundings.contracts[indicator.extract]
    if contract.records is None:
        return counting_of(indicator, contract)
    return record_counting_of(indicator, surroundings)


def _answer(indicator: Indicator, surroundings: Surroundings, case: Case, own: AnyCounting) -> Answer:
    """A case made ready to be answered by one counting after another."""
    if isinstance(own, RecordCounting):
        asked = asked_case(indicator, surroundings, case, own)
        return lambda counting: asked.figure(counting)  # type: ignore[arg-type]
    contract = surroundings.contracts[indicator.extract]
    return lambda counting: case_figure(indicator, contract, case, counting)  # type: ignore[arg-type]


def _outcome(figure: Figure) -> tuple[object, ...]:
    return figure.state, figure.parts.numerator, figure.parts.denominator, figure.value


def _is_noticed(mutant: Mutant, answer: Answer, outcome: tuple[object, ...]) -> bool:
    """Whether a case comes to something else, or is refused."""
    try:
        return _outcome(answer(mutant.counting)) != outcome
    except Mistake:  # such as a number that is then stated twice
        return True


def _of_counted(own: Counting) -> Iterator[Mutant]:
    for words, other in _changed(own.population, None):
        yield Mutant(f"population: {words}", "population", replace(own, population=other))
    for words, node in mutations(own.numerator):
        yield Mutant(f"numerator: {words}", "numerator", replace(own, numerator=node))
    for words, other in _changed(own.denominator, None):
        yield Mutant(f"denominator: {words}", "denominator", replace(own, denominator=other))


def _of_records(own: RecordCounting, *, has_other: bool) -> Iterator[Mutant]:
    written = written_of(own, has_other=has_other)
    for where, found in written.items():
        for words, other in _changed_under(where, found, own):
            counting = put_together(own, {**written, where: other}, has_other=has_other)
            yield Mutant(f"{where}: {words}", where, counting)


def _changed_under(
    where: str, found: Node | int | None, own: RecordCounting
) -> Iterator[tuple[str, Node | int | None]]:
    if isinstance(found, int):
        yield from ((f"{found} became {other}", other) for other in _numbers(where, found, own))
        return
    part = own.denominator if where.startswith(OTHER) else None
    yield from _changed(found, default_day(part or own.numerator))


def _numbers(where: str, found: int, own: RecordCounting) -> tuple[int, ...]:
    """Numbers to try in place of one: none where the definition says nothing.

    A lag is only left out: whether a figure is due on one day or the next is nothing that rows can show.
    """
    if where.endswith("lag_days"):
        return (0,) if found else ()
    if where.endswith("window_months"):
        return (found - 1, found + 1) if found > own.grain.months else ()
    return (found - 1, found + 1) if found else ()


def _changed(node: Node | None, day: Node | None) -> Iterator[tuple[str, Node | None]]:
    """An expression changed in every small way; a condition by itself is also left out."""
    if node is None:
        return
    if node.type is Type.BOOLEAN and not isinstance(node, And):
        yield "left out", None
    yield from mutations(node, day=day)
