#!/bin/sh
# Prints the path of a Chromium for the browser tests. Fails when there is none.
for name in "${KANAAL_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name"; then exit; fi
done
exit 1
