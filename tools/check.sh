#!/bin/sh
# Everything that a machine can say about the code without running it. All of it runs, though one part fails.
set -u
cd "$(dirname "$0")/.." || exit 1
tools/sync.sh dev || exit 1
PATH="$PWD/.venv/bin:$PATH"
failed=

check() { # NAME COMMAND...
    name=$1
    shift
    echo "== $name =="
    "$@" || failed="$failed
  $name"
}

folders=
for folder in kanaal checks bench tests tools; do
    if [ -n "$(find "$folder" -name '*.py' 2>/dev/null)" ]; then folders="$folders $folder"; fi
done

# `uv sync --frozen` believes the lock: here we see that it still says what pyproject.toml asks for.
lock_is_right() {
    "$(tools/find_uv.sh)" lock --check --offline --quiet || {
        echo "uv.lock is behind pyproject.toml: run 'uv lock' and commit it."
        return 1
    }
    ! grep -n 'file://' uv.lock || {
        echo "uv.lock names a folder of one machine: lock again without that machine's settings."
        return 1
    }
}

check "ruff" ruff check
check "format" ruff format --check
# shellcheck disable=SC2086 # several words on purpose
check "types" mypy $folders
check "floors" lint-imports
if [ -d checks ]; then check "our own checks" python -m checks; fi
check "lock file" lock_is_right
check "migrations" kanaal makemigrations --check --dry-run
if kanaal help --commands 2>/dev/null | grep -qx translations; then check "translations" kanaal translations check; fi

if [ -n "$failed" ]; then
    echo
    echo "FAILED:$failed"
    exit 1
fi
echo "All checks passed."
