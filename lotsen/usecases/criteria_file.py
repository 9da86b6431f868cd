"""The criteria as the concept words them, read from `data/criteria.yaml`."""

from pathlib import Path

import yaml

from lotsen.domain.criteria import Criterion


def read_criteria(path: Path) -> tuple[Criterion, ...]:
    """Read the criteria with their anchors and questions; all weigh the standard weight."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Criterion(
            key=each["id"],
            number=each["nr"],
            title=each["titel_kurz"],
            full_title=each["titel_voll"],
            title_en=each["titel_en"],
            definition=each["definition"],
            anchors=each["anker"],
            questions=tuple(question["text"] for question in each["fragen"]),
            hint=each["hinweis"],
            weight=written["standardgewicht"],
        )
        for each in written["kriterien"]
    )
