"""The sentence for every refusal: what is wrong, and what to do."""

from lotsen.domain.errors import LotsenError
from lotsen.i18n import _, formats, words
from lotsen.i18n.analysis_refusals import OF_ANALYSES
from lotsen.i18n.attachments import attachment_refusal
from lotsen.i18n.closings import OF_CLOSINGS
from lotsen.i18n.files import file_refusal
from lotsen.i18n.identity_refusals import OF_IDENTITIES
from lotsen.i18n.inbox import OF_INBOX
from lotsen.i18n.letters import OF_LETTERS
from lotsen.i18n.meeting_refusals import OF_MEETINGS
from lotsen.i18n.rule_refusals import OF_RULES
from lotsen.i18n.sentences import Facts, Sentences
from lotsen.i18n.sheet_refusals import OF_SHEETS
from lotsen.i18n.surveys import OF_SURVEYS


def sentence(error: LotsenError) -> str:
    """The sentence for a refusal, in the language of the person who looks."""
    say = SENTENCES.get(error.code)
    if say is not None:
        return say(error.facts)
    known = file_refusal(error) or attachment_refusal(error)
    return known or _("Das geht nicht ({code}).", code=error.code)


def of_code(code: str) -> str:
    """The sentence for a refusal that needs no facts, told before anybody tries."""
    return SENTENCES[code]({})


def _too_long(facts: Facts) -> str:
    return _("Der Text ist zu lang. Möglich sind {longest} Zeichen.", longest=facts["longest"])


_OF_PEOPLE: Sentences = {
    "permission.missing": lambda _facts: _("Dazu sind Sie nicht berechtigt."),
    "permission.needs_a_person": lambda _facts: _(
        "Das kann nur eine angemeldete Person tun. Bitte melden Sie sich an."
    ),
    "permission.wrong_phase": lambda facts: _(
        "Das geht in der Phase „{phase}“ nicht.", phase=words.phase(facts["phase"])
    ),
    "person.has_no_role": lambda _facts: _(
        "Diese Person hat keine Rolle. Geben Sie ihr zuerst eine, dann laden Sie sie ein."
    ),
    "person.needs_a_role": lambda _facts: _(
        "Bitte lassen Sie der Person mindestens eine Rolle. Wer nicht mehr mitwirkt, wird gesperrt."
    ),
    "person.advises_without_a_vote": lambda _facts: _(
        "Wer berät, bewertet und entscheidet nicht. Bitte wählen Sie das eine oder das andere."
    ),
    "person.gives_itself_a_role": lambda _facts: _(
        "Sich selbst können Sie keine weitere Rolle geben. Das tut eine andere Person."
    ),
    "person.last_coordinator": lambda _facts: _(
        "Das ist die letzte Person, die koordiniert. Geben Sie diese Rolle zuerst jemand anderem."
    ),
    "person.is_yourself": lambda _facts: _("Sich selbst können Sie nicht sperren."),
    "person.needs_address_name_and_role": lambda _facts: _(
        "Bitte geben Sie E-Mail-Adresse, Nachnamen und mindestens eine Rolle an."
    ),
    "invitation.over": lambda _facts: _(
        "Dieser Link gilt nicht mehr. Die Koordination gibt Ihnen einen neuen."
    ),
    "password.old_is_wrong": lambda _facts: _(
        "Das bisherige Kennwort stimmt nicht, oder es gab zu viele Versuche. Bitte prüfen Sie es "
        "und versuchen Sie es in einigen Minuten noch einmal."
    ),
    "password.bad_length": lambda facts: _(
        "Das Kennwort braucht {shortest} bis {longest} Zeichen.",
        shortest=facts["shortest"],
        longest=facts["longest"],
    ),
    "password.is_the_address": lambda _facts: _("Das Kennwort darf nicht die E-Mail-Adresse sein."),
    "password.too_even": lambda _facts: _(
        "Das Kennwort besteht aus zu wenigen verschiedenen Zeichen."
    ),
    "person.unknown": lambda _facts: _(
        "Diese Person ist nicht bekannt. Bitte laden Sie die Seite neu."
    ),
    "demo.only_in_demo": lambda _facts: _(
        "Ohne Kennwort anmelden können sich nur die Personen der Übungsstadt."
    ),
    "demo.not_empty": lambda _facts: _(
        "In dieser Datenbank sind schon Daten. Die Übungsstadt wird nicht geladen."
    ),
    "record.repeated": lambda _facts: _(
        "Das ist bereits so gespeichert. Es wurde nichts weiter geändert."
    ),
    "record.outdated": lambda _facts: _(
        "Jemand anderes hat das inzwischen geändert. Sie sehen jetzt den neuen Stand. "
        "Bitte prüfen Sie ihn und wiederholen Sie Ihre Änderung."
    ),
    "record.not_now": lambda _facts: _(
        "Die Datenbank antwortet nicht: Sie ist belegt, voll oder nicht erreichbar. "
        "Nichts wurde geändert. Bitte versuchen Sie es noch einmal."
    ),
}
_OF_ROUNDS: Sentences = {
    "round.unknown": lambda _facts: _("Diese Auswahlrunde gibt es nicht."),
    "round.none_yet": lambda _facts: _(
        "Es gibt noch keine Auswahlrunde. Legen Sie zuerst eine an: round open --help"
    ),
    "round.bad_dates": lambda facts: _(
        "Diese Tage sind nicht lesbar: {given}. Bitte so: interest 2027-06-01 2027-06-14",
        given=facts["given"],
    ),
    "round.needs_town_and_title": lambda facts: _(
        "Bitte geben Sie die Stadt und einen Titel mit höchstens {longest} Zeichen an.",
        longest=facts["longest"],
    ),
    "round.needs_places": lambda _facts: _("Bitte geben Sie mindestens einen Platz an."),
    "round.ends_before_start": lambda facts: _(
        "Die Phase „{phase}“ endet vor ihrem Beginn. Bitte prüfen Sie die Tage.",
        phase=words.phase(facts["phase"]),
    ),
    "round.begins_too_early": lambda facts: _(
        "Die Phase „{phase}“ beginnt vor der Phase „{earlier}“. Bitte prüfen Sie die Tage.",
        phase=words.phase(facts["phase"]),
        earlier=words.phase(facts["earlier"]),
    ),
    "round.needs_both_days": lambda facts: _(
        "Die Phase „{phase}“ braucht Beginn und Ende, oder beides bleibt leer.",
        phase=words.phase(facts["phase"]),
    ),
    "round.same_dates": lambda _facts: _("An den Terminen hat sich nichts geändert."),
    "round.other_installation": lambda _facts: _(
        "Diese Datenbank gehört schon zu einer anderen Art von Betrieb."
    ),
    "phase.no_such_way": lambda facts: _(
        "Von der Phase „{current}“ geht es nicht zur Phase „{wanted}“.",
        current=words.phase(facts["current"]),
        wanted=words.phase(facts["wanted"]),
    ),
}
_OF_CANDIDATES: Sentences = {
    "candidate.unknown": lambda _facts: _(
        "Diese Kandidatur gibt es nicht, oder Sie dürfen sie nicht sehen."
    ),
    "candidate.does_not_stand": lambda facts: _(
        "{name} steht nicht zur Auswahl: {state}.",
        name=facts["name"],
        state=words.candidate_state(facts["state"]),
    ),
    "candidate.is_not_over": lambda facts: _(
        "{name} ist nicht zurückgezogen und nicht ausgeschlossen: {state}.",
        name=facts["name"],
        state=words.candidate_state(facts["state"]),
    ),
    "department.unknown": lambda _facts: _(
        "Diese Abteilung gibt es nicht, oder Sie dürfen sie nicht sehen."
    ),
    "scores.sealed": lambda facts: _(
        "Sie sehen die Bewertungen der anderen erst, wenn Sie Ihre eigenen Bögen "
        "abgegeben haben. Noch offen: {open} von {sheets}.",
        open=facts["open"],
        sheets=facts["sheets"],
    ),
    "scores.nothing_handed_in": lambda _facts: _(
        "Sie sehen die Bewertungen, sobald Sie eigene Bögen abgegeben haben."
    ),
    "scores.no_department": lambda _facts: _(
        "Ihnen ist keine Abteilung zugeordnet, deren Bewertungen Sie sehen dürfen."
    ),
}
_OF_DECISIONS: Sentences = {
    "decision.unknown": lambda _facts: _("Diese Entscheidung gibt es nicht."),
    "decision.stands_already": lambda facts: _(
        "Für {name} ist schon entschieden. Nehmen Sie die Entscheidung zuerst zurück.",
        name=facts["name"],
    ),
    "decision.biased": lambda facts: _(
        "Bei {name} sind Sie befangen. Darüber entscheidet jemand anderes aus der Leitung.",
        name=facts["name"],
    ),
    "decision.departure_needs_reason": lambda _facts: _(
        "Diese Entscheidung weicht von der Reihenfolge der Werte ab. "
        "Bitte begründen Sie die Abweichung."
    ),
    "decision.reserve_needs_order": lambda _facts: _(
        "Bitte geben Sie den Platz in der Reserve an, zum Beispiel 1."
    ),
    "decision.order_without_reserve": lambda _facts: _(
        "Einen Platz in der Reserve gibt es nur bei „Reserve“."
    ),
    "decision.order_taken": lambda facts: _(
        "Platz {order} der Reserve ist schon vergeben. Bitte wählen Sie einen anderen.",
        order=facts["order"],
    ),
    "reason.too_short": lambda facts: _(
        "Bitte begründen Sie mit eigenen Worten, mit mindestens {shortest} Zeichen.",
        shortest=facts["shortest"],
    ),
    "reason.too_long": _too_long,
    "remark.too_long": _too_long,
    "text.control_signs": lambda _facts: _(
        "Der Text enthält unlesbare Steuerzeichen. Bitte geben Sie ihn neu ein."
    ),
}
_OF_PROFILES: Sentences = {
    "profile.unknown": lambda _facts: _("Diese Fassung gibt es nicht."),
    "profile.frozen": lambda facts: _(
        "Seit dem {day} liegt ein abgegebener Bogen vor. Kriterien, Gewichte und Plätze sind "
        "seitdem fest. Bitte begründen Sie die Änderung und schlagen Sie sie vor.",
        day=formats.day(facts["since"]),
    ),
    "profile.not_frozen": lambda _facts: _(
        "Es ist noch kein Bogen abgegeben. Sie können das Profil ohne Freigabe ändern."
    ),
    "profile.waits_already": lambda _facts: _(
        "Eine Änderung wartet schon auf die Freigabe. Über sie ist zuerst zu entscheiden."
    ),
    "profile.own_proposal": lambda _facts: _(
        "Über Ihren eigenen Vorschlag entscheidet eine andere Person der Koordination oder "
        "der Leitung."
    ),
    "profile.not_own_proposal": lambda _facts: _(
        "Zurückziehen kann einen Vorschlag nur, wer ihn gemacht hat."
    ),
    "profile.nothing_new": lambda _facts: _("Am Profil hat sich nichts geändert."),
    "profile.too_many_places": lambda facts: _(
        "Möglich sind höchstens {most} Plätze.", most=facts["most"]
    ),
    "profile.bad_weight": lambda facts: _(
        "Ein Gewicht liegt zwischen 0 und {heaviest}.",
        heaviest=formats.number(facts["heaviest"], decimals=0),
    ),
    "profile.needs_a_weight": lambda _facts: _(
        "Mindestens ein Kriterium braucht ein Gewicht über 0."
    ),
    "profile.needs_title": lambda facts: _(
        "Bitte geben Sie dem Kriterium einen Titel mit höchstens {longest} Zeichen.",
        longest=facts["longest"],
    ),
    "profile.same_title": lambda _facts: _(
        "Zwei Kriterien haben denselben Titel. Bitte wählen Sie einen anderen."
    ),
}
_OF_IMPORTS: Sentences = {
    "import.outdated": lambda _facts: _(
        "Die Daten haben sich inzwischen geändert. Bitte prüfen Sie die Datei noch einmal."
    ),
    "import.has_errors": lambda _facts: _("Die Datei enthält Fehler. Nichts wurde übernommen."),
    "import.nothing_new": lambda _facts: _(
        "Alles aus dieser Datei ist schon bekannt. Nichts wurde geändert."
    ),
}
_OF_AUDIT: Sentences = {
    "anchor.unreadable": lambda _facts: _(
        "Das ist keine Prüfmarke. Sie besteht aus der Nummer eines Eintrags, einem Doppelpunkt "
        "und 64 Zeichen von 0 bis 9 und a bis f."
    ),
}
SENTENCES: Sentences = {
    **OF_IDENTITIES,
    **OF_INBOX,
    **OF_LETTERS,
    **OF_MEETINGS,
    **OF_CLOSINGS,
    **OF_RULES,
    **OF_SURVEYS,
    **_OF_AUDIT,
    **_OF_PEOPLE,
    **_OF_ROUNDS,
    **_OF_CANDIDATES,
    **OF_SHEETS,
    **_OF_DECISIONS,
    **_OF_PROFILES,
    **_OF_IMPORTS,
    **OF_ANALYSES,
}
"""Every code that our own rooms raise; those of files stand in `i18n/files.py`."""
