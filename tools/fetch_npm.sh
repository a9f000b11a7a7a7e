#!/usr/bin/env bash
# Brings the packages of tests/npm.tsv into build/npm, each in the version and with the sum written there; REQUIRE_ALL=1
# makes a missing one an error. They keep their own licences and are used by tests only.
set -euo pipefail
cd "$(dirname "$0")/.."

bring() {
  local name=$1 version=$2 sum=$3 home draft
  home=build/npm/$name
  [ "$(cat "$home/.sum" 2>/dev/null)" = "$sum" ] && return 0
  draft=$(mktemp -d)
  (cd "$draft" && npm pack --silent "$name@$version" >/dev/null 2>&1 && sha512sum --status -c <<<"$sum  $name-$version.tgz") || {
    rm -rf "$draft"
    return 1
  }
  rm -rf "$home"
  mkdir -p "$home"
  tar -xzf "$draft/$name-$version.tgz" -C "$home" --strip-components=1
  rm -rf "$draft"
  echo "$sum" >"$home/.sum"
}

missing=
while IFS=$'\t' read -r name version sum; do
  case $name in '#'* | '') continue ;; esac
  bring "$name" "$version" "$sum" || missing="$missing $name@$version"
done <tests/npm.tsv

[ -n "$missing" ] || exit 0
if [ "${REQUIRE_ALL:-}" = 1 ]; then
  echo "REQUIRE_ALL=1，但取不到 npm 包$missing → 装 npm（sudo apt-get install -y npm），连上 npm 的源" >&2
  exit 1
fi
echo "取不到 npm 包$missing：需要它们的测试不运行"
