#!/usr/bin/env bash
# Opens the site over the demo's database: accounts, figures, real reports read and audited. DETACH=1 checks it over HTTP
# and comes back; PORT is where it listens (8000).
set -euo pipefail
cd "$(dirname "$0")/.."

folder="$PWD/build/demo"
port=${PORT:-8000}
district=districts/gongshu
export DATABASE_URL="sqlite:///$folder/库.sqlite3" YUNHE_FILES="$folder/文件" YUNHE_DISTRICT="$PWD/$district"
export YUNHE_KEYS YUNHE_SECRET_KEY
YUNHE_KEYS=$(printf '%s:' "$folder"/*.keys)
YUNHE_KEYS=${YUNHE_KEYS%:}
YUNHE_SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(48))')

echo
.venv/bin/python tools/demo_accounts.py $district
.venv/bin/yunhe observe import $district/observations/拱墅区.csv --as 区统计局.统计岗 --person tongji --district $district | tail -1
echo "读、审阅览室里的真实报告（杭州、宁波历年，浙江，拱墅）"
.venv/bin/yunhe shelve corpus/city corpus/province/浙江省-2025.docx $district/reports/2025.txt --district $district

if [ "${DETACH:-}" != 1 ]; then
  exec .venv/bin/yunhe serve --port "$port" --district $district
fi

.venv/bin/yunhe serve --port "$port" --district $district &
site=$!
trap 'kill $site 2>/dev/null; wait $site 2>/dev/null || true' EXIT
.venv/bin/python - "http://127.0.0.1:$port" <<'PY'
import sys, time, urllib.error, urllib.request

base = sys.argv[1]
until = time.monotonic() + 60
while True:
    try:
        urllib.request.urlopen(base + "/", timeout=10).read()
        break
    except (urllib.error.URLError, ConnectionError):
        if time.monotonic() > until:
            sys.exit("网站一分钟没有起来")
        time.sleep(0.2)
for path, word in (("/", "政府工作报告"), ("/reports/", "杭州"), ("/counter/", "企"), ("/account/login/", "登录"), ("/search/?q=%E7%94%B5%E6%A2%AF", "电梯")):
    text = urllib.request.urlopen(base + path, timeout=30).read().decode()
    if word not in text:
        sys.exit(f"{path} 上没有“{word}”")
    print(f"  {path} 正常")
PY
echo "网站查过，正常；make demo（不写 DETACH=1）就开在 http://127.0.0.1:$port"
