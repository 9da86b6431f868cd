# Every verb is a function in tools/make.py; without make: py tools\make.py run
PYTHON ?= $(shell command -v python3 || command -v python3.13 || command -v python3.12 || command -v python3.11 || echo python)
ARGS ?=

.PHONY: help run test check lint bench pictures catalog pins hooks clean

help:
	@$(PYTHON) tools/make.py

run test check lint bench pictures catalog pins hooks clean:
	@$(PYTHON) tools/make.py $@ $(ARGS)
