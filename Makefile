# Everything one does here begins with make. The work itself is done by short scripts in tools/.
.DEFAULT_GOAL := help
# What was compiled once is kept: every command here starts Python anew, and reading it all takes longer than the work.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help run test check bench simulate world stories shots test-next

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile | expand -t 16

run: ## set up all there is to set up, then serve the demo (stop with Ctrl-C)
	@tools/sync.sh run
	@exec .venv/bin/kanaal run --demo $(if $(PORT),--port $(PORT))

test: ## every test this machine can run, on SQLite and on PostgreSQL (PYTEST_ARGS='-k seats' for some)
	@tools/test.sh

check: ## lint, format, types, floors, migrations, translations
	@tools/check.sh

bench: ## measure speed
	@tools/sync.sh dev
	@.venv/bin/python -m bench

simulate: ## play ten years of a programme and check what must always hold (ARGS='--agreements 200 --seed 7')
	@tools/sync.sh dev
	@.venv/bin/python -m bench.simulate $(ARGS)

world: ## put the demo world into an empty database
	@tools/sync.sh run
	@.venv/bin/kanaal world

stories: ## which requirement is held by which test
	@tools/sync.sh dev
	@.venv/bin/python -m tests.stories

shots: ## take pictures of the pages
	@tools/sync.sh dev
	@.venv/bin/python -m tests.shots

test-next: ## the tests on the next Python and Django, where this machine has them
	@tools/test_next.sh
