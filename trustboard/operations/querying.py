"""Take in what read-only queries bring: a result is kept and hashed as a file, then held to its contract."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from trustboard.definitions.contract import Contract
from trustboard.definitions.nearest import cure_for
from trustboard.intake.database import take_snapshot
from trustboard.operations.load import LoadOutcome, Progress, load
from trustboard.operations.workspace import applied_definitions, open_workspace
from trustboard.vocabulary.issue import Issue, Mistake


def load_queries(
    folder: Path, extracts: Sequence[str], *, by: str, progress: Progress | None = None
) -> LoadOutcome:
    """Run the queries of some extracts, one after another, and take in what they bring.

    Raises Mistake where an extract has no query, or its database cannot be asked.
    """
    workspace = applied_definitions(open_workspace(folder).store).workspace
    contracts = [_contract(workspace.contracts, extract) for extract in extracts]
    with tempfile.TemporaryDirectory(prefix="trustboard-query-") as workdir:
        paths = []
        for contract in contracts:
            assert contract.query is not None
            if progress is not None:
                progress(f"asking {contract.query.connection} for {contract.extract}")
            connection = workspace.settings.connections[contract.query.connection]
            place = Path(workdir) / f"{contract.extract}-query.parquet"
            paths.append(take_snapshot(contract, connection, place, environment=os.environ))
        outcomes = [
            load(folder, [path], extract=contract.extract, by=by, progress=progress)
            for path, contract in zip(paths, contracts, strict=True)
        ]
    return LoadOutcome(
        taken=tuple(file for outcome in outcomes for file in outcome.taken),
        refused=tuple(file for outcome in outcomes for file in outcome.refused),
        unmatched=(),
    )


def _contract(contracts: dict[str, Contract], extract: str) -> Contract:
    contract = contracts.get(extract)
    if contract is not None and contract.query is not None:
        return contract
    with_query = [name for name, each in contracts.items() if each.query is not None]
    raise Mistake(
        [
            Issue(
                rule="no-such-query",
                value=extract,
                message="no applied extract of that name has a query",
                cure=cure_for(extract, with_query, what="a contract with query:"),
            )
        ]
    )
