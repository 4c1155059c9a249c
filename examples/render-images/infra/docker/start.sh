#!/bin/sh
# Render says by PORT where it expects an answer.
exec /bin/busybox httpd -f -v -p "${PORT:-10000}" -h /www
