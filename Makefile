# Two commands do everything on a fresh machine: `make site` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help site serve test lint bench shots constraints browser clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

site: $(VENV)/installed ## Build the sample digest into site/
	$(BIN)/digest build
	@echo "Open site/index.html, or run: make serve"

serve: $(VENV)/installed ## Preview the sample digest at http://127.0.0.1:8000/
	$(BIN)/digest serve

test: $(VENV)/installed-test browser ## Lint, type-check and test everything
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/pytest -q --numprocesses 2 --dist worksteal

bench: $(VENV)/installed-test ## Measure cleaning, grouping and page extraction beside their floors
	$(BIN)/python benchmarks/clean.py
	$(BIN)/python benchmarks/group.py
	$(BIN)/python benchmarks/pages.py

shots: $(VENV)/installed-test browser ## Screenshots of the sample into shots/
	$(BIN)/python benchmarks/shots.py

# The browser, the rsync, the Java and the page checks of the tests: installed where that can be done, else their tests are skipped by name.
browser: ## Install Debian's chromium, fonts, rsync, Java and npm, and what tests/node asks of npm
	@[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  { command -v chromium >/dev/null && command -v rsync >/dev/null && command -v npm >/dev/null && command -v java >/dev/null && \
	    [ -d /usr/share/fonts/truetype/noto ] && [ -d /usr/share/fonts/opentype/noto ] && command -v strace >/dev/null || \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium strace fonts-noto-core fonts-noto-cjk rsync \
	      $$(command -v npm >/dev/null || echo npm) default-jre-headless >/dev/null; }; } || true
	@command -v npm >/dev/null && { [ tests/node/node_modules/.package-lock.json -nt tests/node/package-lock.json ] || \
	  npm ci --prefix tests/node --ignore-scripts --no-audit --no-fund --silent; } || true

$(VENV)/installed: constraints.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed constraints-test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r constraints-test.txt
	@touch $@

COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --upgrade

constraints: $(VENV)/installed-test ## Pin the newest versions that fit pyproject.toml, with hashes
	$(BIN)/pip install --quiet pip-tools
	$(COMPILE) --extra build -o constraints.txt pyproject.toml
	$(COMPILE) --extra build --extra test -o constraints-test.txt pyproject.toml
	sed -i '/^--/d' constraints.txt constraints-test.txt  # where packages come from is each machine's own matter

clean: ## Delete what can be made again
	rm -rf $(VENV) .cache site shots tests/node/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
