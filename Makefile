# Every target makes the environment .venv itself when it is missing or when a lock has changed.
RUN := .venv/bin
LOCKS := pyproject.toml tools/environment.sh
CORPUS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench soak bundle clean

help:
	@echo "make demo    读、审拱墅区2025年政府工作报告；模拟一个小小的年；开网站（DETACH=1：查一遍就回来；PORT=端口）"
	@echo "make test    全部测试与定义自带的示例（REQUIRE_ALL=1：缺什么就算失败）"
	@echo "make lint    格式、类型、导入方向、篇幅预算"
	@echo "make bench   准确率与速度（CORPUS=目录：另读一批报告）"
	@echo "make soak    长时间测试（CORPUS=目录：另读一批报告）"
	@echo "make bundle  不用网络、不用 root 的安装包（ARCH=aarch64：给另一种机器）"
	@echo "make clean   删去环境和一切生成物"

demo: .venv/core.stamp
	@mkdir -p build
	@$(RUN)/yunhe read districts/gongshu/reports/2025.txt
	@$(RUN)/yunhe read districts/gongshu/reports/2025.txt --format html -o build/gongshu-2025.html --quiet
	@echo "带标注的报告：$(CURDIR)/build/gongshu-2025.html（用浏览器打开，可离线）"
	@tools/demo_audit.sh
	@tools/demo_year.sh
	@tools/demo_site.sh

test: .venv/dev.stamp
	@tools/prepare_tests.sh
	@tools/fetch_npm.sh
	@echo "核对定义自带的示例（yunhe check）"
	@$(RUN)/yunhe check
	@echo "运行测试（pytest）"
	@$(RUN)/pytest -n 2 --dist loadfile

lint: .venv/dev.stamp
	@echo "检查写法、格式、类型、导入方向、篇幅预算"
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .
	@$(RUN)/mypy
	@$(RUN)/lint-imports
	@$(RUN)/python tools/budgets.py

bench: .venv/dev.stamp
	@echo "测准确率与速度"
	@$(RUN)/python -m benchmarks.accuracy
	@$(RUN)/python -m benchmarks.audit $(if $(CORPUS),--corpus "$(CORPUS)")
	@$(if $(CORPUS),$(RUN)/python -m benchmarks.alarms --corpus "$(CORPUS)")
	@$(RUN)/python -m benchmarks.matters
	@$(RUN)/python -m benchmarks.site
	@$(RUN)/python -m benchmarks.speed $(if $(CORPUS),--corpus "$(CORPUS)")

soak: .venv/dev.stamp
	@echo "长时间测试"
	@$(RUN)/pytest -m soak
	@$(if $(CORPUS),$(RUN)/python -m benchmarks.speed --corpus "$(CORPUS)")

bundle: .venv/core.stamp
	@tools/bundle.sh $(if $(ARCH),$(ARCH),x86_64)

clean:
	@rm -rf .venv .venv-peers build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/core.stamp: requirements.lock $(LOCKS)
	@tools/environment.sh requirements.lock $@

.venv/dev.stamp: requirements-dev.lock .venv/core.stamp $(LOCKS)
	@tools/environment.sh requirements-dev.lock $@
