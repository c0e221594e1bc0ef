"""What a contract says of the file as a whole: options that its format can have, heading, encoding."""

import codecs
from collections.abc import Iterator

from trustboard.definitions.checks.references import check_names
from trustboard.definitions.contract import Contract, FileFormat
from trustboard.definitions.draft import Draft
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

_ONLY_IN = {
    "delimiter": {FileFormat.CSV},
    "encoding": {FileFormat.CSV},
    "sheet": {FileFormat.XLSX, FileFormat.XLS},
    "heading": {FileFormat.CSV, FileFormat.XLSX, FileFormat.XLS},
}


def check_file(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    """Check the options of the whole file."""
    for key, formats in _ONLY_IN.items():
        if key in contract.model_fields_set and contract.format not in formats:
            message = f"“{key}” has no meaning in a {contract.format} file."
            yield draft.issue(Rule.FORMAT_OPTION, file, (key,), message, "Remove the key.")
    if len(contract.delimiter) != 1:
        message = "A delimiter is one character."
        cure = "Write ',' or ';' or \"\\t\" (tab) or '|'."
        yield draft.issue(Rule.FORMAT_OPTION, file, ("delimiter",), message, cure, value=contract.delimiter)
    if not _is_encoding(contract.encoding):
        message = f"“{contract.encoding}” is not an encoding."
        cure = "Write utf-8, or cp1252 for files of older Windows programs."
        yield draft.issue(Rule.FORMAT_OPTION, file, ("encoding",), message, cure, value=contract.encoding)
    if (contract.heading.row is None) == (contract.heading.containing is None):
        message = "The heading is found by its row, or by a text it contains: one of the two."
        cure = "Write “row: 1”, or “containing: …” with a text of the heading."
        yield draft.issue(Rule.HEADING_PLACE, file, ("heading",), message, cure)
    if contract.stop_at_blank is not None:
        name = [(("stop_at_blank",), contract.stop_at_blank)]
        yield from check_names(
            draft, file, name, contract.fields, rule=Rule.UNKNOWN_FIELD, what="field called"
        )


def _is_encoding(name: str) -> bool:
    """Whether Python knows it as an encoding of text."""
    try:
        return isinstance("".encode(codecs.lookup(name).name), bytes)
    except (LookupError, ValueError):
        return False
