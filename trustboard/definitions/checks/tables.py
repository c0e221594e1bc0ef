"""codes/*.csv: on any day a code stands once in its list."""

from collections.abc import Iterator

from trustboard.definitions.draft import Draft
from trustboard.definitions.rules import Rule
from trustboard.definitions.table_rows import Stretch, overlaps
from trustboard.vocabulary.issue import Issue


def check_code_lists(draft: Draft) -> Iterator[Issue]:
    """Check the lines of each list against each other, over all files."""
    stretches = (
        Stretch((line.list, line.code), line.valid_from, line.valid_to, line.file, line.line)
        for line in draft.codes
    )
    for first, second in overlaps(stretches):
        name, code = second.key
        place = f"line {first.line}" if first.file == second.file else f"line {first.line} of {first.file}"
        yield Issue(
            rule=Rule.CODE_OVERLAP,
            message=f"{code} is also in the list “{name}” by {place}, for some of these days.",
            cure="Keep one, or let one end (valid_to) before the other begins (valid_from).",
            file=second.file,
            line=second.line,
            column="code",
            value=code,
        )
