"""Vega's expressions, as far as the pictures use them for lengths, worked out without a browser."""

import re
from collections.abc import Mapping

FUNCTIONS = {
    "clamp": lambda value, low, high: max(low, min(high, value)),
    "min": min,
    "max": max,
    "pow": pow,
    "windowSize": lambda: (0, 0),
}
SIGNS = {"&&": " and ", "||": " or ", "===": "==", "!==": "!="}


class Lengths(dict):
    """The lengths of a picture by name; those that are expressions are worked out when asked."""

    def __init__(self, known: Mapping[str, float], said: Mapping[str, str]) -> None:
        super().__init__(FUNCTIONS | dict(known))
        self.said = said

    def __missing__(self, name: str) -> float:
        self[name] = found = value_of(self.said[name], self)
        return found


def lengths_of(spec: Mapping, *, width: float, known: Mapping[str, float]) -> Lengths:
    """The lengths of a form in a picture of this width."""
    said = {each["name"]: each["expr"] for each in spec["params"] if "expr" in each}
    return Lengths({"width": width, **known}, said)


def value_of(expression: str, lengths: Lengths) -> float:
    return eval(as_python(expression), {"__builtins__": {}}, lengths)


def as_python(expression: str) -> str:
    """The same in Python; conditions in parentheses are taken first."""
    inner = re.compile(r"\(([^()]*)\)")
    parts: list[str] = []

    def put_aside(found: re.Match) -> str:
        args = [condition(part) for part in found[1].split(",")]
        parts.append(f"({', '.join(args)})")
        return f"@{len(parts) - 1}@"

    while inner.search(expression):
        expression = inner.sub(put_aside, expression)
    expression = condition(expression)
    while "@" in expression:
        expression = re.sub(r"@(\d+)@", lambda found: parts[int(found[1])], expression)
    return expression


def condition(expression: str) -> str:
    """`a ? b : c` as Python has it; nested ones stand behind the colon."""
    for sign, word in SIGNS.items():
        expression = expression.replace(sign, word)
    if "?" not in expression:
        return expression
    asked, rest = expression.split("?", 1)
    yes, no = rest.split(":", 1)
    return f"(({yes}) if ({asked}) else ({condition(no)}))"
