"""Sentences by the code of what they tell, each made from the facts of the case."""

from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Sentences = Mapping[str, Callable[[Facts], str]]
