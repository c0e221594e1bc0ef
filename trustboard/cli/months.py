"""`load` and `calculate`: a month's files in, a run out."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from trustboard.cli.options import DayType, by_option, on_option, workspace_option
from trustboard.cli.printing import count, print_issues
from trustboard.operations.calculate import calculate
from trustboard.operations.load import BackLoad, FileRefused, FileTaken, LoadOutcome, load
from trustboard.operations.querying import load_queries


@click.command("load")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@workspace_option
@by_option
@click.option("--extract", help="The extract, when the file's name does not say it.")
@click.option("--query", "queries", multiple=True, help="Run the query of this extract, in place of files.")
@click.option("--known-from", type=DayType(), help="The day from which this was known (a back-load).")
@click.option("--again", is_flag=True, help="Make a file stand that was taken in before and is superseded.")
@click.option("--reason", default="", help="Why; required with --known-from and with --again.")
@click.pass_context
def load_command(
    context: click.Context,
    files: tuple[Path, ...],
    workspace: Path,
    by: str,
    extract: str | None,
    queries: tuple[str, ...],
    known_from: date | None,
    again: bool,
    reason: str,
) -> None:
    """Take in FILES (or every file of a folder), each whole or not at all, and print a receipt for each.

    With --query, what an extract's read-only query brings from its database is kept as a file first.

    The same file twice changes nothing; a later file for the same month supersedes the earlier one,
    and both are kept. Exit code 0: taken in; 1: taken in, with rows rejected or warnings; 2: refused.

    \b
    Examples:
      trustboard load returns/inpatients-2026-27.csv
      trustboard load returns/
      trustboard load april.csv --extract inpatients
      trustboard load old.csv --known-from 2025-05-12 --reason "Published on that day"
      trustboard load april.csv --again --reason "The correction was wrong"
      trustboard load --query referral --query contact
    """
    if bool(files) == bool(queries):
        raise click.UsageError("Name files to take in, or extracts whose query is to be run with --query.")
    if queries:
        say = partial(click.echo, err=True)
        _print_outcome(context, load_queries(workspace, queries, by=by, progress=say))
        return
    if again and not reason:
        raise click.UsageError('Say why the file is to stand again: --reason "…"')
    back_load = BackLoad(known_from=known_from, reason=reason) if known_from else None
    outcome = load(
        workspace,
        files,
        extract=extract,
        by=by,
        back_load=back_load,
        again=reason if again else "",
        progress=lambda text: click.echo(text, err=True),
    )
    _print_outcome(context, outcome)


def _print_outcome(context: click.Context, outcome: LoadOutcome) -> None:
    for file in outcome.taken:
        _print_receipt(file)
    for path in outcome.unmatched:
        click.echo(f"{path.name}: left alone, no extract contract recognises its name")
    for refused in outcome.refused:
        _print_refusal(refused)
    new = sum(not file.was_known for file in outcome.taken)
    following = "Next: trustboard calculate" if outcome.taken else "Mend what is named above, and load again."
    click.echo(f"Took in {count(new, 'file')}, refused {len(outcome.refused)}. {following}")
    context.exit(_exit_code(outcome))


def _exit_code(outcome: LoadOutcome) -> int:
    if outcome.refused:
        return 2
    return 1 if not outcome.taken or any(file.issues for file in outcome.taken) else 0


def _print_refusal(refused: FileRefused) -> None:
    click.echo(
        f"{refused.path.name}: refused, nothing of it was taken in; {count(len(refused.issues), 'issue')}"
    )
    print_issues(refused.issues)
    if refused.rejects is not None:
        click.echo(f"  everything that was found: {refused.rejects}")


def _print_receipt(file: FileTaken) -> None:
    receipt = file.receipt
    name = f"{file.given_name} › {receipt.member}" if receipt.member else file.given_name
    if file.was_known:
        _print_known(name, file)
        return
    left_out = ", ".join(f"{number:,} {reason}" for reason, number in receipt.rows_left_out.items())
    click.echo(
        f"{name}: receipt {receipt.receipt_id[:12]}, {count(receipt.rows_read, 'row')} read, "
        f"{receipt.rows_accepted:,} accepted, {receipt.rows_rejected:,} rejected"
        + (f", left out: {left_out}" if left_out else "")
        + f"; {_periods(receipt.periods)}"
    )
    print_issues(file.issues)
    if file.rejects is not None:
        click.echo(f"  every rejected row: {file.rejects}")


def _print_known(name: str, file: FileTaken) -> None:
    receipt = file.receipt
    same = "" if receipt.file_name == file.given_name else f" as {receipt.file_name}"
    click.echo(f"{name}: taken in before{same}, nothing changed (receipt {receipt.receipt_id[:12]})")
    if file.superseded_by:
        others = ", ".join(file.superseded_by)
        click.echo(f"  superseded since by {others}; to make it stand: trustboard load … --again --reason …")


def _periods(codes: tuple[str, ...]) -> str:
    if len(codes) < 2:
        return f"period {codes[0]}" if codes else "no periods"
    return f"{len(codes)} periods, {min(codes)} to {max(codes)}"


@click.command("calculate")
@workspace_option
@by_option
@on_option
@click.pass_context
def calculate_command(context: click.Context, workspace: Path, by: str, on: date) -> None:
    """Work out every figure and verdict from what has been taken in, and keep it as a run.

    Exit code 0: done; 1: done, with findings: a unit that sent nothing this time, or that the
    organisation does not have in the period.

    \b
    Examples:
      trustboard calculate
      trustboard calculate --by "Performance analyst"
    """
    done = calculate(workspace, by=by, on=on, progress=lambda text: click.echo(text, err=True))
    for extract in done.extracts_without_files:
        click.echo(f"No file has been taken in yet for {extract}: its indicators have no figures.", err=True)
    changed = (
        "the same as the run that stands" if done.was_known else f"{count(done.restated, 'figure')} restated"
    )
    click.echo(
        f"Run {done.run.run_id[:12]}: {count(done.figures, 'figure')}, "
        f"{count(done.verdicts, 'verdict')}; {changed}."
    )
    if done.kept:
        click.echo(f"{count(done.kept, 'figure')} stay as they were: their records were destroyed by order.")
    for extract, last in done.behind.items():
        click.echo(f"{extract} ends with {last}, before the others.", err=True)
    print_issues(done.findings)
    if done.findings:
        context.exit(1)
