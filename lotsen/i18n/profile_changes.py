"""What a change of the profile is called, before and after."""

from lotsen.domain.round_profiles import ProfileChange, ProfileField, Value
from lotsen.i18n import _, formats, words

MOST_DECIMALS = 3


def said(change: ProfileChange) -> str:
    """A change as one sentence: what, from what, to what."""
    if change.field == ProfileField.IN_USE:
        return _of_use(change)
    return _(
        "{what}: {old} → {new}", what=_what(change), old=value(change.old), new=value(change.new)
    )


def value(value: Value) -> str:
    """A value as a person writes it; a text stands in quotation marks."""
    match value:
        case None | "":
            return formats.NOTHING
        case str():
            return _("„{text}“", text=value)
        case _:
            return weight(float(value))


def weight(value: float) -> str:
    """A number with the decimals that it has, three at most: 1, 1,5, 0,125."""
    fewer = (count for count in range(MOST_DECIMALS) if round(value, count) == value)
    decimals = next(fewer, MOST_DECIMALS)
    return formats.number(value, decimals=decimals)


def _of_use(change: ProfileChange) -> str:
    if change.old is None:
        return _("„{title}“ kommt als Kriterium hinzu", title=change.title)
    if change.new:
        return _("„{title}“ steht wieder auf dem Bogen", title=change.title)
    return _("„{title}“ steht nicht mehr auf dem Bogen und zählt nicht mehr", title=change.title)


def _what(change: ProfileChange) -> str:
    field = words.profile_field(change.field)
    if change.field == ProfileField.PLACES:
        return field
    if change.field == ProfileField.ANCHOR:
        field = _("Anker der Stufe {step}", step=change.step)
    return _("{field} von „{title}“", field=field, title=change.title)
