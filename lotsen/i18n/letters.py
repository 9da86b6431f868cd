"""The sentences about letters: why one is refused or blocked, and what its gaps are called."""

from collections.abc import Callable, Mapping

from lotsen.domain.letters import Audience, Problem
from lotsen.domain.phases import Phase
from lotsen.i18n import _, formats, words
from lotsen.i18n.sentences import Sentences

OF_LETTERS: Sentences = {
    "letter.unknown": lambda _facts: _("Dieses Schreiben gibt es nicht."),
    "letter.none_chosen": lambda _facts: _("Bitte wählen Sie mindestens ein Schreiben."),
    "letter.nobody_new": lambda _facts: _(
        "Es gibt niemanden, für den dieses Schreiben noch anzulegen wäre."
    ),
    "letter.needs_text": lambda _facts: _("Bitte geben Sie einen Betreff und einen Text ein."),
    "letter.subject_too_long": lambda facts: _(
        "Der Betreff braucht eine einzige Zeile mit höchstens {longest} Zeichen.",
        longest=facts["longest"],
    ),
    "letter.value_too_long": lambda facts: _(
        "Eine Angabe steht in einer Zeile, hat höchstens {longest} Zeichen und enthält keinen "
        "Platzhalter.",
        longest=facts["longest"],
    ),
    "letter.unknown_gap": lambda facts: _(
        "Den Platzhalter {gap} gibt es nicht. Bitte prüfen Sie die Schreibweise.",
        gap=facts["gap"],
    ),
    "letter.template_has_score": lambda facts: _(
        "In der Vorlage steht ein Wert oder Rang: {text}. Ergebnisse gehen ohne Punktwerte und "
        "Ränge hinaus.",
        text=facts["text"],
    ),
    "letter.template_names": lambda facts: _(
        "In der Vorlage steht „{name}“, und so heißt jemand, der sich bewirbt. Eine Vorlage für "
        "Ergebnisse lesen alle; bitte nehmen Sie einen Platzhalter.",
        name=facts["name"],
    ),
    "letter.wrong_phase": lambda facts: _(
        "Dieses Schreiben gehört in die Phase „{phase}“.", phase=words.phase(facts["phase"])
    ),
    "letter.needs_second_person": lambda _facts: _(
        "Das gibt eine zweite Person frei: Ergebnisse und Massenschreiben liest jemand anderes, "
        "bevor sie das Haus verlassen."
    ),
    "letter.is_blocked": lambda facts: _(
        "Das Schreiben an {name} ist noch gesperrt. Der Grund steht beim Schreiben.",
        name=facts["name"],
    ),
    "letter.not_approved": lambda facts: _(
        "Das Schreiben an {name} ist nicht freigegeben.", name=facts["name"]
    ),
    "letter.not_handed_over": lambda facts: _(
        "Das Schreiben an {name} ist nicht als Datei übergeben.", name=facts["name"]
    ),
    "letter.bad_sent_day": lambda facts: _(
        "Der Tag des Versands liegt zwischen dem {earliest} (Freigabe) und heute, dem {today}.",
        earliest=formats.day(facts["earliest"]),
        today=formats.day(facts["today"]),
    ),
    "letter.appointment_needs_draft": lambda facts: _(
        "Das Schreiben an {name} bringt einen Termin für den Kalender mit. Eine Serienmail trägt "
        "ihn nicht: Bitte nehmen Sie „E-Mail-Entwürfe (ZIP)“.",
        name=facts["name"],
    ),
    "letter.decision_changed": lambda facts: _(
        "Die Entscheidung im Schreiben an {name} gilt nicht mehr. Verwerfen Sie das Schreiben "
        "und legen Sie es neu an.",
        name=facts["name"],
    ),
    "letter.appointment_changed": lambda facts: _(
        "Der Termin im Schreiben an {name} gilt nicht mehr. Verwerfen Sie das Schreiben "
        "und legen Sie es neu an.",
        name=facts["name"],
    ),
    "letter.not_concerned": lambda facts: _(
        "Das Schreiben ist nicht mehr für {name} bestimmt. Bitte verwerfen Sie es.",
        name=facts["name"],
    ),
    "letter.nominations_changed": lambda facts: _(
        "Inzwischen haben andere {name} vorgeschlagen, als im Schreiben steht. Verwerfen Sie es "
        "und legen Sie es neu an.",
        name=facts["name"],
    ),
    "letter.results_together": lambda facts: _(
        "Ergebnisse gehen an alle zugleich. Personen, für die noch kein Entwurf da ist: {count}.",
        count=facts["count"],
    ),
    "letter.results_leave_together": lambda facts: _(
        "Ergebnisse gehen an alle zugleich hinaus. Personen, deren Schreiben noch nicht "
        "freigegeben ist: {count}.",
        count=facts["count"],
    ),
    "letter.candidates_first": lambda facts: _(
        "Das Schreiben an {name} wartet. Noch nicht informiert: {count} der genannten Personen.",
        name=facts["name"],
        count=facts["count"],
    ),
    "letter.demo_sends_nothing": lambda _facts: _(
        "Die Übungsstadt verschickt nichts: Alle Adressen sind erfunden."
    ),
    "post.no_server": lambda _facts: _(
        "Es ist kein Mailserver eingestellt. Nötig sind LOTSEN_SMTP_HOST und LOTSEN_SMTP_SENDER."
    ),
    "post.not_noted": lambda _facts: _(
        "Ein Schreiben ist vielleicht hinausgegangen, und die Datenbank hat es nicht vermerkt: "
        "Sie ist belegt, voll oder nicht erreichbar. Das Schreiben gilt bald als unklar. "
        "Bitte prüfen Sie es dann in der Liste."
    ),
    "post.no_connection": lambda facts: _(
        "Der Mailserver {host} ist nicht zu erreichen: {reason}. Es wurde nichts gesendet.",
        host=facts["host"],
        reason=facts["reason"],
    ),
    "post.bad_certificate": lambda facts: _(
        "Das Zertifikat des Mailservers {host} ist nicht gültig: {reason}. "
        "Es wurde nichts gesendet.",
        host=facts["host"],
        reason=facts["reason"],
    ),
    "post.bad_login": lambda facts: _(
        "Der Mailserver {host} lehnt Nutzer oder Kennwort ab. Es wurde nichts gesendet.",
        host=facts["host"],
    ),
    "post.no_encryption": lambda facts: _(
        "Der Mailserver {host} bietet keine Verschlüsselung oder keine Anmeldung an. "
        "Es wurde nichts gesendet.",
        host=facts["host"],
    ),
}
"""The sentence for every refusal about letters."""


def problem(problem: Problem) -> str:
    """Why a letter is blocked, in a few words."""
    match problem.code:
        case "letter.no_address":
            return _("Die E-Mail-Adresse stimmt nicht: {address}", address=problem.about)
        case "letter.unfilled":
            return _("Es fehlt: {gap}", gap=problem.about)
        case "letter.has_score":
            return _("Im Schreiben steht ein Wert oder Rang: {text}", text=problem.about)
        case "letter.names_others":
            return _("Das Schreiben nennt eine andere Person: {name}", name=problem.about)
        case "letter.appointment_changed":
            return _("Der Termin hat sich geändert. Bitte verwerfen und neu anlegen.")
        case "letter.decision_changed":
            return _("Die Entscheidung hat sich geändert. Bitte verwerfen und neu anlegen.")
        case "letter.nominations_changed":
            return _("Die Vorschläge haben sich geändert. Bitte verwerfen und neu anlegen.")
        case "letter.not_concerned":
            return _("Die Person gehört nicht mehr zu denen, die es bekommen. Bitte verwerfen.")
        case "letter.candidates_first":
            return _(
                "Zuerst erfahren es die genannten Personen. Noch offen: {count}",
                count=problem.about,
            )
        case _phase:
            return _("Falsche Phase: gehört zu „{phase}“", phase=words.phase(Phase(problem.about)))


AUDIENCES: Mapping[Audience, Callable[[], str]] = {
    Audience.LEADERS: lambda: _("Führungskräfte"),
    Audience.INTERESTED_PEOPLE: lambda: _("alle, die Interesse bekundet haben"),
    Audience.COMMITTEE: lambda: _("Auswahlkommission"),
    Audience.TO_SELECTED: lambda: _("ausgewählte Personen"),
    Audience.TO_RESERVE: lambda: _("Personen der Reserve"),
    Audience.TO_NOT_SELECTED: lambda: _("nicht ausgewählte Personen"),
    Audience.LEADERS_CONCERNED: lambda: _("Führungskräfte der Personen, über die entschieden ist"),
    Audience.INVITED_ELSEWHEN: lambda: _("Eingeladene, deren Termin sich geändert hat"),
    Audience.CALLED_OFF: lambda: _("Eingeladene, deren Termin entfällt"),
    Audience.WITHOUT_ANSWER: lambda: _("Führungskräfte ohne Antwort zum Konzept"),
    Audience.NOMINEES: lambda: _("vorgeschlagene Personen, die noch zu informieren sind"),
    Audience.BEHIND: lambda: _("alle, die noch Bewertungsbögen offen haben"),
}
"""Whom each kind of letter goes to."""


def audience(audience: Audience) -> str:
    """Whom a kind of letter goes to."""
    return AUDIENCES[audience]()


def value_name(name: str) -> str:
    """What a placeholder is called that the coordinator writes."""
    return {
        "frist": _("Frist für die Antwort"),
        "frist_interesse": _("Frist für die Interessenbekundung"),
        "zeitumfang": _("Zeitumfang der Aufgabe"),
        "termin_datum": _("Termin: Tag"),
        "termin_beginn": _("Termin: Beginn"),
        "termin_dauer": _("Termin: Dauer"),
        "termin_ort": _("Termin: Ort"),
        "videolink": _("Termin: Adresse für die Teilnahme per Video"),
        "auftakt_datum": _("Tag des Auftakts"),
        "lernplattform": _("Lernplattform"),
        "reserve_bis": _("Reserve gilt bis"),
        "loeschdatum": _("Tag der Löschung"),
        "hinweis_rechtsschutz": _("Hinweis zum Rechtsschutz"),
        "link_konzept": _("Adresse des Konzepts"),
        "link_kriterien": _("Adresse der Kriterien"),
        "link_datenschutz": _("Adresse der Datenschutzhinweise"),
        "kontakt_name": _("Kontakt: Name"),
        "kontakt_funktion": _("Kontakt: Funktion"),
        "kontakt_mail": _("Kontakt: E-Mail"),
        "kontakt_telefon": _("Kontakt: Telefon"),
        "kontakt_sbv": _("Kontakt der Schwerbehindertenvertretung"),
        "absender_leitung": _("Wer unterschreibt"),
    }[name]
