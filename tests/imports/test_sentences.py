"""Whatever is found or refused, a person reads whole German sentences."""

import re

import pytest

from lotsen.domain.errors import BadInput
from lotsen.domain.files import FileKind, FileRefusal
from lotsen.domain.findings import WARNINGS, Finding, FindingCode, Severity
from lotsen.i18n.files import file_refusal
from lotsen.i18n.findings import finding, sentences

FACTS = {
    "kind": FileKind.CANDIDATES,
    "field": "email",
    "headings": "„A“, „B“",
    "taken": "E-Mail",
    "count": 3,
    "first_row": 2,
    "digits": 5,
    "lowest": 1,
    "highest": 5,
    "longest": 200,
    "length": 300,
    "known": "Frau, Herr",
    "suggestion": "motivation",
    "size": 200,
    "limit": 100,
    "row": 7,
    "what": "pdf",
}
SENTENCE = re.compile(r"[A-ZÄÖÜ„].*[.?]")


@pytest.mark.parametrize("code", FindingCode)
@pytest.mark.parametrize("suggestion", ["motivation", ""])
def test_every_finding_says_what_and_what_to_do(code, suggestion):
    found = Finding(
        row=1, column="A", value="x", code=code, facts={**FACTS, "suggestion": suggestion}
    )

    what, todo = finding(found)

    assert SENTENCE.fullmatch(what)
    assert SENTENCE.fullmatch(todo)
    assert "{" not in what + todo


@pytest.mark.parametrize("code", FileRefusal)
def test_every_refusal_of_a_file_says_what_and_what_to_do(code):
    sentence = file_refusal(BadInput(code, **FACTS))

    assert sentence is not None
    assert all(map(SENTENCE.fullmatch, re.split(r"(?<=[.?]) (?=[A-ZÄÖÜ])", sentence)))
    assert "{" not in sentence


@pytest.mark.parametrize("what", ["pdf", "text", "image", "web", "xml", "database"])
def test_every_wrong_kind_of_file_has_a_name(what):
    assert "Tabelle" in (file_refusal(BadInput(FileRefusal.WRONG_KIND, what=what)) or "")


def test_there_are_no_sentences_for_codes_that_are_gone():
    assert {*sentences()} == {*FindingCode}


def test_warnings_keep_no_file_out():
    severities = {
        code: Finding(row=None, column=None, value="", code=code).severity for code in FindingCode
    }

    assert {code for code, severity in severities.items() if severity == Severity.WARNING} == (
        WARNINGS
    )
