"""Write the pages of docs/reference that come from the code (`make docs`)."""

from pathlib import Path

from scripts import command_page, definition_page
from trustboard.cli import cli

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"


def pages() -> dict[str, str]:
    """File name -> text, for every page made from the code."""
    return {"commands.md": command_page.page(cli), "workspace-files.md": definition_page.page()}


def main() -> None:
    """Write every page, and say which."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
