"""Open what was received: one file, or the members of a zip that the contract takes, within bounds."""

import errno
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from trustboard.definitions.contract import Contract
from trustboard.intake.file_kind import Kind, kind_of
from trustboard.intake.matching import takes
from trustboard.intake.part import Part
from trustboard.vocabulary.issue import Issue, Mistake

MOST_MEMBERS = 1_000
MOST_BYTES = 8 * 1024**3  # of all members taken, unpacked
MOST_SWELLING = 1_000  # bytes unpacked for each byte packed
_DISK_IS_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_CHUNK = 1 << 20
_BOMB_CURE = "If the file is honest, unpack it and load the files themselves."


def open_parts(path: Path, contract: Contract, workdir: Path) -> list[Part]:
    """Give the files to take in. Raises Mistake when there is none, or a zip cannot be opened."""
    whole = Part(path=path, received=path, file_name=path.name)
    try:
        is_zip = path.stat().st_size > 0 and kind_of(path) is Kind.ZIP
    except OSError as error:
        cure = "Check the path, and that you may read the file."
        raise Mistake(
            [whole.issue("file-missing", f"the file cannot be opened ({error.strerror})", cure)]
        ) from None
    if not is_zip:
        return [whole]
    try:
        with zipfile.ZipFile(path) as archive:
            return _members(whole, archive, contract, workdir)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in _DISK_IS_FULL:
            raise
        cure = "Ask for the file again: it was damaged on its way."
        raise Mistake([whole.issue("zip-broken", f"the zip cannot be read ({error})", cure)]) from None


def _members(whole: Part, archive: zipfile.ZipFile, contract: Contract, workdir: Path) -> list[Part]:
    entries = [entry for entry in archive.infolist() if _is_file(entry)]
    taken = [entry for entry in entries if takes(contract, PurePosixPath(entry.filename).name)]
    if issues := _problems(whole, contract, entries, taken):
        raise Mistake(issues)
    parts = []
    for number, entry in enumerate(taken, 1):
        path = workdir / f"member{number}"
        with archive.open(entry) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)  # no more comes out than the entry declares
        parts.append(
            Part(
                path=path,
                received=whole.path,
                file_name=whole.file_name,
                member=entry.filename,
                number=number,
            )
        )
    return parts


def _is_file(entry: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(entry.filename)
    return not entry.is_dir() and not name.name.startswith(".") and "__MACOSX" not in name.parts


def _problems(
    whole: Part, contract: Contract, entries: list[zipfile.ZipInfo], taken: list[zipfile.ZipInfo]
) -> list[Issue]:
    if not taken:
        shown = ", ".join(entry.filename for entry in entries[:8]) or "nothing"
        message = f"no member of the zip has a name that the contract takes ({', '.join(contract.files)})"
        return [whole.issue("zip-member-missing", message, f"It holds: {shown}. Add the name to files.")]
    issues = []
    if len(taken) > MOST_MEMBERS:
        message = f"the zip holds {len(taken):,} files for this contract; {MOST_MEMBERS:,} are taken at most"
        issues.append(whole.issue("zip-too-large", message, _BOMB_CURE))
    for entry in taken:
        if entry.flag_bits & 1:
            cure = "Unpack it with its password and load the files themselves."
            issues.append(whole.issue("file-locked", f"{entry.filename} has a password", cure))
        elif entry.file_size > MOST_SWELLING * max(entry.compress_size, 1):
            issues.append(_bomb(whole, entry))
    if sum(entry.file_size for entry in taken) > MOST_BYTES:
        message = f"unpacked, the zip would hold more than {MOST_BYTES // 1024**3} GB"
        issues.append(whole.issue("zip-too-large", message, _BOMB_CURE))
    return issues


def _bomb(whole: Part, entry: zipfile.ZipInfo) -> Issue:
    message = f"{entry.filename} would swell more than {MOST_SWELLING:,} times when unpacked"
    return whole.issue("zip-too-large", message, _BOMB_CURE)
