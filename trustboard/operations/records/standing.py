"""The records that stand, settled for every extract that a plan reads, and the receipts behind them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from trustboard.definitions.workspace import Workspace
from trustboard.operations.records.orders import months_destroyed
from trustboard.vocabulary.coverage import Coverage
from trustboard.vocabulary.receipt import Receipt
from trustboard.warehouse.partitions import Settled
from trustboard.warehouse.settling import settle
from trustboard.warehouse.standing_files import with_months
from trustboard.warehouse.store import Store


@dataclass(frozen=True)
class StandingRecords:
    """Settled records by extract; extracts of which nothing stands are left out.

    `coverage` tells which days each extract's records cover, or covered until they were destroyed.
    """

    settled: Mapping[str, Settled]
    receipts: tuple[Receipt, ...]
    coverage: Mapping[str, Coverage]


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
    contracts = {name: workspace.contracts[name] for name in settled}
    destroyed = months_destroyed(store, contracts, receipts)
    covered = {
        name: with_months(contracts[name], each.coverage, destroyed.get(name, ()))
        for name, each in settled.items()
    }
    coverage = {name: each for name, each in covered.items() if each is not None}
    return StandingRecords(settled, tuple(used), coverage)
