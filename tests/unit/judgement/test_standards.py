"""The standard in force: two clocks, the unit's own before the general one, and which of several colours."""

from itertools import permutations

import pytest

from tests.support.judging import LATER, day, standard_of
from trustboard.judgement.standards import InForce, StandardBook
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.standard import Basis, Standard

JUNE = Period.month(2018, 6)


def lines(table: str) -> list[Standard]:
    """Standards from a table: id, basis, unit (- is every unit), effective from, to (- is open), approved."""
    rows = [line.split() for line in table.splitlines() if line.strip()]
    return [
        standard_of(
            ">= 0.5",
            standard_id=name,
            basis=Basis(basis),
            unit=None if unit == "-" else unit,
            effective_from=day(start),
            effective_to=None if end == "-" else day(end),
            approved_on=day(approved),
        )
        for name, basis, unit, start, end, approved in rows
    ]


def ask(table: str, period: str = "2018-06", *, unit: str = "R1L", known_on: str = "2030-01-01") -> InForce:
    return StandardBook(lines(table)).in_force("waits", unit, Period.parse(period), known_on=day(known_on))


def ids(found: InForce) -> list[str]:
    return [each.standard_id for each in found.all]


#   id    basis     unit  from        to          approved
YEARS = """
    y16   national  -     2016-04-01  2018-03-31  2016-03-01
    y18   national  -     2018-04-01  2019-03-31  2018-09-12
    y19   national  -     2019-04-01  -           2019-03-20
"""


@pytest.mark.parametrize(
    ("period", "known_on", "in_force"),
    [
        ("2016-03", "2030-01-01", []),
        ("2016-04", "2030-01-01", ["y16"]),
        ("2018-03", "2030-01-01", ["y16"]),
        ("2018-04", "2030-01-01", ["y18"]),
        ("2019-04", "2030-01-01", ["y19"]),
        ("2018-06", "2018-09-12", ["y18"]),
        ("2018-06", "2018-09-11", []),
        ("2018-Q1", "2030-01-01", ["y16"]),
        ("2018/19", "2030-01-01", ["y18"]),  # a year is judged by the standard of its last day
        ("2018-W13", "2030-01-01", ["y18"]),  # the week of 26 March ends on 1 April
    ],
)
def test_a_period_is_judged_by_the_standard_of_its_last_day(
    period: str, known_on: str, in_force: list[str]
) -> None:
    assert ids(ask(YEARS, period, known_on=known_on)) == in_force


def test_standard_approved_in_september_judges_june() -> None:
    assert ids(ask(YEARS, "2018-06", known_on="2018-08-31")) == []
    assert ids(ask(YEARS, "2018-06", known_on="2018-09-30")) == ["y18"]


OVERLAPS = {
    "a line approved later supersedes where both hold": (
        """
        old   national  -    2016-04-01  -           2016-03-01
        new   national  -    2018-04-01  -           2018-03-12
        """,
        {"2018-03": ["old"], "2018-04": ["new"]},
    ),
    "approval decides, not the start": (
        """
        a     national  -    2018-05-01  -           2018-01-01
        b     national  -    2018-04-01  -           2018-02-01
        """,
        {"2018-04": ["b"], "2018-06": ["b"]},
    ),
    "when the later line ends the earlier one stands again": (
        """
        base  local     -    2016-04-01  -           2016-03-01
        eased local     -    2018-04-01  2018-05-31  2018-03-12
        """,
        {"2018-05": ["eased"], "2018-06": ["base"]},
    ),
    "approved on one day: the one that starts later stands": (
        """
        a     local     -    2018-04-01  -           2018-03-12
        b     local     -    2018-05-01  -           2018-03-12
        """,
        {"2018-04": ["a"], "2018-06": ["b"]},
    ),
    "the unit's own goes before a general one, even one approved later": (
        """
        all   local     -    2016-04-01  -           2018-03-12
        own   local     R1L  2016-04-01  -           2016-03-01
        """,
        {"2018-06": ["own"]},
    ),
    "another unit's own does not apply": (
        """
        all   local     -    2016-04-01  -           2016-03-01
        own   local     RDY  2016-04-01  -           2018-03-12
        """,
        {"2018-06": ["all"]},
    ),
    "a unit's own of one basis does not displace a general one of another": (
        """
        all   national  -    2016-04-01  -           2016-03-01
        own   local     R1L  2016-04-01  -           2018-03-12
        """,
        {"2018-06": ["all", "own"]},
    ),
}


@pytest.mark.parametrize("case", OVERLAPS)
def test_of_one_basis_one_line_stands(case: str) -> None:
    table, answers = OVERLAPS[case]
    assert {period: ids(ask(table, period)) for period in answers} == answers


def test_every_basis_applies_and_the_first_in_order_colours() -> None:
    rows = [f"{basis} {basis} - 2016-04-01 - 2016-03-01" for basis in reversed(Basis)]
    found = ask("\n".join(rows))
    assert ids(found) == [
        "statutory",
        "national",
        "contract",
        "framework",
        "national_ambition",
        "professional_guidance",
        "local",
        "trajectory",
    ]
    assert found.colouring is found.all[0]


def test_a_stricter_local_standard_is_shown_and_does_not_colour() -> None:
    national, local = (
        standard_of(">= 0.60", standard_id="nat"),
        standard_of(">= 0.75", standard_id="loc", basis=Basis.LOCAL, unit="R1L"),
    )
    found = StandardBook([local, national]).in_force("waits", "R1L", JUNE, known_on=LATER)
    assert (found.colouring, found.others) == (national, (local,))


def test_the_order_of_the_lines_does_not_matter() -> None:
    some = lines(OVERLAPS["a line approved later supersedes where both hold"][0] + YEARS)
    answers = {
        StandardBook(order).in_force("waits", "R1L", JUNE, known_on=LATER) for order in permutations(some)
    }
    assert len(answers) == 1


def test_why_names_the_one_that_colours_and_the_others() -> None:
    found = ask(
        """
        nat   national           -    2018-04-01  -  2018-03-12
        amb   national_ambition  -    2018-04-01  -  2018-03-12
        """
    )
    assert found.why == (
        "The national standard nat colours: in force on 30 June 2018, effective from 1 April 2018, "
        "approved on 12 March 2018 (minute 1). "
        "The national ambition standard amb applies beside it and does not colour: "
        "national comes before national ambition."
    )


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (
            """
            old   national  -    2016-04-01  -  2016-03-01
            new   national  -    2018-04-01  -  2018-03-12
            """,
            "new was approved later than old and stands in its place.",
        ),
        (
            """
            all   local     -    2016-04-01  -  2016-03-01
            own   local     R1L  2016-04-01  -  2016-03-01
            """,
            "own, this unit's own, stands in place of all.",
        ),
        (
            """
            a     local     -    2018-04-01  -  2018-03-12
            b     local     -    2018-05-01  -  2018-03-12
            """,
            "b and a were approved together; b stands.",
        ),
    ],
)
def test_why_names_what_was_passed_over(table: str, words: str) -> None:
    assert words in ask(table).why


def test_without_a_standard_it_says_so() -> None:
    found = ask(YEARS, "2015-12")
    assert (found.colouring, found.others) == (None, ())
    assert found.why == "No standard was in force on 31 December 2015."
    assert StandardBook([]).in_force("waits", "R1L", JUNE, known_on=LATER).all == ()


def test_the_answer_is_for_the_indicator_asked() -> None:
    book = StandardBook([standard_of(">= 0.5", indicator="admissions")])
    assert book.in_force("waits", "R1L", JUNE, known_on=LATER).colouring is None


def test_asking_for_one_unit_does_not_answer_for_another() -> None:
    book = StandardBook(
        lines(
            """
            all   local     -    2016-04-01  -  2016-03-01
            own   local     R1L  2016-04-01  -  2016-03-01
            """
        )
    )
    units = ("RDY", "R1L", "RDY")
    assert [ids(book.in_force("waits", unit, JUNE, known_on=LATER)) for unit in units] == [
        ["all"],
        ["own"],
        ["all"],
    ]
