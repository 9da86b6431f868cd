"""What is said when something about a meeting is refused."""

from lotsen.i18n import _
from lotsen.i18n.sentences import Sentences

OF_MEETINGS: Sentences = {
    "meeting.unknown": lambda _facts: _("Diese Sitzung gibt es nicht."),
    "meeting.not_running": lambda _facts: _("Diese Sitzung läuft gerade nicht."),
    "meeting.over": lambda _facts: _("Diese Sitzung ist beendet."),
    "meeting.cancelled": lambda _facts: _("Diese Sitzung ist abgesagt."),
    "meeting.has_begun": lambda _facts: _(
        "Diese Sitzung hat schon begonnen. Ihr Termin lässt sich nicht mehr ändern."
    ),
    "meeting.needs_a_day": lambda _facts: _("Bitte geben Sie Tag und Beginn an."),
    "meeting.place_too_long": lambda facts: _(
        "Ein Ort hat höchstens {longest} Zeichen.", longest=facts["longest"]
    ),
    "meeting.no_calendar": lambda _facts: _("Für diese Sitzung steht noch kein Termin fest."),
    "meeting.no_items": lambda _facts: _("Bitte setzen Sie zuerst etwas auf die Tagesordnung."),
    "meeting.needs_title": lambda facts: _(
        "Bitte geben Sie eine Bezeichnung mit höchstens {longest} Zeichen an.",
        longest=facts["longest"],
    ),
    "item.unknown": lambda _facts: _("Diesen Punkt gibt es auf der Tagesordnung nicht mehr."),
    "item.nothing_new": lambda _facts: _(
        "Bitte wählen Sie Personen, die noch nicht auf der Tagesordnung stehen."
    ),
    "item.bad_minutes": lambda facts: _(
        "Ein Punkt dauert {shortest} bis {longest} Minuten.",
        shortest=facts["shortest"],
        longest=facts["longest"],
    ),
    "item.was_called": lambda _facts: _(
        "Dieser Punkt wurde schon aufgerufen und bleibt auf der Tagesordnung."
    ),
    "note.outdated": lambda _facts: _(
        "Die Niederschrift wurde inzwischen in einem anderen Fenster geändert. Kopieren Sie "
        "Ihren Text, laden Sie die Seite neu und fügen Sie ihn ein."
    ),
    "recusal.unknown": lambda _facts: _(
        "Befangen sein kann nur, wer an der Sitzung teilnimmt, und nur bei einer Kandidatur."
    ),
    "recusal.gone": lambda _facts: _("Diese Erklärung gibt es nicht."),
    "recusal.not_yours": lambda _facts: _(
        "Zurücknehmen kann das nur die Person selbst oder wer es vermerkt hat."
    ),
    "talk.not_open": lambda _facts: _(
        "Änderungen nach dem Gespräch sind gerade nicht geöffnet. Das tut, wer die Sitzung leitet."
    ),
    "item.no_candidate": lambda _facts: _("Das geht nur, während eine Kandidatur aufgerufen ist."),
    "talk.not_here": lambda _facts: _(
        "Ändern kann nur, wer beim Gespräch dabei ist. Bitte melden Sie sich als anwesend."
    ),
    "talk.not_handed_in": lambda _facts: _(
        "Ihr Bogen ist noch nicht abgegeben. Bitte geben Sie ihn zuerst ab."
    ),
    "talk.needs_evidence": lambda _facts: _(
        "Zu den Werten 1, 2 und 5 gehört ein Beleg. Bitte schreiben Sie, was Sie beobachtet haben."
    ),
    "ballot.unknown": lambda _facts: _("Diese Abstimmung gibt es nicht."),
    "ballot.is_taken": lambda _facts: _(
        "Gerade wird abgestimmt. Bitte beenden Sie zuerst die Abstimmung."
    ),
    "ballot.is_counted": lambda _facts: _("Diese Abstimmung ist beendet."),
    "ballot.too_few": lambda facts: _(
        "Geheim abstimmen lässt sich erst ab {fewest} Anwesenden mit Stimme.",
        fewest=facts["fewest"],
    ),
    "vote.no_vote": lambda _facts: _("Wer berät oder koordiniert, hat keine Stimme."),
    "vote.biased": lambda _facts: _(
        "Sie sind bei dieser Person befangen. Bitte verlassen Sie den Raum."
    ),
    "vote.not_here": lambda _facts: _("Bitte melden Sie sich zuerst anwesend."),
    "vote.secret_stands": lambda _facts: _(
        "Ihre Stimme ist abgegeben. Eine geheime Stimme lässt sich nicht mehr ändern."
    ),
}
