"""The sentence for every refusal: what is wrong, and what to do."""

from lotsen.domain.errors import LotsenError
from lotsen.i18n import _, words
from lotsen.i18n.files import file_refusal


def sentence(error: LotsenError) -> str:
    """The sentence for a refusal, in the language of the person who looks."""
    for part in (_of_people, _of_rounds, _of_candidates, _of_decisions, _of_files, file_refusal):
        found = part(error)
        if found is not None:
            return found
    return _("Das geht nicht ({code}).", code=error.code)


def _of_people(error: LotsenError) -> str | None:
    match error.code:
        case "permission.missing":
            return _("Dazu sind Sie nicht berechtigt.")
        case "permission.needs_a_person":
            return _("Das kann nur eine angemeldete Person tun. Bitte melden Sie sich an.")
        case "permission.wrong_phase":
            return _(
                "Das geht in der Phase „{phase}“ nicht.", phase=words.phase(error.facts["phase"])
            )
        case "person.unknown":
            return _("Diese Person ist nicht bekannt. Bitte laden Sie die Seite neu.")
        case "demo.only_in_demo":
            return _("Ohne Kennwort anmelden können sich nur die Personen der Übungsstadt.")
        case "record.repeated":
            return _("Das ist bereits so gespeichert. Es wurde nichts weiter geändert.")
        case "record.outdated":
            return _(
                "Jemand anderes hat das inzwischen geändert. Sie sehen jetzt den neuen Stand. "
                "Bitte prüfen Sie ihn und wiederholen Sie Ihre Änderung."
            )
        case _other:
            return None


def _of_rounds(error: LotsenError) -> str | None:
    match error.code:
        case "round.unknown":
            return _("Diese Auswahlrunde gibt es nicht.")
        case "round.needs_town_and_title":
            return _(
                "Bitte geben Sie die Stadt und einen Titel mit höchstens {longest} Zeichen an.",
                longest=error.facts["longest"],
            )
        case "round.needs_places":
            return _("Bitte geben Sie mindestens einen Platz an.")
        case "round.ends_before_start":
            return _(
                "Die Phase „{phase}“ endet vor ihrem Beginn. Bitte prüfen Sie die Tage.",
                phase=words.phase(error.facts["phase"]),
            )
        case "round.other_installation":
            return _("Diese Datenbank gehört schon zu einer anderen Art von Betrieb.")
        case "phase.no_such_way":
            return _(
                "Von der Phase „{current}“ geht es nicht zur Phase „{wanted}“.",
                current=words.phase(error.facts["current"]),
                wanted=words.phase(error.facts["wanted"]),
            )
        case _other:
            return None


def _of_candidates(error: LotsenError) -> str | None:
    match error.code:
        case "candidate.unknown":
            return _("Diese Kandidatur gibt es nicht, oder Sie dürfen sie nicht sehen.")
        case "candidate.does_not_stand":
            return _(
                "{name} steht nicht zur Auswahl: {state}.",
                name=error.facts["name"],
                state=words.candidate_state(error.facts["state"]),
            )
        case "department.unknown":
            return _("Diese Abteilung gibt es nicht, oder Sie dürfen sie nicht sehen.")
        case "scores.sealed":
            return _(
                "Sie sehen die Bewertungen der anderen erst, wenn Sie Ihre eigenen Bögen "
                "abgegeben haben. Noch offen: {open} von {sheets}.",
                **error.facts,
            )
        case "scores.nothing_handed_in":
            return _("Sie sehen die Bewertungen, sobald Sie eigene Bögen abgegeben haben.")
        case "scores.no_department":
            return _("Ihnen ist keine Abteilung zugeordnet, deren Bewertungen Sie sehen dürfen.")
        case _other:
            return None


def _of_decisions(error: LotsenError) -> str | None:
    match error.code:
        case "decision.unknown":
            return _("Diese Entscheidung gibt es nicht.")
        case "decision.stands_already":
            return _(
                "Für {name} ist schon entschieden. Nehmen Sie die Entscheidung zuerst zurück.",
                **error.facts,
            )
        case "decision.reserve_needs_order":
            return _("Bitte geben Sie den Platz in der Reserve an, zum Beispiel 1.")
        case "decision.order_without_reserve":
            return _("Einen Platz in der Reserve gibt es nur bei „Reserve“.")
        case "decision.order_taken":
            return _(
                "Platz {order} der Reserve ist schon vergeben. Bitte wählen Sie einen anderen.",
                **error.facts,
            )
        case "reason.too_short":
            return _(
                "Bitte begründen Sie mit eigenen Worten, mit mindestens {shortest} Zeichen.",
                **error.facts,
            )
        case "reason.too_long" | "remark.too_long":
            return _("Der Text ist zu lang. Möglich sind {longest} Zeichen.", **error.facts)
        case "text.control_signs":
            return _("Der Text enthält unlesbare Steuerzeichen. Bitte geben Sie ihn neu ein.")
        case _other:
            return None


def _of_files(error: LotsenError) -> str | None:
    match error.code:
        case "import.outdated":
            return _(
                "Die Daten haben sich inzwischen geändert. Bitte prüfen Sie die Datei noch einmal."
            )
        case "import.has_errors":
            return _("Die Datei enthält Fehler. Nichts wurde übernommen.")
        case "import.nothing_new":
            return _("Alles aus dieser Datei ist schon bekannt. Nichts wurde geändert.")
        case "demo.not_empty":
            return _("In dieser Datenbank sind schon Daten. Die Übungsstadt wird nicht geladen.")
        case _other:
            return None
