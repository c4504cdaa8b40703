#!/bin/sh
# Runs a command with DATABASE_URL set to a PostgreSQL of its own, which is gone when the command ends:
#   tools/with_postgres.sh .venv/bin/pytest
# Exits with the command's code. Only on loopback, under a password that nobody else sees.
set -eu
here=$(dirname "$0")
bin=$("$here/find_postgres.sh") || {
    echo "No PostgreSQL server is installed here (Debian: apt install postgresql)." >&2
    exit 69
}

# PostgreSQL refuses to run as root: there, Debian's own user for it does.
as_postgres() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    as_postgres() { runuser -u postgres -- "$@"; }
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/kanaal-postgres.XXXXXX")
stop() {
    as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
password=$(python3 -c 'import secrets; print(secrets.token_hex(16))')

locale=C.UTF-8
locale -a 2>/dev/null | grep -qix 'c\.utf-\?8' || locale=en_US.UTF-8 # as on a Mac

cd "$folder" # where the server's user may be; ours may stand in a folder that it must not enter
echo "$password" | as_postgres sh -c 'umask 077 && cat >password'
as_postgres "$bin/initdb" -D "$folder/data" -U postgres -A scram-sha-256 --pwfile=password \
    --no-sync -E UTF8 --locale=$locale >/dev/null
# The data live no longer than the command, so nothing waits for the disk; but when speed is measured, it does.
unsafe="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
if [ -n "${POSTGRES_DURABLE:-}" ]; then unsafe=; fi
as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "-p $port -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories=$folder $unsafe" \
    start >/dev/null || {
    cat "$folder/log" >&2
    exit 1
}
cd "$OLDPWD"

DATABASE_URL="postgres://postgres:$password@127.0.0.1:$port/postgres" "$@"
