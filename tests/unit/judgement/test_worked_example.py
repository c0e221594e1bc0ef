"""The pages on judging are true: the worked example is judged, the rule and every answer are written down."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.judging import day, indicator_of, ratio_of, series_with, standard_of
from trustboard.judgement import notes
from trustboard.judgement.chart import chart
from trustboard.judgement.grouping import GROUP_RULE
from trustboard.judgement.judge import judge
from trustboard.judgement.series import series_of
from trustboard.judgement.standards import StandardBook
from trustboard.statistics import Note
from trustboard.vocabulary.period import Period
from trustboard.vocabulary.standard import Basis
from trustboard.vocabulary.verdict import Assurance, Group, NoRag, Rag, Variation, Verdict

DOCS = Path(__file__).resolve().parents[3] / "docs"
EXPLANATION = (DOCS / "explanation" / "judging.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "reference" / "verdicts.md").read_text(encoding="utf-8")

Row = dict[str, str]


def tables(text: str) -> list[list[Row]]:
    """Every Markdown table of a page, a row as heading -> cell."""
    found = []
    for block in re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE):
        lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
        found.append([dict(zip(lines[0], line, strict=True)) for line in lines[2:]])
    return found


EXAMPLE = tables(EXPLANATION.split("## Worked example")[1])
LINES, ROWS = EXAMPLE
BOOK = StandardBook(
    [
        standard_of(
            ">= 0",
            standard_id=line["standard"],
            value=Decimal(line["at least"].removesuffix(" %")) / 100,
            effective_from=day(line["effective from"]),
            approved_on=day(line["approved on"]),
        )
        for line in LINES
    ]
)


def judged(row: Row) -> Verdict:
    numerator, denominator = map(int, row["within two weeks"].split(" of "))
    series = series_of([ratio_of(numerator, denominator, Period.parse(row["month"]))])
    indicator = indicator_of(kind="proportion", denominator="referrals")
    [found] = judge(indicator, series, BOOK, known_on=day(row["known on"]))
    return found.verdicts[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['month']}-{row['within two weeks']}")
def test_the_worked_example_is_judged_as_the_page_says(row: Row) -> None:
    verdict = judged(row)
    word = verdict.rag.word if verdict.rag else verdict.no_rag
    assert word == row["verdict"]
    assert (verdict.standard_id or "–") == row["judged by"]


def test_the_worked_example_has_the_four_standards_by_date() -> None:
    assert [(line["at least"], line["effective from"]) for line in LINES] == [
        ("50 %", "2016-04-01"),
        ("53 %", "2018-04-01"),
        ("56 %", "2019-04-01"),
        ("60 %", "2020-04-01"),
    ]
    assert len(ROWS) == 14


def test_a_steady_process_is_overtaken_by_a_rising_standard() -> None:
    first = Period.month(2016, 4)
    values = [0.57, 0.59, 0.58, 0.57, 0.58, 0.59] * 9
    indicator = indicator_of(kind="proportion", denominator="referrals")
    series = series_with(values, first=first)
    [found] = judge(indicator, [series], BOOK, known_on=day("2021-01-01"))
    by_month = {period.code: verdict for (_, _, period), verdict in found.rows()}
    seen = [
        (month, by_month[month].rag, by_month[month].assurance, by_month[month].group)
        for month in ("2018-03", "2018-04", "2019-04", "2020-03", "2020-04")
    ]
    assert seen == [
        ("2018-03", Rag.GREEN, Assurance.CONSISTENTLY_HITS, Group.WELL),
        ("2018-04", Rag.GREEN, Assurance.CONSISTENTLY_HITS, Group.WELL),
        ("2019-04", Rag.GREEN, Assurance.HIT_AND_MISS, Group.WELL),
        ("2020-03", Rag.GREEN, Assurance.HIT_AND_MISS, Group.WELL),
        ("2020-04", Rag.RED, Assurance.HIT_AND_MISS, Group.IMPROVE),
    ]
    drawn = chart(indicator, series, BOOK, known_on=day("2021-01-01"))
    assert [(step.standard.standard_id, step.first.code, step.last.code) for step in drawn.targets] == [
        ("eip-50", "2016-04", "2018-03"),
        ("eip-53", "2018-04", "2019-03"),
        ("eip-56", "2019-04", "2020-03"),
        ("eip-60", "2020-04", "2020-09"),
    ]


def flowing(text: str) -> str:
    """Text without line breaks and quotation marks of Markdown."""
    return re.sub(r"\s*\n>?\s*", " ", text)


def test_the_page_prints_the_rule_of_the_groups() -> None:
    assert GROUP_RULE in flowing(EXPLANATION)


def test_the_page_names_the_bases_in_the_order_in_which_they_colour() -> None:
    assert ", ".join(basis.replace("_", " ") for basis in Basis) in flowing(EXPLANATION)


@pytest.mark.parametrize("answer", [*Rag, *Variation, *Assurance, *Group, *Verdict.__slots__])
def test_the_reference_has_every_answer(answer: str) -> None:
    answers = {"rag": "RAG", "no_rag": "Without a colour", "variation": "## Variation"}
    answers |= {"assurance": "## Assurance", "group": "## Group"}
    assert answers.get(answer, f"`{answer}`") in REFERENCE


@pytest.mark.parametrize("reason", NoRag)
def test_the_reference_has_every_reason_for_no_colour(reason: NoRag) -> None:
    assert f"| {reason} |" in REFERENCE


@pytest.mark.parametrize("rag", Rag)
def test_the_reference_has_the_word_of_every_colour(rag: Rag) -> None:
    assert f"| `{rag}` | {rag.word} |" in REFERENCE


def test_the_reference_has_every_note() -> None:
    april = Period.month(2018, 4)
    sentences = [
        *notes.on_chart(sum(Note)),
        notes.BEYOND_THE_POSSIBLE,
        notes.missing_value(None, april),
        notes.too_few(8, 12, None),
        notes.too_few(3, 12, april),
    ]
    assert [sentence for sentence in sentences if f"| {sentence} |" not in REFERENCE] == []
