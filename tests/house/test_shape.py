"""Size and names: a file fits one head, and no file is a drawer."""

import ast
import re

import pytest

from tests.house.sources import CODE, ROOT, files, modules, name

DRAWERS = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
ROOMS_CALLED_BASE = {"lotsen/db/base.py"}  # SQLAlchemy's own word for what all tables share


@pytest.mark.parametrize("module", modules(*CODE, "tests"), ids=name)
def test_module_fits_one_head(module):
    assert module.read_text(encoding="utf-8").count("\n") <= 300


@pytest.mark.parametrize("module", modules(), ids=name)
def test_functions_fit_one_screen(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTION)]

    assert {node.name: n for node in functions if (n := lines_of_body(node)) > 30} == {}


def lines_of_body(function):
    """What has to be kept in mind at once: without the signature and the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("page", modules("pages"), ids=name)
def test_page_is_thin(page):
    assert page.read_text(encoding="utf-8").count("\n") <= 90


def test_no_file_is_a_drawer():
    drawers = [
        name(path)
        for path in files()
        for part in path.relative_to(ROOT).parts
        if DRAWERS & set(re.split(r"[._-]", part))
    ]

    assert set(drawers) - ROOMS_CALLED_BASE == set()


def test_no_class_is_a_drawer():
    drawers = [
        f"{name(module)}: {node.name}"
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and re.search("(Helper|Manager|Utils?)$", node.name)
    ]

    assert drawers == []


def test_launcher_knows_the_gate_alone():
    imports = {
        str(node.module) if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse((ROOT / "app.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    strangers = {module for module in imports if not re.match(r"(streamlit|lotsen\.web)\b", module)}
    assert strangers == set()
