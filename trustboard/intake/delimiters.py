"""What parts the cells of a text file: told from its headings, where it is not what the contract says."""

from trustboard.definitions.contract import Contract
from trustboard.intake.columns import spellings
from trustboard.intake.heading import LOOK_AT_MOST, fold
from trustboard.intake.part import Part
from trustboard.intake.text_file import TextFile
from trustboard.vocabulary.issue import Issue, Mistake

_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar (|)"}
_WRITTEN = {"\t": '"\\t"'}
_LONGEST_LINE = 1 << 20


def require_delimiter(part: Part, text: TextFile, contract: Contract) -> None:
    """Raise Mistake where the contract's headings are there, but parted by something else than it says."""
    wanted = {fold(spelling.name) for field in contract.fields.values() for spelling in spellings(field)}
    with text.path.open("rb") as file:
        file.seek(text.offset)
        lines = [file.readline(_LONGEST_LINE) for _ in range(LOOK_AT_MOST)]
    written = [line.decode("utf-8", "replace") for line in lines if line]
    found = {mark: _most_headings(written, mark, wanted) for mark in {contract.delimiter, *_NAMES}}
    best = max(found, key=lambda mark: (found[mark], mark == contract.delimiter))
    if found[best] > max(found[contract.delimiter], 1):
        raise Mistake([_wrong(part, contract.delimiter, best)])


def _most_headings(lines: list[str], mark: str, wanted: set[str]) -> int:
    """How many of the headings stand in one line, if this is what parts its cells."""
    cells = ({fold(cell.strip().strip('"')) for cell in line.split(mark)} for line in lines)
    return max((len(wanted & each) for each in cells), default=0)


def _wrong(part: Part, declared: str, found: str) -> Issue:
    said = _NAMES.get(declared, f"“{declared}”")
    written = _WRITTEN.get(found, f'"{found}"')
    return part.issue(
        "delimiter-wrong",
        f"the contract says that {said} parts the cells, but in this file it is {_NAMES[found]}",
        f"Write delimiter: {written} in the contract, or ask for the file as it was before.",
    )
