"""`retention` and `destroy`: how long records are kept, and the order to destroy them."""

from pathlib import Path

import click

from trustboard.cli.options import by_option, workspace_option
from trustboard.cli.printing import count
from trustboard.operations.destroying import Kept, destroy, kept_records
from trustboard.operations.workspace import today


@click.command("retention")
@click.option("--due", is_flag=True, help="Only loads whose time is over.")
@workspace_option
def retention_command(due: bool, workspace: Path) -> None:
    """List the loads of records that are kept, and until when their contract says.

    \b
    Examples:
      trustboard retention --due
    """
    kept = [each for each in kept_records(workspace) if each.is_due(today()) or not due]
    for each in kept:
        click.echo(_line(each))
    click.echo(f"{count(len(kept), 'load')} of records{' whose time is over' if due else ''}.")


def _line(kept: Kept) -> str:
    receipt = kept.receipt
    until = f"kept until {kept.kept_until}" if kept.kept_until else "the contract names no retention"
    months = f"{min(receipt.periods)} to {max(receipt.periods)}" if receipt.periods else "no months"
    return (
        f"{receipt.receipt_id[:12]}  {receipt.extract}  {receipt.file_name}  {months}  "
        f"{count(receipt.rows_accepted, 'record')}  {until}"
    )


@click.command("destroy")
@click.argument("receipts", nargs=-1, required=True)
@click.option("--reason", required=True, help="By which rule or order; kept in the audit.")
@by_option
@click.option("--yes", is_flag=True, help="Destroy without asking (for scripts).")
@workspace_option
def destroy_command(receipts: tuple[str, ...], reason: str, by: str, yes: bool, workspace: Path) -> None:
    """Destroy the records of RECEIPTS for good: the retained files and everything made from them.

    The receipts, their hashes and the reason stay, and so does every figure that read the records, as the
    last run had it; `explain` and `verify` say of it that it can no longer be derived again. Figures that
    would need the records and that no run has yet become incomplete: calculate first. Nobody can undo this.

    \b
    Examples:
      trustboard destroy 3eb1cc7a0d60 --reason "Retention of 8 years has ended" --by "Head of information"
    """
    if not yes:
        click.confirm(f"Destroy the records of {count(len(receipts), 'receipt')} for good?", abort=True)
    gone = destroy(workspace, receipts, by=by, reason=reason)
    for receipt in gone:
        click.echo(f"{receipt.receipt_id[:12]}: the records of {receipt.file_name} are destroyed")
