"""Which contract a file belongs to, by the patterns of file names in the contracts."""

import zipfile
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from trustboard.definitions.contract import Contract
from trustboard.definitions.nearest import cure_for
from trustboard.vocabulary.issue import Issue, Mistake


def takes(contract: Contract, file_name: str) -> bool:
    """Whether a file of that name belongs to the contract; letter case does not count."""
    name = file_name.casefold()
    return any(fnmatchcase(name, pattern.casefold()) for pattern in contract.files)


def match_contract(path: Path | str, contracts: Mapping[str, Contract] | Iterable[Contract]) -> Contract:
    """Find the one contract for a file, by its name or, for a zip, by the names of its members.

    Raises Mistake when there is none, or more than one.
    """
    known = list(contracts.values()) if isinstance(contracts, Mapping) else list(contracts)
    name = Path(path).name
    found = _takers(known, [name]) or _takers(known, member_names(Path(path)))
    if len(found) == 1:
        return found[0]
    raise Mistake([_several(name, found) if found else _none(name, known)])


def _takers(contracts: list[Contract], names: Iterable[str]) -> list[Contract]:
    listed = list(names)
    return [contract for contract in contracts if any(takes(contract, name) for name in listed)]


def member_names(path: Path) -> list[str]:
    """The names of a zip's members without their folders; none for any other file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [PurePosixPath(name).name for name in archive.namelist()]
    except (OSError, zipfile.BadZipFile):
        return []


def _several(name: str, found: list[Contract]) -> Issue:
    extracts = " and ".join(contract.extract for contract in found)
    return Issue(
        rule="contract-unclear",
        file=name,
        message=f"the file's name fits more than one contract: {extracts}",
        cure="Name the extract (--extract), or make the patterns under files narrower.",
    )


def _none(name: str, known: list[Contract]) -> Issue:
    patterns = [pattern for contract in known for pattern in contract.files]
    return Issue(
        rule="contract-missing",
        file=name,
        message="no contract takes a file of this name",
        cure=f"Name the extract (--extract), or add the name to a contract's files. "
        f"{cure_for(name, patterns, what='a contract under extracts/')}",
    )
