"""The records that stand, settled for every extract that a plan reads, and the receipts behind them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from trustboard.definitions.workspace import Workspace
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.partitions import Settled
from trustboard.warehouse.settling import settle
from trustboard.warehouse.store import Store


@dataclass(frozen=True)
class StandingRecords:
    """Settled records by extract; extracts of which nothing stands are left out."""

    settled: Mapping[str, Settled]
    receipts: tuple[Receipt, ...]

    @property
    def coverage(self) -> dict[str, Coverage]:
        """The days that each extract's records cover."""
        return {name: each.coverage for name, each in self.settled.items() if each.coverage is not None}


def settle_records(
    store: Store,
    workspace: Workspace,
    extracts: Iterable[str],
    receipts: Sequence[Receipt],
    *,
    say: Callable[[str], None],
    is_fresh: bool = False,
) -> StandingRecords:
    """Settle the records of some extracts from receipts in the order of the ledger.

    With `is_fresh` all are settled again, whatever is kept.
    """
    settled: dict[str, Settled] = {}
    used: list[Receipt] = []
    for extract in extracts:
        own = [receipt for receipt in receipts if receipt.extract == extract]
        if not own:
            continue
        say(f"settling {extract}: {len(own)} {'load' if len(own) == 1 else 'loads'}")
        settled[extract] = settle(
            store,
            workspace.contracts[extract],
            own,
            [each for each in workspace.exclusions if each.extract == extract],
            memory=workspace.settings.memory,
            threads=workspace.settings.threads,
            is_fresh=is_fresh,
        )
        used += own
    return StandingRecords(settled, tuple(used))
