# make demo    check the policies in examples/            make lint      formatting, lint, types, import contracts
# make test    everything: lint and all tests             make format    format, and apply ruff's safe fixes
# make bench   the benchmarks, as one table of ratios     make docs      write the generated pages in docs/
# make soak    an hour's typing in some minutes           make performance  both, and their figures in docs/performance.md
# make test-all  the tests with every Python from 3.10 to 3.14 that this machine has
# make vsix    the packages of the VS Code extension for all platforms; their sizes are printed
# make fuzz    whatever may be read or sent, at random, for ten minutes: make fuzz SECONDS=3600 takes an hour
# make engines  the example in docs/ci.md that runs on Ray, with a local Ray
# make clean   remove environments and caches

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
VERSIONS := 3.10 3.11 3.12 3.13 3.14
PYTEST := -m pytest --numprocesses=auto --dist=worksteal --ignore=tests/editors/vscode
SECONDS := 600
CONSTRAINTS := tools/constraints.txt
SETUP := pyproject.toml $(CONSTRAINTS)

# A stamp stands for what was installed, so that a second run sets nothing up; a change of $(SETUP) does.
INSTALLED := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.development

# Node comes from PyPI, so that the machine needs none.
export PATH := $(CURDIR)/$(BIN):$(PATH)
VSCODE := editors/vscode
NODE_MODULES := $(VSCODE)/node_modules/.package-lock.json
CODE_SERVER := .cache/code-server/.installed

.DELETE_ON_ERROR:
.PHONY: demo test test-all test-vscode lint format docs bench soak performance engines vsix clean

demo: $(INSTALLED)
	$(BIN)/iamsight check --exit-zero examples/

test: lint $(CODE_SERVER)
	tools/install_editors.sh install
	$(BIN)/python $(PYTEST)
	$(MAKE) --no-print-directory test-vscode
	@tools/install_editors.sh report emacs vim

# In one process: the tests share a window. Where there is no browser, the window stays out.
test-vscode: $(NODE_MODULES) $(CODE_SERVER)
	cd $(VSCODE) && npm run check && npm test
	$(BIN)/python tools/bundle_server.py host
	tools/install_editors.sh install vscode
	tools/install_editors.sh missing vscode | grep -q . || $(BIN)/python -m pytest --numprocesses=0 tests/editors/vscode
	@tools/install_editors.sh report vscode

lint: $(DEVELOPMENT)
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-logo

format: $(DEVELOPMENT)
	$(BIN)/python -m ruff format .
	$(BIN)/python -m ruff check --fix .

docs: $(INSTALLED)
	$(BIN)/python tools/write_docs.py
	$(BIN)/python tools/write_vscode.py

vsix: $(NODE_MODULES)
	$(BIN)/python tools/bundle_server.py

# Files named bench_*.py, one process, so that nothing else runs while they measure.
# Compiled like any installed package, also where Python is told to write no bytecode.
MEASURE = $(BIN)/python -m pytest --numprocesses=0 --capture=no tests/bench

bench: $(DEVELOPMENT)
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --group bench
	$(BIN)/python -m compileall -q server
	$(MEASURE) --override-ini=python_files='bench_*.py' --figures=build/bench.json

# How much it types: make soak KEYSTROKES=100000
KEYSTROKES := 12000
soak: $(DEVELOPMENT)
	$(MEASURE) --override-ini=python_files='soak_*.py' --figures=build/soak.json --keystrokes=$(KEYSTROKES)

# The page is written whatever the figures are; what is missed, it shows.
performance:
	-$(MAKE) --no-print-directory bench
	-$(MAKE) --no-print-directory soak
	$(BIN)/python tools/write_performance.py

# What breaks something is written to .fuzz/; `python -m tests.fuzz --help` tells more.
fuzz: $(DEVELOPMENT)
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

# The examples that spread work over other people's engines, each with a local one.
engines: $(DEVELOPMENT)
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --group engines
	$(BIN)/python -m pytest --override-ini=python_files='engine_*.py' --numprocesses=0 tests/engines

clean:
	rm -rf $(VSCODE)/node_modules $(VSCODE)/dist .cache
	rm -rf $(VENV) .venvs .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
	find server tests tools -name __pycache__ -type d -prune -exec rm -rf {} +


# pyenv puts a `python3.12` on the PATH for versions that are not switched on: ask the interpreter, do not look it up.
define find-python
for python in python$(1) "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$(1).*/bin/python; do \
  if "$$python" -c 'import sys' 2>/dev/null; then echo "$$python"; break; fi; \
done
endef

# $(1) an interpreter, $(2) the folder of the environment
define create
@command -v $(1) >/dev/null || { \
  echo "iamsight needs Python 3.10 or later, and there is no $(1) here. Name one: make PYTHON=/path/to/python3.12"; exit 1; }
@$(1) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
  echo "iamsight needs Python 3.10 or later; this is $$($(1) --version). Name another: make PYTHON=python3.12"; exit 1; }
@$(1) -c 'import ensurepip, venv' 2>/dev/null || { \
  echo "$(1) cannot create environments: the module venv is missing (on Debian: apt-get install python3-venv)."; exit 1; }
rm -rf $(2)
$(1) -m venv $(2)
$(2)/bin/python -m pip install --quiet --disable-pip-version-check --constraint $(CONSTRAINTS) --upgrade pip
endef

$(VENV)/.created:
	$(call create,$(PYTHON),$(VENV))
	@touch $@

$(INSTALLED): $(VENV)/.created $(SETUP)
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --editable .
	@touch $@

$(DEVELOPMENT): $(VENV)/.created $(SETUP)
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --editable '.[ws]' --group dev
	@touch $(INSTALLED) $@

$(NODE_MODULES): $(VSCODE)/package-lock.json | $(DEVELOPMENT)
	cd $(VSCODE) && npm ci --silent
	@touch $@

$(CODE_SERVER): tools/install_code_server.sh | $(DEVELOPMENT)
	tools/install_code_server.sh $(BIN)

test-all: $(DEVELOPMENT)
	@for version in $(VERSIONS); do \
	  python=$$($(call find-python,$$version)); \
	  if [ -z "$$python" ]; then echo "== Python $$version is not on this machine"; continue; fi; \
	  echo "== Python $$version"; \
	  $(MAKE) --no-print-directory .venvs/$$version/.installed PYTHON="$$python" && \
	  .venvs/$$version/bin/python $(PYTEST) || exit 1; \
	done

.venvs/%/.installed: $(SETUP)
	$(call create,$(PYTHON),.venvs/$*)
	.venvs/$*/bin/python -m pip install --quiet --constraint $(CONSTRAINTS) --editable '.[ws]' --group test
	@touch $@
