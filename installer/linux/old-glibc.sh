#!/usr/bin/env bash
# The release variant for older systems (Astra 1.7, RED OS 7.3, ALT p10): packages that need only glibc 2.28.
# Everything of Python wheels needs no newer one; the system's Python does. So Python and the libraries in its
# modules are built from the sources of Debian 12 by the compiler of Debian 11, as root, once (about ten minutes),
# and the packages are built with that Python into dist/linux-old-glibc. Takes the words of build.sh.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${QUALITY_DESKTOP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/quality-desktop}
old=$cache/bullseye
most=2.28
sources=(zlib bzip2 xz-utils libffi expat sqlite3 python3.11)

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
inside() { chroot "$old" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }

make_compiler() {
  [ ! -e "$old/compiler" ] || return 0
  command -v debootstrap >/dev/null || apt-get install -qq -y --no-install-recommends debootstrap >/dev/null
  rm -rf "$old"
  mkdir -p "$cache"
  debootstrap --variant=minbase bullseye "$old" >"$cache/bullseye.log" 2>&1 || { tail "$cache/bullseye.log"; exit 1; }
  local mirror; mirror=$(sed -n 's/^deb \([^ ]*\) bullseye .*/\1/p' "$old/etc/apt/sources.list")
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg
  cp "$keys" "$old$keys"
  cp /etc/resolv.conf "$old/etc/resolv.conf"
  for suite in "$mirror bookworm" "$mirror-security bookworm-security"; do
    printf 'deb-src [signed-by=%s] %s main\n' "$keys" "$suite"
  done >"$old/etc/apt/sources.list.d/sources.list"
  inside sh -ec 'apt-get update -qq
    apt-get install -qq -y --no-install-recommends gcc g++ make libc6-dev dpkg-dev xz-utils bzip2 \
      autoconf automake libtool pkg-config tcl </dev/null >/dev/null 2>&1'
  touch "$old/compiler"
}

# The newest source that the mirror gives; the version taken is told, and listed among the parts.
get_sources() {
  rm -rf "$old/src"
  mkdir -p "$old/src"
  cat >"$old/src/get.sh" <<'SH'
set -eu
mkdir -p "/src/$1" "/src/taken/$1"
cd "/src/$1"
for version in $(apt-cache showsrc "$1" | sed -n 's/^Version: //p' | sort -rV); do
  apt-get source -qq "$1=$version" >/dev/null 2>&1 && break
done
cd ./*/
dpkg-parsechangelog -S Version >"/src/taken/$1/version"
cp debian/copyright "/src/taken/$1/copyright"
SH
  local name
  for name in "${sources[@]}"; do
    inside sh /src/get.sh "$name" || fail "The mirror does not give the source of $name."
    say "$name $(cat "$old/src/taken/$name/version")"
  done
}

build_python() {
  cat >"$old/src/old.h" <<'H'
/* glibc 2.29 gave these a second version; the first does as well. */
#ifndef __ASSEMBLER__
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
H
  cat >"$old/src/build.sh" <<'SH'
set -eu
parts=/opt/parts
export CFLAGS='-O2 -fPIC -include /src/old.h' PKG_CONFIG_PATH=$parts/lib/pkgconfig MAKEFLAGS=-j$(nproc)
rm -rf "$parts" /opt/python
(cd /src/zlib/*/ && ./configure --static --prefix=$parts && make && make install)
(cd /src/bzip2/*/ && make libbz2.a "CFLAGS=$CFLAGS -D_FILE_OFFSET_BITS=64" && cp bzlib.h $parts/include/ && cp libbz2.a $parts/lib/)
library() { ./configure --prefix=$parts --disable-shared --enable-static --with-pic "$@" && make && make install; }
(cd /src/xz-utils/*/ && library --disable-xz --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-scripts --disable-doc --disable-nls)
(cd /src/libffi/*/ && library --disable-docs)
(cd /src/expat/*/ && { [ ! -d expat ] || cd expat; } && { [ -x configure ] || ./buildconf.sh; } && library --without-docbook --without-tests --without-examples --without-xmlwf)
(cd /src/sqlite3/*/ && CFLAGS="$CFLAGS -DSQLITE_SECURE_DELETE -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_FTS4 -DSQLITE_ENABLE_FTS5 \
  -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_MAX_VARIABLE_NUMBER=250000 -DSQLITE_THREADSAFE=1" \
  library --disable-tcl --disable-readline --enable-load-extension)
cd /src/python3.11/*/
CPPFLAGS=-I$parts/include LDFLAGS=-L$parts/lib LIBSQLITE3_CFLAGS=-I$parts/include \
  LIBSQLITE3_LIBS="-L$parts/lib -lsqlite3 -lm -lpthread -ldl" ac_cv_func_sem_clockwait=no \
  ./configure --prefix=/opt/python --enable-shared --with-system-expat --with-system-ffi --without-ensurepip
make
make install
SH
  inside sh /src/build.sh >"$cache/python.log" 2>&1 || { tail -30 "$cache/python.log"; fail "Python is not built."; }
  local module
  for module in zlib bz2 lzma ctypes pyexpat sqlite3 unicodedata hashlib; do
    inside env LD_LIBRARY_PATH=/opt/python/lib /opt/python/bin/python3.11 -c "import $module" || fail "Python lacks $module."
  done
  touch "$old/python"
}

[ "$(id -u)" = 0 ] || fail "Start it as root: it builds Python in a Debian 11 of its own."
"$root/installer/run.sh" setup >/dev/null
make_compiler
[ -e "$old/python" ] || { get_sources; build_python; }
export LD_LIBRARY_PATH=$old/opt/python/lib QUALITY_DESKTOP_BASE_PYTHON=$old/opt/python/bin/python3.11
export QUALITY_DESKTOP_PYTHON_PARTS=$old/src/taken QUALITY_DESKTOP_WORK=$root/build/linux-old-glibc
export QUALITY_DESKTOP_OUT=$root/dist/linux-old-glibc
"$root/installer/linux/build.sh" "$@"
needed=$("$root/.venv/bin/python" "$root/installer/linux/needs.py" glibc "$QUALITY_DESKTOP_WORK/quality-desktop")
[ "$(printf '%s\n' "$needed" "$most" | sort -V | tail -1)" = "$most" ] || fail "The bundle needs glibc $needed."
