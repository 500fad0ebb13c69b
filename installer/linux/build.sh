#!/usr/bin/env bash
# Builds the packages for Linux from the checkout. Called by `installer/run.sh package linux`, which sets up.
#   (nothing)   .deb, .rpm and the portable .tar.xz, all packed as for a release (xz: several minutes)
#   --quick     the .deb only, packed fast (zstd): what the journey and CI need
#   --bundle    the folder of the program only
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/installer/linux
python=${QUALITY_DESKTOP_PYTHON:-$root/.venv/bin/python}   # has the development tools
base=${QUALITY_DESKTOP_BASE_PYTHON:-/usr/bin/python3}   # the system's own: its security fixes come with the system's
work=${QUALITY_DESKTOP_WORK:-$root/build/linux}
out=${QUALITY_DESKTOP_OUT:-$root/dist/linux}
quick=${QUALITY_DESKTOP_QUICK:--Zzstd}
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/quality_desktop/__init__.py")
bundle=$work/quality-desktop
tree=$work/tree
maintainer='quality_desktop <quality-desktop@localhost>'

say() { printf '%s\n' "$*"; }
size() { du -sm "$1" | cut -f1; }
fill() { # fill <file>: the file with its @PLACES@ filled
  sed -e "s|@VERSION@|$version|" -e "s|@DATE@|$(date +%Y-%m-%d)|" -e "s|@MAINTAINER@|$maintainer|" \
    -e "s|@SIZE@|${installed_size:-}|" -e "s|@DEPENDS@|${depends:-}|" -e "s|@REQUIRES@|${requires:-}|" \
    -e "s|@TREE@|$tree|g" "$1"
}

# An environment with what is shipped and nothing else: tools beside it would find their way into the bundle.
make_environment() {
  local uv platform=(); uv=$(command -v uv || printf '%s' "$root/.tools/bin/uv")
  [ -z "${QUALITY_DESKTOP_WHEELS:-}" ] || platform=(--python-platform "$QUALITY_DESKTOP_WHEELS")   # for an older system
  rm -rf "$work/environment" "$work/tools"
  "$uv" venv --quiet --python "$base" "$work/environment"
  "$python" "$root/installer/parts.py" lock >"$work/shipped.lock"
  "$python" "$root/installer/parts.py" lock --of pyinstaller >"$work/tools.lock"
  "$uv" pip sync --quiet --python "$work/environment/bin/python" "${platform[@]}" --require-hashes "$work/shipped.lock"
  # From outside the checkout, whose constraints are those of libraries and bear no hashes.
  (cd / && "$uv" pip install --quiet --python "$work/environment/bin/python" --target "$work/tools" --require-hashes \
    --no-deps --requirement "$work/tools.lock")
}

make_bundle() {
  rm -rf "$bundle" "$work/record"
  PYTHONPATH=$work/tools "$work/environment/bin/python" -m PyInstaller --noconfirm --log-level ERROR \
    --distpath "$work" --workpath "$work/record" "$here/quality-desktop.spec"
  local record=$work/record/quality-desktop built=()
  [ -z "${QUALITY_DESKTOP_PYTHON_PARTS:-}" ] || built=(--built "$QUALITY_DESKTOP_PYTHON_PARTS")
  "$python" "$root/installer/parts.py" list --environment "$work/environment" --record "$record" "${built[@]}" \
    --out "$bundle/_internal/resources/bundled.cdx.json"
  "$python" "$root/installer/parts.py" texts --environment "$work/environment" "${built[@]}" \
    --list "$bundle/_internal/resources/bundled.cdx.json" --out "$bundle/licences"
  # Debugging symbols go; what patchelf has changed (libraries with a .libs folder) and Qt are left as they came.
  find "$bundle/_internal" -name '*.so*' -type f \( -name 'libpython3*' -o -regex \
    '.*/_internal/\(charset_normalizer\|contourpy\|cryptography\|kiwisolver\|matplotlib\|python_calamine\|sqlalchemy\)/.*' \) \
    -exec strip --strip-unneeded {} +
  find "$bundle" -xtype l -delete
  find "$bundle" -type d -empty -delete
  chmod -R u=rwX,go=rX "$bundle"
}

# The tree of the packages: the program in /opt, and what tells the desktop of it.
make_tree() {
  local share=$tree/usr/share doc=$tree/usr/share/doc/quality-desktop
  rm -rf "$tree"
  mkdir -p "$tree/opt" "$tree/usr/bin" "$share"/{applications,mime/packages,icons,man/man1} "$doc"
  cp -al "$bundle" "$tree/opt/quality-desktop" 2>/dev/null || cp -a "$bundle" "$tree/opt/quality-desktop"
  ln -s /opt/quality-desktop/quality-desktop "$tree/usr/bin/quality-desktop"
  cp "$here/files/quality-desktop.desktop" "$share/applications/"
  cp "$here/files/quality-desktop.xml" "$share/mime/packages/"
  "$python" "$root/installer/icons.py" "$share/icons/hicolor"
  fill "$here/files/quality-desktop.1" | gzip -9n >"$share/man/man1/quality-desktop.1.gz"
  gzip -9nc "$root/CHANGELOG.md" >"$doc/changelog.gz"
  "$python" "$here/copyright.py" "$bundle/_internal/resources/bundled.cdx.json" >"$doc/copyright"
  find "$tree/usr" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
}

make_deb() { # make_deb <options of packing...>
  installed_size=$(du -sk "$tree" | cut -f1)
  depends=$("$python" "$here/needs.py" deb "$bundle")
  rm -rf "$tree/DEBIAN"
  mkdir "$tree/DEBIAN"
  fill "$here/files/control" >"$tree/DEBIAN/control"
  dpkg-deb --root-owner-group "$@" --build "$tree" "$out/quality-desktop_${version}_amd64.deb" >/dev/null
  rm -rf "$tree/DEBIAN"
}

make_rpm() {
  requires=$("$python" "$here/needs.py" rpm "$bundle")
  fill "$here/files/quality-desktop.rpm.spec" >"$work/quality-desktop.rpm.spec"
  rpmbuild -bb --quiet --target x86_64 --define "_topdir $work/rpm" --define '_binary_payload w6.xzdio' \
    --define '_build_id_links none' "$work/quality-desktop.rpm.spec"
  cp "$work"/rpm/RPMS/x86_64/quality-desktop-"$version"-1.x86_64.rpm "$out/"
}

# A file named `portable` beside the program keeps settings, logs and copies there, too.
make_portable() {
  local folder=$work/portable/quality-desktop-$version
  rm -rf "$work/portable"
  mkdir -p "$work/portable"
  cp -al "$bundle" "$folder" 2>/dev/null || cp -a "$bundle" "$folder"
  printf '%s\n' 'Настройки, журнал и резервные копии хранятся рядом с программой, в папке data.' >"$folder/portable"
  tar -C "$work/portable" --owner=0 --group=0 --sort=name -I 'xz -T0' -cf "$out/quality-desktop-$version-linux-x86_64.tar.xz" "quality-desktop-$version"
}

step() { # step <words> <command...>: says how long a step took
  local words=$1 start=$SECONDS; shift
  "$@"
  say "$words ($((SECONDS - start)) s)"
}

"$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  { say "Packages are built with the system's Python, which must be 3.11 or newer: Debian 12 has it."; exit 1; }
mkdir -p "$work" "$out"
step "Libraries laid out" make_environment
step "Program bundled" make_bundle
say "Bundle: $(size "$bundle") MB unpacked, needs glibc $("$python" "$here/needs.py" glibc "$bundle")"
[ "${1:-}" != --bundle ] || exit 0
step "Tree of the packages laid out" make_tree
if [ "${1:-}" = --quick ]; then
  step "deb packed fast" make_deb $quick
else
  step "deb packed (xz)" make_deb -Zxz -z9
  step "rpm packed (xz)" make_rpm
  step "Portable archive packed (xz)" make_portable
  cp "$bundle/_internal/resources/bundled.cdx.json" "$out/quality-desktop-$version.cdx.json"
fi
for file in "$out"/*"$version"*; do say "$(size "$file") MB  $file"; done
