"""What the process remembers of the records, by revision: computed once, shared by all viewers."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

R = TypeVar("R")

CAPACITY = 64


class NotRemembered(LookupError):
    """What was asked for has still to be worked out."""


@dataclass(kw_only=True)
class _Place:
    lock: threading.Lock = field(default_factory=threading.Lock)
    revision: int = -1
    value: Any = None


class Memory:
    """One value per key, of the newest revision that was asked for; safe between threads.

    A key must contain everything that changes the answer, what the person may see included.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable, revision: int, make: Callable[[R | None], R]) -> R:
        """Give the value of this revision; `make` gets the older value, where there is one.

        Whoever asks for an older revision than the one remembered gets the newer value.
        """
        place = self._place(key)
        with place.lock:  # whoever comes second waits for the first, and computes nothing
            if place.revision < revision:
                place.value = make(place.value)
                place.revision = revision
            value: R = place.value
            return value

    def holds(self, key: Hashable, revision: int) -> bool:
        """Whether the value of this revision, or of a newer one, is there already."""
        with self._lock:
            place = self._places.get(key)
        return place is not None and place.revision >= revision

    def as_it_is(self) -> "Memory":
        """The same memory for somebody who does not wait: it makes nothing."""
        return _AsItIs(self)

    def known(self, key: Hashable, revision: int) -> Any:
        """Give what is there, at once.

        Raises:
            NotRemembered: it is not there, or older.
        """
        with self._lock:
            place = self._places.get(key)
        if place is None or place.revision < revision:
            raise NotRemembered
        return place.value

    def _place(self, key: Hashable) -> _Place:
        with self._lock:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            while len(self._places) > self._capacity:
                self._places.popitem(last=False)
            return place


class _AsItIs(Memory):
    """Another's memory, from which things are only taken."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory

    def recall(self, key: Hashable, revision: int, make: Callable[[R | None], R]) -> R:
        """Give what is there; nothing is made."""
        found: R = self._memory.known(key, revision)
        return found

    def holds(self, key: Hashable, revision: int) -> bool:
        """Whether it is there."""
        return self._memory.holds(key, revision)
