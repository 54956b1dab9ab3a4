# `make demo` shows findings on the fixture deal, `make test` runs every gate, `make test-all` also
# what needs a browser, LibreOffice or the documentation's builder, and installs them (Debian).
PYTHON ?= python3
BIN := .venv/bin
DEAL := fixtures/deal
PROGRAMS := chromium chromedriver soffice
PACKAGES := chromium chromium-driver libreoffice-writer-nogui
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)

.PHONY: demo test test-all programs docs format lint types unit clean

demo: .venv/.installed
	@mkdir -p build/demo
	@$(BIN)/contract-lint check $(DEAL) -r $(DEAL)/requirements.xlsx --fail-on never \
		--format text --format html:build/demo/report.html
	@$(BIN)/contract-lint matrix $(DEAL) -r $(DEAL)/requirements.xlsx -o build/demo/matrix.xlsx
	@$(BIN)/contract-lint annotate $(DEAL)/msa.docx $(DEAL)/quality-agreement.docx $(DEAL)/sow.pdf \
		-r $(DEAL)/requirements.xlsx --suggest -o build/demo/msa-reviewed.docx
	@echo "also written: build/demo/report.html build/demo/matrix.xlsx build/demo/msa-reviewed.docx"

test: .venv/.installed-dev lint types unit

test-all: .venv/.installed-all programs lint types docs
	$(BIN)/pytest -rs

programs:
	@for program in $(PROGRAMS); do \
		command -v $$program > /dev/null || absent="$$absent $$program"; \
	done; \
	if [ -n "$$absent" ]; then \
		echo "installing what brings$$absent"; \
		{ $(SUDO) apt-get update --quiet && \
		$(SUDO) apt-get install --yes --no-install-recommends $(PACKAGES); } || \
		echo "not installed:$$absent; the tests that need them are skipped; install $(PACKAGES) and run make test-all again"; \
	fi

docs: .venv/.installed-all
	$(BIN)/python docs/reference.py
	$(BIN)/mkdocs build --strict

lint: .venv/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.installed-dev
	$(BIN)/mypy

unit: .venv/.installed-dev
	$(BIN)/pytest

format: .venv/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.installed-dev: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ .venv/.installed

.venv/.installed-all: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,docs,browser]'
	@touch $@ .venv/.installed .venv/.installed-dev

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
