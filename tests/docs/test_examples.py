"""What the pages show is true: their files are valid, and the tutorial's commands print what it says."""

import re
import shlex
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from trustboard.__main__ import main
from trustboard.operations.check import check_files

DOCS = Path(__file__).resolve().parents[2] / "docs"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
WORKSPACE = {
    "trustboard.toml": 'name = "A trust"\nods_code = "RXX"\n',
    "organisation.csv": "unit_code,kind,parent,name,valid_from,valid_to\nRXX,trust,,A trust,2015-04-01,\n",
}


def blocks(page: str, language: str) -> list[str]:
    """The texts of the fenced blocks of one language on a page."""
    return [
        text for name, text in FENCE.findall((DOCS / page).read_text(encoding="utf-8")) if name == language
    ]


def test_the_contract_and_the_indicator_of_the_how_to_pages_are_valid_together() -> None:
    (contract,) = blocks("how-to/take-in-a-new-file.md", "yaml")
    (indicator,) = blocks("how-to/add-an-indicator.md", "yaml")
    files = WORKSPACE | {
        "extracts/ward_falls.yaml": contract,
        "indicators/falls_per_1000_bed_days.yaml": indicator,
    }
    checked = check_files({name: text.encode() for name, text in files.items()}, on=date(2026, 10, 31))
    assert checked.workspace
    assert not checked.issues


def test_the_standards_and_the_rebase_of_the_how_to_pages_are_valid() -> None:
    (indicator,) = blocks("how-to/add-an-indicator.md", "yaml")
    (rebase,) = blocks("how-to/recalculate-limits.md", "yaml")
    (standards,) = blocks("how-to/change-a-standard.md", "csv")
    files = WORKSPACE | {
        "extracts/ward_falls.yaml": blocks("how-to/take-in-a-new-file.md", "yaml")[0],
        "indicators/falls_per_1000_bed_days.yaml": indicator + rebase.replace("R1L", "RXX"),
        "indicators/eip_within_2_weeks.yaml": indicator.replace(
            "falls_per_1000_bed_days", "eip_within_2_weeks"
        )
        .replace("kind: rate", "kind: proportion")
        .replace("per: 1000\n", "display: percent\n")
        .replace("better: lower", "better: higher"),
        "frameworks/2017-18/framework.yaml": (
            "year: 2017-18\n"
            "approval: {approved_by: Board, approved_on: 2017-02-22, reference: Minute 17/019}\n"
        ),
        "frameworks/2017-18/standards.csv": standards,
    }
    checked = check_files({name: text.encode() for name, text in files.items()}, on=date(2026, 10, 31))
    assert checked.workspace
    assert [str(issue) for issue in checked.issues] == []
    assert len(checked.workspace.frameworks["2017-18"].standards) == 2


class Tutorial:
    """Follows a page as a reader would: saves its files, types its commands, compares what comes back."""

    def __init__(
        self, page: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.text = (DOCS / page).read_text(encoding="utf-8")
        self.folder = folder
        self.typed: list[str] = []
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def follow(self) -> None:
        """Go through the page from top to bottom."""
        for match in FENCE.finditer(self.text):
            language, text = match.groups()
            if language == "console":
                for command, expected in commands(text):
                    self.type(command, expected)
            else:
                self.save(named_before(self.text[: match.start()]), text)

    def save(self, name: str, text: str) -> None:
        """Save a file that the page shows; `<year>` stands for the one year that is there."""
        if "<year>" not in name:
            (self.folder / name).parent.mkdir(exist_ok=True)
        (folder,) = self.folder.glob(str(Path(name).parent).replace("<year>", "*"))
        (folder / Path(name).name).write_text(text, encoding="utf-8", newline="\n")

    def type(self, command: str, expected: list[str]) -> None:
        """Run a command and compare what it prints."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return
        assert words[0] == "trustboard", command
        self.typed.append(words[1])
        code, printed = self.run(words)
        refused_a_row = "rejected" in printed and "0 rejected" not in printed
        assert code == (1 if refused_a_row and words[1] == "load" else 0), printed
        assert printed_as(printed, expected), f"{command}\n{printed}"

    def run(self, words: list[str]) -> tuple[int, str]:
        """Run a command as the installed program does; its exit code and what it prints."""
        self.monkeypatch.chdir(self.folder)
        self.monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), self.capsys.readouterr().out


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block, with the lines beneath it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        first, *rest = part.splitlines()
        yield first, rest


def named_before(text: str) -> str:
    """The file that the paragraph before a block names last."""
    names: list[str] = re.findall(r"`([\w<>/.-]+\.\w+)`:\s*\Z", text)
    return names[-1]


def printed_as(printed: str, expected: list[str]) -> bool:
    """Whether lines were printed as a page shows them, `…` standing for anything."""
    pattern = "\n".join(expected)
    parts = [re.escape(part) for part in pattern.split("…")]
    return re.fullmatch(".*".join(parts), printed.rstrip("\n"), flags=re.DOTALL) is not None


def test_the_tutorial_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tutorial = Tutorial("tutorials/first-scorecard.md", tmp_path, monkeypatch, capsys)
    tutorial.follow()
    assert (tutorial.folder / "scorecard" / "index.html").is_file()
    assert {"init", "check", "apply", "load", "calculate", "report", "explain", "verify"} <= set(
        tutorial.typed
    )


def test_the_guide_to_indicators_from_records_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = Tutorial("how-to/write-an-indicator.md", tmp_path, monkeypatch, capsys)
    guide.follow()
    commands_of_records = {"check", "test", "apply", "load", "plan", "calculate", "figures", "explain"}
    assert commands_of_records <= set(guide.typed)


@pytest.mark.parametrize(
    ("printed", "expected", "same"),
    [
        ("one\ntwo\n", ["one", "two"], True),
        ("one\ntwo\n", ["one", "…"], True),
        ("receipt 12ab, 4 rows\n", ["receipt …, 4 rows"], True),
        ("receipt 12ab, 4 rows\n", ["receipt …, 5 rows"], False),
        ("one\ntwo\n", ["one"], False),
    ],
)
def test_comparing_output_notices_a_difference(printed: str, expected: list[str], same: bool) -> None:
    assert printed_as(printed, expected) is same
