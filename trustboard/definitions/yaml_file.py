"""YAML to plain data with the line of every key and value. Safe: no tags, no templates, no objects.

Plain words become numbers, dates, true/false and nothing by the YAML 1.2 core rules (so `on`, `no` and
`0123` are not booleans or octal numbers), and dates stay text in the form yyyy-mm-dd.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import Node, ScalarNode, SequenceNode

from trustboard.definitions.places import KeyPath, Place
from trustboard.definitions.rules import Rule
from trustboard.definitions.source import Source, text_of, unreadable
from trustboard.definitions.yaml_mistakes import syntax_issue
from trustboard.vocabulary.issue import Issue

MOST_NODES = 200_000
_TAG = "tag:yaml.org,2002:"
_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]{1,18}|[0-9]{1,18}(\.[0-9]{0,18})?)([eE][-+]?[0-9]{1,2})?")
_PLAIN_TAGS = {f"{_TAG}{name}" for name in ("str", "map", "seq")}


class _Loader(yaml.SafeLoader):
    """A safe loader that leaves every plain word as text: its meaning is settled here."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML reads it from the class)


def read_yaml(file: str, content: bytes) -> Source:
    """Read one YAML file. Bad syntax is one issue with line and column; nothing raises."""
    text = text_of(file, content)
    if isinstance(text, Issue):
        return unreadable(file, [text])
    try:
        node = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return unreadable(file, [syntax_issue(file, text, error)])
    if node is None:
        return unreadable(file, [_empty(file)])
    builder = _Builder(file)
    data = builder.build(node, ())
    return Source(file=file, data=data, places=builder.places, issues=tuple(builder.issues))


def _empty(file: str) -> Issue:
    return Issue(
        rule=Rule.EMPTY_FILE,
        message="The file is empty.",
        cure="Write the definition, or delete the file.",
        file=file,
        line=1,
    )


@dataclass
class _Builder:
    """Turns a node graph into data, noting places and issues on the way."""

    file: str
    places: dict[KeyPath, Place] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    open_nodes: list[Node] = field(default_factory=list)
    count: int = 0

    def build(self, node: Node, path: KeyPath, key_line: int | None = None) -> Any:
        line = _line(node)
        self.places[path] = Place(key_line or line, line)
        self.count += 1
        if self._is_endless(node) or self._has_tag(node):
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        self.open_nodes.append(node)
        data = self._list(node, path) if isinstance(node, SequenceNode) else self._mapping(node, path)
        self.open_nodes.pop()
        return data

    def _scalar(self, node: ScalarNode) -> Any:
        text: str = node.value
        if _has_half_a_character(text):
            self._tell(Rule.NOT_TEXT, "The text holds half a character.", "Write it out.", node)
            return None
        return plain_value(text) if node.style is None and node.tag == f"{_TAG}str" else text

    def _list(self, node: SequenceNode, path: KeyPath) -> list[Any]:
        return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: Node, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            if key in data:
                self._tell_twice(key, first_lines[key], key_node)
                continue
            first_lines[key] = _line(key_node)
            data[key] = self.build(value_node, (*path, key), _line(key_node))
        return data

    def _key(self, node: Node) -> str | None:
        """The text of a key, or None with an issue."""
        if not isinstance(node, ScalarNode) or _has_half_a_character(node.value):
            cure = "Put a text with brackets in quotes."
            self._tell(Rule.WRONG_TYPE, "A key must be a word.", cure, node)
        elif node.value == "<<" and node.style is None:
            message = "Keys are not merged (<<) in plain data."
            self._tell(Rule.YAML_TAG, message, "Write the keys out.", node)
        else:
            return str(node.value)
        return None

    def _is_endless(self, node: Node) -> bool:
        """Whether aliases make the data contain itself, or grow beyond all measure."""
        if any(node is other for other in self.open_nodes):
            self._tell(Rule.YAML_LOOP, "An alias (*) points back at what contains it.", "Write it out.", node)
            return True
        if self.count == MOST_NODES:
            self._tell(Rule.TOO_LARGE, f"The file holds more than {MOST_NODES:,} values.", "Split it.", node)
        return self.count >= MOST_NODES

    def _has_tag(self, node: Node) -> bool:
        if node.tag in _PLAIN_TAGS:
            return False
        cure = "Remove the word that begins with “!”, or put the whole text in quotes."
        self._tell(
            Rule.YAML_TAG, f"The tag {node.tag.replace(_TAG, '!!')} is not allowed in plain data.", cure, node
        )
        return True

    def _tell_twice(self, key: str, first: int, node: Node) -> None:
        message = f"The key “{key}” is written twice; the first is on line {first}."
        self._tell(Rule.DUPLICATE_KEY, message, "Keep one of the two.", node)

    def _tell(self, rule: Rule, message: str, cure: str, node: Node) -> None:
        self.issues.append(Issue(rule=rule, message=message, cure=cure, file=self.file, line=_line(node)))


def plain_value(text: str) -> str | int | float | bool | None:
    """Tell what a word without quotes means: nothing, true/false, a number, or text (dates stay text)."""
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
        return bool(_TRUE.fullmatch(text))
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _has_half_a_character(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
