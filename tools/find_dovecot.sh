#!/bin/sh
# Prints the IMAP server dovecot: where Debian has it, else the one on PATH. Fails when there is none.
for found in /usr/sbin/dovecot "$(command -v dovecot)"; do
    if [ -x "$found" ]; then
        echo "$found"
        exit
    fi
done
exit 1
