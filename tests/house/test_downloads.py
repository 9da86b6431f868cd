"""Files are handed out in one place, where they are noted with the session that made them."""

import ast

import pytest

from tests.house.sources import modules, name

FILES = {"audio", "download_button", "image", "logo", "pdf", "video"}
"""What Streamlit serves under an address of its own; the gate hands over what is noted alone."""
PLACE = "lotsen/ui/downloads.py"


def calls(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in FILES
    ]


@pytest.mark.parametrize("module", modules("lotsen", "pages"), ids=name)
def test_file_is_offered_in_one_place_and_noted_at_the_click(module):
    wrong = [
        call.lineno
        for call in calls(module)
        if name(module) != PLACE
        or [ast.unparse(word.value.func) for word in call.keywords if word.arg == "data"]
        != ["_on_click"]
    ]

    assert wrong == []


def test_the_place_is_there():
    (place,) = [module for module in modules("lotsen") if name(module) == PLACE]

    assert calls(place) != []
