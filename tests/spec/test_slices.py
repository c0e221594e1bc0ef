"""Whose number a row is: units, units above and before, and one cut at a time."""

import pytest

from tests.spec.tables import Engine, asked, drawn
from trustboard.vocabulary.issue import Mistake
from trustboard.vocabulary.period import Grain

COUNT = {"kind": "count", "numerator": "done"}


def test_a_unit_holds_its_own_rows_and_those_beneath_it(engine: Engine) -> None:
    table = """
    unit | done
    ZZ1  | 1
    AMH  | 10
    WARD | 100
    """
    below = {"ZZ1": "AMH WARD", "AMH": "WARD"}
    assert drawn(engine(asked(table, below=below, **COUNT))) == {"ZZ1": "111", "AMH": "110", "WARD": "100"}


def test_a_successor_holds_the_rows_of_those_before_it(engine: Engine) -> None:
    table = """
    unit | period  | done
    OLD1 | 2018-03 | 1
    OLD2 | 2018-03 | 2
    NEW  | 2018-04 | 4
    """
    assert drawn(engine(asked(table, below={"NEW": "OLD1 OLD2"}, **COUNT))) == {
        "OLD1 2018-03": "1",
        "OLD2 2018-03": "2",
        "NEW 2018-03": "3",
        "NEW 2018-04": "4",
    }


def test_a_row_stands_in_the_unit_and_in_each_cut_of_it(engine: Engine) -> None:
    table = """
    unit | commissioner | council | group_code | done
    ZZ1  | C1           | -       | -          | 1
    ZZ1  | C2           | -       | -          | 10
    ZZ1  | C1           | K1      | -          | 100
    ZZ1  | -            | -       | 18-25      | 1000
    """
    assert drawn(engine(asked(table, below={"ENG": "ZZ1"}, **COUNT))) == {
        "ZZ1": "1111",
        "ZZ1 × C1": "101",
        "ZZ1 × C2": "10",
        "ZZ1 × K1": "100",
        "ZZ1 × 18-25": "1000",
        "ENG": "1111",
        "ENG × C1": "101",
        "ENG × C2": "10",
        "ENG × K1": "100",
        "ENG × 18-25": "1000",
    }


REPORTED = """
unit | commissioner | done | due
ENG  | -            | 50   | 100
ZZ1  | -            | 20   | 40
ZZ1  | C1           | 7    | 10
ZZ1  | C2           | -    | 30
"""


def test_as_reported_each_slice_has_its_own_rows_only(engine: Engine) -> None:
    told = {"kind": "proportion", "numerator": "done", "denominator": "due", "combine": {"units": "none"}}
    assert drawn(engine(asked(REPORTED, below={"ENG": "ZZ1"}, **told))) == {
        "ENG": "50/100",
        "ZZ1": "20/40",
        "ZZ1 × C1": "7/10",
        "ZZ1 × C2": "not_collected -/30",
    }


def test_as_reported_rows_of_one_slice_are_added(engine: Engine) -> None:
    told = {**COUNT, "combine": {"units": "none"}}
    assert drawn(engine(asked("unit | done\nZZ1 | 1\nZZ1 | 2", below={"ENG": "ZZ1"}, **told))) == {"ZZ1": "3"}


def test_a_stated_number_is_never_added_to_another(engine: Engine) -> None:
    question = asked(REPORTED, below={"ENG": "ZZ1"}, kind="stated", numerator="done")
    assert drawn(engine(question)) == {
        "ENG": "50",
        "ZZ1": "20",
        "ZZ1 × C1": "7",
        "ZZ1 × C2": "not_collected -",
    }


def test_a_number_stated_twice_is_a_mistake_that_names_where(engine: Engine) -> None:
    table = """
    unit | commissioner | period  | done
    ZZ1  | -            | 2018-04 | 1
    ZZ1  | -            | 2018-04 | suppressed
    ZZ1  | C1           | 2018-05 | 1
    ZZ1  | C1           | 2018-05 | 1
    ZZ1  | C2           | 2018-05 | 1
    """
    with pytest.raises(Mistake) as refused:
        engine(asked(table, kind="stated", numerator="done"))
    assert [issue.message for issue in refused.value.issues] == [
        "2 rows of returns state seen for ZZ1 in 2018-04; only one may",
        "2 rows of returns state seen for ZZ1 × C1 in 2018-05; only one may",
    ]


def test_a_number_stated_once_in_the_population_is_none(engine: Engine) -> None:
    table = "kind | done\nthis | 1\nthat | 2"
    question = asked(table, kind="stated", numerator="done", population="kind = 'that'")
    assert drawn(engine(question)) == {"ZZ1": "2"}


@pytest.mark.parametrize(("window", "counts"), [(None, "3"), (1, "3"), (3, "50")])
def test_only_rows_that_span_the_indicators_months_count(
    engine: Engine, window: int | None, counts: str
) -> None:
    table = """
    window | done
    1      | 1
    1      | 2
    3      | 50
    12     | 900
    """
    assert drawn(engine(asked(table, period={"window_months": window}, **COUNT))) == {"ZZ1": counts}


def test_rows_of_another_span_make_no_figure(engine: Engine) -> None:
    assert drawn(engine(asked("window | done\n3 | 50", **COUNT))) == {}


@pytest.mark.parametrize(
    ("grain", "window", "counts"),
    [(Grain.QUARTER, 3, "7"), (Grain.FINANCIAL_YEAR, 12, "7"), (Grain.WEEK, 0, "7"), (Grain.WEEK, 1, "7")],
)
def test_each_grain_counts_rows_of_its_own_length(
    engine: Engine, grain: Grain, window: int, counts: str
) -> None:
    table = f"period | window | done\n2018-04 | {window} | 7"
    assert drawn(engine(asked(table, grain=grain, **COUNT))) == {"ZZ1": counts}
