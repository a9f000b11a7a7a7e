#!/usr/bin/env bash
# Lives a small simulated year of the district into a database of its own under build/, and shows what stands there.
set -euo pipefail
cd "$(dirname "$0")/.."

folder="$PWD/build/demo"
mkdir -p "$folder"
rm -f "$folder"/库.sqlite3* "$folder"/*.keys
export DATABASE_URL="sqlite:///$folder/库.sqlite3" YUNHE_KEYS=""
for store in $(.venv/bin/python -c 'from yunhe.definitions.stores import stores_of as of; print(*of("districts/gongshu"))'); do
  YUNHE_KEYS='' .venv/bin/yunhe keys new "$folder/$store.keys" --store "$store" >/dev/null
  YUNHE_KEYS="${YUNHE_KEYS:+$YUNHE_KEYS:}$folder/$store.keys"
done

echo
echo "模拟今年到今天（小样，0.05 倍；全部是模拟数据）："
.venv/bin/yunhe migrate | tail -1
.venv/bin/yunhe simulate --year "$(date +%Y)" --until "$(date +%F)" --seed 7 --scale 0.05 --district districts/gongshu
.venv/bin/yunhe run list --mechanism 企呼我应 --limit 5 --district districts/gongshu
.venv/bin/yunhe verify 2>&1 | head -1
echo "接着看：export DATABASE_URL='$DATABASE_URL' YUNHE_KEYS='$YUNHE_KEYS'; yunhe run list"
