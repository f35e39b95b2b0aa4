# `make help` lists what there is to make.

QUALITY  ?= m
FORMAT   ?= mp4
CAPTIONS ?= picture
JOBS     ?=
SECTION  ?=
# RUN=file.npz and DATA=mnist MNIST_DIR=folder reach scenes/runs.py as they are: Make hands on what it is given.

one_of = $(if $(filter-out $(2),$(or $($(1)),nothing)),$(error $(1) is one of $(2); got "$($(1))"))
$(call one_of,QUALITY,l m h p k)
$(call one_of,FORMAT,mp4 webm gif png)
$(call one_of,CAPTIONS,picture file)
export CAPTIONS
# Every film and many a test is a process of its own: Python is to compile the project once, not in each of them.
unexport PYTHONDONTWRITEBYTECODE

VENV   := .venv
READY  := $(VENV)/.ready
TESTS  := $(VENV)/.ready-for-tests
FILMS  := $(sort $(filter-out __init__ runs sources,$(basename $(notdir $(wildcard scenes/*.py)))))
STUDIO := $(VENV)/bin/python -m scenes.studio
ASKED   = --quality $(QUALITY) --format $(FORMAT) $(addprefix --jobs ,$(JOBS)) $(if $(SECTION),--section '$(SECTION)')
# The first Python that is new enough; looked for only where it is needed.
PYTHON ?= $(or $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; \
	done),$(error Python 3.11 or newer is needed: install it, or say which with make PYTHON=...))

.DEFAULT_GOAL := videos
.PHONY: videos $(FILMS) recordings stills sheets test torture bench doctor clean help setup

videos: $(READY)      ## every film into media/videos (what `make` alone does)
	@$(STUDIO) videos $(ASKED)

$(FILMS): $(READY)
	@$(STUDIO) videos $@ $(ASKED)

recordings: $(READY)  ## train and record every run that the films show
	@$(STUDIO) recordings $(addprefix --jobs ,$(JOBS))

stills: $(READY)      ## the last frame of every section into media/stills
	@$(STUDIO) stills $(ASKED)

sheets: $(READY)      ## one contact sheet per film into media/sheets
	@$(STUDIO) sheets $(ASKED)

test: $(TESTS)        ## the tests
	@$(VENV)/bin/python -m pytest -n $(or $(JOBS),auto)

torture: $(TESTS)     ## the long form of tests/trust: faults, hostile files, planted mistakes
	@$(VENV)/bin/python -m pytest -n $(or $(JOBS),auto) --torture tests/trust

bench: $(TESTS)       ## nncore and the films measured, beside PyTorch (which this installs) and Manim's own
	@$(VENV)/bin/python -m pip install --quiet --editable '.[films,test,bench]'
	@$(VENV)/bin/python -m tests.bench

doctor:               ## what is missing on this machine, and how to get it
	@if [ -x $(VENV)/bin/python ]; then $(STUDIO) doctor; else $(PYTHON) -m scenes.studio doctor; fi

clean:                ## remove everything made: films, recordings, stills, sheets
	@find media -mindepth 1 -maxdepth 1 ! -name preview -exec rm -rf {} + 2>/dev/null || true

setup: $(READY)       ## .venv with all that is needed; done once, and again when pyproject.toml changes

$(READY): pyproject.toml
	@$(PYTHON) -m scenes.studio.machine
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --editable '.[films]'
	@touch $@

$(TESTS): $(READY)
	@$(VENV)/bin/python -m pip install --quiet --editable '.[films,test]'
	@touch $@

help:                 ## this list
	@echo 'make [target] [QUALITY=l|m|h|p|k] [SECTION=number|name] [FORMAT=mp4|webm|gif|png] [CAPTIONS=picture|file] [JOBS=n]'
	@echo '     [RUN=file.npz] [DATA=mnist MNIST_DIR=folder]'
	@echo
	@awk -F ': *[^#]*## ' '/^[a-z]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@printf '  %-11s %s\n' '<film>' 'one film: $(or $(FILMS),none yet)'
	@echo
	@echo 'QUALITY: l 480p15, m 720p30 (default), h 1080p60, p 1440p60, k 2160p60.  JOBS: films at a time; default, the cores and one.'
	@echo 'SECTION: only that one of a film; then FORMAT may be gif, at most 4 MB, or png, its last picture.'
	@echo 'RUN: a recording of your own, filmed in the place of ours.'
	@echo 'CAPTIONS: picture, sentences stand in the picture (default); file, they lie beside a clean one as .srt and .vtt.'
