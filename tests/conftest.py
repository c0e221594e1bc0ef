"""What every test shares: blocked sockets, Hypothesis profiles, real files, reference answers, a browser.

Environment: TRUSTBOARD_REAL_DATA and TRUSTBOARD_REFERENCE say where the published files and the reference
answers are (default: beside the repository, in ../shared); TRUSTBOARD_CHROMIUM names a browser; and
HYPOTHESIS_PROFILE is one of default, ci, long.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.support.left_out", "pytester"]

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("TRUSTBOARD_REAL_DATA") or ROOT.parent / "shared" / "data")
REFERENCE = Path(os.environ.get("TRUSTBOARD_REFERENCE") or ROOT.parent / "shared" / "reference")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
LOOPBACK = ["127.0.0.1", "::1"]

NO_REAL_DATA = "the published NHS files are not here (set TRUSTBOARD_REAL_DATA to their folder)"
NO_REFERENCE = "the reference answers are not here (set TRUSTBOARD_REFERENCE to their folder)"
NO_BROWSER = "no Chromium on this machine (install it, or set TRUSTBOARD_CHROMIUM to the program)"

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "long", deadline=None, max_examples=1000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))


def chromium_path() -> str | None:
    """The browser for tests marked `browser`: TRUSTBOARD_CHROMIUM, or the first one on the path."""
    named = os.environ.get("TRUSTBOARD_CHROMIUM")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def absent_needs() -> dict[str, str]:
    """Marker -> plain reason, for each marker whose tests cannot run on this machine."""
    needs = {
        "real": REAL_DATA.is_dir(),
        "reference_files": REFERENCE.is_dir(),
        "browser": bool(chromium_path()),
    }
    reasons = {"real": NO_REAL_DATA, "reference_files": NO_REFERENCE, "browser": NO_BROWSER}
    return {marker: reasons[marker] for marker, present in needs.items() if not present}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here, and let browser and loopback tests reach this machine only."""
    absent = absent_needs()
    for item in items:
        for marker, reason in absent.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
        if item.get_closest_marker("browser") or item.get_closest_marker("loopback"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of the published NHS files; the test is skipped where they are absent."""
    if not REAL_DATA.is_dir():
        pytest.skip(NO_REAL_DATA)
    return REAL_DATA


@pytest.fixture(scope="session")
def reference_files() -> Path:
    """Folder of the reference answers; the test is skipped where they are absent."""
    if not REFERENCE.is_dir():
        pytest.skip(NO_REFERENCE)
    return REFERENCE


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running headless Chromium (Playwright's `Browser`), shared by the session's browser tests."""
    path = chromium_path()
    if path is None:
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page of an empty browser profile, offline except for this machine."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()
