#!/bin/sh
# A Debian package of the bundle: scripts/installers/linux.sh → dist/workbench_VERSION_ARCH.deb
# Build it on the oldest system that it shall run on: a bundle needs the C library it was built with, or a newer one.
# VERSION=1.2.3 overrides the version of pyproject.toml.
set -eu
cd "$(dirname "$0")/../.."
. scripts/setup.sh
version=${VERSION:-$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)}
architecture=$(dpkg --print-architecture)
libc=$(dpkg-query -W -f '${Version}' libc6 | cut -d- -f1)
.venv/bin/pyinstaller --noconfirm --log-level ERROR build_installer.spec

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
icons=$root/usr/share/icons/hicolor
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/applications" "$root/usr/share/mime/packages" \
    "$root/usr/share/doc/workbench"
cp -a dist/workbench "$root/opt/workbench"
# The terms of the program and of all that comes with it; the whole texts lie in the bundle.
cat LICENSE THIRD-PARTY.md >"$root/usr/share/doc/workbench/copyright"
# Libraries of this system that the bundle took along, with the terms this system gives for them.
for library in dist/workbench/_internal/lib*.so*; do
    dpkg-query -S "*/${library##*/}" 2>/dev/null | cut -d: -f1 | tr -d , | tr ' ' '\n'
done | sort -u | while read -r package; do
    terms=/usr/share/doc/$package/copyright
    [ ! -r "$terms" ] || install -D -m 644 "$terms" "$root/usr/share/doc/workbench/libraries/$package"
done
ln -s /opt/workbench/workbench "$root/usr/bin/workbench"
# The program and its files carry the same icon.
for kind in apps/workbench mimetypes/application-x-workbench; do
    mkdir -p "$icons/scalable/${kind%/*}"
    cp resources/program/workbench.svg "$icons/scalable/$kind.svg"
    for size in 16 24 32 48 64 128 256; do
        mkdir -p "$icons/${size}x$size/${kind%/*}"
        cp "resources/program/workbench-$size.png" "$icons/${size}x$size/$kind.png"
    done
done
cp scripts/installers/workbench.desktop "$root/usr/share/applications/workbench.desktop"
cp scripts/installers/workbench.mime.xml "$root/usr/share/mime/packages/workbench.xml"
# What the bundle leaves to the system: the C library and the drivers of the screen.
cat >"$root/DEBIAN/control" <<CONTROL
Package: workbench
Version: $version
Architecture: $architecture
Maintainer: The workbench's makers <workbench@localhost>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$root/opt" | cut -f1)
Depends: libc6 (>= $libc), libgl1, libegl1, fontconfig-config
Recommends: shared-mime-info, desktop-file-utils
Description: Key-account workbench
 An offline workbench for the people who look after key accounts.
CONTROL
chmod -R u=rwX,go=rX "$root"
dpkg-deb --root-owner-group -Zxz --build "$root" "dist/workbench_${version}_${architecture}.deb"
