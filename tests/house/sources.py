"""The files of the house, as its tests walk through them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("lotsen", "pages", "tools", "bench", "data")
TEXT = {".cfg", ".css", ".csv", ".html", ".in", ".js", ".json", ".mako", ".md", ".po", ".pot"}
TEXT |= {".py", ".svg", ".toml", ".txt", ".yaml", ".yml", ""}


@cache
def files() -> list[Path]:
    """Everything that is in the repository, or would be with the next commit."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found = (ROOT / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in found if path.is_file())


def texts() -> list[Path]:
    return [path for path in files() if path.suffix in TEXT]


def documents() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def modules(*folders: str) -> list[Path]:
    """The Python files of these folders, without the migrations: history is not restyled."""
    chosen = folders or CODE
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in chosen
        and "versions" not in path.parts
    ]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """What stands in quotes in a Python file, without the docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    for node in constants:
        if isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
