# Nansen. The two commands: `make demo`, `make test`. Needs python3.11, make, node; everything else it installs itself.
SHELL := /bin/bash
PYTHON ?= python3.11
BIN := .venv/bin
UV := $(BIN)/uv
SOURCES := src tests tools bench

.PHONY: help demo serve test lint bench lock messages assets clean
help:
	@echo "make demo      a demonstration register, the whole way walked once"
	@echo "make serve     open it on http://127.0.0.1:8000"
	@echo "make test      every test; as root on Debian it installs what they need"
	@echo "make lint      ruff, mypy, import contracts, translations, lock files"
	@echo "make bench     the speeds of docs/reference/benchmarks.md"
	@echo "make lock      the hashed requirement files and package-lock.json anew"
	@echo "make messages  the translation files anew from code, templates and terms"

.venv/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9
	@touch $@

.venv/run: .venv/uv requirements.txt pyproject.toml
	$(UV) pip install --quiet --require-hashes --requirement requirements.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@rm -f .venv/dev; touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(UV) pip install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@

node_modules/.done: package.json package-lock.json .npmrc
	npm ci --silent --no-audit --no-fund
	@touch $@

assets: src/nansen/desk/static/built/.done
src/nansen/desk/static/built/.done: node_modules/.done tools/assets.py .venv/run
	$(BIN)/python tools/assets.py
	$(BIN)/python tools/translations.py compile
	@touch $@

demo: .venv/run assets
	$(BIN)/nansen demo --fresh

serve: .venv/run assets
	$(BIN)/nansen serve

test: .venv/dev assets
	tools/debian.sh
	$(BIN)/pytest -n 2 --dist loadfile --cov=nansen --cov-report=
	NANSEN_TEST_DATABASE=postgres $(BIN)/pytest -n 2 --dist loadfile -m db
	$(BIN)/coverage report --fail-under=100 --include='$(shell tr '\n' ',' < tools/core.txt)'

lint: .venv/dev assets
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/translations.py check
	! grep -n '://' requirements*.txt package-lock.json

bench: .venv/dev assets
	$(BIN)/python bench/ledger.py
	$(BIN)/python bench/desk.py
	PYTHONPATH=. $(BIN)/python bench/law.py
	PYTHONPATH=. $(BIN)/python bench/papers.py

lock: .venv/uv
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements.in -o requirements.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements-dev.in -o requirements-dev.txt
	npm run --silent lock

messages: .venv/dev
	$(BIN)/python tools/translations.py collect

clean:
	rm -rf .venv node_modules src/nansen/desk/static/built var
