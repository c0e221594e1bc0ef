"""Reading a written HTML page in a test: its elements, links, ids and headings, without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Element:
    """One element with its attributes, its place in the tree and the text inside it."""

    tag: str
    attributes: dict[str, str]
    parents: tuple[str, ...]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, blanks folded."""
        return " ".join(" ".join(self.texts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(
            tag, {name: value or "" for name, value in attrs}, tuple(each.tag for each in self.open)
        )
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)


def read_page(text: str) -> list[Element]:
    """All elements in document order; fails where tags are not nested properly."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open, f"never closed: {[each.tag for each in reader.open]}"
    return reader.elements


def elements(page: list[Element], tag: str) -> list[Element]:
    """The elements of one tag."""
    return [each for each in page if each.tag == tag]


def ids(page: list[Element]) -> list[str]:
    """Every id, in order."""
    return [each.attributes["id"] for each in page if "id" in each.attributes]


def links(page: list[Element]) -> list[str]:
    """Every address a reader or the page itself can follow."""
    return [each.attributes["href"] for each in page if "href" in each.attributes]


def text_of(path: Path) -> str:
    """The text of a written file."""
    return path.read_text(encoding="utf-8")
