#!/usr/bin/env bash
# One archive that installs without network and without root: tools/bundle.sh [x86_64|aarch64]  → dist/yunhe-…tar.gz
# Wheels are those of requirements.lock, hash for hash. What has no wheel for the machine asked for is named and ends it.
set -euo pipefail
cd "$(dirname "$0")/.."
arch=${1:-x86_64}
case $arch in x86_64 | aarch64) ;; *) echo "不认识的机器“$arch” → 写 x86_64 或 aarch64" >&2; exit 2 ;; esac

version=$(.venv/bin/python -c 'import yunhe; print(yunhe.__version__)')
python=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
name=yunhe-$version-linux-$arch-py${python/./}
draft=$(mktemp -d)
trap 'rm -rf "$draft"' EXIT
home=$draft/$name
mkdir -p "$home/wheels" dist

echo "取轮子（$arch，Python $python）"
platforms=(--platform manylinux_2_28_"$arch" --platform manylinux_2_17_"$arch" --platform manylinux2014_"$arch" --platform manylinux_2_34_"$arch")
.venv/bin/python -m pip -q --disable-pip-version-check download --no-deps --only-binary=:all: "${platforms[@]}" \
  --python-version "$python" --implementation cp --require-hashes -r requirements.lock -d "$home/wheels"
.venv/bin/python -m pip -q --disable-pip-version-check wheel --no-deps --no-build-isolation -w "$home/wheels" .

cp requirements.lock LICENSE README.md CHANGELOG.md "$home/"
cp tools/bundled/install.sh tools/bundled/README.md tools/bundled/fonts.tsv "$home/"
cp -r districts docs "$home/"
.venv/bin/python tools/licences.py "$home/wheels" >"$home/LICENCES.tsv"
(cd "$home" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
tar -C "$draft" --sort=name --owner=0 --group=0 --numeric-owner -czf "dist/$name.tar.gz" "$name"
echo "dist/$name.tar.gz  $(du -h "dist/$name.tar.gz" | cut -f1)，$(find "$home/wheels" -name '*.whl' | wc -l) 个轮子"
