"""Notes of what was observed, dealt from shuffled decks so that they seldom come again."""

import random
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from _candidates import Candidate
from _names import one_line
from _tables import read

NOT_OBSERVABLE = "n. b."
_BANDS = {NOT_OBSERVABLE: "nb"}


class Notes:
    """The decks of notes, one for each criterion and rating.

    Attributes:
        places: words that tell a workplace, and the units that have such a workplace.
    """

    def __init__(
        self,
        decks: Mapping[str, Mapping[str, list[str]]],
        places: Mapping[str, list[str]],
        rng: random.Random,
    ) -> None:
        self.places = places
        self._decks = {
            (criterion, str(band)): rng.sample(notes, len(notes))
            for criterion, bands in decks.items()
            for band, notes in bands.items()
        }
        self._told: defaultdict[str, set[str]] = defaultdict(set)

    def take(self, candidate: Candidate, criterion: str, value: str, *, is_needed: bool) -> str:
        """Give the fitting note that lay longest; none is told twice about the same candidate."""
        deck = self._decks[criterion, _BANDS.get(value, value)]
        told = self._told[candidate.number]
        untold = [note for note in deck if note not in told]
        fitting = [note for note in untold if self._fits(note, candidate.place.unit)]
        if not fitting and not is_needed:
            return ""
        note = (fitting or untold)[0]
        deck.remove(note)
        deck.append(note)
        told.add(note)
        return one_line(note)

    def _fits(self, note: str, unit: str) -> bool:
        return all(unit in units for word, units in self.places.items() if word in note)


def shuffle(folder: Path, rng: random.Random) -> Notes:
    """Read the hand-made notes and shuffle them."""
    return Notes(read(folder / "belege.yaml"), read(folder / "passung.yaml"), rng)
