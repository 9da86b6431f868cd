"""What is recorded in the audit log can be said: every fact has its name, and its readers."""

import ast

import pytest

from lotsen.domain.audit import OPEN_FACTS
from lotsen.i18n import audit
from tests.house.sources import modules


def recorded():
    """The facts of every `uow.record(...)` of the use cases."""
    for path in modules("lotsen"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="record"), keywords=keywords):
                    yield from (each.arg for each in keywords if each.arg is not None)


FACTS = sorted({*recorded(), *(name for names in OPEN_FACTS.values() for name in names)})


@pytest.mark.parametrize("fact", FACTS)
def test_fact_has_a_german_name(fact):
    assert audit.fact_name("any", fact) != fact
