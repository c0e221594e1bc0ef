"""Every key and value of a definition has its line, and a path that is not written has its nearest one."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.support.workspace import CONTRACT, FILES, STANDARDS, TEXTS, small_workspace
from trustboard.definitions.loading import load_definitions
from trustboard.definitions.places import KeyPath, Place, Places
from trustboard.definitions.rules import Rule
from trustboard.definitions.yaml_file import MOST_NODES, plain_value, read_yaml

LOADED = load_definitions(small_workspace())


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("contract", ("extract",), "extract: waits"),
        ("contract", ("checks",), "checks:"),
        ("contract", ("checks", 0), "- rule"),
        ("contract", ("checks", 0, "rule"), "- rule"),
        ("contract", ("fields", "total", "minimum"), "  total:"),
        ("contract", ("checks", 0, "on_breach"), "- rule"),  # not written: the check it belongs to
        ("contract", ("checks", 7, "rule"), "checks:"),
        ("contract", ("load_mode",), "extract: waits"),
        ("indicator", ("cases", 0, "rows", 1, "total"), "incomplete"),
        ("indicator", ("cases", 0, "numerator"), "    numerator: 3"),
        ("standards", ("seen_53",), "seen_53"),
        ("standards", ("seen_53", "value"), "seen_53"),
        ("scorecards", (0, "changes", 0, "on"), "First set"),
        ("settings", ("ods_code",), "ods_code"),
        ("organisation", (), "unit_code"),
    ],
)
def test_a_path_leads_to_its_line(name: str, path: KeyPath, text: str) -> None:
    line = LOADED.places.find(FILES[name], path)
    assert text in TEXTS[name].splitlines()[line - 1]


def test_a_long_value_begins_below_its_key() -> None:
    text = CONTRACT.replace("title: Waiting times (made up)", "title:\n\n  Waiting times")
    places = load_definitions(small_workspace(contract=text)).places
    assert (places.find(FILES["contract"], ("title",)), places.find_value(FILES["contract"], ("title",))) == (
        2,
        4,
    )


def test_an_unknown_file_has_its_first_line() -> None:
    assert Places().find("nowhere.yaml", ("a",)) == 1


def test_a_second_standard_of_one_name_does_not_move_the_first() -> None:
    places = load_definitions(small_workspace(standards=STANDARDS.replace("seen_53", "seen_50"))).places
    assert places.find(FILES["standards"], ("seen_50",)) == 2


# --- YAML -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("NA", "NA"),
        ("12", 12),
        ("-3", -3),
        ("0123", 123),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("0x1F", "0x1F"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("1" * 19, "1" * 19),
        ("2018-04-01", "2018-04-01"),
        ("2018-04", "2018-04"),
    ],
)
def test_a_plain_word_means_what_yaml_1_2_says_and_dates_stay_text(text: str, value: object) -> None:
    found = plain_value(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("text", ["'12'", '"null"', "'true'"])
def test_a_word_in_quotes_is_text(text: str) -> None:
    assert read_yaml("a.yaml", f"a: {text}".encode()).data == {"a": text[1:-1]}


def test_a_folded_or_literal_text_is_text() -> None:
    assert read_yaml("a.yaml", b"a: >-\n  12\nb: |\n  null\n").data == {"a": "12", "b": "null\n"}


def test_the_key_on_is_a_word() -> None:
    assert read_yaml("a.yaml", b"on: 2018-04-01\n").data == {"on": "2018-04-01"}


def test_anchors_and_aliases_repeat_a_value_with_a_line_of_its_own() -> None:
    source = read_yaml("a.yaml", b"a: &one {x: 1}\nb:\n  *one\n")
    assert source.data == {"a": {"x": 1}, "b": {"x": 1}}
    assert source.places["b",].key == 2


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: &a [1, *a]", Rule.YAML_LOOP),
        ("a: &a {b: *a}", Rule.YAML_LOOP),
        ("? [a, b]\n: 1", Rule.WRONG_TYPE),
        ("? {a: b}\n: 1", Rule.WRONG_TYPE),
        ('a: "\\ud800"', Rule.NOT_TEXT),
        ("a: be\u202etween", Rule.UNSEEN_CHARACTER),
        ('"\\udfff": 1', Rule.WRONG_TYPE),
        ("a: !!timestamp 2018-04-01", Rule.YAML_TAG),
        ("a: !secret x", Rule.YAML_TAG),
        ("!x {a: 1}", Rule.YAML_TAG),
        ("a: !!set {b}", Rule.YAML_TAG),
    ],
)
def test_what_is_no_plain_data_is_an_issue(text: str, rule: Rule) -> None:
    issues = read_yaml("a.yaml", text.encode()).issues
    assert [issue.rule for issue in issues] == [rule]
    assert issues[0].line == 1


def test_data_that_grows_beyond_measure_is_stopped_and_told_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    issues = read_yaml("a.yaml", "\n".join(lines).encode()).issues
    assert [issue.rule for issue in issues] == [Rule.TOO_LARGE]
    assert f"{MOST_NODES:,}" in issues[0].message


def test_a_file_nested_too_deeply_is_an_issue() -> None:
    issues = read_yaml("a.yaml", b"[" * 5000).issues
    assert [issue.rule for issue in issues] == [Rule.BAD_YAML]


def test_merging_is_not_plain_data() -> None:
    text = CONTRACT.replace(
        "  part: {heading: Description}",
        "  part: &part {heading: Description}\n  more: {<<: *part, heading: M}",
    )
    issues = load_definitions(small_workspace(contract=text)).issues
    assert [(issue.rule, issue.line) for issue in issues] == [(Rule.YAML_TAG, 14)]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
DATA = st.recursive(
    WORDS | st.integers(-(10**17), 10**17) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(DATA, st.booleans())
def test_what_yaml_writes_is_read_back(data: object, flow: bool) -> None:
    text = yaml.safe_dump({"top": data}, allow_unicode=True, default_flow_style=flow)
    assert read_yaml("a.yaml", text.encode("utf-8")).data == {"top": data}


@given(DATA)
def test_every_key_and_item_has_the_line_on_which_it_stands(data: object) -> None:
    """PyYAML's own marks say where each node begins; lines of values must be those, item by item."""
    text = yaml.safe_dump({"top": data}, allow_unicode=True, default_flow_style=False)
    source = read_yaml("a.yaml", text.encode("utf-8"))

    def check(node: yaml.Node, path: KeyPath, key_line: int | None) -> None:
        line = node.start_mark.line + 1
        assert source.places[path] == Place(line if key_line is None else key_line, line)
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                check(item, (*path, number), None)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                check(value, (*path, key.value), key.start_mark.line + 1)

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    check(root, (), None)


@given(st.lists(st.sampled_from(["", "# note", "  ", "zzz: 1"]), max_size=6), st.integers(0, 5))
def test_the_line_told_is_the_line_counted(before: list[str], number: int) -> None:
    lines = [f"{line.replace('zzz', f'k{index}')}" for index, line in enumerate(before)]
    lines += [f"seen{number}: &x 1", f"seen{number}: 2"]
    issues = read_yaml("a.yaml", "\n".join(lines).encode()).issues
    assert [(issue.rule, issue.line) for issue in issues] == [(Rule.DUPLICATE_KEY, len(lines))]
    assert f"line {len(lines) - 1}" in issues[0].message
