"""How a letter begins: politely, with the degrees that are spoken, and without guessing."""

from lotsen.i18n import _


def letter_opening(*, salutation: str, title: str, first_name: str, last_name: str) -> str:
    """The first line of a letter; whoever wants no „Frau“ or „Herr“ is greeted by name."""
    degrees = spoken_degrees(title) if title else []
    surname = " ".join([*degrees, last_name])
    match salutation:
        case "Frau":
            return _("Sehr geehrte Frau {name}", name=surname)
        case "Herr":
            return _("Sehr geehrter Herr {name}", name=surname)
        case _other:
            whole = " ".join(part for part in (*degrees, first_name, last_name) if part)
            return _("Guten Tag {name}", name=whole)


def spoken_degrees(title: str) -> list[str]:
    """The degrees that are said to somebody's face: „Prof. Dr.-Ing. habil.“ gives Prof. and Dr."""
    degrees = []
    for part in title.split():
        for spoken in ("Prof", "Dr"):
            if part.startswith(spoken) and f"{spoken}." not in degrees:
                degrees.append(f"{spoken}.")
    return degrees
