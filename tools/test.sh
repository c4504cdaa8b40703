#!/bin/sh
# Every test that this machine can run, on both databases, then what ran and what was left out.
# PYTEST_ARGS goes to pytest; TEST_PROCESSES says how many processes share the work (0: none but this one).
set -u
cd "$(dirname "$0")/.." || exit 1
failed=0
summary=

say() {
    summary="$summary
  $1"
}

run_pytest() { # on NAME, with the command that stands before pytest
    name=$1
    shift
    echo
    echo "== Tests on $name =="
    # shellcheck disable=SC2086 # several words on purpose
    if "$@" .venv/bin/python -m pytest -n "${TEST_PROCESSES:-2}" --dist worksteal ${without:-} ${PYTEST_ARGS:-}; then
        say "$name: passed"
    else
        say "$name: FAILED"
        failed=1
    fi
}

tools/install_packages.sh
tools/sync.sh dev || exit 1

if chromium=$(tools/find_chromium.sh); then
    export KANAAL_CHROMIUM="$chromium"
    say "browser tests: with $chromium"
else
    say "browser tests: LEFT OUT, no Chromium is installed"
fi

if dovecot=$(tools/find_dovecot.sh); then
    say "mailbox tests: with $dovecot"
else
    say "mailbox tests: LEFT OUT, no dovecot is installed"
fi

run_pytest SQLite env -u DATABASE_URL
if tools/find_postgres.sh >/dev/null; then
    # What never asks a database gives the same answers again, and pages look the same from each; all else runs again.
    without=--ignore=tests/browser/test_looks.py
    for pure in $(grep -rLE 'django_db|\bdb\b|transactional' --include='test_*.py' kanaal/*/tests); do
        without="$without --ignore=$pure"
    done
    run_pytest PostgreSQL tools/with_postgres.sh
else
    say "PostgreSQL: LEFT OUT, no PostgreSQL server is installed"
fi

echo
echo "== What was tested ==$summary"
exit $failed
