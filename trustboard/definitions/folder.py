"""The definition files of a workspace folder, read whole; returns, receipts and the store are left alone."""

from pathlib import Path

from trustboard.definitions.rules import Rule
from trustboard.vocabulary.issue import Issue, Mistake

TOP_FILES = ("trustboard.toml", "organisation.csv", "exclusions.csv", "bank_holidays.csv")
FOLDERS = ("codes", "lookups", "extracts", "indicators", "frameworks")
NOTES = {".md", ".pdf", ".docx"}  # may lie beside definitions: minutes, explanations


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read every definition file: path from the folder (with /) to content.

    Hidden files, a program's temporary files (~) and notes (.md, .pdf, .docx) are passed over.
    Raises Mistake when there is no such folder, or a file cannot be opened.
    """
    if not folder.is_dir():
        raise Mistake([_no_folder(folder)])
    paths = [folder / name for name in TOP_FILES if (folder / name).is_file()]
    for name in FOLDERS:
        paths += sorted(path for path in (folder / name).rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): _content(folder, path)
        for path in paths
        if not _is_passed_over(path.relative_to(folder))
    }


def _is_passed_over(path: Path) -> bool:
    hidden = any(part.startswith((".", "~")) for part in path.parts)
    return hidden or path.name.endswith("~") or path.suffix.lower() in NOTES


def _content(folder: Path, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        issue = Issue(
            rule=Rule.UNREADABLE_FILE,
            message=f"The file cannot be opened: {error.strerror or error}.",
            cure="Close it in other programs, and check that you may read it.",
            file=path.relative_to(folder).as_posix(),
        )
        raise Mistake([issue]) from error


def _no_folder(folder: Path) -> Issue:
    return Issue(
        rule=Rule.NO_WORKSPACE,
        message="There is no such folder.",
        cure="Name a workspace folder, or make one with `trustboard init FOLDER`.",
        file=str(folder),
    )
