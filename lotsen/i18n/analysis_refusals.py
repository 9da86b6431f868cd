"""Why a table cannot be analysed, as sentences."""

from lotsen.i18n import _
from lotsen.i18n.sentences import Sentences

OF_ANALYSES: Sentences = {
    "analysis.needs_text": lambda _facts: _(
        "Ausgewertet werden Textdateien. Bitte speichern Sie die Tabelle als .csv."
    ),
    "analysis.no_column": lambda facts: _(
        "Keine Spalte heißt wie erwartet. Bitte nennen Sie sie mit --{part}. Es gibt: {headings}",
        **facts,
    ),
    "analysis.no_such_column": lambda facts: _(
        "Die Spalte „{name}“ gibt es nicht. Es gibt: {headings}", **facts
    ),
    "analysis.one_column_twice": lambda _facts: _(
        "Eine Spalte kann nur für eine Angabe stehen. Bitte nennen Sie verschiedene Spalten."
    ),
    "analysis.heading_twice": lambda facts: _(
        "Die Überschrift „{name}“ steht zweimal da. Bitte benennen Sie eine der Spalten um.",
        **facts,
    ),
    "analysis.too_wide": lambda facts: _(
        "In Zeile {row} stehen mehr Felder, als es Überschriften gibt. Bitte prüfen Sie, ob ein "
        "Text mit Trennzeichen in Anführungszeichen steht.",
        **facts,
    ),
    "analysis.blank": lambda facts: _(
        "In Zeile {row} ist die Spalte „{column}“ leer. Bitte ergänzen Sie sie.", **facts
    ),
    "analysis.bad_value": lambda facts: _(
        "In Zeile {row} steht „{text}“. Das ist keine Zahl, die sich auswerten lässt.", **facts
    ),
    "analysis.two_departments": lambda facts: _(
        "„{name}“ steht in zwei Abteilungen. Bitte lassen Sie eine davon stehen "
        "oder rechnen Sie mit --no-department.",
        **facts,
    ),
    "analysis.needs_criterion": lambda _facts: _(
        "Für einzelne Bewertungen braucht es eine Spalte mit mindestens zwei Kriterien. "
        "Bitte nennen Sie sie mit --criterion oder rechnen Sie mit --level sheet."
    ),
}
