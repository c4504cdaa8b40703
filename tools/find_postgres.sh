#!/bin/sh
# Prints the folder with PostgreSQL's initdb: the newest of Debian's, else the one on PATH. Fails when there is none.
# shellcheck disable=SC2012 # Debian's folders are numbers
for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -rn) "$(dirname "$(command -v initdb)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
        echo "$folder"
        exit
    fi
done
exit 1
