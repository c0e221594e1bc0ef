"""What changed between two versions is told by its meaning, with what follows from it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.workspace import FILES, INDICATOR, STANDARDS, TEXTS, changed, small_workspace
from trustboard.definitions.differences import Change, Difference, Effect, Subject, differences
from trustboard.definitions.indicator import COUNTING_KEYS, Indicator
from trustboard.definitions.loading import load_definitions

CONTRACT, STANDARD, FRAMEWORK = Subject.EXTRACT, Subject.STANDARD, Subject.FRAMEWORK
COUNTING, JUDGING, READING, WORDING = Effect.COUNTING, Effect.JUDGING, Effect.READING, Effect.WORDING

CASES = [
    ("indicator", "numerator: within", "numerator: total", "numerator", "within", "total", COUNTING),
    (
        "indicator",
        "population: part = 'completed'\n",
        "",
        "population",
        "“part = 'completed'”",
        None,
        COUNTING,
    ),
    (
        "indicator",
        "domain:",
        "period: {grain: quarter}\ndomain:",
        "period.grain",
        "month",
        "quarter",
        COUNTING,
    ),
    (
        "indicator",
        "domain:",
        "period: {window_months: 3}\ndomain:",
        "period.window_months",
        None,
        "3",
        COUNTING,
    ),
    ("indicator", "domain:", "combine: {time: latest}\ndomain:", "combine.time", None, "latest", COUNTING),
    ("indicator", "better: higher", "better: neutral", "better", "higher", "neutral", JUDGING),
    ("indicator", "domain:", "minimum_points: 15\ndomain:", "minimum_points", "12", "15", JUDGING),
    (
        "indicator",
        "title: Seen",
        "title: Met",
        "title",
        "“Seen within two weeks”",
        "“Met within two weeks”",
        WORDING,
    ),
    (
        "indicator",
        "[nation, trust",
        "[trust",
        "levels",
        "[nation, trust, commissioner]",
        "[trust, commissioner]",
        WORDING,
    ),
    (
        "indicator",
        "within: 3",
        "within: 2",
        "cases “counts completed pathways only” rows entry (1) within",
        "3",
        "2",
        WORDING,
    ),
    ("contract", "type: code}\n  part", "type: text}\n  part", "fields.ccg.type", "code", "text", READING),
    (
        "contract",
        "rule: within <= total",
        "rule: within <= total\n  - rule: total > 0",
        "checks “total > 0”",
        None,
        "rule: “total > 0”, on_breach: reject_row",
        READING,
    ),
    (
        "contract",
        "rule: within <= total",
        "rule: within <= total\n    on_breach: warn",
        "checks “within <= total” on_breach",
        "reject_row",
        "warn",
        READING,
    ),
    (
        "contract",
        "title: Waiting",
        "title: Wait",
        "title",
        "“Waiting times (made up)”",
        "“Wait times (made up)”",
        WORDING,
    ),
    (
        "contract",
        "{heading: Date}",
        "{heading: Date, required: false}",
        "fields.month.required",
        "true",
        "false",
        READING,
    ),
    (
        "contract",
        "total: {heading: Total_Pathways, type: integer, minimum: 0}",
        "total: {heading: Total_Pathways, type: integer, minimum: 0.5}",
        "fields.total.minimum",
        "0",
        "0.5",
        READING,
    ),
    ("standards", "53%,,5%", "56%,,5%", "value", "53%", "56%", JUDGING),
    ("standards", "2018-04-01,,", "2018-04-01,2019-03-31,", "effective_to", None, "2019-03-31", JUDGING),
    ("standards", "53%,,5%", "53%,,", "tolerance", "5%", None, JUDGING),
    (
        "standards",
        "Minute 16/012",
        "Minute 16/013",
        "reference",
        "“Minute 16/012”",
        "“Minute 16/013”",
        WORDING,
    ),
    ("organisation", "North F", "Nord F", "name", "“North Fenbrook”", "“Nord Fenbrook”", WORDING),
    ("organisation", "AMH,division,ZZ1", "AMH,division,ENG", "parent", "ZZ1", "ENG", COUNTING),
    ("organisation", "31,ZZ1\nZZ3", "31,\nZZ3", "successor", "ZZ1", None, COUNTING),
    (
        "framework",
        "on_track",
        "at_risk",
        "quality_priorities “first-contact” statuses “2018-10-15” status",
        "on_track",
        "at_risk",
        WORDING,
    ),
    ("scorecards", "  compare_with: ENG\n", "", "compare_with", "ENG", None, WORDING),
    (
        "settings",
        'ods_code = "ZZ1"',
        'ods_code = "ZZ1"\nrule_profile = "nhsr"',
        "rule_profile",
        "mdc",
        "nhsr",
        JUDGING,
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "key", "before", "after", "effect"), CASES)
def test_a_change_is_told_with_its_key_and_what_stood_there(
    name: str, old: str, new: str, key: str, before: str | None, after: str | None, effect: Effect
) -> None:
    (found,) = differences(small_workspace(), changed(name, (old, new)))
    assert found.change is Change.CHANGED
    assert (found.key, found.before, found.after, found.effect) == (key, before, after, effect)
    (back,) = differences(changed(name, (old, new)), small_workspace())
    assert (back.key, back.before, back.after) == (key, after, before)


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (
            Difference(
                subject=STANDARD,
                name="s",
                change=Change.CHANGED,
                key="value",
                before="50%",
                after="53%",
                effect=JUDGING,
            ),
            "standard s: value changed from 50% to 53% (figures are judged again)",
        ),
        (
            Difference(
                subject=STANDARD, name="s", change=Change.CHANGED, key="unit", after="ZZ1", effect=JUDGING
            ),
            "standard s: unit added: ZZ1 (figures are judged again)",
        ),
        (
            Difference(
                subject=STANDARD, name="s", change=Change.CHANGED, key="unit", before="ZZ1", effect=JUDGING
            ),
            "standard s: unit removed: ZZ1 (figures are judged again)",
        ),
        (
            Difference(subject=STANDARD, name="s", change=Change.ADDED, after="x >= 5%", effect=JUDGING),
            "standard s: added: x >= 5% (figures are judged again)",
        ),
        (
            Difference(subject=STANDARD, name="s", change=Change.REMOVED, before="x >= 5%", effect=JUDGING),
            "standard s: removed: x >= 5% (figures are judged again)",
        ),
        (
            Difference(subject=CONTRACT, name="waits", change=Change.CHANGED, effect=READING),
            "extract waits: changed (files are read differently from now on)",
        ),
    ],
)
def test_a_difference_is_one_line_of_words(difference: Difference, words: str) -> None:
    assert str(difference) == words


def test_the_first_version_adds_everything_and_the_last_removal_takes_it_away() -> None:
    added = differences({}, small_workspace())
    assert {each.change for each in added} == {Change.ADDED}
    assert [each.subject for each in added] == sorted(
        (each.subject for each in added), key=list(Subject).index
    )
    assert "standard seen_53: added: seen_2w >= 53% from 2018-04-01 (figures are judged again)" in map(
        str, added
    )
    assert (
        "framework 2018-19: added: approved by Board of directors on 2018-03-28 (no figure changes)"
        in map(str, added)
    )
    removed = differences(small_workspace(), {})
    assert {each.change for each in removed} == {Change.REMOVED}
    assert [(each.subject, each.name, each.before) for each in removed] == [
        (each.subject, each.name, each.after) for each in added
    ]


def test_a_line_more_of_one_unit_is_an_addition_and_its_end_a_change() -> None:
    files = changed(
        "organisation",
        (
            "Adult mental health,2017-04-01,,",
            "Adult mental health,2017-04-01,2018-03-31,\nAMH,division,ZZ1,Adults,2018-04-01,,",
        ),
    )
    assert [(each.name, each.change, each.key) for each in differences(small_workspace(), files)] == [
        ("AMH", Change.CHANGED, "valid_to"),
        ("AMH (2)", Change.ADDED, ""),
    ]


def test_another_order_of_what_is_shown_is_a_difference() -> None:
    two = INDICATOR.replace("id: seen_2w", "id: seen_3w")
    more = {"indicators/seen_3w.yaml": two}
    cards = TEXTS["scorecards"]
    first = small_workspace(scorecards=cards.replace("[seen_2w]", "[seen_2w, seen_3w]"), **more)
    second = small_workspace(scorecards=cards.replace("[seen_2w]", "[seen_3w, seen_2w]"), **more)
    (found,) = differences(first, second)
    assert (found.key, found.before, found.after) == (
        "indicators",
        "[seen_2w, seen_3w]",
        "[seen_3w, seen_2w]",
    )


def test_another_order_of_entries_is_a_difference() -> None:
    first = changed("contract", ("rule: within <= total", "rule: within <= total\n  - rule: total > 0"))
    second = changed("contract", ("rule: within <= total", "rule: total > 0\n  - rule: within <= total"))
    (found,) = differences(first, second)
    assert (found.key, found.before) == ("order of checks", "“within <= total”, “total > 0”")
    assert found.effect is Effect.READING


def test_entries_of_one_name_are_told_apart() -> None:
    line = "  - {set: National standards, indicator: seen_2w, effective_from: 2016-04-01}"
    ended = line.replace("}", ", effective_to: 2017-03-31}")
    again = line.replace("2016", "2018")
    found = differences(small_workspace(), changed("framework", (line, f"{ended}\n{again}")))
    assert [each.key for each in found] == [
        "memberships “National standards, seen_2w” effective_to",
        "memberships “National standards, seen_2w” (2)",
    ]


@pytest.mark.parametrize("name", list(FILES))
def test_line_ends_and_comments_are_no_difference(name: str) -> None:
    text = TEXTS[name].replace("\n", "\r\n") + ("" if FILES[name].endswith(".csv") else "# a note\r\n")
    assert differences(small_workspace(), small_workspace(**{name: text})) == []


def test_defaults_written_out_and_another_order_of_keys_are_no_difference() -> None:
    lines = INDICATOR.splitlines()
    turned = "\n".join([*lines[4:12], *lines[:4], *lines[12:], "chart: xmr", "status: published"])
    assert differences(small_workspace(), small_workspace(indicator=turned)) == []


def test_a_file_that_cannot_be_read_may_still_be_removed() -> None:
    old = small_workspace(**{"indicators/falls.yaml": "id: ["})
    (found,) = differences(old, small_workspace())
    assert str(found) == "indicator falls: removed (figures are counted again)"


def test_an_applied_file_that_can_no_longer_be_read_counts_as_changed() -> None:
    old = changed("indicator", ("better:", "direction:"))
    (found,) = differences(old, small_workspace())
    assert str(found) == "indicator seen_2w: changed (figures are counted again)"
    assert differences(old, old) == []


# --- hashes ----------------------------------------------------------------------------------------


def indicator(text: str) -> Indicator:
    return load_definitions(small_workspace(indicator=text, standards=STANDARDS)).indicators["seen_2w"]


@pytest.mark.parametrize(
    ("name", "old", "new", "effect"), [(*case[:3], case[6]) for case in CASES if case[0] == "indicator"]
)
def test_only_what_is_counted_changes_the_counting_hash(
    name: str, old: str, new: str, effect: Effect
) -> None:
    before, after = indicator(INDICATOR), indicator(INDICATOR.replace(old, new, 1))
    counts = effect is Effect.COUNTING
    assert (before.counting_hash != after.counting_hash) is counts
    assert (before.wording_hash != after.wording_hash) is not counts


def test_every_key_that_counts_is_a_key() -> None:
    assert set(Indicator.model_fields) >= COUNTING_KEYS


def test_the_counting_hash_is_that_of_its_keys_in_order() -> None:
    text = (
        '{"denominator": "total", "extract": "waits", "kind": "proportion", "numerator": "within", '
        '"population": "part = \'completed\'"}'
    )
    assert indicator(INDICATOR).counting_hash == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_a_default_written_out_changes_no_hash() -> None:
    before = indicator(INDICATOR)
    after = indicator(INDICATOR.replace("domain:", "period: {grain: month}\nby: []\nchart: xmr\ndomain:"))
    assert (before.counting_hash, before.wording_hash) == (after.counting_hash, after.wording_hash)


@given(
    st.sampled_from([(name, old, new) for name, old, new, *_ in CASES]),
    st.sampled_from([(name, old, new) for name, old, new, *_ in CASES]),
)
def test_two_changes_are_both_told(first: tuple[str, str, str], second: tuple[str, str, str]) -> None:
    if first[0] == second[0]:
        return
    texts = {name: TEXTS[name].replace(old, new, 1) for name, old, new in (first, second)}
    assert len(differences(small_workspace(), small_workspace(**texts))) == 2
