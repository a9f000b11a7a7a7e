#!/usr/bin/env bash
# Installs what browser, LibreOffice and PostgreSQL tests need, when it may (root and apt); REQUIRE_ALL=1 makes a missing piece an error.
set -euo pipefail
cd "$(dirname "$0")/.."

missing_packages() {
  grep -v '^#' tests/pieces.tsv | while IFS=$'\t' read -r marker probe packages; do
    bash -c "$probe" </dev/null >/dev/null 2>&1 || echo "$packages"
  done | tr ' ' '\n' | sort -u | tr '\n' ' '
}

missing=$(missing_packages)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "安装测试所需的系统软件包：$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt=(apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2)
  # shellcheck disable=SC2086
  said=$({ "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends $missing; } 2>&1) || {
    echo "apt 没有装成："
    tail -n 3 <<<"$said"
  }
fi

missing=$(missing_packages)
[ -n "$missing" ] || exit 0
if [ "${REQUIRE_ALL:-}" = 1 ]; then
  echo "REQUIRE_ALL=1，但缺少系统软件包 → sudo apt-get install -y --no-install-recommends $missing" >&2
  exit 1
fi
