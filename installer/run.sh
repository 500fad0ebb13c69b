#!/usr/bin/env bash
# Sets everything up where the checkout stands, then runs the program, its tests or a chore.
set -euo pipefail

usage() {
  cat <<'TXT'
installer/run.sh demo [...]   set up, then show a sample district: its file, its papers, its window
installer/run.sh app [...]    set up, then start the program (what follows is its command line)
installer/run.sh test [...]   set up, then run every check; with arguments, only pytest with them
installer/run.sh bench [...]  set up, then measure (tests/benchmarks)
installer/run.sh faults [...] set up, then the long campaigns of faults (tests/faults and others); prints the counts
installer/run.sh pictures     set up, then take all pictures of the help again (resources/help/pictures)
installer/run.sh setup        set up only
installer/run.sh package linux [--quick] [--journey]
                              set up, then build the packages into dist/linux (--quick: only a .deb, packed fast);
                              with --journey also try the .deb in a clean Debian, as root (installer/README.md)
installer/run.sh package linux --old-glibc [--quick] [--journey]
                              the same for older systems (glibc 2.28), into dist/linux-old-glibc, as root: its Python is
                              built in a Debian 11 first, and the .deb is tried in a clean Debian 11
installer/run.sh package windows [--quick] [--journey]
                              the same for Windows, into dist/windows; --journey tries it in Wine 10, as root
installer/run.sh package windows --tests ...   pytest in the Windows tree that was built, in Wine 10, as root
installer/run.sh lock         rewrite requirements.lock from pyproject.toml (needs the package registry)
TXT
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
tools=$root/.tools

# Debian's names of what the program needs; the only list of them.
run_packages=(
  python3 python3-venv ca-certificates
  libgl1 libegl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0 libatomic1                # Qt
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libcups2  # screen, printing
)
# What the tests need besides: papers are read back with other people's programs, in letters as wide as Times;
# pages of the website are opened in a browser; strace stops a process at a chosen write; the window is read as a
# screen reader does (AT-SPI).
test_packages=(
  libreoffice-writer-nogui libreoffice-calc-nogui fonts-liberation2 poppler-utils xvfb xauth strace chromium
  dbus-daemon at-spi2-core python3-gi gir1.2-atspi-2.0
)
# What building the packages for Linux needs besides, and what trying them does.
package_packages=(binutils xz-utils zstd rpm)
journey_packages=(debootstrap xvfb xdotool)
# What building the installer for Windows needs besides; the sources of the standard library are those of python3.11.
windows_packages=(python3.11 libpython3.11-stdlib nsis gcc-mingw-w64-x86-64-win32 openssl)

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Prints the given packages that are neither installed nor provided by an installed one.
missing_packages() {
  local have
  # libreoffice-writer and libreoffice-writer-nogui exclude each other and serve alike; so do those of calc
  have=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}, ${Provides}\n' | grep '^ii' |
    sed -e 's/^ii *//' -e 's/([^)]*)//g' | tr -d ' ' | tr ',' '\n' |
    sed -e 's/^\(libreoffice-writer\|libreoffice-calc\)$/\1-nogui/' | sort -u)
  printf '%s\n' "$@" | grep -vxF "$have" || true
}

install_packages() {
  if ! command -v apt-get >/dev/null; then
    [ -x "$venv/bin/python" ] ||
      say "This is no Debian-like system. Should something be missing, install what Debian calls: $*"
    return
  fi
  local missing text
  text=$(missing_packages "$@")
  [ -n "$text" ] || return 0
  mapfile -t missing <<<"$text"
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      fail "Ask an administrator to run: apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing system packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive DEBCONF_NOWARNINGS=yes apt-get install -qq -y --no-install-recommends \
    -o DPkg::Lock::Timeout=120 "${missing[@]}" >/dev/null
}

version() { sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/quality_desktop/__init__.py"; }

find_python() {
  local candidate
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  fail "Python 3.11 or newer is needed; this system has none."
}

find_uv() {
  if command -v uv >/dev/null; then command -v uv; return; fi
  if [ ! -x "$tools/bin/uv" ]; then
    "$(find_python)" -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check 'uv>=0.5'
  fi
  printf '%s\n' "$tools/bin/uv"
}

# Makes .venv hold exactly what requirements.lock says; does nothing when it already does.
set_up() {
  install_packages "$@"
  local stamp uv python
  stamp=$(cat "$root/requirements.lock" "$root/pyproject.toml" "$root/installer/run.sh" | sha256sum)
  if [ -x "$venv/bin/python" ] && [ "$stamp" = "$(cat "$venv/set-up" 2>/dev/null)" ]; then return; fi
  say "Setting up the program's libraries (once, about half a minute)"
  python=$(find_python)
  uv=$(find_uv)
  export UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_NO_PROGRESS=1
  [ -x "$venv/bin/python" ] || "$uv" venv --quiet --python "$python" "$venv"
  "$uv" pip sync --quiet --python "$venv/bin/python" --require-hashes "$root/requirements.lock"
  "$uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation --editable "$root"
  printf '%s\n' "$stamp" >"$venv/set-up"
}

failed=()
# check <words> <command...>: runs a command, says in one line how it went, and its output if it failed
check() {
  local words=$1 start=$SECONDS output; shift
  if output=$("$@" 2>&1); then
    say "ok      $words ($((SECONDS - start)) s)"
  else
    printf '%s\n' "$output"
    say "FAILED  $words"
    failed+=("$words")
  fi
}

run_tests() {
  cd "$root"
  export PATH="$venv/bin:$PATH" QUALITY_DESKTOP_TOOLS_ARE_PROMISED=1
  unset PYTHONDONTWRITEBYTECODE  # or every process that a test starts compiles the program anew
  if [ $# -gt 0 ]; then exec pytest "$@"; fi
  # The checks keep one core busy; meanwhile another one reads the tests, and what they and the program are compiled
  # to is found by every process below, which would make all of it anew in a fresh checkout. What fails here fails there.
  (pytest --collect-only -qq; python -m compileall -q quality_desktop) >/dev/null 2>&1 &
  local reading=$!
  check "The code follows the rules of style (ruff check)" ruff check .
  check "The code is laid out evenly (ruff format)" ruff format --check .
  check "Types fit together (mypy, strict)" mypy
  check "Imports respect the plan of the house (import-linter)" lint-imports --no-logo
  wait "$reading" || true
  say "The tests themselves (pytest):"
  # One process per core; whole files go to one process, so that what a file makes once is made once.
  if pytest -q --numprocesses=auto --dist=loadfile; then say "ok      The tests pass"; else failed+=("The tests"); fi
  [ ${#failed[@]} -eq 0 ] || fail "Not in order: $(printf '%s; ' "${failed[@]}")"
  say "Everything is in order."
}

# The long campaigns: thousands of crashes, losses of power, random histories. Everything is counted.
run_faults() {
  cd "$root"
  local counts status=0
  counts=$(mktemp)
  export PATH="$venv/bin:$PATH" QUALITY_DESKTOP_TOOLS_ARE_PROMISED=1 QUALITY_DESKTOP_CAMPAIGN=$counts
  # A test of a campaign may take its minutes: nothing hangs when it does.
  local long=(-q -m campaign -o faulthandler_timeout=3600)
  if [ $# -gt 0 ]; then
    pytest "${long[@]}" "$@" || status=1
  else
    pytest "${long[@]}" --numprocesses=auto --dist=worksteal tests || status=1
  fi
  say "Counted:"
  python -m tests.campaign "$counts" || status=1
  rm -f "$counts"
  [ $status -eq 0 ] || fail "The campaign found something."
  say "Nothing was lost."
}

# Builds the packages for Linux and, where asked to, tries the .deb.
package_linux() {
  local word build=() journey=() is_tried= script=build.sh
  for word in "$@"; do
    case $word in
      --old-glibc)
        script=old-glibc.sh
        journey+=(--suite bullseye --package "$root/dist/linux-old-glibc/quality-desktop_$(version)_amd64.deb") ;;
      --quick | --bundle) build+=("$word") ;;
      --journey) is_tried=1 ;;
      --or-unpacked) journey+=("$word") ;;
      *) usage >&2; exit 2 ;;
    esac
  done
  set_up "${run_packages[@]}" "${package_packages[@]}"
  # The interpreter as a library: the bundle carries the system's own.
  install_packages "libpython$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
  [ $script = build.sh ] || install_packages debootstrap
  "$root/installer/linux/$script" "${build[@]}"
  [ -n "$is_tried" ] || return 0
  install_packages "${journey_packages[@]}"
  exec "$root/installer/linux/journey.sh" "${journey[@]}"
}

# Builds the installer for Windows on Debian 12, whose Python is as old as the one that is shipped; tries it in Wine.
package_windows() {
  local word build=() journey=() is_tried= uv
  while [ $# -gt 0 ]; do
    word=$1; shift
    case $word in
      --quick) build+=("$word") ;;
      --journey) is_tried=1 ;;
      --tests) is_tried=1; journey=(tests "$@"); break ;;
      *) usage >&2; exit 2 ;;
    esac
  done
  set_up "${run_packages[@]}" "${windows_packages[@]}"
  uv=$(find_uv)
  if [ "${journey[0]:-}" != tests ]; then
    (cd "$root" && exec "$venv/bin/python" -m installer.windows.build --uv "$uv" "${build[@]}")
  fi
  [ -n "$is_tried" ] || return 0
  [ "$(id -u)" = 0 ] || fail "Wine 10 comes in a Debian of its own, which only root can make: start it as root."
  install_packages debootstrap
  exec "$root/installer/windows/journey.sh" "${journey[@]}"
}

write_lock() {
  cd "$root"
  local uv; uv=$(find_uv)
  "$uv" lock
  "$uv" export --quiet --format requirements.txt --no-emit-project --all-groups --no-header \
    --output-file requirements.lock
  say "requirements.lock is written."
}

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
  demo) set_up "${run_packages[@]}"; exec "$venv/bin/quality-desktop" demo "$@" ;;
  app) set_up "${run_packages[@]}"; exec "$venv/bin/quality-desktop" "$@" ;;
  test) set_up "${run_packages[@]}" "${test_packages[@]}"; run_tests "$@" ;;
  bench)
    set_up "${run_packages[@]}" "${test_packages[@]}"
    cd "$root"; exec "$venv/bin/pytest" tests/benchmarks -m benchmark -p no:randomly "$@" ;;
  faults) set_up "${run_packages[@]}" "${test_packages[@]}"; run_faults "$@" ;;
  package)
    system=${1:-}
    [ $# -eq 0 ] || shift
    case $system in
      linux) package_linux "$@" ;;
      windows) package_windows "$@" ;;
      *) usage >&2; exit 2 ;;
    esac ;;
  pictures) set_up "${run_packages[@]}"; cd "$root"; exec "$venv/bin/python" -m tests.pictures "$@" ;;
  setup) set_up "${run_packages[@]}"; say "Ready: $venv/bin/quality-desktop" ;;
  lock) write_lock ;;
  -h | --help | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
