# Each target prepares all it needs by itself: Python 3.11 to 3.13 and make are enough.
#   make run     the application, in the browser
#   make test    the tests
#   make check   format, lint, types, tests
#   make bench   times and memory, beside their targets
#   make load    sixty counsellors at once on one server
#   make scale   a hundred thousand cases
#   make proofs  the long proofs: kills, cuts, scale, the wheel alone
.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 || continue; \
	$$p -c 'import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || continue; \
	echo $$p; break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check
JOBS ?= auto
ARGS ?=

.PHONY: help run test check format bench load scale proofs wheel clean

help:
	@sed -n '2,8s/^# *//p' Makefile

$(BIN)/python:
	@test -n "$(PYTHON)" || { \
		echo 'Il faut Python 3.11, 3.12 ou 3.13 avec son module venv (Debian : apt install python3-venv).' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --quiet --upgrade 'pip>=25.1'

$(VENV)/.ready-to-run: pyproject.toml constraints.txt $(BIN)/python
	@echo 'Installation des bibliothèques (une seule fois)…'
	@$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.ready-to-test: pyproject.toml constraints.txt $(VENV)/.ready-to-run
	@echo 'Installation des outils de développement (une seule fois)…'
	@$(PIP) install --quiet 'pip>=25.1'
	@$(PIP) install --quiet --constraint constraints.txt --group dev
	@touch $@

run: $(VENV)/.ready-to-run
	$(BIN)/python -m pcb serve $(ARGS)

test: $(VENV)/.ready-to-test
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile -m 'not proof' $(ARGS)

check: $(VENV)/.ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadfile -m 'not proof' $(ARGS)

format: $(VENV)/.ready-to-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.ready-to-test
	$(BIN)/python -m benchmarks $(ARGS)

load: $(VENV)/.ready-to-test
	$(BIN)/python -m benchmarks.load $(ARGS)

scale: $(VENV)/.ready-to-test
	$(BIN)/python -m benchmarks.scale $(ARGS)

proofs: $(VENV)/.ready-to-test
	$(BIN)/python -m pytest -m proof $(ARGS)

wheel: $(VENV)/.ready-to-run
	$(PIP) wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
