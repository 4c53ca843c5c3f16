# Two commands for everybody: `make quiz` and `make test`. Everything lives in .venv; both are quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
JOBS ?= auto

.PHONY: quiz test lint format bench mutants seeds clean
.DEFAULT_GOAL := quiz

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "llmprep needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "setting up $(VENV) (once; torch is large)"
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test-installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "setting up $(VENV) with the test tools (once; torch is large)"
	$(PIP) install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $(VENV)/.installed $@

quiz: $(VENV)/.installed  ## practise
	@$(BIN)/llmprep quiz

test: lint  ## lint, type-check and run every test
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal

lint: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.test-installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.test-installed  ## speed, as ratios measured in one run
	$(BIN)/python -m tests.bench

mutants: $(VENV)/.test-installed  ## how many mechanical mutants of the drills the grader rejects
	$(BIN)/python -m tests.mutants

seeds: $(VENV)/.test-installed  ## does any of 200 seeds reject a right solution?
	$(BIN)/python -m tests.seeds

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
