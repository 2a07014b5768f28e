# make app    the app on http://localhost:8501        (PORT=8600 make app: another port)
# make test   all tests, the browser's among them
# make train  the tagger's weights anew (CORPUS=annotated.jsonl OUT=folder TEACHER=scores.npz; under an hour)
# make train-claims  the claim scorer's weights anew (CLAIMBUSTER=sentences.jsonl CLEF=… OUT=folder)
# make bench  the archive's speed beside numpy and SQLite (ROWS=100000: up to so many; see build/bench.json)
# make check  what CI runs: lint and tests
# Each does its own set-up in .venv; PYTHON=python3.12 make app chooses the interpreter.

PYTHON ?= python3
PORT ?= 8501
VENV ?= .venv
BIN := $(VENV)/bin
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
PYTEST_ARGS ?=
OUT ?= build/tagger
ROWS ?= 1000000
BENCH_ARGS ?=

.PHONY: app test train train-claims bench check lint clean
.DEFAULT_GOAL := app

app: $(VENV)/.app
	@$(BIN)/python -m lib.pipeline build
	@echo "The app opens on http://localhost:$(PORT) – stop it with Ctrl-C."
	@$(BIN)/streamlit run app.py --server.port $(PORT)

# The tests never reach for the network, and two threads leave a small machine usable.
test: export HF_HUB_OFFLINE = 1
test: export TOKENIZERS_PARALLELISM = false
test: export OMP_NUM_THREADS ?= 2
test: $(VENV)/.dev
ifeq ($(CHROMIUM),)
	@echo "Chromium is missing, which the browser tests drive. Debian, Ubuntu: sudo apt-get install chromium"
endif
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

train: $(VENV)/.dev
	@test -n "$(CORPUS)" || { echo "Name the annotated articles: make train CORPUS=train.jsonl OUT=folder"; exit 1; }
	@$(BIN)/python -m lib.train --corpus $(CORPUS) --out $(OUT) $(if $(TEACHER),--teacher $(TEACHER))

train-claims: OUT = build/worth
train-claims: $(VENV)/.dev
	@test -n "$(CLAIMBUSTER)" || { echo "Name the sentences: make train-claims CLAIMBUSTER=train.jsonl"; exit 1; }
	@$(BIN)/python -m lib.train_worth --claimbuster $(CLAIMBUSTER) $(if $(CLEF),--clef $(CLEF)) --out $(OUT)

bench: export HF_HUB_OFFLINE = 1
bench: export TOKENIZERS_PARALLELISM = false
bench: $(VENV)/.app
	@$(BIN)/python -m lib.bench --rows $(ROWS) $(BENCH_ARGS)

lint: $(VENV)/.dev
	@$(BIN)/ruff check .

check: lint test

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis

# The stamps carry the time of the last install, so a changed list is installed again.
$(VENV)/.app: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, $(PYTHON) is `$(PYTHON) --version 2>&1`. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up $(VENV); the first time takes some minutes."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.app
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@
