"""The worked example of taking in records does what its page says."""

import csv
from pathlib import Path

import pytest

from tests.docs.test_examples import FENCE, Tutorial
from trustboard.operations.workspace import open_workspace
from trustboard.warehouse.session import Session, literal

PAGE = "how-to/take-in-records.md"
WORKSPACE = {
    "trustboard.toml": 'name = "A trust"\nods_code = "RXX"\nperson_key_file = "../person.key"\n',
    "organisation.csv": "unit_code,kind,parent,name,valid_from,valid_to\nRXX,trust,,A trust,2015-04-01,\n",
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workspace in which the page's example has been followed from top to bottom."""
    folder = tmp_path / "workspace"
    for name in ("extracts", "incoming"):
        (folder / name).mkdir(parents=True)
    for name, text in WORKSPACE.items():
        (folder / name).write_text(text, encoding="utf-8")
    tutorial = Tutorial(PAGE, folder, monkeypatch, capsys)
    begin = tutorial.text.index("## A whole one")
    tutorial.text = tutorial.text[begin : tutorial.text.index("\n## ", begin)]
    assert len(FENCE.findall(tutorial.text)) == 3
    tutorial.follow()
    assert tutorial.typed == ["person-key", "apply", "load"]
    return folder


def test_the_rows_become_what_the_page_says(workspace: Path) -> None:
    store = open_workspace(workspace).store
    (receipt,) = store.receipts("visit")
    place = store.path(receipt.accepted_sha256, ".parquet")
    with Session(files=[place]) as session:
        rows = session.rows(f"SELECT visit_id, person FROM read_parquet({literal(place)})")
    people = dict(rows)
    assert list(people) == ["V1", "V2", "V5"]
    assert people["V1"] == people["V2"] != people["V5"]
    with (workspace / "rejects" / "visits-2024-10.csv.rejects.csv").open(encoding="utf-8") as report:
        assert [(row["line"], row["rule"]) for row in csv.DictReader(report)] == [
            ("4", "check-broken"),
            ("5", "period-unreadable"),
        ]


def test_no_number_of_a_person_is_kept(workspace: Path) -> None:
    kept = [
        path for folder in ("store", "rejects") for path in (workspace / folder).rglob("*") if path.is_file()
    ]
    key = bytes.fromhex((workspace.parent / "person.key").read_text(encoding="ascii"))
    secrets = [b"9990000018", b"999 000 0018", b"999 000 0026", b"999 000 0034", key, key.hex().encode()]
    assert len(kept) > 4
    assert not [path for path in kept for secret in secrets if secret in path.read_bytes()]
