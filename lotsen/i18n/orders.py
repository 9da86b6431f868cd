"""By which order of scores departures are told, in a sentence."""

from lotsen.domain.decisions import OrderKind
from lotsen.i18n import _


def order_kind(kind: OrderKind) -> str:
    """Which order counts, and why this one."""
    match kind:
        case OrderKind.FAIR:
            return _("Es gilt die Reihenfolge nach dem fairen Wert, in der ganzen Stadt.")
        case OrderKind.PLAIN:
            return _("Es gilt die Reihenfolge nach dem einfachen Gesamtwert, in der ganzen Stadt.")
        case OrderKind.WITHIN:
            return _(
                "Es gilt die Reihenfolge nach dem einfachen Gesamtwert, nur innerhalb eines "
                "Dezernats: Über Dezernate hinweg lassen sich die Personen nicht vergleichen."
            )


def place(kind: OrderKind, place: int, among: int) -> str:
    """Somebody's place in that order."""
    facts = {"place": place, "of": among}
    match kind:
        case OrderKind.FAIR:
            return _("Rang {place} von {of} nach dem fairen Wert", **facts)
        case OrderKind.PLAIN:
            return _("Platz {place} von {of} nach dem Gesamtwert", **facts)
        case OrderKind.WITHIN:
            return _("Platz {place} von {of} im Dezernat nach dem Gesamtwert", **facts)
