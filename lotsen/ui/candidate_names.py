"""Candidates as they stand in a list to choose from."""

from collections import Counter

import pandas as pd

from lotsen.i18n import _


def names_of(people: pd.DataFrame) -> dict[int, str]:
    """Name and department of everybody, by candidate_id; no two people read the same."""
    parts = [people[column].tolist() for column in ("sorted_name", "department")]
    pairs = list(zip(*parts, strict=True))
    often = Counter(pairs)
    names = {}
    for key, pair in zip(people["candidate_id"].tolist(), pairs, strict=True):
        number = [_("Nr. {number}", number=key)] if often[pair] > 1 else []
        names[int(key)] = " · ".join([*pair, *number])
    return names
