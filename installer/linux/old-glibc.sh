#!/usr/bin/env bash
# The packages for older systems, which need only glibc 2.28. Called by `installer/run.sh package linux --old-glibc`.
# The wheels of the lock need no newer glibc; the system's Python does. So Python and the libraries in its modules are
# built from the newest sources of Debian 12 by the compiler of Debian 11, as root; build.sh does the rest with that
# Python. It is kept (1.4 GB) and built again when Debian has newer sources or this file has changed.
# Takes the words of build.sh. QUALITY_DESKTOP_CACHE names the folder that keeps it, by default ~/.cache/quality-desktop.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${QUALITY_DESKTOP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/quality-desktop}
old=$cache/bullseye-python
most=2.28
work=$root/build/linux-old-glibc
sources=(zlib bzip2 xz-utils libffi expat sqlite3 python3.11)
# What the program and its libraries import of compiled modules; ssl, readline and curses are none of these.
modules=(zlib bz2 lzma ctypes pyexpat _elementtree sqlite3 unicodedata hashlib decimal mmap multiprocessing.shared_memory
  resource socket zoneinfo asyncio)

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
# What is mounted goes with the command.
inside() {
  unshare --mount sh -ec 'mount -t proc proc "$0/proc"
    exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root DEBIAN_FRONTEND=noninteractive "$@"' \
    "$old" "$@"
}

# Where this system's own apt has a suite from.
mirror() { # mirror <codename>
  local found
  found=$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Created-By: Packages' 'Component: main' | sed -n "/^$1 /{s///p;q}")
  [ -n "$found" ] || fail "The apt of this system does not know the suite $1: build on Debian 12."
  printf '%s' "$found"
}

make_compiler() {
  [ ! -e "$old/made" ] || return 0
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg debian security
  debian=$(mirror bookworm)
  security=$(mirror bookworm-security)
  rm -rf "$old"
  mkdir -p "$cache"
  debootstrap --variant=minbase bullseye "$old" "$debian" >"$cache/bullseye-python.log" 2>&1 ||
    { tail "$cache/bullseye-python.log"; fail "No Debian 11 can be made here."; }
  cp "$keys" "$old$keys"
  printf 'deb-src [signed-by=%s] %s main\n' "$keys" "$debian bookworm" "$keys" "$security bookworm-security" \
    >"$old/etc/apt/sources.list.d/sources.list"
  cp /etc/resolv.conf "$old/etc/resolv.conf"
  inside sh -ec 'apt-get update -qq
    apt-get install -qq -y --no-install-recommends gcc g++ make libc6-dev dpkg-dev xz-utils bzip2 \
      autoconf automake libtool pkg-config patchelf tcl </dev/null >/dev/null 2>&1'
  touch "$old/made"
}

# The newest sources that the mirror gives, with Debian's patches. What was taken is told in /src/taken, for the list of
# everything bundled; that Debian has something newer, which the mirror only lists, in /src/lacking.
get_sources() {
  local name
  rm -rf "$old/src"
  mkdir -p "$old/src"
  cp /etc/resolv.conf "$old/etc/resolv.conf"
  cat >"$old/src/get.sh" <<'SH'
set -eu
mkdir -p "/src/$1" "/src/taken/$1"
cd "/src/$1"
newest=
for version in $(apt-cache showsrc "$1" | sed -n 's/^Version: //p' | sort -rV); do
  newest=${newest:-$version}
  if apt-get source -qq --only-source "$1=$version" >/dev/null 2>&1; then break; fi
done
cd ./*/
taken=$(dpkg-parsechangelog -S Version)
printf '%s\n' "$taken" >"/src/taken/$1/version"
cp debian/copyright "/src/taken/$1/copyright"
[ "$taken" = "$newest" ] || printf '%s %s instead of %s\n' "$1" "$taken" "$newest" >>/src/lacking
SH
  inside apt-get update -qq
  for name in "${sources[@]}"; do
    inside sh /src/get.sh "$name" </dev/null || fail "The mirror does not give the source of $name."
  done
}

build_python() {
  # glibc 2.29 gave these a second version, which differs in errno only; the first one does as well.
  # Said of every file that is compiled, because the linker takes the newest.
  cat >"$old/src/old.h" <<'H'
#ifndef __ASSEMBLER__
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
H
  cat >"$old/src/build.sh" <<'SH'
set -eux
parts=/opt/parts
export DEB_CFLAGS_MAINT_STRIP=-g MAKEFLAGS=-j$(nproc) PKG_CONFIG_PATH=$parts/lib/pkgconfig
hardened="$(dpkg-buildflags --get CFLAGS) $(dpkg-buildflags --get CPPFLAGS)"
hardened=$(printf '%s' "$hardened" | sed 's/-ffile-prefix-map=[^ ]*//')
relro=$(dpkg-buildflags --get LDFLAGS)
export CFLAGS="$hardened -fPIC -include /src/old.h"
rm -rf "$parts" /opt/python
mkdir -p "$parts/include" "$parts/lib"
library() { ./configure --prefix=$parts --disable-shared --enable-static --with-pic "$@"; make; make install; }
(cd /src/zlib/*/; ./configure --static --prefix=$parts; make; make install)
(cd /src/bzip2/*/; make libbz2.a "CFLAGS=$CFLAGS -D_FILE_OFFSET_BITS=64"; cp bzlib.h $parts/include/; cp libbz2.a $parts/lib/)
(cd /src/xz-utils/*/; library --disable-xz --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-scripts --disable-doc --disable-nls)
(cd /src/libffi/*/; library --disable-docs)
(cd /src/expat/*/; [ ! -d expat ] || cd expat; [ -x configure ] || ./buildconf.sh; library --without-docbook --without-tests --without-examples --without-xmlwf)
# With the options of Debian, so that both variants read a file of a district alike.
(cd /src/sqlite3/*/; CFLAGS="$CFLAGS $(grep -o -- '-DSQLITE_[A-Z0-9_=]*' debian/rules | tr '\n' ' ')"; export CFLAGS
  library --disable-tcl --disable-readline --enable-load-extension --enable-threadsafe --enable-fts4 --enable-fts5)
# Debian's patch for CVE-2026-4224 makes pyexpat use an inner header of Python, which asks for Py_BUILD_CORE_MODULE.
cd /src/python3.11/*/
CPPFLAGS=-I$parts/include LDFLAGS="$relro -L$parts/lib -Wl,--exclude-libs,ALL" LIBS='-lm -lpthread -ldl' \
  ac_cv_func_sem_clockwait=no LIBEXPAT_CFLAGS="-I$parts/include -DPy_BUILD_CORE_MODULE" \
  LIBEXPAT_LDFLAGS="-L$parts/lib -lexpat -lm" LIBSQLITE3_CFLAGS="-I$parts/include" \
  LIBSQLITE3_LIBS="-L$parts/lib -lsqlite3 -lm -lpthread -ldl" \
  ./configure --prefix=/opt/python --enable-shared --with-system-expat --with-system-ffi --without-ensurepip
make
make install
find /opt/python \( -name '*.so' -o -name '*.so.*' \) -type f -exec strip --strip-unneeded {} +
patchelf --set-rpath '$ORIGIN/../lib' /opt/python/bin/python3.11   # it is started from outside, too
# Python's own tests of what was built in another way than Debian's; not all of them get installed.
cd Lib
/opt/python/bin/python3.11 -B -m test -j0 test_zlib test_bz2 test_lzma test_ctypes test_pyexpat test_xml_etree \
  test_xml_etree_c test_sqlite3 test_hashlib test_math test_cmath test_float test_decimal test_struct test_zipfile
SH
  inside sh /src/build.sh >"$cache/python.log" 2>&1 ||
    { tail -40 "$cache/python.log"; fail "Python is not built; the whole story is in $cache/python.log"; }
  local module
  for module in "${modules[@]}"; do
    inside /opt/python/bin/python3.11 -c "import $module" || fail "Python lacks $module."
  done
}

[ "$(id -u)" = 0 ] || fail "Start it as root: it builds Python in a Debian 11 of its own."
make_compiler
get_sources
taken=$(cd "$old/src/taken" && for name in *; do printf '%s %s\n' "$name" "$(cat "$name/version")"; done)
stamp=$(printf '%s\n' "$taken"; sha256sum <"${BASH_SOURCE[0]}")
if [ "$stamp" != "$(cat "$old/python" 2>/dev/null)" ]; then
  say "Building Python from the sources of Debian 12 (once, ten minutes or more)"
  rm -f "$old/python"
  build_python
  say "Python built ($SECONDS s)"
  printf '%s\n' "$stamp" >"$old/python"
fi
say "Python is made of: $(tr '\n' ';' <<<"$taken" | sed -e 's/;$//' -e 's/;/, /g')"
export QUALITY_DESKTOP_BASE_PYTHON=$old/opt/python/bin/python3.11 QUALITY_DESKTOP_PYTHON_PARTS=$old/src/taken
export QUALITY_DESKTOP_WHEELS=x86_64-manylinux_${most/./_} QUALITY_DESKTOP_QUICK='-Zxz -z1'   # dpkg there reads no zstd
export QUALITY_DESKTOP_WORK=$work QUALITY_DESKTOP_OUT=$root/dist/linux-old-glibc
"$root/installer/linux/build.sh" "$@"
needed=$("$root/.venv/bin/python" "$root/installer/linux/needs.py" glibc "$work/quality-desktop")
[ "$(printf '%s\n' "$needed" "$most" | sort -V | tail -1)" = "$most" ] || fail "The bundle needs glibc $needed."
if [ -e "$old/src/lacking" ]; then
  say "NOT for a release. The mirror lists newer sources, with later security patches, but did not give them; bundled are:"
  cat "$old/src/lacking"
fi
