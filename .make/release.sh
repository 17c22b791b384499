#!/usr/bin/env bash
# Packs a release: of the same dist/ the same bytes, on any machine and on any day.
#   SOURCE_DATE_EPOCH=… release.sh DIST RELEASE
set -euo pipefail
export TZ=UTC LC_ALL=C
umask 022
release=$(realpath -m "$2")
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
rm -rf "$release"
mkdir -p "$release"

cp -R "$1/." "$files"
cp LICENSE "$files"
# The page in one file is nothing for a server: the headers that it should send forbid the script inside.
mv "$files/siuss-kit.html" "$release"
find "$files" -type f -exec chmod 644 {} + -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
(cd "$files" && find . -type f | sort | zip -q -9 -X "$release/dist.zip" -@)

cp CHANGELOG.md LICENSE "$1/THIRD-PARTY.txt" "$release"
node .make/sbom.mjs > "$release/sbom.cdx.json"
(cd "$release" && sha256sum -- * > SHA256SUMS)
