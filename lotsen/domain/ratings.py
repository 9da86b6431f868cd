"""A sheet: the ratings that one rater gives one candidate."""

from enum import StrEnum


class SheetState(StrEnum):
    """Whether a sheet still belongs to its rater alone; the values are stored."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
