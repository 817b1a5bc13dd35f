#!/usr/bin/env bash
# Install what the tests need from Debian, where that is possible; elsewhere those tests are skipped and say why.
# With CI=true what is missing is a failure, and the tests say so themselves.
set -euo pipefail
list="$(dirname "$0")/debian.txt"
missing=()
while read -r package; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done <"$list"
[ "${#missing[@]}" -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "not installed, and not root on Debian, so some tests will be skipped: ${missing[*]}"
    exit 0
fi
echo "installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
