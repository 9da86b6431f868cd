"""What the words of closing are called on the screen."""

from collections.abc import Sequence
from typing import Final

from lotsen.domain.closings import Answer, Body, Gap, Hearing, HearingStage
from lotsen.i18n import _
from lotsen.i18n.sentences import Sentences

MOST_NAMES = 6


def answer(answer: Answer) -> str:
    """What a leader says."""
    match answer:
        case Answer.AGREES:
            return _("stimmt zu")
        case Answer.OBJECTS:
            return _("hat Einwände")


def given_by(leader: str, recorded_by: str) -> str:
    """Who answered, and who wrote it down where that is somebody else."""
    if leader == recorded_by:
        return leader
    return _("{leader}, aufgeschrieben von {name}", leader=leader, name=recorded_by)


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


def stage(stage: HearingStage) -> str:
    """What a body took part in."""
    match stage:
        case HearingStage.CONCEPT:
            return _("zum Konzept")
        case HearingStage.SELECTION:
            return _("zur Auswahl")


def some(names: Sequence[str]) -> str:
    """The names of a list, or the first of them and how many more there are."""
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    first = ", ".join(names[:MOST_NAMES])
    return _("{first} und {count} weitere", first=first, count=len(names) - MOST_NAMES)


def _without_reason(about: Sequence[str]) -> str:
    """A departure that nobody has explained; whoever may not know of whom reads no name."""
    if not any(about):
        return _(
            "Abweichung von der Reihenfolge der Werte ohne Begründung. Bei wem, sehen Sie, "
            "sobald Ihre eigenen Bögen abgegeben sind."
        )
    return _("Abweichung von der Reihenfolge der Werte ohne Begründung: {names}", names=some(about))


def _not_signed(about: Sequence[str]) -> str:
    """Signatures are missing; `about` names those for whom the ones that are there do not count."""
    if not any(about):
        return _("Unterschriften fehlen. Wer entschieden hat, kann nicht allein unterzeichnen.")
    return _(
        "Hier zählen die Unterschriften nicht, denn wer unterzeichnet hat, ist befangen "
        "oder hat selbst entschieden: {names}. Bitte lassen Sie jemanden unterzeichnen, "
        "für den beides nicht gilt.",
        names=some(about),
    )


def gap(gap: Gap, about: Sequence[str]) -> str:
    """What keeps the decisions from being closed."""
    match gap:
        case Gap.UNDECIDED:
            return _("Noch ohne Entscheidung: {names}", names=some(about))
        case Gap.STANDS_NO_LONGER:
            return _(
                "Entscheidung zu Personen, die nicht mehr zur Auswahl stehen: {names}",
                names=some(about),
            )
        case Gap.NOTHING_DECIDED:
            return _("Es ist noch nichts entschieden.")
        case Gap.NO_DEPARTURE:
            return _without_reason(about)
        case Gap.NO_END_REASON:
            return _(
                "Zurückgezogen oder ausgeschlossen, und der Grund fehlt: {names}",
                names=some(about),
            )
        case Gap.NOT_ASKED:
            return _("Führungskraft noch nicht gefragt: {names}", names=some(about))
        case Gap.NOT_HEARD:
            return _(
                "Beteiligung noch nicht festgehalten: {names}",
                names=", ".join(body(Body(each)) for each in about),
            )
        case Gap.NOT_SIGNED | Gap.SIGNED_BY_BIASED:
            return _not_signed(about)
        case Gap.MEETING_RUNS:
            return _("Noch nicht beendete Sitzung: {titles}", titles=some(about))


OF_CLOSINGS: Final[Sentences] = {
    "closing.stands": lambda _facts: _(
        "Die Entscheidungen sind abgeschlossen. Ändern lassen sie sich erst, wenn zwei Personen "
        "sie wieder öffnen."
    ),
    "closing.not_heard": lambda facts: _(
        "Vor der Unterschrift fehlt noch: {bodies}. Bitte halten Sie die Beteiligung fest.",
        bodies=", ".join(body(each) for each in facts["bodies"]),
    ),
    "closing.concept_not_heard": lambda facts: _(
        "Die Phase „Ansprache“ beginnt erst, wenn die Beteiligung zum Konzept festgehalten ist. "
        "Es fehlt noch: {bodies}.",
        bodies=", ".join(body(each) for each in facts["bodies"]),
    ),
    "closing.incomplete": lambda _facts: _(
        "Die Entscheidungen lassen sich noch nicht abschließen. Was fehlt, steht auf der Seite."
    ),
    "closing.not_closed": lambda _facts: _(
        "Die Phase „Mitteilung“ beginnt erst, wenn die Entscheidungen abgeschlossen sind."
    ),
    "closing.nothing_decided": lambda _facts: _("Es ist noch nichts entschieden."),
    "closing.nothing_proposed": lambda _facts: _(
        "Niemand hat vorgeschlagen, die Entscheidungen wieder zu öffnen."
    ),
    "closing.own_proposal": lambda _facts: _(
        "Sie haben das Wiederöffnen selbst vorgeschlagen. Zustimmen muss eine zweite Person."
    ),
    "agreement.whose": lambda _facts: _(
        "Bitte nennen Sie die Führungskraft, die geantwortet hat. Für Sie selbst antworten Sie "
        "nur zu Ihren eigenen Leuten."
    ),
    "agreement.not_for_others": lambda _facts: _(
        "Die Antwort einer anderen Führungskraft schreibt nur die Koordination auf."
    ),
    "closing.heard_in_future": lambda _facts: _("Der Tag der Beteiligung liegt in der Zukunft."),
    "closing.unknown": lambda _facts: _("Diesen Abschluss gibt es nicht."),
}
