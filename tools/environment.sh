#!/usr/bin/env bash
# Makes or updates .venv from a lock, then marks it done: tools/environment.sh LOCK STAMP
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1 stamp=$2

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    new_enough "$python" && { command -v "$python"; return; }
  done
  echo "需要 Python 3.11 或更新版本 → sudo apt-get install -y python3.11 python3.11-venv" >&2
  exit 1
}

make_venv() {
  local python; python=$(find_python)
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "Python 缺少 venv 部件 → sudo apt-get install -y python$version-venv" >&2
    exit 1
  fi
  "$python" -m venv --clear .venv
}

echo "按 $lock 准备环境 .venv（首次约一分钟）"
{ new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; } || make_venv
pip=(.venv/bin/python -m pip -qq --disable-pip-version-check install --no-input)
"${pip[@]}" --require-hashes -r "$lock"
"${pip[@]}" --no-deps --no-build-isolation -e .
touch "$stamp"
