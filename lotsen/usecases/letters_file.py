"""The letters as the concept words them, read from `data/letters.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from lotsen.domain.letters import DERIVED, Audience, Template
from lotsen.domain.phases import Phase

PHASES = tuple(Phase)
"""In the file a phase is a number from 1."""


@dataclass(frozen=True, kw_only=True)
class StandardLetters:
    """What a round begins with.

    `examples`: for every placeholder that the coordinator fills, in order, what it may look like.
    """

    templates: tuple[Template, ...]
    examples: Mapping[str, str]


def read_letters(path: Path) -> StandardLetters:
    """Read the standard letters and what their placeholders look like."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    letters = written["schreiben"]
    texts = "".join(each["betreff"] + each["text"] for each in letters)
    return StandardLetters(
        templates=tuple(
            Template(
                key=each["id"],
                name=each["name"],
                phase=PHASES[each["phase"] - 1],
                audience=Audience(each["kreis"]),
                subject=each["betreff"],
                body=each["text"],
            )
            for each in letters
        ),
        examples={
            name: each["beispiel"]
            for name, each in written["platzhalter"].items()
            if name not in DERIVED and f"{{{name}}}" in texts
        },
    )
