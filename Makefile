# One word for each everyday task; `make help` lists them. CI runs `make ci` and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
# Without compiled modules every process that a test starts compiles them again: twice the time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test torture containers ci lint types format generate check-generated docs check-docs bench api-diff lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# $(call install,WHAT). uv takes seconds where pip takes a minute; pip knows where to look when the index is set up for it alone.
install = @$(BIN)/uv pip install --quiet --python $(BIN)/python $(1) 2>/dev/null || \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(1)

# The environment: made once, again when a dependency changes. Exact versions, so that everybody has the same.
$(INSTALLED): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ...")'
	@echo "Making the environment in $(VENV), once."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(call install,--constraint requirements-dev.txt --editable '.[emulator]')
	@touch $@

# Most of what development takes; the demo does without.
$(READY): $(INSTALLED)
	@echo "Installing the development tools, once."
	$(call install,--requirement requirements-dev.txt)
	@touch $@

demo: $(INSTALLED) ## start the embedded server and watch a pipeline run on it
	@$(BIN)/python examples/demo.py

test: $(READY) ## the test suite: a minute on two cores
	$(BIN)/python -m pytest -n logical

ci: lint types check-generated check-docs test ## everything that CI checks, in its order

lint: $(READY) ## style and common mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy --strict and pyright
	$(BIN)/mypy
	$(BIN)/mypy tests/typing
	$(BIN)/pyright

format: $(READY) ## rewrite the sources in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: $(READY) ## generate generated/ from the spec, and the clients' methods and docs/api.md from the operations
	$(BIN)/python scripts/generate.py
	$(BIN)/python scripts/clients.py

check-generated: $(READY) ## fail when something is not what "make generate" writes
	$(BIN)/python scripts/generate.py --check
	$(BIN)/python scripts/clients.py --check

docs: $(READY) ## make what is derived from the commands and docstrings
	$(BIN)/python scripts/docs.py

check-docs: $(READY) ## fail when that is not up to date
	$(BIN)/python scripts/docs.py --check

SINCE ?= origin/main
api-diff: ## list what spec/openapi.yaml breaks for clients, compared with that of SINCE (origin/main); needs Go
	@git show $(SINCE):spec/openapi.yaml | go run github.com/oasdiff/oasdiff@v1.37.0 breaking --fail-on ERR - spec/openapi.yaml

torture: $(READY) ## all tests, also the slow ones, with hundreds of examples and 200 kills: before a release
	PADDLEFLOW_TORTURE=200 $(BIN)/python -m pytest -n logical -m "" --hypothesis-profile=torture

containers: $(READY) ## run steps in containers, which takes Docker or Podman and PADDLEFLOW_TEST_IMAGE (busybox)
	$(BIN)/python -m pytest tests/containers

bench: $(READY) ## what things cost, beside others and the last release (or AGAINST=commit)
	@$(BIN)/python bench/compare.py $(AGAINST)
	@$(BIN)/python bench/diamond.py
	@$(BIN)/python bench/client.py
	@$(BIN)/python bench/cli.py

lock: $(READY) ## choose new versions of the development tools
	$(BIN)/uv pip compile --quiet --universal --no-header --no-emit-find-links --no-emit-index-url --all-extras --group dev pyproject.toml --output-file requirements-dev.txt

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .*_cache dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
