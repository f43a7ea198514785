#!/bin/sh
# A disk image of the bundle, on a Mac: scripts/installers/macos.sh → dist/Workbench-VERSION.dmg
# With a certificate of a developer in CERTIFICATE the program is signed; without one macOS asks each user to allow it.
set -eu
cd "$(dirname "$0")/../.."
. scripts/setup.sh
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
.venv/bin/pyinstaller --noconfirm --log-level ERROR build_installer.spec
if [ -n "${CERTIFICATE:-}" ]; then
    codesign --deep --force --options runtime --timestamp --sign "$CERTIFICATE" dist/Workbench.app
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R dist/Workbench.app "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname Workbench -srcfolder "$folder" -format UDZO -ov "dist/Workbench-$version.dmg"
