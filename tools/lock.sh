#!/usr/bin/env bash
# Pins every dependency of pyproject.toml, build backend included, with hashes and without addresses: tools/lock.sh [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."

# Hashes must be those of the public index, so what this machine adds to pip (mirrors, wheel folders, limits) is left out.
export PIP_CONFIG_FILE=/dev/null
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_CONSTRAINT

compile=(.venv/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --all-build-deps "$@")
"${compile[@]}" --extra=server --output-file=requirements.lock pyproject.toml
"${compile[@]}" --extra=server --extra=dev --constraint=requirements.lock --output-file=requirements-dev.lock pyproject.toml

peers=benchmarks/requirements-peers
"${compile[@]/--all-build-deps/--quiet}" --output-file=$peers.lock $peers.in  # only pyproject.toml has build dependencies to find
