#!/usr/bin/env bash
# Installs Yunhe from this folder, without network and without root: ./install.sh [FOLDER]  (default ~/yunhe)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$HOME/yunhe}
wanted=$(ls "$here"/wheels | grep -o 'cp3[0-9]*-cp3[0-9]*' | head -1 | sed 's/cp3\([0-9]*\)-.*/3.\1/')

die() { echo "$1 → $2" >&2; exit 1; }
python=$(command -v "python$wanted" || true)
[ -n "$python" ] || die "没有 Python $wanted" "装上 python$wanted（带 venv），或换用另一个版本的安装包"
"$python" -c 'import ensurepip, venv' 2>/dev/null || die "Python $wanted 缺少 venv 部件" "装上 python$wanted-venv"
[ "$(uname -m)" = "$(ls "$here"/wheels | grep -o 'x86_64\|aarch64' | head -1)" ] || die "这个安装包不是给 $(uname -m) 的" "换用同一种机器的安装包"
[ ! -e "$target" ] || [ -z "$(ls -A "$target")" ] || die "$target 已有东西" "写另一个文件夹：./install.sh 文件夹"

echo "核对每个文件的摘要"
(cd "$here" && sha256sum --quiet -c SHA256SUMS) || die "文件与 SHA256SUMS 不符" "重新取安装包"
echo "安装到 $target"
"$python" -m venv "$target/.venv"
pip=("$target/.venv/bin/python" -m pip -q --disable-pip-version-check --no-input install --no-index --find-links "$here/wheels")
"${pip[@]}" --require-hashes -r "$here/requirements.lock"
"${pip[@]}" --no-deps "$here"/wheels/yunhe-*.whl
cp -r "$here/districts" "$here/docs" "$here/LICENSE" "$here/LICENCES.tsv" "$here/fonts.tsv" "$target/"

if command -v fc-list >/dev/null && ! fc-list :lang=zh | grep -q .; then
  echo "这台机器没有中文字体：网页由各人的浏览器显示，不受影响；打印成 PDF 的机器要装，见 fonts.tsv"
fi
cat <<SAID
装好了。开网站：
  cd $target
  .venv/bin/yunhe migrate
  .venv/bin/yunhe account add 工号 --name 姓名
  .venv/bin/yunhe serve
SAID
