"""Options that say what the extract is, and whose: carried through, or refused by the model."""

from tests.support.extract_options.case import Breaks, Case

CASES = (
    Case(
        option="Contract.extract",
        change={"extract": "community_returns"},
        breaks=Breaks(change={"extract": "Community Returns"}, key=("extract",)),
    ),
    Case(option="Contract.title", breaks=Breaks(change={"title": " "}, key=("title",))),
    Case(
        option="Contract.source",
        breaks=Breaks(change={"source": "NHS England"}, key=("source",)),
    ),
    Case(
        option="Source.publisher",
        breaks=Breaks(change={"source": {"publisher": None}}, key=("source", "publisher")),
    ),
    Case(
        option="Source.licence",
        change={"source": {"licence": "OGL"}},
        breaks=Breaks(change={"source": {"licence": 3}}, key=("source", "licence")),
    ),
    Case(
        option="Source.attribution",
        change={"source": {"attribution": "Contains public sector information"}},
        breaks=Breaks(change={"source": {"attribution": ["a"]}}, key=("source", "attribution")),
    ),
    Case(
        option="Source.url",
        change={"source": {"url": "https://example.org"}},
        breaks=Breaks(change={"source": {"url": 1}}, key=("source", "url")),
    ),
    Case(
        option="Contract.version",
        change={"version": "2"},
        breaks=Breaks(change={"version": 2}, key=("version",)),
    ),
    Case(
        option="Contract.load_mode",
        change={"load_mode": "replace_all"},
        breaks=Breaks(change={"load_mode": "replace_some"}, key=("load_mode",)),
    ),
    Case(
        option="Contract.load_mode",
        change={"load_mode": "replace_period"},
        breaks=Breaks(change={"load_mode": None, "mode": "replace_period"}, key=("mode",)),
    ),
    Case(
        option="Contract.known_dirt",
        change={"known_dirt": ["Some providers report late."]},
        breaks=Breaks(change={"known_dirt": "Some providers report late."}, key=("known_dirt",)),
    ),
    Case(
        option="Field_.title",
        change={"fields": {"n": {"title": "People seen"}}},
        breaks=Breaks(change={"fields": {"n": {"title": 5}}}, key=("fields", "n", "title")),
    ),
    Case(
        option="CodeField.scheme",
        change={"unit": {"scheme": "local"}},
        breaks=Breaks(change={"unit": {"scheme": 5}}, key=("unit", "scheme")),
    ),
    Case(
        option="Contract.files",
        change={"files": ["returns-*.csv"]},
        name="Returns-2026.CSV",
        breaks=Breaks(change={"files": "returns.csv"}, key=("files",)),
    ),
)
