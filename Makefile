PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: rehearse test lint suite bench pins

rehearse: $(VENV)/ready  ## play a negotiation in the browser, no Discord account needed
	$(BIN)/python bot.py rehearse

test:  ## everything that must hold; the type checker uses one core, so the tests run beside it
	$(MAKE) -j2 lint suite

lint: $(VENV)/ready
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/mypy --cache-dir=.mypy_cache/entry --follow-imports=silent bot.py && $(BIN)/lint-imports

suite: $(VENV)/ready
	$(BIN)/python -m pytest -n auto --dist worksteal

bench: $(VENV)/ready  ## figures, as ratios against a bare bot in the same run
	$(BIN)/python -m pytest tests/bench --override-ini addopts="-q -s" --benchmark-disable-gc

pins: $(VENV)/ready  ## write constraints.txt anew from pyproject.toml
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url --no-header -q -U -o constraints.txt pyproject.toml

$(VENV)/ready: constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r constraints.txt
	touch $@
