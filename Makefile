# The project's tasks. Each does its own set-up; all it needs is make, Python 3.11 or newer and a package index.
# `uv` lives in .tools, beside the project's own .venv, so that a sync of .venv never removes it.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
DATA ?= ../shared/data
DEMO_SERVE ?= 1
PYTEST_ARGS ?=
BENCH_ARGS ?=

BIN := .venv/bin
UV := .tools/bin/uv
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE  # compiled modules halve the time a command takes to start
export TRUSTBOARD_REAL_DATA ?= $(abspath $(DATA))
GATED := statistics compiler judgement disclosure

.DEFAULT_GOAL := help
.PHONY: help setup demo published test slow check format bench benchmarks docs clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */|/' | awk -F'|' '{printf "make %-11s %s\n", $$1, $$2}'

setup: .venv/.ready  ## Make .venv with everything the other tasks need

$(UV):
	@if [ -z "$(PYTHON)" ]; then \
	  echo "Trustboard needs Python 3.11 or newer, and found none. Install it, or name it: make PYTHON=/path/to/python3.11" >&2; \
	  exit 2; fi
	@echo "Setting up: the installer (uv) in .tools"
	@$(PYTHON) -m venv .tools || { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv" >&2; exit 2; }
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

.venv/.ready: $(UV) pyproject.toml uv.lock
	@echo "Setting up: Trustboard and its tools in .venv"
	@$(UV) sync --quiet --frozen --python .tools/bin/python
	@touch $@

demo: setup  ## Load, calculate and show the made-up trust's scorecard (DEMO_SERVE=0: write it only)
	$(BIN)/trustboard demo --to demo-trust $(if $(filter 0 no,$(DEMO_SERVE)),--no-serve)

published: setup  ## Build the scorecards of the published NHS files (DATA=folder of those files)
	$(BIN)/python scripts/published.py --data "$(DATA)" --to published-trust

check: setup  ## Linter, formatter, types and the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: check  ## Checks, then the tests with coverage; says at the end what it left out and why
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --stage quick $(PYTEST_ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --fail-under=97
	@for package in $(GATED); do [ ! -d trustboard/$$package ] || { \
	  echo "Coverage of $$package must be 100 %"; \
	  $(BIN)/coverage report --include="trustboard/$$package/*" --fail-under=100 || exit 1; }; done

slow: setup  ## The slower tests: kill at random moments, long generative runs, whole real files
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest --stage slow $(PYTEST_ARGS)

format: setup  ## Format the code and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup  ## Measure record-level counting beside its peers, into benchmarks/RESULTS.md (BENCH_ARGS=--large)
	$(BIN)/python -m benchmarks.records $(BENCH_ARGS)

benchmarks: setup  ## Measure the rest: SPC, loading, pages, the index (never part of the tests); prints ratios
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python -m benchmarks.$$(basename $$file .py) || exit 1; done

docs: setup  ## Write the pages of docs/reference that come from the code
	$(BIN)/python -m scripts.reference_pages

clean:  ## Remove what the tasks made, environments included
	rm -rf .venv .tools dist build htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache demo-trust published-trust
