#!/bin/sh
# The suite on the Python and Django that come next, in an environment of its own (.venv-next/), on SQLite.
# Left out, and no failure, where the machine has no such Python.
set -eu
cd "$(dirname "$0")/.."
next_python=3.13
next_django='django>=6.1,<6.2'

find_python() {
    for python in "python$next_python" "$(pyenv root 2>/dev/null)/versions/$next_python".*/bin/python; do
        # A version manager's shim may be there and fail: ask it.
        if "$python" -c '' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    return 1
}

python=$(find_python) || {
    echo "Left out: no Python $next_python on this machine."
    exit 0
}
uv=$(tools/find_uv.sh)
unset VIRTUAL_ENV DATABASE_URL
export UV_PROJECT_ENVIRONMENT=.venv-next

"$uv" sync --quiet --frozen --python "$python"
"$uv" pip install --quiet --python .venv-next/bin/python "$next_django"
.venv-next/bin/python -c 'import django, platform; print("Python", platform.python_version(), "and Django", django.__version__)'
# What that Django only announces is shown, no fault: the way out of it may not exist in today's Django.
# shellcheck disable=SC2086 # several words on purpose
exec .venv-next/bin/python -m pytest -n "${TEST_PROCESSES:-2}" \
    -W default::DeprecationWarning -W default::PendingDeprecationWarning ${PYTEST_ARGS:-}
