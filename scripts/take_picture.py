"""Take the README's picture of a written scorecard: `python scripts/take_picture.py demo-trust/scorecard`."""

import argparse
from pathlib import Path

from playwright.sync_api import sync_playwright

TARGET = Path(__file__).resolve().parents[1] / "docs" / "images" / "board-scorecard.png"
WIDTH = 1280
SCALE = 0.8  # of a screen's pixel: the README shows it smaller than a screen does
HEAVIEST = 300_000


def take(folder: Path, target: Path, *, height: int, browser: str | None) -> int:
    """Photograph the top of a folder's index.html; returns the picture's size in bytes."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDTH, "height": height}, device_scale_factor=SCALE)
        page.goto((folder / "index.html").resolve().as_uri())
        target.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target)
        chromium.close()
    return target.stat().st_size


def main() -> None:
    """Read the command line, take the picture, and say how heavy it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that holds a written scorecard")
    parser.add_argument("--to", type=Path, default=TARGET)
    parser.add_argument("--height", type=int, default=1780, help="how much of the page, in pixels")
    parser.add_argument("--browser", help="a Chromium; by default Playwright's own")
    given = parser.parse_args()
    size = take(given.folder, given.to, height=given.height, browser=given.browser)
    print(f"{given.to}: {size:,} bytes")
    if size > HEAVIEST:
        raise SystemExit(f"That is more than {HEAVIEST:,} bytes: take less of the page with --height")


if __name__ == "__main__":
    main()
