"""Why something on a sheet, or its assignment, is refused, as sentences."""

from lotsen.i18n import _
from lotsen.i18n.sentences import Sentences

OF_SHEETS: Sentences = {
    "sheet.unknown": lambda _facts: _("Dieser Bogen ist Ihnen nicht zugeteilt."),
    "sheet.handed_in": lambda _facts: _(
        "Dieser Bogen ist abgegeben. Nur die Koordination kann ihn wieder öffnen."
    ),
    "sheet.biased": lambda _facts: _(
        "Sie haben für diese Person eine Befangenheit erklärt. Der Bogen ist gesperrt."
    ),
    "sheet.biased_in_meeting": lambda _facts: _(
        "Die Befangenheit wurde in einer Sitzung erklärt und gilt für die ganze Auswahlrunde. "
        "Der Bogen bleibt gesperrt, bis sie dort zurückgenommen wird."
    ),
    "sheet.not_declared": lambda _facts: _(
        "Bitte erklären Sie zuerst, ob Sie bei dieser Person befangen sind."
    ),
    "sheet.incomplete": lambda facts: _(
        "Der Bogen ist noch nicht vollständig. Ohne Bewertung: {unrated}. "
        "Ohne Beleg, der bei 1, 2 und 5 nötig ist: {without}.",
        unrated=facts["unrated"],
        without=facts["without"],
    ),
    "sheet.outdated": lambda _facts: _(
        "Dieser Bogen wurde inzwischen in einem anderen Fenster geändert. Sie sehen jetzt den "
        "neuen Stand. Bitte prüfen Sie ihn."
    ),
    "sheet.begun": lambda _facts: _(
        "Auf diesem Bogen steht schon etwas. Er lässt sich nicht mehr zurücknehmen."
    ),
    "sheet.is_open": lambda _facts: _("Dieser Bogen ist schon offen."),
    "rating.not_on_scale": lambda facts: _(
        "Möglich sind {lowest} bis {highest} oder „n. b.“.",
        lowest=facts["lowest"],
        highest=facts["highest"],
    ),
    "criterion.unknown": lambda _facts: _("Dieses Kriterium gibt es in dieser Runde nicht."),
    "assign.unknown": lambda _facts: _(
        "Zuteilen lassen sich nur Personen, die bewerten dürfen, und Kandidaturen mit Interesse."
    ),
    "assign.themselves": lambda facts: _(
        "{name} kann sich nicht selbst bewerten. Bitte wählen Sie eine andere Person.",
        name=facts["name"],
    ),
    "assign.nothing_new": lambda _facts: _("Diese Bögen sind alle schon zugeteilt."),
}
