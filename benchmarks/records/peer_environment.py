"""The peers' own Python, in a folder of its own: nothing of theirs is among the project's dependencies."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

REQUIREMENTS = ("metricflow==0.213.0", "pandas==3.1.1", "polars==2.1.0", "pyarrow==26.0.1")
ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
SCRIPTS = Path(__file__).parent / "peers"


def peers_python(folder: Path) -> Path:
    """Make the environment, unless it is there with these versions; returns its Python."""
    python, stamp = folder / "bin" / "python", folder / "requirements.txt"
    if stamp.exists() and stamp.read_text().split() == list(REQUIREMENTS):
        return python
    print(f"Setting up the peers in {folder}: {', '.join(REQUIREMENTS)}", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *REQUIREMENTS], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        sys.exit("The peers cannot be installed here. Leave them out: --without pandas polars metricflow")
    stamp.write_text("\n".join(REQUIREMENTS) + "\n")
    return python


def run_script(python: Path, script: str, job: Mapping[str, Any]) -> Any:
    """Run one of the peers' scripts over a job, on one thread; returns what it says."""
    done = subprocess.run(
        [python, SCRIPTS / script],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        env=os.environ | ONE_THREAD,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{script} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)
