#!/bin/sh
# Makes .venv/ hold what uv.lock says: `sync.sh run` to run Kanaal, `sync.sh dev` to work on it as well.
# Does nothing, in a few hundredths of a second, when that is so already.
set -eu
cd "$(dirname "$0")/.."
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT # whoever sits in another environment still gets this checkout's own

want=$1
stamp=.venv/.kanaal
lock=$(cat uv.lock pyproject.toml | cksum)

# What development needs includes what running needs: `make run` never takes the tests' tools away again.
if grep -qs '^dev ' "$stamp"; then want=dev; fi
if [ "$(cat "$stamp" 2>/dev/null)" = "$want $lock" ] && .venv/bin/python -c '' 2>/dev/null; then exit; fi

uv=$(tools/find_uv.sh)
echo "Installing what Kanaal needs into .venv/ ..." >&2
case $want in
run) "$uv" sync --quiet --frozen --python '>=3.11' --no-dev ;;
dev) "$uv" sync --quiet --frozen --python '>=3.11' ;;
*) echo "usage: sync.sh run|dev" >&2; exit 2 ;;
esac
echo "$want $lock" >"$stamp"
