"""Issues: how they read in a terminal, and that a mistake carries all of them."""

import pytest

from trustboard.vocabulary.issue import Issue, Mistake, Severity

WHOLE = Issue(
    rule="number-unreadable",
    message="'twelve' is not a number.",
    cure="Write it in digits.",
    file="eip.csv",
    line=7,
    column="Completed",
    value="twelve",
)


@pytest.mark.parametrize(
    ("issue", "place", "text"),
    [
        (
            WHOLE,
            "eip.csv:7, column Completed",
            "eip.csv:7, column Completed: 'twelve' is not a number. (value: 'twelve') "
            "[number-unreadable] Write it in digits.",
        ),
        (Issue(rule="r", message="Wrong.", cure="Mend."), "", "Wrong. [r] Mend."),
        (Issue(rule="r", message="Wrong.", cure="", file="a.yaml"), "a.yaml", "a.yaml: Wrong. [r]"),
        (Issue(rule="r", message="Wrong.", cure="Mend.", column="Unit", value=""), "column Unit",
         "column Unit: Wrong. (value: '') [r] Mend."),
    ],
)  # fmt: skip
def test_an_issue_says_place_fault_value_rule_and_cure(issue: Issue, place: str, text: str) -> None:
    assert (issue.place, str(issue)) == (place, text)
    assert issue.severity is Severity.ERROR


def test_a_mistake_carries_every_issue() -> None:
    other = Issue(rule="r", message="Wrong.", cure="Mend.", severity=Severity.WARNING)
    mistake = Mistake([WHOLE, other])
    assert mistake.issues == (WHOLE, other)
    assert str(mistake).splitlines() == [str(WHOLE), str(other)]
