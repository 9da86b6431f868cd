"""What was found in a brought file: one sentence says what, one says what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from lotsen.domain.findings import Finding, FindingCode
from lotsen.i18n import _
from lotsen.i18n.fields import field_name
from lotsen.i18n.record_findings import RECORDS

Facts = Mapping[str, Any]
Sentences = tuple[str, str]
_Code = FindingCode

_FILES: Mapping[FindingCode, Callable[[Facts], Sentences]] = {
    _Code.COLUMN_MISSING: lambda facts: (
        _("Die Spalte „{field}“ fehlt.", field=_field(facts)),
        _("Ordnen Sie ihr eine der Spalten zu oder ergänzen Sie sie: {headings}.", **facts),
    ),
    _Code.COLUMN_AMBIGUOUS: lambda facts: (
        _("Für „{field}“ kommen mehrere Spalten infrage.", field=_field(facts)),
        _("Wählen Sie eine davon: {headings}.", **facts),
    ),
    _Code.COLUMN_NOT_READ: lambda facts: (
        _(
            "Für „{field}“ wird die Spalte „{taken}“ gelesen.",
            field=_field(facts),
            taken=facts["taken"],
        ),
        _("Wenn diese Spalte gemeint ist, ändern Sie die Zuordnung."),
    ),
    _Code.CELL_FORMULA: lambda _facts: (
        _("In der Zelle steht eine Formel."),
        _("Ersetzen Sie sie durch ihren Wert (Kopieren, Inhalte einfügen, Werte)."),
    ),
    _Code.CELL_ERROR: lambda _facts: (
        _("In der Zelle steht ein Fehlerwert wie #NV."),
        _("Tragen Sie den richtigen Wert ein oder leeren Sie die Zelle."),
    ),
    _Code.CELL_MERGED: lambda _facts: (
        _("Hier sind Zellen verbunden; der Wert gilt für alle Zeilen, die sie umfassen."),
        _("Prüfen Sie, ob das gemeint ist; sonst heben Sie die Verbindung auf."),
    ),
    _Code.ROW_MERGED: lambda _facts: (
        _("Die Zeile ist eine verbundene Zwischenüberschrift und wird übersprungen."),
        _("Wenn sie Daten enthält, heben Sie die Verbindung auf."),
    ),
    _Code.ROW_TOTAL: lambda _facts: (
        _("Die Zeile am Ende rechnet nur zusammen und wird übersprungen."),
        _("Wenn sie Daten enthält, ändern Sie das Wort, mit dem sie beginnt."),
    ),
    _Code.ROW_TOO_LONG: lambda _facts: (
        _("Die Zeile hat mehr Zellen als es Überschriften gibt."),
        _(
            "Wahrscheinlich steht das Trennzeichen in einem Text. "
            "Setzen Sie ihn in Anführungszeichen."
        ),
    ),
    _Code.SHEET_HIDDEN_ROWS: lambda facts: (
        _("Ausgeblendete oder weggefilterte Zeilen werden mit eingelesen: {count}.", **facts),
        _("Wenn sie nicht dazugehören, löschen Sie sie."),
    ),
    _Code.SHEET_NOT_READ: lambda _facts: (
        _("Dieses Tabellenblatt wird nicht gelesen; gelesen wird nur das erste mit Überschriften."),
        _("Wenn es gebraucht wird, speichern Sie es als eigene Datei."),
    ),
}

_VALUES: Mapping[FindingCode, Callable[[Facts], Sentences]] = {
    _Code.VALUE_MISSING: lambda _facts: (
        _("Hier fehlt eine Angabe."),
        _("Tragen Sie sie nach."),
    ),
    _Code.TEXT_CONTROL_SIGNS: lambda _facts: (
        _("Der Text enthält unsichtbare Steuerzeichen."),
        _("Löschen Sie den Text und geben Sie ihn neu ein."),
    ),
    _Code.TEXT_BROKEN: lambda _facts: (
        _("Ein Zeichen ist schon in der Datei verloren gegangen."),
        _("Berichtigen Sie den Text, oder bringen Sie die Liste als Excel-Datei (.xlsx)."),
    ),
    _Code.TEXT_TOO_LONG: lambda facts: (
        _("Der Text hat {length} Zeichen, möglich sind {longest}.", **facts),
        _("Kürzen Sie ihn."),
    ),
    _Code.NUMBER_SHORTENED: lambda _facts: (
        _("Die Nummer wurde von Excel gekürzt und ist nicht mehr vollständig."),
        _("Formatieren Sie die Spalte als Text und geben Sie die Nummer neu ein."),
    ),
    _Code.EMAIL_INVALID: lambda _facts: (
        _("Das ist keine gültige E-Mail-Adresse."),
        _("Berichtigen Sie die Adresse; je Zelle steht nur eine."),
    ),
    _Code.DATE_INVALID: lambda _facts: (
        _("Das ist kein Datum."),
        _("Schreiben Sie es als TT.MM.JJJJ, zum Beispiel 01.06.2026."),
    ),
    _Code.DATE_IMPLAUSIBLE: lambda _facts: (
        _("Das Jahr kann nicht stimmen."),
        _("Prüfen Sie das Datum."),
    ),
    _Code.WORKLOAD_INVALID: lambda _facts: (
        _("Das ist kein Beschäftigungsumfang."),
        _("Schreiben Sie zum Beispiel 50 %, 0,5, 19,5/39 oder Vollzeit."),
    ),
    _Code.WORKLOAD_AMBIGUOUS: lambda _facts: (
        _("Es ist nicht klar, ob Stunden oder Prozent gemeint sind."),
        _("Schreiben Sie die Einheit dazu, zum Beispiel 19,5 Std. oder 50 %."),
    ),
    _Code.WORKLOAD_TOO_LARGE: lambda _facts: (
        _("Der Umfang ist größer als eine volle Stelle."),
        _("Tragen Sie höchstens 100 % ein."),
    ),
    _Code.WORKLOAD_READ_AS_HOURS: lambda _facts: (
        _("Die Zahl wird als Wochenstunden gelesen."),
        _("Wenn Prozent gemeint sind, schreiben Sie % dazu."),
    ),
    _Code.SALUTATION_UNKNOWN: lambda facts: (
        _("Diese Anrede ist nicht bekannt."),
        _("Möglich sind: {known}; sonst bleibt die Zelle leer.", **facts),
    ),
    _Code.STATE_UNKNOWN: lambda facts: (
        _("Dieser Status ist nicht bekannt."),
        _("Möglich sind: {known}.", **facts),
    ),
    _Code.KIND_UNKNOWN: lambda facts: (
        _("Diese Art einer Organisationseinheit ist nicht bekannt."),
        _("Möglich sind: {known}.", **facts),
    ),
    _Code.ROLE_UNKNOWN: lambda facts: (
        _("Mindestens eine der Rollen ist nicht bekannt."),
        _("Möglich sind, mit Komma getrennt: {known}.", **facts),
    ),
    _Code.NAME_UNCLEAR: lambda _facts: (
        _("Es ist nicht klar, was Vorname und was Nachname ist."),
        _("Schreiben Sie „Nachname, Vorname“ oder trennen Sie die Spalte in zwei."),
    ),
}

_RATINGS: Mapping[FindingCode, Callable[[Facts], Sentences]] = {
    _Code.RATING_OFF_SCALE: lambda facts: (
        _("Diese Bewertung liegt nicht auf der Skala von {lowest} bis {highest}.", **facts),
        _("Tragen Sie {lowest} bis {highest} oder „n. b.“ ein.", **facts),
    ),
    _Code.RATING_NOT_WHOLE: lambda facts: (
        _("Bewertungen sind ganze Zahlen."),
        _("Tragen Sie {lowest} bis {highest} oder „n. b.“ ein.", **facts),
    ),
    _Code.RATING_UNREADABLE: lambda _facts: (
        _("Das ist keine Bewertung."),
        _("Tragen Sie 1 bis 5 oder „n. b.“ ein."),
    ),
    _Code.RATING_DASH: lambda _facts: (
        _("Es ist nicht klar, was der Strich bedeutet."),
        _("Schreiben Sie „n. b.“, wenn nichts zu beobachten war; sonst leeren Sie die Zelle."),
    ),
    _Code.RATING_EMPTY: lambda _facts: (
        _("Die Zeile enthält keine Bewertung und wird übersprungen."),
        _("Tragen Sie die Bewertung nach, wenn es eine gibt."),
    ),
    _Code.RATING_REPEATED: lambda facts: (
        _("Dieselbe Bewertung steht schon in Zeile {first_row} und zählt nur einmal.", **facts),
        _("Sie müssen nichts tun."),
    ),
    _Code.RATING_TWICE: lambda facts: (
        _(
            "Für dieselbe Kandidatur, Person und dasselbe Kriterium gibt es eine andere Bewertung "
            "in Zeile {first_row}.",
            **facts,
        ),
        _("Löschen Sie die Zeile, die nicht gilt."),
    ),
    _Code.EVIDENCE_MISSING: lambda _facts: (
        _("Zu einer Bewertung mit 1, 2 oder 5 gehört ein Beleg."),
        _("Bitten Sie die bewertende Person um einen kurzen Beleg."),
    ),
    _Code.EVIDENCE_NOWHERE: lambda facts: (
        _("Die Datei hat keine Spalte für Belege; {count} Bewertungen brauchen einen.", **facts)
        if facts["count"] != 1
        else _("Die Datei hat keine Spalte für Belege; eine Bewertung braucht einen."),
        _(
            "Zu 1, 2 und 5 gehört ein Beleg. Gibt es Belege, ergänzen Sie die Spalte; sonst "
            "bitten Sie die Bewertenden darum."
        ),
    ),
    _Code.EVIDENCE_ALONE: lambda _facts: (
        _("Zu diesem Beleg gibt es keine Bewertung."),
        _("Tragen Sie die Bewertung nach oder löschen Sie den Beleg."),
    ),
    _Code.CRITERION_UNKNOWN: lambda facts: (
        _("Dieses Kriterium gibt es nicht."),
        _("Meinen Sie „{suggestion}“?", **facts)
        if facts["suggestion"]
        else _("Verwenden Sie Nummer oder Titel eines Kriteriums dieser Runde."),
    ),
    _Code.SHEET_DATES_DIFFER: lambda facts: (
        _("Für denselben Bogen steht in Zeile {first_row} ein anderes Abgabedatum.", **facts),
        _("Ein Bogen wird im Ganzen abgegeben: Tragen Sie überall dasselbe Datum ein."),
    ),
}


def finding(finding: Finding) -> Sentences:
    """What was found, and what to do about it."""
    return sentences()[finding.code](finding.facts)


def sentences() -> Mapping[FindingCode, Callable[[Facts], Sentences]]:
    """The sentences of all codes."""
    return {**_FILES, **_VALUES, **_RATINGS, **RECORDS}


def _field(facts: Facts) -> str:
    return field_name(facts["kind"], facts["field"])
