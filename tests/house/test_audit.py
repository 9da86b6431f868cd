"""What is recorded in the audit log can be said: every fact has its name, and its readers."""

import ast

import pytest

from lotsen.domain.audit import OPEN_FACTS, AuditAction
from lotsen.domain.audit_readers import READ_WITH
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


def recorded_with_action():
    """Every call that names an action, with the facts that it names."""
    for path in modules("lotsen"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(args=args, keywords=keywords):
                    for each in args:
                        match each:
                            case ast.Attribute(value=ast.Name(id="AuditAction"), attr=name):
                                facts = [key.arg for key in keywords if key.arg is not None]
                                yield from ((AuditAction[name], fact) for fact in facts)


@pytest.mark.parametrize(("action", "fact"), sorted(set(recorded_with_action())))
def test_it_is_said_who_reads_a_fact(action, fact):
    assert fact in OPEN_FACTS[action] | set(READ_WITH.get(action, {}))
