#!/bin/sh
# What the health checks will ask for has to be there.
set -eu
grep -q '^ok$' web/public/healthz
grep -q '<h1>Notices</h1>' web/public/index.html
echo "The pages are there."
