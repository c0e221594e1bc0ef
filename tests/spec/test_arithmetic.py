"""What numerators come to: exact, with nought for no cases and nothing for the unknown."""

import pytest

from tests.spec.tables import Engine, asked, drawn

ROWS = """
done | due | score
3    | 4   | 0.1
5    | 10  | 0.2
"""


@pytest.mark.parametrize(
    ("numerator", "comes_to"),
    [
        ("done", "8"),
        ("done + due", "22"),
        ("due - done", "6"),
        ("due - done - 1", "4"),
        ("due - (done - 1)", "8"),
        ("done * 2", "16"),
        ("1 + done * 2", "18"),
        ("(1 + done) * 2", "20"),
        ("done * due", "62"),
        ("done * due * 2", "124"),
        ("-done", "-8"),
        ("- (done - due)", "6"),
        ("done - -1", "10"),
        ("score", "0.3"),
        ("score * due", "2.4"),
        ("score * score", "0.05"),
        ("score * score * score", "0.009"),
        ("score * 0.000001 * 0.000001", "0.0000000000003"),
        ("1", "2"),
        ("0", "0"),
    ],
)
def test_numbers_are_worked_out_exactly_row_by_row(engine: Engine, numerator: str, comes_to: str) -> None:
    assert drawn(engine(asked(ROWS, kind="count", numerator=numerator))) == {"ZZ1": comes_to}


@pytest.mark.parametrize(
    ("cells", "comes_to"),
    [
        ("suppressed | 4", "suppressed -"),
        ("3 | -", "not_collected -"),
        ("3 | no_cases", "3"),
        ("no_cases | no_cases", "0"),
    ],
)
def test_a_sum_is_known_only_where_every_part_is(engine: Engine, cells: str, comes_to: str) -> None:
    question = asked(f"done | due\n{cells}", kind="count", numerator="done + due")
    assert drawn(engine(question)) == {"ZZ1": comes_to}


def test_many_millions_stay_exact(engine: Engine) -> None:
    rows = "score\n" + "\n".join(["999999999999.999999"] * 3)
    assert drawn(engine(asked(rows, kind="count", numerator="score"))) == {"ZZ1": "2999999999999.999997"}


@pytest.mark.parametrize(
    ("score", "numerator", "comes_to"),
    [
        ("1000", "score * score", "1000000"),
        ("999999999999.999999", "score * 999999", "999998999999999999.000001"),
        ("1000000", "score * score * 1000000", "1000000000000000000"),
    ],
)
def test_the_product_of_large_numbers_stays_exact(
    engine: Engine, score: str, numerator: str, comes_to: str
) -> None:
    assert drawn(engine(asked(f"score\n{score}", kind="count", numerator=numerator))) == {"ZZ1": comes_to}
