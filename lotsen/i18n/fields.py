"""What the fields of a brought file are called."""

from collections.abc import Callable, Mapping

from lotsen.domain.files import FileKind
from lotsen.i18n import _

_EVERYWHERE: Mapping[str, Callable[[], str]] = {
    "number": lambda: _("Nummer"),
    "name": lambda: _("Bezeichnung"),
    "kind": lambda: _("Art"),
    "parent": lambda: _("Übergeordnete Einheit"),
    "leader_name": lambda: _("Führungskraft"),
    "leader_email": lambda: _("E-Mail Führungskraft"),
    "salutation": lambda: _("Anrede"),
    "title": lambda: _("Titel"),
    "first_name": lambda: _("Vorname"),
    "last_name": lambda: _("Nachname"),
    "full_name": lambda: _("Nachname, Vorname"),
    "email": lambda: _("E-Mail"),
    "phone": lambda: _("Telefon"),
    "division": lambda: _("Dezernat"),
    "unit": lambda: _("Fachbereich"),
    "department": lambda: _("Abteilung"),
    "function": lambda: _("Funktion"),
    "roles": lambda: _("Rollen"),
    "personnel_number": lambda: _("Personalnummer"),
    "workload": lambda: _("Umfang"),
    "site": lambda: _("Standort"),
    "received_on": lambda: _("Eingang am"),
    "state": lambda: _("Status"),
    "motivation": lambda: _("Motivation"),
    "projects": lambda: _("Projekte"),
    "note": lambda: _("Bemerkung"),
    "candidate": lambda: _("E-Mail Kandidatur"),
    "rater": lambda: _("E-Mail bewertende Person"),
    "criterion": lambda: _("Kriterium"),
    "value": lambda: _("Bewertung"),
    "evidence": lambda: _("Beleg"),
    "handed_in_on": lambda: _("Abgegeben am"),
}
_ELSEWHERE: Mapping[tuple[FileKind, str], Callable[[], str]] = {
    (FileKind.DEPARTMENTS, "leader_name"): lambda: _("Leitung"),
    (FileKind.DEPARTMENTS, "leader_email"): lambda: _("E-Mail Leitung"),
    (FileKind.PEOPLE, "department"): lambda: _("Organisationseinheit"),
}


def field_name(kind: FileKind, field: str, titles: Mapping[str, str] | None = None) -> str:
    """The name of a field; `titles` are those of the criteria, by key."""
    purpose, colon, key = field.partition(":")
    if colon:
        title = (titles or {}).get(key, key)
        if purpose == "evidence":
            return _("Beleg {criterion}", criterion=title)
        return _("Bewertung {criterion}", criterion=title)
    return (_ELSEWHERE.get((kind, field)) or _EVERYWHERE[field])()
