"""Options that several commands share, and how they read their values."""

import getpass
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from trustboard.operations.workspace import today
from trustboard.vocabulary.period import Period

Command = TypeVar("Command", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """A date written 2026-05-12."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read an ISO date."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date: write it as 2026-05-12", param, ctx)


class PeriodType(click.ParamType[Period]):
    """One period such as 2026-10."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Read a period's code."""
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class SpanType(click.ParamType[tuple[Period, Period]]):
    """One period, or a first and a last one: 2018-04 or 2017-04..2018-06."""

    name = "period"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Period, Period]:
        """Read one or two codes."""
        if isinstance(value, tuple):
            return value
        first, _, last = str(value).partition("..")
        try:
            span = Period.parse(first), Period.parse(last or first)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if span[0].grain is not span[1].grain or span[1] < span[0]:
            self.fail(
                f"{value!r}: the last period must be of the same length, and not before the first", param, ctx
            )
        return span


def default_person() -> str:
    """Who acts when nobody is named: TRUSTBOARD_USER, or else the computer's user."""
    return os.environ.get("TRUSTBOARD_USER") or getpass.getuser()


def workspace_option(command: Command) -> Command:
    """Add --workspace, by default the folder one stands in."""
    return click.option(
        "--workspace",
        "-w",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        envvar="TRUSTBOARD_WORKSPACE",
        help="The workspace folder; by default the one you stand in.",
    )(command)


def by_option(command: Command) -> Command:
    """Add --by, the person or role who acts."""
    return click.option(
        "--by",
        default=default_person,
        show_default="TRUSTBOARD_USER, or the computer's user",
        help="Who does this: a role or a name, kept in the audit.",
    )(command)


def on_option(command: Command) -> Command:
    """Add --on, the day from which the act counts."""
    return click.option(
        "--on",
        type=DayType(),
        default=today,
        show_default="today",
        help="The day on which this is done.",
    )(command)


def format_option(command: Command) -> Command:
    """Add --format."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json"]),
        default="table",
        show_default=True,
        help="How to print it.",
    )(command)
