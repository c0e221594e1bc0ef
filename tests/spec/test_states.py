"""What rows in different states come to."""

import pytest

from tests.spec.tables import Engine, asked, drawn

PROPORTION = {"kind": "proportion", "numerator": "done", "denominator": "due"}


@pytest.mark.parametrize(
    ("rows", "comes_to"),
    [
        pytest.param("3 | 4", "3/4", id="a value"),
        pytest.param("0 | 4", "0/4", id="nought is a value"),
        pytest.param("0 | 0", "no_cases 0/0", id="a denominator of nought has no cases"),
        pytest.param("suppressed | 4", "suppressed -/4", id="a numerator withheld"),
        pytest.param("3 | suppressed", "suppressed 3/-", id="a denominator withheld"),
        pytest.param("- | -", "not_collected -/-", id="blank is not nought"),
        pytest.param("not_due | 4", "not_due -/4", id="the cohort is not complete"),
        pytest.param("incomplete | 4", "incomplete -/4", id="a sum of bands lacks one"),
        pytest.param("no_cases | no_cases", "no_cases 0/0", id="nobody was eligible"),
        pytest.param("no_cases | 4", "0/4", id="no cases beside a value are nought"),
        pytest.param("suppressed | -", "suppressed -/-", id="withheld outweighs not collected"),
        pytest.param("not_due | -", "not_due -/-", id="not due outweighs not collected"),
        pytest.param("suppressed | not_due", "suppressed -/-", id="withheld outweighs not due"),
        pytest.param("incomplete | -", "not_collected -/-", id="not collected outweighs incomplete"),
        pytest.param("suppressed | no_cases", "suppressed -/0", id="withheld outweighs no cases"),
    ],
)
def test_the_state_of_one_row(engine: Engine, rows: str, comes_to: str) -> None:
    assert drawn(engine(asked(f"done | due\n{rows}", **PROPORTION))) == {"ZZ1": comes_to}


@pytest.mark.parametrize(
    ("rows", "comes_to"),
    [
        pytest.param("3|4\n5|6", "8/10", id="values are added"),
        pytest.param(
            "3|4\nsuppressed|6", "incomplete 3/10", id="one withheld: incomplete, what is known kept"
        ),
        pytest.param("suppressed|4\nsuppressed|6", "suppressed -/10", id="all withheld"),
        pytest.param("suppressed|4\n-|6", "incomplete -/10", id="two reasons differ"),
        pytest.param("3|4\nno_cases|no_cases", "3/4", id="no cases add nothing"),
        pytest.param("no_cases|no_cases\n-|-", "not_collected 0/0", id="no cases leave the other's state"),
        pytest.param("3|4\nincomplete|6", "incomplete 3/10", id="incomplete stays incomplete"),
        pytest.param("0|0\n0|0", "no_cases 0/0", id="noughts alone have no cases"),
        pytest.param("-3|4\n3|4", "0/8", id="below nought is added too"),
    ],
)
def test_the_state_of_several_rows(engine: Engine, rows: str, comes_to: str) -> None:
    assert drawn(engine(asked(f"done|due\n{rows}", **PROPORTION))) == {"ZZ1": comes_to}


@pytest.mark.parametrize(
    ("told", "comes_to"),
    [
        ({"kind": "count"}, "0"),
        ({"kind": "proportion", "denominator": "due"}, "no_cases -/-"),
        ({"kind": "stated"}, "no_cases -"),
    ],
)
def test_rows_outside_the_population_count_nought_or_leave_no_cases(
    engine: Engine, told: dict[str, str], comes_to: str
) -> None:
    question = asked("kind | done\nother | 3", numerator="done", population="kind = 'this'", **told)
    assert drawn(engine(question)) == {"ZZ1": comes_to}


def test_no_rows_at_all_make_no_figure(engine: Engine) -> None:
    question = asked("unit | done\nZZ1 | 3", below={"ZZ2": ""}, kind="count", numerator="done")
    assert drawn(engine(question)) == {"ZZ1": "3"}


def test_a_field_that_older_files_lack_was_not_collected(engine: Engine) -> None:
    question = asked("done\n3\n4", kind="count", numerator="done")
    old = {**question.rows[0], "done": None, "done__state": None}
    figures = engine(
        type(question)(question.extract, question.indicators, (old, question.rows[1]), question.closure)
    )
    assert drawn(figures) == {"ZZ1": "incomplete 4"}
