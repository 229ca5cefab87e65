# make demo    build the demo knowledge base and ask it three questions
# make test    run the tests
# make check   lint, formatting, types, direction of imports
# make clean   remove what these made, but the environment
#
# Variables: VENV (the environment's folder), PYTHON (the interpreter it is made with), TORCH_INSTALL (what is
# given to pip for PyTorch; see docs/install.md), WORKERS (how many processes run the tests, each with up to 3 GB).

PYTHON ?= python3
VENV ?= .venv
TORCH_INSTALL ?= torch==2.13.0
WORKERS ?= 2
BUILD := build
FOLDERS := kg encoders linker retriever reader extract pipelines data

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
SOURCES := $(BUILD)/demo
KB := $(BUILD)/demo.kb

.PHONY: demo test check clean
.DELETE_ON_ERROR:

demo: $(BUILD)/.demo-kb
	$(BIN)/kgqa ask $(KB) "What is tungsten used for?"
	$(BIN)/kgqa ask $(KB) "Who discovered polonium?"
	$(BIN)/kgqa ask $(KB) "Which countries border Austria?"

# One thread each: two processes whose threads wait for each other's cores are slower than one.
test: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	rm -rf $(BUILD)/typed
	mkdir -p $(BUILD)/typed/kgqa
	cp core/py.typed $(BUILD)/typed/kgqa
	cd core && find . -name '*.py' -exec cp --parents {} ../$(BUILD)/typed/kgqa \;
	for folder in $(wildcard $(FOLDERS)); do \
	  find $$folder -name '*.py' -exec cp --parents {} $(BUILD)/typed/kgqa \; ; done
	MYPYPATH=$(BUILD)/typed $(BIN)/mypy -p kgqa
	$(BIN)/python -m pytest tests/test_imports.py

clean:
	rm -rf $(SOURCES) $(KB) $(BUILD)/typed $(BUILD)/.demo-kb $(BUILD)/.demo-sources
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The environment, in steps that each leave a stamp. PyTorch goes first and alone, so that no other package's
# wish decides which build of it comes.
$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kgqa needs Python 3.11 or later; PYTHON=$(PYTHON) is $$($(PYTHON) -V 2>&1)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) can't make an environment. On Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.torch: $(VENV)/.venv
	$(PIP) install $(TORCH_INSTALL)
	touch $@

$(VENV)/.demo: $(VENV)/.torch pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e ".[demo]"
	touch $@

$(VENV)/.dev: $(VENV)/.demo
	$(PIP) install -c constraints.txt -e ".[demo,build,evaluate,tune,onnx,parquet,shacl,bolt,dev]"
	touch $@

$(BUILD)/.demo-sources: $(VENV)/.demo $(wildcard data/demo/*.py)
	$(BIN)/python -m kgqa.data.demo $(SOURCES)
	touch $@

$(BUILD)/.demo-kb: $(BUILD)/.demo-sources
	$(BIN)/kgqa import $(KB) --triples $(SOURCES)/triples.tsv --entities $(SOURCES)/entities.jsonl \
	  --relations $(SOURCES)/relations.jsonl --passages $(SOURCES)/passages.jsonl --replace
	touch $@
