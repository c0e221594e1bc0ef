"""Where a contract's rows come from: files, or one read-only query over a connection."""

import re
from collections.abc import Iterator

from trustboard.definitions.checks.references import check_names
from trustboard.definitions.contract import Contract
from trustboard.definitions.draft import Draft
from trustboard.definitions.records import Query
from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue

_OF_FILES = ("format", "sheet", "encoding", "delimiter", "heading", "stop_at_blank")
_UNREAD = re.compile(r"--[^\n]*|/\*.*?\*/|'[^']*'", re.DOTALL)  # comments and texts
_SELECT = re.compile(r"\s*(select|with)\b[^;]*;?\s*", re.IGNORECASE)


def check_rows_source(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    """Check that rows come from one place, and that a query may be asked."""
    if bool(contract.files) == (contract.query is not None):
        said = "here stand both" if contract.files else "here stands neither"
        message = f"Rows come from files or from a query; {said}."
        cure = "Write “files: […]” with file name patterns, or “query” with a connection and its SQL."
        yield draft.issue(Rule.FILE_SOURCE, file, ("files",), message, cure)
    elif contract.query is not None:
        yield from _check_options(draft, file, contract)
        yield from _check_query(draft, file, contract.query)


def _check_options(draft: Draft, file: str, contract: Contract) -> Iterator[Issue]:
    for key in (key for key in _OF_FILES if key in contract.model_fields_set):
        message = f"“{key}” has no meaning for a query."
        yield draft.issue(Rule.FORMAT_OPTION, file, (key,), message, "Remove the key.")
    if contract.period.file_name is not None:
        message = "A query has no file name that could tell the period."
        cure = "Let the query give a date, and write “period: {field: …}”."
        yield draft.issue(Rule.PERIOD_WAY, file, ("period", "file_name"), message, cure)


def _check_query(draft: Draft, file: str, query: Query) -> Iterator[Issue]:
    if draft.settings is not None:
        names = [(("query", "connection"), query.connection)]
        known, rule = draft.settings.connections, Rule.UNKNOWN_CONNECTION
        what = "connection in trustboard.toml called"
        yield from check_names(draft, file, names, known, rule=rule, what=what)
    if not _SELECT.fullmatch(_UNREAD.sub(" ", query.sql)):
        message = "A query only reads: it is one SELECT."
        cure = "Begin with SELECT (or WITH), and write one statement."
        yield draft.issue(Rule.QUERY_FORM, file, ("query", "sql"), message, cure)
