"""Why a rule of the shortlist or a step of its proposal is refused, as sentences."""

from lotsen.i18n import _
from lotsen.i18n.sentences import Sentences

OF_RULES: Sentences = {
    "rules.bad_places": lambda facts: _(
        "Bitte geben Sie 1 bis {most} Plätze an.", most=facts["most"]
    ),
    "rules.bad_bounds": lambda _facts: _(
        "Bei einer Regel ist „höchstens“ kleiner als „mindestens“. Bitte prüfen Sie die Zahlen."
    ),
    "rules.twice": lambda _facts: _(
        "Zu einem Bereich, einer Gruppe oder einer Person gibt es zwei Regeln. "
        "Bitte lassen Sie eine davon weg."
    ),
    "proposal.not_in_it": lambda facts: _(
        "{name} steht nicht mehr im Vorschlag. Bitte prüfen Sie den neuen Vorschlag.",
        name=facts["name"],
    ),
    "proposal.cannot_swap": lambda _facts: _(
        "Tauschen lässt sich eine Person aus dem Vorschlag gegen eine, die nicht darin steht."
    ),
}
