"""Why somebody whom the provider vouches for does not get in, as sentences."""

from collections.abc import Callable, Mapping

from lotsen.i18n import _
from lotsen.i18n.sentences import Sentences

OF_IDENTITIES: Sentences = {
    "identity.unknown": lambda _facts: _(
        "Ihre Anmeldung hat geklappt, aber in dieser Auswahl sind Sie nicht eingetragen. "
        "Bitte wenden Sie sich an die Koordination."
    ),
    "identity.taken": lambda _facts: _(
        "Zu Ihrer E-Mail-Adresse gehört hier schon eine andere Anmeldung. "
        "Bitte wenden Sie sich an die Koordination; sie kann die Verbindung lösen."
    ),
    "identity.no_verified_email": lambda _facts: _(
        "Der Anmeldedienst hat keine bestätigte E-Mail-Adresse von Ihnen mitgeteilt. Für die "
        "erste Anmeldung ist sie nötig. Bitte wenden Sie sich an die IT Ihrer Stadt."
    ),
    "identity.unreadable": lambda _facts: _(
        "Die Antwort des Anmeldedienstes ist nicht lesbar. Bitte wenden Sie sich an die IT "
        "Ihrer Stadt."
    ),
    "account.none": lambda _facts: _(
        "Sie melden sich hier ohne ein Kennwort von Lotsen an. Es gibt also keines zu ändern."
    ),
    "identity.none_yet": lambda _facts: _(
        "Diese Person hat sich noch nicht über den Anmeldedienst angemeldet."
    ),
}

WHY_NOT: Mapping[str, Callable[[], str]] = {
    "identity.unknown": lambda: _("in dieser Auswahl nicht eingetragen oder gesperrt"),
    "identity.taken": lambda: _("zur E-Mail-Adresse gehört schon ein anderes Dienstkonto"),
    "identity.no_verified_email": lambda: _("keine bestätigte E-Mail-Adresse"),
}
"""The same for whoever reads the audit log."""
