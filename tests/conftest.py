"""What every test shares: blocked sockets, Hypothesis profiles, real files, reference answers, browser, Spark.

Environment: TRUSTBOARD_REAL_DATA and TRUSTBOARD_REFERENCE say where the published files and the reference
answers are (default: beside the repository, in ../shared); TRUSTBOARD_CHROMIUM names a browser; and
HYPOTHESIS_PROFILE is one of default, ci, long.
"""

import importlib.util
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
NO_SPARK = (
    "Spark is not here (pip install 'trustboard[spark]', and Java 17: set JAVA_HOME, or java on the path)"
)

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


def has_spark() -> bool:
    """Whether Spark can run here: its Python package and Java."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    return bool(importlib.util.find_spec("pyspark") and java)


def absent_needs() -> dict[str, str]:
    """Marker -> plain reason, for each marker whose tests cannot run on this machine."""
    needs = {
        "real": REAL_DATA.is_dir(),
        "reference_files": REFERENCE.is_dir(),
        "browser": bool(chromium_path()),
        "spark": has_spark(),
    }
    reasons = {
        "real": NO_REAL_DATA,
        "reference_files": NO_REFERENCE,
        "browser": NO_BROWSER,
        "spark": NO_SPARK,
    }
    return {marker: reasons[marker] for marker, present in needs.items() if not present}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what cannot run here, and let tests with a server of their own reach this machine only."""
    absent = absent_needs()
    for item in items:
        for marker, reason in absent.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
        if any(map(item.get_closest_marker, ("browser", "loopback", "spark"))):
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


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running Spark engine on two threads of this machine, shared by the session's tests."""
    if not has_spark():
        pytest.skip(NO_SPARK)
    from trustboard.definitions.settings import Engine, Settings, Spark
    from trustboard.warehouse.engine import open_engine

    chosen = Spark(master="local[2]")
    settings = Settings(name="Fenbrook", ods_code="ZZ1", engine=Engine.SPARK, spark=chosen, memory="1GB")
    with open_engine(settings, folders=[], spill=tmp_path_factory.mktemp("spark")) as engine:
        yield engine
