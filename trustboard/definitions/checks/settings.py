"""trustboard.toml: Spark has one place to run, and the key for people is not kept with the numbers."""

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from trustboard.definitions.draft import SETTINGS_FILE, Draft
from trustboard.definitions.rules import Rule
from trustboard.definitions.settings import Engine, Settings
from trustboard.vocabulary.issue import Issue, Severity


def check_settings(draft: Draft) -> Iterator[Issue]:
    """Check the settings against each other."""
    if draft.settings is not None:
        yield from _check_spark(draft, draft.settings)
        yield from _check_key_file(draft, draft.settings)


def _check_spark(draft: Draft, settings: Settings) -> Iterator[Issue]:
    spark = settings.spark
    if spark is None:
        if settings.engine is Engine.SPARK:
            message = "It is not said where Spark runs."
            cure = 'Add a table [spark] with master = "local[2]", or connect = "sc://host:15002".'
            yield draft.issue(Rule.SPARK_PLACE, SETTINGS_FILE, ("engine",), message, cure)
    elif (spark.master is None) == (spark.connect is None):
        message = "Spark runs at one place: a master, or a Spark Connect server."
        cure = "Write either master or connect."
        yield draft.issue(Rule.SPARK_PLACE, SETTINGS_FILE, ("spark",), message, cure)


def _check_key_file(draft: Draft, settings: Settings) -> Iterator[Issue]:
    named = settings.person_key_file
    if named is None or named.startswith("~") or _is_absolute(named):
        return
    parts = PurePosixPath(posixpath.normpath(named.replace("\\", "/"))).parts
    if parts[:1] == ("..",):
        return
    in_store = parts[:1] == ("store",)
    place = "within the store it protects" if in_store else "in the workspace, whose files are shared"
    yield draft.issue(
        Rule.PERSON_KEY,
        SETTINGS_FILE,
        ("person_key_file",),
        f"The key would lie {place}.",
        "Name a file outside, which only the people who load records can read: ../keys/person.key.",
        value=named,
        severity=Severity.ERROR if in_store else Severity.WARNING,
    )


def _is_absolute(named: str) -> bool:
    return PurePosixPath(named).is_absolute() or PureWindowsPath(named).is_absolute()
