"""Make a new workspace: one worked example of each kind of file, ready to check, apply and load."""

import re
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from trustboard.vocabulary.issue import Issue, Mistake
from trustboard.vocabulary.period import Grain, Period

_ODS_CODE = r"[A-Za-z0-9]{3,9}"


def init(folder: Path, *, name: str, ods_code: str, on: date) -> list[Path]:
    """Write the starter files into a new or empty folder; returns their paths.

    `on` decides the framework's year. Raises Mistake when the folder holds anything already, or the
    ODS code is none.
    """
    issues = [issue for issue in (_folder_issue(folder), _code_issue(ods_code), _name_issue(name)) if issue]
    if issues:
        raise Mistake(issues)
    year = Period.containing(on, Grain.FINANCIAL_YEAR)
    words = {
        "TRUST_NAME": name.replace('"', "'"),
        "ODS_CODE": ods_code.upper(),
        "YEAR": year.code.replace("/", "-"),
        "YEAR_START": year.start.isoformat(),
        "YEAR_END": year.end.isoformat(),
    }
    return [_write(folder, source, path, words) for path, source in _starter()]


def _folder_issue(folder: Path) -> Issue | None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    return Issue(
        rule="folder-not-empty",
        file=str(folder),
        message="there is something in this folder already, and nothing is ever overwritten",
        cure="Name a folder that does not exist yet.",
    )


def _code_issue(ods_code: str) -> Issue | None:
    if re.fullmatch(_ODS_CODE, ods_code):
        return None
    return Issue(
        rule="bad-ods-code",
        message="an ODS code has 3 to 9 letters and digits",
        value=ods_code,
        cure="Write the trust's code, for example R1L.",
    )


def _name_issue(name: str) -> Issue | None:
    if name.strip() and name.isprintable():
        return None
    return Issue(rule="bad-name", message="the trust needs a name", value=name, cure="Write it with --name.")


def _starter() -> list[tuple[str, Traversable]]:
    root = files("trustboard.operations") / "starter"
    return sorted(_walk(root, ""))


def _walk(place: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for child in place.iterdir():
        path = f"{prefix}{child.name}"
        found += _walk(child, f"{path}/") if child.is_dir() else [(path, child)]
    return found


def _write(folder: Path, source: Traversable, path: str, words: dict[str, str]) -> Path:
    text = re.sub(r"@(\w+)@", lambda match: words[match[1]], source.read_text(encoding="utf-8"))
    target = folder / path.replace("frameworks/year/", f"frameworks/{words['YEAR']}/")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    return target
