"""What was found in a brought file about people and departments, and about the records."""

from collections.abc import Callable, Mapping
from typing import Any

from lotsen.domain.findings import FindingCode
from lotsen.i18n import _

Facts = Mapping[str, Any]
_Code = FindingCode


def _meant(facts: Facts, otherwise: str) -> str:
    suggestion = facts.get("suggestion")
    return _("Meinen Sie „{suggestion}“?", suggestion=suggestion) if suggestion else otherwise


RECORDS: Mapping[FindingCode, Callable[[Facts], tuple[str, str]]] = {
    _Code.PERSON_REPEATED: lambda facts: (
        _("Diese Person steht schon in Zeile {first_row} und zählt nur einmal.", **facts),
        _("Sie müssen nichts tun."),
    ),
    _Code.PERSON_CONTRADICTORY: lambda facts: (
        _("Diese E-Mail-Adresse steht schon in Zeile {first_row}, mit anderen Angaben.", **facts),
        _("Löschen Sie die Zeile, die nicht gilt, oder berichtigen Sie die Adresse."),
    ),
    _Code.PERSON_ALIKE: lambda facts: (
        _(
            "In Zeile {first_row} steht derselbe Name in derselben Abteilung, mit einer anderen "
            "E-Mail-Adresse.",
            **facts,
        ),
        _("Ist es dieselbe Person, löschen Sie eine der beiden Zeilen."),
    ),
    _Code.PERSONNEL_NUMBER_SHORT: lambda facts: (
        _("Andere Nummern dieser Spalte beginnen mit 0 und haben {digits} Stellen.", **facts),
        _("Fehlt hier eine Null am Anfang, formatieren Sie die Spalte in Excel als Text."),
    ),
    _Code.PERSONNEL_NUMBER_TWICE: lambda facts: (
        _(
            "Diese Personalnummer steht schon in Zeile {first_row}, bei einer anderen Person.",
            **facts,
        ),
        _("Berichtigen Sie eine der beiden Nummern."),
    ),
    _Code.DEPARTMENT_REPEATED: lambda facts: (
        _(
            "Diese Organisationseinheit steht schon in Zeile {first_row} und zählt nur einmal.",
            **facts,
        ),
        _("Sie müssen nichts tun."),
    ),
    _Code.DEPARTMENT_CONTRADICTORY: lambda facts: (
        _(
            "Diese Organisationseinheit steht schon in Zeile {first_row}, mit anderen Angaben.",
            **facts,
        ),
        _("Löschen Sie die Zeile, die nicht gilt, oder geben Sie ihr eine eigene Nummer."),
    ),
    _Code.DEPARTMENT_WRONG_LEVEL: lambda _facts: (
        _("Die übergeordnete Einheit muss auf einer höheren Ebene stehen."),
        _("Die Ebenen sind Dezernat, dann Fachbereich oder Amt, dann Abteilung, dann Sachgebiet."),
    ),
    _Code.PARENT_MISSING: lambda _facts: (
        _("Eine Abteilung oder ein Sachgebiet braucht eine übergeordnete Einheit."),
        _("Tragen Sie ihre Nummer oder Bezeichnung ein."),
    ),
    _Code.PARENT_AMBIGUOUS: lambda _facts: (
        _("Mehrere Organisationseinheiten heißen so."),
        _("Tragen Sie statt der Bezeichnung die Nummer ein."),
    ),
    _Code.DEPARTMENT_UNKNOWN: lambda facts: (
        _("Diese Organisationseinheit gibt es nicht."),
        _meant(
            facts,
            _("Prüfen Sie die Schreibweise oder bringen Sie zuerst die Organisationseinheiten."),
        ),
    ),
    _Code.DEPARTMENT_AMBIGUOUS: lambda _facts: (
        _("Mehrere Organisationseinheiten heißen so."),
        _("Ergänzen Sie Dezernat und Fachbereich oder tragen Sie die Nummer ein."),
    ),
    _Code.PARENT_UNKNOWN: lambda facts: (
        _("Diese übergeordnete Einheit gibt es nicht, weder in der Datei noch im Bestand."),
        _meant(facts, _("Prüfen Sie die Schreibweise oder ergänzen Sie die Einheit.")),
    ),
    _Code.CANDIDATE_UNKNOWN: lambda facts: (
        _("Zu dieser Angabe gibt es keine Kandidatur."),
        _meant(facts, _("Prüfen Sie die Schreibweise oder bringen Sie zuerst die Kandidaturen.")),
    ),
    _Code.CANDIDATE_WITHDRAWN: lambda _facts: (
        _("Diese Kandidatur ist zurückgezogen und wird nicht bewertet."),
        _("Löschen Sie die Zeile."),
    ),
    _Code.CANDIDATE_EXCLUDED: lambda _facts: (
        _("Diese Kandidatur ist ausgeschlossen und wird nicht bewertet."),
        _("Löschen Sie die Zeile."),
    ),
    _Code.CANDIDATE_WITHOUT_REASON: lambda _facts: (
        _("Diese Kandidatur steht nicht mehr zur Auswahl, und der Grund fehlt."),
        _("Schreiben Sie den Grund in die Spalte „Bemerkung“; der Vermerk nennt ihn."),
    ),
    _Code.CANDIDATE_NOT_AGREED: lambda _facts: (
        _("Diese Person ist vorgeschlagen, hat aber noch nicht zugestimmt."),
        _("Bewerten Sie sie erst, wenn sie informiert ist und zugestimmt hat."),
    ),
    _Code.RATER_UNKNOWN: lambda facts: (
        _("Diese bewertende Person ist nicht bekannt."),
        _meant(facts, _("Prüfen Sie die Adresse oder bringen Sie zuerst die Beteiligten.")),
    ),
    _Code.RATER_WITHOUT_ROLE: lambda _facts: (
        _("Diese Person bewertet in dieser Runde nicht."),
        _("Geben Sie ihr die Rolle „Bewertung“ oder löschen Sie die Zeile."),
    ),
    _Code.RATER_BIASED: lambda _facts: (
        _("Bei dieser Kandidatur hat die bewertende Person eine Befangenheit erklärt."),
        _("Löschen Sie die Zeilen dieses Bogens."),
    ),
    _Code.RATER_THEMSELVES: lambda _facts: (
        _("Diese Person bewertet hier sich selbst."),
        _("Löschen Sie die Zeilen dieses Bogens."),
    ),
    _Code.LEADER_UNKNOWN: lambda facts: (
        _("Diese Führungskraft ist nicht bekannt und wird nicht übernommen."),
        _meant(facts, _("Bringen Sie sie mit den Beteiligten und wiederholen Sie den Import.")),
    ),
    _Code.PERSONNEL_NUMBER_TAKEN: lambda _facts: (
        _("Diese Personalnummer gehört im Bestand einer anderen Person."),
        _("Prüfen Sie Nummer und E-Mail-Adresse."),
    ),
}
