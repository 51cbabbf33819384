# Yehua: `make run` and `make test` are all a newcomer needs; `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
FLASK := $(BIN)/flask
CATALOGUE := council/i18n/translations
POSTGRES ?= postgresql://postgres@127.0.0.1:5432/postgres
# A browser, a database server and the tests share the cores, so the workers are as many as the cores.
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgres test-quick check format bench translations catalogue old-chromium migration clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: .venv/run translations ## install, migrate, load the demo into an empty database, serve
	@$(FLASK) db upgrade 2>&1 | grep -v -E "INFO|^$$" || true
	@if [ "$(DEMO)" != "0" ]; then $(FLASK) demo --if-empty; fi
	@exec $(BIN)/python app.py

test: test-sqlite test-postgres ## the whole suite, on SQLite and on PostgreSQL

test-sqlite: .venv/dev translations ## the suite on SQLite, with the journeys in a real browser
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

test-postgres: .venv/dev translations ## what touches the database, on PostgreSQL
	@$(BIN)/python -m tests.support.postgres $(POSTGRES); case $$? in \
	  0) DATABASE_URL=$(POSTGRES) $(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not journey and not race" ;; \
	  3) ;; *) exit 1 ;; esac

test-quick: .venv/dev translations ## the suite on SQLite without browser and race tests
	$(BIN)/pytest -n $(WORKERS) -m "not journey and not race"

check: .venv/dev translations ## format, lint, types, floors, templates, translations, migrations
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python -m council.i18n.check
	@D=$$(mktemp -d) && trap "rm -rf $$D" EXIT && DATA_DIR=$$D DATABASE_URL= $(FLASK) db upgrade 2>/dev/null \
	  && DATA_DIR=$$D DATABASE_URL= $(FLASK) db check 2>&1 | tail -n 1

format: .venv/dev ## format the code
	$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q .

bench: .venv/dev translations ## benchmarks; BENCH="storm pages" chooses
	$(BIN)/python -m bench $(BENCH)

translations: .venv/run ## compile the catalogue where it is newer
	@if [ ! -f $(CATALOGUE)/zh_CN/LC_MESSAGES/messages.mo ] || \
	    [ $(CATALOGUE)/zh_CN/LC_MESSAGES/messages.po -nt $(CATALOGUE)/zh_CN/LC_MESSAGES/messages.mo ]; then \
	  $(BIN)/pybabel -q compile -d $(CATALOGUE); fi

catalogue: .venv/dev ## bring new source texts into the catalogue
	@mkdir -p var
	$(BIN)/python -m babel.messages.frontend -q extract -F babel.cfg -k _l -k N_ --no-location -o var/messages.pot .
	$(BIN)/pybabel -q update -N --no-fuzzy-matching -i var/messages.pot -d $(CATALOGUE) -l zh_CN

old-chromium: ## fetch a Chromium of 2020 for the journeys of old phones; needs node and npm
	@mkdir -p var/old-chromium
	@cd var/old-chromium && npm pack --silent chrome-aws-lambda@2.1.1 >/dev/null && tar xzf chrome-aws-lambda-2.1.1.tgz
	@cd var/old-chromium && node -e "const z=require('zlib'),f=require('fs');f.writeFileSync('chromium',z.brotliDecompressSync(f.readFileSync('package/bin/chromium.br')),{mode:0o755})"
	@rm -r var/old-chromium/package var/old-chromium/*.tgz

migration: .venv/dev ## write a migration from the models; NAME="what changes"
	$(FLASK) db migrate -m "$(NAME)"

clean: ## remove what can be made again (not the data)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/pip:
	$(PYTHON) -m venv .venv

.venv/run: requirements.txt | .venv/bin/pip
	@echo "Installing what the application needs …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/run
	@echo "Installing what the tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
