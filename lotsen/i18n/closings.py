"""What the words of closing are called on the screen."""

from collections.abc import Sequence

from lotsen.domain.closings import Answer, Body, Gap, Hearing
from lotsen.i18n import _


def answer(answer: Answer) -> str:
    """What a leader says."""
    match answer:
        case Answer.AGREES:
            return _("stimmt zu")
        case Answer.OBJECTS:
            return _("hat Einwände")


def body(body: Body) -> str:
    """Who takes part without a vote."""
    match body:
        case Body.STAFF_COUNCIL:
            return _("Personalrat")
        case Body.DISABLED:
            return _("Schwerbehindertenvertretung")
        case Body.EQUALITY:
            return _("Gleichstellungsbeauftragte")


def hearing(hearing: Hearing) -> str:
    """How a body took part."""
    match hearing:
        case Hearing.AGREED:
            return _("zugestimmt")
        case Hearing.HEARD:
            return _("angehört")
        case Hearing.OBJECTED:
            return _("widersprochen")
        case Hearing.NOT_REQUIRED:
            return _("nicht erforderlich")


def gap(gap: Gap, about: Sequence[str]) -> str:
    """What keeps the decisions from being closed."""
    match gap:
        case Gap.UNDECIDED:
            return _("Noch ohne Entscheidung: {names}", names=", ".join(about))
        case Gap.NOTHING_DECIDED:
            return _("Es ist noch nichts entschieden.")
        case Gap.NO_DEPARTURE:
            return _(
                "Abweichung von der Reihenfolge der Werte ohne Begründung: {names}",
                names=", ".join(about),
            )
        case Gap.NOT_ASKED:
            return _("Führungskraft noch nicht gefragt: {names}", names=", ".join(about))
        case Gap.NOT_HEARD:
            return _(
                "Beteiligung noch nicht festgehalten: {names}",
                names=", ".join(body(Body(each)) for each in about),
            )
        case Gap.NOT_SIGNED:
            return _("Unterschriften fehlen. Wer entschieden hat, kann nicht allein unterzeichnen.")
