#!/usr/bin/env bash
# Tries the Windows installer in Wine 10: installs, works, updates and removes the program. Called by
# `installer/run.sh package windows --journey`. Needs root, because Wine 10 comes in a Debian 13 root.
#   (nothing)   the journey
#   tests ...   the program's own tests in the Windows tree, with pytest's arguments
# QUALITY_DESKTOP_CACHE names the folder that keeps that root (1.6 GB); remove it to begin anew.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${QUALITY_DESKTOP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/quality-desktop}
wine=$cache/trixie-wine
python=$root/.venv/bin/python
clerk='Мария Иванова'
packages='wine wine64 xvfb openbox xdotool locales fonts-dejavu-core fonts-liberation2'

make_root() {
  [ "$(cat "$wine/made" 2>/dev/null)" != "$packages" ] || return 0
  printf 'Making a Debian 13 root with Wine in %s (once, about two minutes)\n' "$wine"
  rm -rf --one-file-system "$wine"   # never the devices, should they still be mounted there
  mkdir -p "$cache"
  debootstrap --variant=minbase trixie "$wine" >"$cache/debootstrap.log" 2>&1 || { tail "$cache/debootstrap.log"; exit 1; }
  chroot "$wine" sh -ec '
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
      '"$packages"' >/dev/null
    localedef -i ru_RU -f UTF-8 ru_RU.UTF-8
    rm -f /var/cache/apt/archives/*.deb
  ' >>"$cache/debootstrap.log" 2>&1 || { tail "$cache/debootstrap.log"; exit 1; }
  # Whoever comes first is the user: Windows names the folders of a user after them.
  mkdir "$wine/home/wine"
  sed -i "1i $clerk:x:0:0::/home/wine:/bin/sh" "$wine/etc/passwd"
  printf '%s\n' "$packages" >"$wine/made"
}

unmount() { umount "$wine/proc" "$wine/dev/shm" "$wine/dev" 2>/dev/null || true; }

unmount
make_root
trap unmount EXIT
mount -t proc proc "$wine/proc"
mount --bind /dev "$wine/dev"
mkdir -p "$wine/tmp/.X11-unix" && chmod 1777 "$wine/tmp" "$wine/tmp/.X11-unix"
cd "$root"
if [ "${1:-}" = tests ]; then
  shift
  "$python" -m installer.windows.wine_tests --root "$wine" "$@"
else
  "$python" -m installer.windows.journey --root "$wine" "$@"
fi
