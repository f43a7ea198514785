#!/bin/sh
# A disk image of the bundle, on a Mac: scripts/installers/macos.sh → dist/Workbench-VERSION.dmg
# With a certificate of a developer in CERTIFICATE the program is signed; without one macOS asks each user to allow it.
# With the name of stored credentials in NOTARY (xcrun notarytool store-credentials) the image is notarised as well.
# Dragging a newer program over the older one is an update; workspaces, backups and settings lie elsewhere.
set -eu
cd "$(dirname "$0")/../.."
. scripts/setup.sh
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
.venv/bin/pyinstaller --noconfirm --log-level ERROR build_installer.spec
if [ -n "${CERTIFICATE:-}" ]; then
    codesign --deep --force --options runtime --timestamp --entitlements scripts/installers/macos.entitlements \
        --sign "$CERTIFICATE" dist/Workbench.app
    codesign --verify --deep --strict dist/Workbench.app
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R dist/Workbench.app "$folder/"
ln -s /Applications "$folder/Applications"
cp LICENSE THIRD-PARTY.md "$folder/"
image=dist/Workbench-$version.dmg
hdiutil create -volname Workbench -srcfolder "$folder" -format UDZO -ov "$image"
if [ -n "${CERTIFICATE:-}" ]; then
    codesign --timestamp --sign "$CERTIFICATE" "$image"
fi
if [ -n "${NOTARY:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY" --wait
    xcrun stapler staple "$image"
fi
