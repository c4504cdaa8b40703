#!/bin/sh
# Installs the three programs outside Python that the whole test suite needs, where that is ours to do: as root on a Debian.
# Never fails: test.sh looks afterwards at what there is, and says what it leaves out.
cd "$(dirname "$0")/.." || exit 1

missing=
tools/find_postgres.sh >/dev/null || missing="$missing postgresql"
tools/find_chromium.sh >/dev/null || missing="$missing chromium"
tools/find_dovecot.sh >/dev/null || missing="$missing dovecot-imapd"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed here, so some tests are left out:$missing (Debian: apt install$missing)"
    exit 0
fi

echo "Installing with apt-get:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# The tests start a server of their own: Debian's package need not make one that starts at boot.
quiet=/etc/postgresql-common/createcluster.d/kanaal.conf
mkdir -p "$(dirname $quiet)" && echo 'create_main_cluster = false' >$quiet
# shellcheck disable=SC2086 # several words on purpose
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } </dev/null >"$log" 2>&1; then
    tail -5 "$log"
    echo "apt-get could not install:$missing"
fi
rm -f "$log" $quiet
