"""DuckDB through the compiler, and the reference, answer random definitions over random rows alike."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, event, given, settings

from tests.generative.definitions import questions
from tests.support.counting import Asked, Key, by_duckdb, by_reference
from trustboard.vocabulary.figure import Figure
from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.warehouse.session import Session


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    with Session(threads=1) as opened:
        yield opened


def outcome(answer: Callable[[Asked], dict[Key, Figure]], asked: Asked) -> dict[Key, Figure] | set[Issue]:
    """The figures, or everything that is a mistake."""
    try:
        return answer(asked)
    except Mistake as mistake:
        return set(mistake.issues)


def answered_alike(asked: Asked, session: Session) -> None:
    """Both engines give the same figures, or name the same mistakes."""
    expected = outcome(by_reference, asked)
    if isinstance(expected, set):
        event("a mistake")
    else:
        for figure in expected.values():
            event(f"{figure.kind} {figure.state}")
    assert outcome(lambda question: by_duckdb(question, session), asked) == expected


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(asked=questions())
def test_duckdb_and_the_reference_answer_alike(asked: Asked, session: Session) -> None:
    answered_alike(asked, session)


@pytest.mark.slow
@settings(max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])
@given(asked=questions())
def test_duckdb_and_the_reference_answer_alike_over_a_long_run(asked: Asked, session: Session) -> None:
    answered_alike(asked, session)
