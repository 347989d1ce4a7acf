# Everything runs from here: `make` lists what there is. Needs make and Python 3.11 or newer.

PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
ARGS ?=

VENV := .venv
RUN := $(VENV)/bin/python
MANAGE := $(RUN) manage.py

# What a shell has set for another project must not reach this one: a database of that name would
# be migrated. What is meant for this site stands in .env or on make's own command line.
FOREIGN := DATABASE_URL DJANGO_SETTINGS_MODULE DEBUG SECRET_KEY ALLOWED_HOSTS
IGNORED := $(foreach name,$(FOREIGN),$(if $(filter environment,$(origin $(name))),$(name)))
ifneq ($(strip $(IGNORED)),)
unexport $(IGNORED)
endif
SAID := $(strip $(filter-out DJANGO_SETTINGS_MODULE,$(IGNORED)))
unexport PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX
export DJANGO_SETTINGS_MODULE := config.settings
export PORT

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup demo test lint bench clean python port

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PORT=8001 serves on another port, DEMO=0 leaves the demonstration content out,"
	@echo "  ARGS=... goes to pytest, PYTHON=... names the Python to begin with."

setup: $(VENV)/.installed ## Install what is needed, prepare the database, load the demonstration
	@$(if $(SAID),echo "Not taken from your shell: $(SAID). Write it into .env or after make.")
	@$(MANAGE) migrate --noinput --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(if $(filter 0 no off false,$(DEMO)),:,$(MANAGE) load_demo)
	@echo "The site is set up."

demo: export SITE_URL := http://localhost:$(PORT)
demo: export DEBUG := off
demo: export ALLOWED_HOSTS :=
demo: export DJANGO_RUNSERVER_HIDE_WARNING := true
demo: port setup ## Set up, make staff log-ins, serve on PORT (8000)
	@$(MANAGE) demo_staff
	@echo "The site is at $(SITE_URL)/ and its log-in at $(SITE_URL)/$${ADMIN_PATH:-admin/} (Ctrl+C ends it)."
	@$(MANAGE) send_outbox --every 5 & mails=$$!; \
	$(MANAGE) runserver --noreload 127.0.0.1:$(PORT) & site=$$!; \
	trap 'kill $$mails $$site 2>/dev/null' EXIT; trap 'exit 0' INT; trap 'exit 143' TERM; \
	wait $$site

test: $(VENV)/.installed ## Run the tests (those for browsers and PostgreSQL if these are there)
	@$(RUN) -m pytest -n auto $(ARGS)

lint: $(VENV)/.lint ## Check the style of code and templates
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m djlint --lint --quiet templates

bench: $(VENV)/.installed ## Run the benchmarks
	@$(RUN) -m pytest -m benchmark $(ARGS)

clean: ## Remove what can be made again (never the data in var/)
	@rm -rf $(VENV) .pytest_cache .ruff_cache var/static
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Clean. The database, the secret key and uploads in var/ were left alone."

# --- What the targets above stand on ---------------------------------------------------------

$(VENV)/.installed: requirements.txt | python
	@[ -x $(RUN) ] && $(RUN) -c "import pip" 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing packages…"
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.lint: requirements-lint.txt $(VENV)/.installed
	@$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements-lint.txt
	@touch $@

define CHECK_PYTHON
import sys
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed, this is %d.%d. Install it, or name one that is there: make setup PYTHON=python3.12" % sys.version_info[:2])
try:
    import ensurepip, venv
except ImportError:
    sys.exit("Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv")
endef
export CHECK_PYTHON

python:
	@command -v "$(PYTHON)" >/dev/null || { echo "$(PYTHON) was not found. Install Python 3.11 or newer, or name it: make setup PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c "$$CHECK_PYTHON"

define CHECK_PORT
import os, socket, sys
text = os.environ["PORT"].strip()
port = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
if not 1 <= port <= 65535:
    sys.exit("PORT is %r: write a number from 1 to 65535, as in: make demo PORT=8001" % text)
def taken():
    for host in ("127.0.0.1", "::1"):
        try:
            socket.create_connection((host, port), timeout=1).close()
            return True
        except OSError:
            pass
    try:
        with socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("127.0.0.1", port))
    except PermissionError:
        sys.exit("Port %d is reserved for the system. Take a higher one: make demo PORT=8001" % port)
    except OSError:
        return True
if taken():
    sys.exit("Port %d is taken by another program. Take another one: make demo PORT=%d" % (port, port + 1 if port < 65535 else 8001))
endef
export CHECK_PORT

port: python
	@"$(PYTHON)" -c "$$CHECK_PORT"
