"""Every refusal that the code can raise has a sentence of its own."""

import ast

import pytest

from lotsen.domain.errors import LotsenError
from lotsen.domain.files import FileRefusal
from lotsen.i18n.refusals import SENTENCES, sentence
from tests.house.sources import modules

REFUSALS = {each.__name__ for each in LotsenError.__subclasses__()}


def raised(module):
    """The codes of refusals that a module raises, as they stand in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]):
                if name in REFUSALS:
                    yield code


CODES = sorted({code for module in modules("lotsen") for code in raised(module)})


@pytest.mark.parametrize("code", CODES)
def test_raised_code_has_a_sentence(code):
    assert code in SENTENCES or code in set(FileRefusal)


def test_no_sentence_is_left_over():
    assert set(SENTENCES) - set(CODES) == set()


def test_unknown_code_still_gets_a_sentence():
    assert sentence(LotsenError("nix.da")) == "Das geht nicht (nix.da)."
