# 集群通 · jiqun          make run: the product, with a demo province          make test: everything that proves it
.DEFAULT_GOAL := help
.PHONY: help setup run test fast bench lock clean
PY := .venv/bin/python
ARGS ?=

help: ## 列出各条命令 this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: ## 建立 .venv the environment alone: locked, hashed packages
	@scripts/setup test

run: ## 启动 http://127.0.0.1:8000 set up if needed, demo province at the first start (ARGS="--port 8001")
	@scripts/setup run
	@exec .venv/bin/jiqun serve $(ARGS)

test: ## 全部检查与测试 style, contracts, types, tests on SQLite and PostgreSQL, browser
	@scripts/setup test
	@$(PY) scripts/stages.py machine style format contracts+types browser+postgresql+sqlite+unit

fast: ## 快速检查 style, contracts, types, unit tests
	@scripts/setup test
	@$(PY) scripts/stages.py style format contracts+types unit

bench: ## 性能测量 measurements that anyone can rerun
	@scripts/setup bench
	@$(PY) -m bench $(ARGS)

lock: ## 重新锁定依赖 choose versions anew, with hashes (LOCK=--upgrade)
	@scripts/setup test
	@for list in uv build run test bench; do \
	  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header $(LOCK) requirements/$$list.in -o requirements/$$list.txt || exit 1; done

clean: ## 删除环境与缓存 the environment and caches; the data in var/ stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
