# Each target sets up .venv by itself; when that is done already, at once.
PYTHON ?= python3
PORT   ?= 8501
BIN    := .venv/bin
# The demo has a graph of its own, whatever server the environment names.
DEMO   := DEALGRAPH_DATA="$(CURDIR)/data/demo" NEO4J_URI=

.PHONY: help demo app stop test lint eval bench train screenshots chromium

help:
	@echo "make demo   read the example articles and print the deals and disputes in them"
	@echo "make app    explore them in a browser (PORT=8501); make stop ends their engine"
	@echo "make test   ruff, mypy and all tests; make lint: the first two alone"
	@echo "make eval   the score on annotated articles; make bench: speed"
	@echo "make train  the taggers again; make screenshots: the pictures in docs, of the demo's graph"

demo: .venv/.product
	@$(DEMO) $(BIN)/dealgraph ingest data/articles
	@$(DEMO) $(BIN)/dealgraph deals
	@$(DEMO) $(BIN)/dealgraph disputes
	@echo "To explore them in a browser: make app"

app: .venv/.product
	@$(DEMO) $(BIN)/dealgraph app --port $(PORT)

stop: .venv/.product
	@$(DEMO) $(BIN)/dealgraph stop

test: lint chromium
	$(BIN)/pytest

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: .venv/.dev
	$(BIN)/python -m tests.evaluate

bench: .venv/.dev
	$(BIN)/python -m tests.bench

train: .venv/.product
	$(BIN)/python -m extract.train

screenshots: chromium
	@$(DEMO) $(BIN)/python -m tests.screenshots

# A browser for the tests: one that is there, else Debian's when root, else Playwright's. Without one they say so.
chromium: .venv/.dev
	@command -v "$${CHROMIUM:-chromium}" >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	     && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } \
	|| $(BIN)/playwright install chromium \
	|| echo "no Chromium could be had: the browser tests are skipped"

.venv/.product: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=...")'
	@[ -x $(BIN)/pip ] || $(PYTHON) -m venv .venv
	@echo "Installing into .venv, which takes some minutes the first time ..."
	@$(BIN)/pip install -q --disable-pip-version-check -e .
	@touch $@

.venv/.dev: .venv/.product
	@$(BIN)/pip install -q --disable-pip-version-check -e '.[dev]'
	@touch $@
