#!/usr/bin/env bash
# Tries the Windows installer in Wine 10: installs, works, updates and removes the program.
# Needs root, because Wine 10 comes in a Debian 13 root that is made once, outside the checkout.
set -euo pipefail

usage() {
  cat <<'TXT'
installer/windows/journey.sh            try the installer that build.sh made
installer/windows/journey.sh tests ...  run tests of the program in the Windows tree, with pytest's arguments

QUALITY_DESKTOP_CACHE names the folder that keeps the Debian 13 root (1.6 GB), by default
~/.cache/quality-desktop. Remove it to begin anew.
TXT
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${QUALITY_DESKTOP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/quality-desktop}
wine=$cache/trixie-wine
python=$root/.venv/bin/python
clerk='Мария Иванова'

fail() { printf '%s\n' "$*" >&2; exit 1; }

install_tools() {
  command -v debootstrap >/dev/null && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends debootstrap >/dev/null
}

make_root() {
  [ -e "$wine/made" ] && return
  printf 'Making a Debian 13 root with Wine in %s (once, about two minutes)\n' "$wine"
  install_tools
  rm -rf "$wine"
  mkdir -p "$cache"
  debootstrap --variant=minbase trixie "$wine" >"$cache/debootstrap.log" 2>&1 || { tail "$cache/debootstrap.log"; exit 1; }
  chroot "$wine" sh -ec '
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
      wine wine64 xvfb imagemagick xdotool locales fonts-dejavu-core fonts-liberation2 >/dev/null
    localedef -i ru_RU -f UTF-8 ru_RU.UTF-8
    rm -f /var/cache/apt/archives/*.deb
  ' >>"$cache/debootstrap.log" 2>&1 || { tail "$cache/debootstrap.log"; exit 1; }
  # Whoever comes first is the user: Windows names the folders of a user after them.
  sed -i "1i $clerk:x:0:0::/root:/bin/sh" "$wine/etc/passwd"
  touch "$wine/made"
}

unmount() { umount "$wine/proc" "$wine/dev/shm" "$wine/dev" 2>/dev/null || true; }

[ "${1:-}" != -h ] && [ "${1:-}" != --help ] || { usage; exit 0; }
[ "$(id -u)" = 0 ] || fail "Start it as root: it installs into a Debian root of its own."
"$root/installer/run.sh" setup >/dev/null
make_root
trap unmount EXIT
unmount
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
