"""Under which circumstances records are taken in: what is known already, and the key for people."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from trustboard.definitions.contract import Contract, FileFormat
from trustboard.definitions.workspace import Workspace
from trustboard.intake import Circumstances
from trustboard.intake.records.person_keys import names_people
from trustboard.operations.keys import key_mark, person_key, refuse_other_key
from trustboard.warehouse.clock import london_day
from trustboard.warehouse.standing_files import standing_files
from trustboard.warehouse.store import Store

Matches = Sequence[tuple[Path, Contract]]


def circumstances_of(
    folder: Path, store: Store, workspace: Workspace, contract: Contract
) -> Circumstances | None:
    """Gather what the taking in of a contract's records needs; None where its rows are counted already."""
    if contract.records is None:
        return None
    extracts = {reference.extract for reference in contract.records.references.values()}
    key = person_key(folder, workspace.settings)
    if key is not None and names_people(contract):
        refuse_other_key(store, key)
    return Circumstances(
        today=london_day(store.clock()),
        surroundings=workspace.surroundings,
        known={name: list(_known(store, workspace.contracts[name])) for name in sorted(extracts)},
        person_key=key,
        memory=workspace.settings.memory,
        threads=workspace.settings.threads,
    )


def mark_of(contract: Contract, circumstances: Circumstances | None) -> str | None:
    """The mark of the key with which a contract's people are hashed; None where it names nobody."""
    if circumstances is None or circumstances.person_key is None or not names_people(contract):
        return None
    return key_mark(circumstances.person_key)


def as_read(contract: Contract) -> Contract:
    """Give the contract as its file is read: what a query brought is kept as Parquet."""
    return contract if contract.query is None else contract.model_copy(update={"format": FileFormat.PARQUET})


def _known(store: Store, contract: Contract) -> Iterator[Path]:
    """The files of an extract that stand, the one known last at the end; those destroyed by order do not."""
    receipts, destroyed = store.receipts(contract.extract), store.destroyed()
    for file in standing_files(store, contract, receipts, destroyed=destroyed):
        if file.path.is_file():
            yield file.path


def pointed_to_first(matches: Matches, contracts: Mapping[str, Contract]) -> list[tuple[Path, Contract]]:
    """Put files in an order in which records come before those that point to them; else it stays."""
    depth = {name: _depth(name, contracts, frozenset()) for name in contracts}
    return sorted(matches, key=lambda match: depth[match[1].extract])


def _depth(name: str, contracts: Mapping[str, Contract], above: frozenset[str]) -> int:
    """How many extracts one stands on, one upon the other; a circle ends where it began."""
    contract = contracts.get(name)
    if contract is None or contract.records is None or name in above:
        return 0
    below = {reference.extract for reference in contract.records.references.values()}
    return max((1 + _depth(each, contracts, above | {name}) for each in below), default=0)
