# Everything a person or CI does here. `make demo` and `make test` set up what they need by themselves.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint types contracts check cover soak bench browser lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.runtime ## set up, run the night on three sample papers over HTTP, show the queue and the digest
	@$(VENV)/bin/strikewatch demo

test: $(VENV)/.dev ## set up, then all tests (8 minutes at most on two cores)
	$(PY) -m pytest -n 2 --dist loadfile $(ARGS)

lint: $(VENV)/.dev ## ruff
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(VENV)/.dev ## mypy --strict
	$(PY) -m mypy

contracts: $(VENV)/.dev ## who may import whom
	$(VENV)/bin/lint-imports

cover: ## the tests with coverage, against the floor
	$(MAKE) test ARGS="--cov --cov-report=term:skip-covered --cov-fail-under=$$(cat tests/floors/coverage.txt)"

check: lint types contracts test ## what CI runs

soak: $(VENV)/.dev ## the long runs at full size
	$(PY) -m pytest -m soak -n 0

bench: $(VENV)/.dev .venv-bench/.peers ## benchmarks beside named peers; writes bench/results/<date>.md
	$(PY) -m bench

browser: ## put in chromium and axe-core, for the tests of the review desk in a real browser
	tools/browser

lock: $(VENV)/.dev ## make the locks anew from the requirements*.in files
	tools/lock

clean: ## remove what the targets made
	rm -rf $(VENV) .venv-bench build *.egg-info var

# Debian ships python3 without ensurepip; then the machine's own pip fills the environment.
$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "strikewatch needs Python 3.11 or later; try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || \
	  { rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) && \
	    $(PYTHON) -m pip --python $(PY) install -q --require-hashes -r requirements.lock; }

$(VENV)/.runtime: requirements.lock pyproject.toml | $(PY)
	@echo "Installing what strikewatch needs (about 600 MB, a minute or two) ..."
	@$(PY) -m pip install -q --require-hashes -r requirements.lock
	@$(PY) -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@$(PY) -m pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

.venv-bench/.peers: requirements-bench.lock
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install -q --require-hashes -r requirements-bench.lock
	@touch $@
