#!/usr/bin/env bash
# Audits a real pair of reports, the seed against its district's own targets, and a real docx; says where the results are.
set -uo pipefail
cd "$(dirname "$0")/.."

audit() {  # findings at error level (1) are a result, not a failure
  .venv/bin/yunhe audit "$@"
  local code=$?
  [ "$code" -le 1 ] || exit "$code"
}

targets=(districts/gongshu/reports/partial/*2024Q2.partial.txt)
echo
audit districts/gongshu/reports/2025.txt --district districts/gongshu --targets "${targets[0]}"
echo
echo "另写三份（都可离线打开）："
audit corpus/city/杭州市-2025.txt --against corpus/city/杭州市-2024.txt corpus/city/杭州市-2023.txt \
  --all -o build/hangzhou-2025.audit.html
audit districts/gongshu/reports/2025.txt --district districts/gongshu --targets "${targets[0]}" \
  --quiet --format json --sheet build/gongshu-2025.核实表.xlsx >build/gongshu-2025.audit.json
audit corpus/province/浙江省-2025.docx --quiet --all -o build/zhejiang-2025.reviewed.docx
echo "杭州2025年报告对照2023、2024年报告，疑点标在原处：$PWD/build/hangzhou-2025.audit.html"
echo "拱墅区报告的核实表，每个数字一行，另按责任单位分文件：$PWD/build/gongshu-2025.核实表.xlsx"
echo "浙江2025年报告的 docx，每条疑点一条批注：$PWD/build/zhejiang-2025.reviewed.docx"
