#!/usr/bin/env bash
# Tries a .deb in a clean Debian: installs, works, opens windows, removes. Called by `run.sh package linux --journey`.
#   --package FILE   another one than that of dist/linux
#   --suite NAME     another Debian than 12 (bookworm)
#   --or-unpacked    where no clean Debian can be made (no root, no mirror), say so and try the package unpacked
# QUALITY_DESKTOP_CACHE names the folder that keeps the base of the Debian (300 MB), by default ~/.cache/quality-desktop.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${QUALITY_DESKTOP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/quality-desktop}
inside=()
# What the journey mounts goes with it.
if [ "$(id -u)" = 0 ] && unshare --mount true 2>/dev/null; then inside=(unshare --mount); fi
cd "$root"
exec "${inside[@]}" "$root/.venv/bin/python" -m installer.linux.journey --cache "$cache" "$@"
