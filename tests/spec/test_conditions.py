"""Which rows a population lets through: each row that counts adds its own power of ten."""

import pytest

from tests.spec.tables import Engine, asked, drawn

ROWS = """
kind | code | seen_on    | score | due        | done
A    | X    | 2018-04-01 | 1.5   | 4          | 1
a    | Y    | 2018-04-02 | 2     | 5          | 10
-    | -    | -          | -     | -          | 100
it's | X    | 2018-03-31 | 2.5   | suppressed | 1000
"""


@pytest.mark.parametrize(
    ("population", "counts"),
    [
        ("kind = 'A'", "1"),
        ("'A' = kind", "1"),
        ("kind = 'it''s'", "1000"),
        ("kind <> 'A'", "1010"),
        ("not kind = 'A'", "1010"),
        ("not not kind = 'A'", "1"),
        ("kind = code", "0"),
        ("kind in ('A', 'a')", "11"),
        ("kind not in ('A', 'a')", "1000"),
        ("not (kind in ('A'))", "1010"),
        ("kind is null", "100"),
        ("kind is not null", "1011"),
        ("not kind is null", "1011"),
        ("due is null", "1100"),
        ("due > 4", "10"),
        ("due >= 4", "11"),
        ("due < 5", "1"),
        ("due <= 5", "11"),
        ("due = 5", "10"),
        ("due <> 5", "1"),
        ("due between 4 and 5", "11"),
        ("due not between 4 and 4", "10"),
        ("due in (4, -1)", "1"),
        ("score = 1.50", "1"),
        ("score > 1.5", "1010"),
        ("score * 2 = due", "0"),
        ("due - score >= 3", "10"),
        ("-score < -2", "1000"),
        ("seen_on = date '2018-04-01'", "1"),
        ("seen_on < date '2018-04-01'", "1000"),
        ("seen_on between date '2018-04-01' and date '2018-04-02'", "11"),
        ("seen_on is null", "100"),
        ("code = 'X' and due = 4", "1"),
        ("code = 'X' or due = 5", "1011"),
        ("not (code = 'X' and due = 4)", "10"),
        ("not (code = 'X' or due = 5)", "0"),
        ("code = 'X' and due = 4 or kind is null", "101"),
        ("code = 'X' and (due = 4 or kind is null)", "1"),
        ("not (not code = 'X' or kind = 'A')", "1000"),
        ("kind is null and (code = 'X' or code is null)", "100"),
        ("1 = 1", "1111"),
        ("1 = 2", "0"),
    ],
)
def test_a_population_lets_through_what_is_true_of_a_row(
    engine: Engine, population: str, counts: str
) -> None:
    question = asked(ROWS, kind="count", numerator="done", population=population)
    assert drawn(engine(question)) == {"ZZ1": counts}


def test_a_count_without_a_population_takes_every_row(engine: Engine) -> None:
    assert drawn(engine(asked(ROWS, kind="count", numerator="done"))) == {"ZZ1": "1111"}
