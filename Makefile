# Every target sets up what it needs by itself; a second call does nothing twice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
APP := build/app-venv
APP_STAMP := $(APP)/.installed
PUBLISH := build/publish-venv
PUBLISH_STAMP := $(PUBLISH)/.installed
IMAGES ?=

# Annoy's own default, -march=native, makes a wheel that dies on an older processor than the one it was built on.
# The variable replaces its whole list of flags, so the others stand here, too. Without --use-pep517 the pip of
# Python 3.11.2 installs it in the old way, which leaves no trace of where its licence is.
ANNOY_FLAGS := -O3,-ffast-math,-fno-associative-math,-std=c++14,-fpermissive,-DANNOYLIB_MULTITHREADED_BUILD
ifeq ($(shell uname -m),x86_64)
ANNOY_FLAGS := $(ANNOY_FLAGS),-march=x86-64-v2
endif

.PHONY: app dist demo test run bench quality screenshots pictures lint clean

demo: $(STAMP)
	@mkdir -p build
	cd build && ../$(BIN)/photosim demo

test: $(STAMP) lint
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

run: $(STAMP)
	$(BIN)/photosim

bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks $(if $(IMAGES),--images "$(IMAGES)") $(BENCH)

quality: $(STAMP)
	$(BIN)/python -m tests.quality --images "$(IMAGES)"

screenshots: $(STAMP)
	$(BIN)/python -m tests.screenshots $(SHOTS)

pictures: $(STAMP)
	$(BIN)/python -m docs.make_pictures

$(STAMP): pyproject.toml constraints.txt .ci/system-packages
	sh .ci/system-packages
	$(PYTHON) -m venv $(VENV)
	ANNOY_COMPILER_ARGS="$(ANNOY_FLAGS)" $(BIN)/python -m pip install --quiet --no-cache-dir --use-pep517 -c constraints.txt annoy
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[demo,test]'
	touch $(STAMP)

# The packaged program, from an environment of its own that holds nothing else: made, looked at, used as a person
# would (on Linux on a virtual screen), packed and weighed.
app: $(APP_STAMP) $(PUBLISH_STAMP)
	$(APP)/bin/python -m release build check smoke package sizes
	$(PUBLISH)/bin/python -m release papers sums
	@echo "The program is in build/app, the downloads are in build/release, a picture of its window in build."

$(APP_STAMP): pyproject.toml constraints.txt .ci/system-packages
	sh .ci/system-packages
	$(PYTHON) -m venv $(APP)
	ANNOY_COMPILER_ARGS="$(ANNOY_FLAGS)" $(APP)/bin/python -m pip install --quiet --no-cache-dir --use-pep517 -c constraints.txt annoy
	$(APP)/bin/python -m pip install --quiet -c constraints.txt -e '.[app]'
	touch $(APP_STAMP)

# Wheel and source archive, installed and tried as people do it. It needs the network; `make test` does not.
dist: $(PUBLISH_STAMP)
	ANNOY_COMPILER_ARGS="$(ANNOY_FLAGS)" $(PUBLISH)/bin/python -m release dist

# The tools that check and try what is published, apart from what it consists of.
$(PUBLISH_STAMP): pyproject.toml constraints.txt .ci/system-packages
	sh .ci/system-packages
	$(PYTHON) -m venv $(PUBLISH)
	$(PUBLISH)/bin/python -m release.extra publish >$(PUBLISH)/wanted.txt
	$(PUBLISH)/bin/python -m pip install --quiet -c constraints.txt -r $(PUBLISH)/wanted.txt
	touch $(PUBLISH_STAMP)

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
