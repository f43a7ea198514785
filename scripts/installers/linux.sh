#!/bin/sh
# A Debian package of the bundle: scripts/installers/linux.sh → dist/workbench_VERSION_ARCH.deb
# Build it on the oldest system that it shall run on: a bundle needs the C library it was built with, or a newer one.
set -eu
cd "$(dirname "$0")/../.."
. scripts/setup.sh
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
architecture=$(dpkg --print-architecture)
libc=$(dpkg-query -W -f '${Version}' libc6 | cut -d- -f1)
.venv/bin/pyinstaller --noconfirm --log-level ERROR build_installer.spec

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/applications" \
    "$root/usr/share/icons/hicolor/scalable/apps"
cp -a dist/workbench "$root/opt/workbench"
ln -s /opt/workbench/workbench "$root/usr/bin/workbench"
cp resources/icons/briefcase.svg "$root/usr/share/icons/hicolor/scalable/apps/workbench.svg"
cat >"$root/usr/share/applications/workbench.desktop" <<DESKTOP
[Desktop Entry]
Type=Application
Name=Workbench
Name[zh_CN]=大客户工作台
Comment=Key accounts: visits, plans, reports
Exec=/opt/workbench/workbench
Icon=workbench
Categories=Office;
DESKTOP
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
Description: Key-account workbench
 An offline workbench for the people who look after key accounts.
CONTROL
chmod -R u=rwX,go=rX "$root"
dpkg-deb --root-owner-group -Zxz --build "$root" "dist/workbench_${version}_${architecture}.deb"
