"""What a use case is asked with."""

from dataclasses import dataclass, field
from typing import Any

REASON = "Das ist ein Grund in eigenen Worten."


@dataclass(frozen=True)
class Asked:
    """The arguments of a use case, behind the reader or the unit of work."""

    args: tuple[Any, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
