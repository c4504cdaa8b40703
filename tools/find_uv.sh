#!/bin/sh
# Prints the path of a uv that works; where the machine has none, puts the pinned one into .tools/ of this checkout.
# Why five ways: docs/decisions/0002-one-bootstrap-and-two-commands.md
cd "$(dirname "$0")/.." || exit 1
own="$PWD/.tools"

# A name on PATH proves nothing: a version manager's shim may be there and fail. 0.5 is the first that knows our lock.
answers() {
    case $("$1" --version 2>/dev/null) in
    "uv 0."[0-4].*) return 1 ;;
    "uv "[0-9]*) return 0 ;;
    *) return 1 ;;
    esac
}

with_pip() {
    "$@" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
        --target "$own/lib" --upgrade -r tools/uv.txt >/dev/null 2>&1 &&
        mkdir -p "$own/bin" && ln -sf ../lib/bin/uv "$own/bin/uv" && answers "$own/bin/uv"
}

with_venv() {
    python3 -m venv "$own/venv" >/dev/null 2>&1 && with_pip "$own/venv/bin/python"
}

for uv in "$(command -v uv)" "$own/bin/uv"; do
    if [ -n "$uv" ] && answers "$uv"; then
        echo "$uv"
        exit
    fi
done

if ! command -v python3 >/dev/null; then
    echo "Kanaal needs python3, 3.11 or newer (Debian: apt install python3)." >&2
    exit 1
fi

echo "No working uv on this machine: fetching one into .tools/ (about 18 MB)." >&2
with_pip python3 || with_venv || python3 tools/fetch_uv.py "$own/bin" || exit 1
rm -rf "$own/venv"
answers "$own/bin/uv" || {
    echo "The uv fetched into .tools/ does not run here. Install uv by hand (https://docs.astral.sh/uv)." >&2
    exit 1
}
echo "$own/bin/uv"
