"""The lines of the audit log in words that a person understands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Final, TypeVar

from lotsen.domain.agendas import AgendaOrder
from lotsen.domain.audit import AuditAction, AuditEntry
from lotsen.domain.closings import Answer, Body, Hearing, HearingStage
from lotsen.domain.decisions import Outcome
from lotsen.domain.files import FileKind
from lotsen.domain.meetings import Choice, Recommendation
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.domain.round_profiles import read_changes
from lotsen.domain.surveys import NominationState, ReviewAnswer, Told
from lotsen.i18n import _, audit_rules, closings, formats, profile_changes, surveys, words
from lotsen.i18n.audit_facts import FACTS, OF_FILES
from lotsen.i18n.identity_refusals import WHY_NOT

PIECE = 8
Said = Callable[[], str]
Member = TypeVar("Member", bound=StrEnum)

_ACTIONS: Final[Mapping[str, Said]] = {
    AuditAction.ROUND_OPENED: lambda: _("Runde eröffnet"),
    AuditAction.DEMO_LOADED: lambda: _("Übungsstadt geladen"),
    AuditAction.PHASE_MOVED: lambda: _("Phase gewechselt"),
    AuditAction.DATES_PLANNED: lambda: _("Termine geändert"),
    AuditAction.PROFILE_CHANGED: lambda: _("Profil geändert"),
    AuditAction.PROFILE_PROPOSED: lambda: _("Änderung am Profil vorgeschlagen"),
    AuditAction.PROFILE_APPROVED: lambda: _("Änderung am Profil freigegeben"),
    AuditAction.PROFILE_REFUSED: lambda: _("Änderung am Profil abgelehnt"),
    AuditAction.PROFILE_WITHDRAWN: lambda: _("Änderung am Profil zurückgezogen"),
    AuditAction.SIGNED_IN: lambda: _("angemeldet"),
    AuditAction.SIGNED_OUT: lambda: _("abgemeldet"),
    AuditAction.SIGN_IN_FAILED: lambda: _("vergeblich angemeldet"),
    AuditAction.PERSON_ADDED: lambda: _("Person eingetragen"),
    AuditAction.PERSON_INVITED: lambda: _("eingeladen"),
    AuditAction.ACCOUNT_SET: lambda: _("Kennwort festgelegt"),
    AuditAction.ACCOUNT_CHANGED: lambda: _("Kennwort geändert"),
    AuditAction.IDENTITY_LINKED: lambda: _("mit dem Anmeldedienst verbunden"),
    AuditAction.IDENTITY_FORGOTTEN: lambda: _("Verbindung zum Anmeldedienst gelöst"),
    AuditAction.ROLES_CHANGED: lambda: _("Rollen geändert"),
    AuditAction.PERSON_BLOCKED: lambda: _("gesperrt"),
    AuditAction.PERSON_UNBLOCKED: lambda: _("wieder zugelassen"),
    AuditAction.FILE_IMPORTED: lambda: _("Datei eingelesen"),
    AuditAction.SHEETS_ASSIGNED: lambda: _("Bögen zugeteilt"),
    AuditAction.SHEET_WITHDRAWN: lambda: _("leeren Bogen zurückgenommen"),
    AuditAction.BIAS_DECLARED: lambda: _("zur Befangenheit erklärt"),
    AuditAction.SHEET_SAVED: lambda: _("Entwurf gespeichert"),
    AuditAction.SHEET_HANDED_IN: lambda: _("Bogen abgegeben"),
    AuditAction.SHEET_REOPENED: lambda: _("Bogen wieder geöffnet"),
    AuditAction.SHORTLIST_MARKED: lambda: _("für die Engere Wahl vorgemerkt"),
    AuditAction.SHORTLIST_UNMARKED: lambda: _("Vormerkung aufgehoben"),
    AuditAction.SHORTLIST_EXPORTED: lambda: _("Engere Wahl ausgegeben"),
    AuditAction.RATINGS_EXPORTED: lambda: _("Bewertungen ausgegeben"),
    AuditAction.DECISION_TAKEN: lambda: _("entschieden"),
    AuditAction.DECISION_TAKEN_BACK: lambda: _("Entscheidung zurückgenommen"),
    AuditAction.LEADER_ANSWERED: lambda: _("Antwort einer Führungskraft festgehalten"),
    AuditAction.BODY_HEARD: lambda: _("Beteiligung festgehalten"),
    AuditAction.DECISIONS_SIGNED: lambda: _("Entscheidungen unterzeichnet"),
    AuditAction.DECISIONS_CLOSED: lambda: _("Entscheidungen abgeschlossen"),
    AuditAction.REOPENING_PROPOSED: lambda: _("Wiederöffnen vorgeschlagen"),
    AuditAction.DECISIONS_REOPENED: lambda: _("Entscheidungen wieder geöffnet"),
    AuditAction.ADDENDUM_WRITTEN: lambda: _("Nachtrag geschrieben"),
    AuditAction.RECORD_EXPORTED: lambda: _("Auswahlvermerk ausgegeben"),
    AuditAction.LETTERS_TAKEN: lambda: _("Muster-Schreiben übernommen"),
    AuditAction.LETTER_WORDED: lambda: _("Vorlage geändert"),
    AuditAction.LETTER_VALUES_SET: lambda: _("Angaben für Schreiben geändert"),
    AuditAction.LETTERS_DRAFTED: lambda: _("Schreiben entworfen"),
    AuditAction.LETTER_EDITED: lambda: _("Schreiben geändert"),
    AuditAction.LETTERS_DISCARDED: lambda: _("Schreiben verworfen"),
    AuditAction.LETTERS_APPROVED: lambda: _("Schreiben freigegeben"),
    AuditAction.LETTERS_HANDED_OVER: lambda: _("Schreiben als Datei übergeben"),
    AuditAction.LETTERS_NOTED_SENT: lambda: _("Schreiben als versendet vermerkt"),
    AuditAction.LETTERS_TAKEN_BACK: lambda: _("Schreiben doch nicht versendet"),
    AuditAction.LETTER_BEGUN: lambda: _("Versand begonnen"),
    AuditAction.LETTER_SENT: lambda: _("Schreiben gesendet"),
    AuditAction.LETTER_DEFERRED: lambda: _("Versand aufgeschoben"),
    AuditAction.LETTER_BOUNCED: lambda: _("Schreiben nicht zustellbar"),
    AuditAction.LETTER_LOST: lambda: _("Verbleib eines Schreibens unklar"),
    AuditAction.LETTER_SETTLED: lambda: _("Verbleib eines Schreibens geklärt"),
    AuditAction.MAILS_TAKEN: lambda: _("E-Mails in den Posteingang übernommen"),
    AuditAction.CANDIDATE_ADDED: lambda: _("Kandidatur aus einer E-Mail angelegt"),
    AuditAction.CANDIDACY_EXPLAINED: lambda: _("Ende einer Kandidatur begründet"),
    AuditAction.MAIL_ASSIGNED: lambda: _("E-Mail einer Kandidatur zugeordnet"),
    AuditAction.MAIL_DISMISSED: lambda: _("E-Mail als keine Interessenbekundung vermerkt"),
    AuditAction.MAIL_REOPENED: lambda: _("Bearbeitung einer E-Mail zurückgenommen"),
    AuditAction.SHORTLIST_TAKEN_OVER: lambda: _("für die Engere Wahl aus dem Vorschlag übernommen"),
    AuditAction.SHORTLIST_RULES_SET: lambda: _("Regeln der Engeren Wahl festgelegt"),
    AuditAction.DEPARTURE_EXPLAINED: lambda: _("Abweichung vom Vorschlag begründet"),
    AuditAction.MEETING_PLANNED: lambda: _("Sitzung geplant"),
    AuditAction.MEETING_MOVED: lambda: _("Sitzung verlegt"),
    AuditAction.MEETING_CANCELLED: lambda: _("Sitzung abgesagt"),
    AuditAction.AGENDA_CHANGED: lambda: _("Tagesordnung geändert"),
    AuditAction.MEETING_OPENED: lambda: _("Sitzung eröffnet"),
    AuditAction.MEETING_CLOSED: lambda: _("Sitzung beendet"),
    AuditAction.ITEM_CALLED: lambda: _("Punkt aufgerufen"),
    AuditAction.NOTE_WRITTEN: lambda: _("Niederschrift geändert"),
    AuditAction.PRESENCE_NOTED: lambda: _("Anwesenheit vermerkt"),
    AuditAction.RECUSAL_NOTED: lambda: _("Befangenheit in der Sitzung vermerkt"),
    AuditAction.RECUSAL_TAKEN_BACK: lambda: _("Befangenheit in der Sitzung zurückgenommen"),
    AuditAction.PLACE_SHOWN: lambda: _("Platz gezeigt oder verborgen"),
    AuditAction.CHANGES_OPENED: lambda: _("Änderungen nach dem Gespräch geöffnet oder beendet"),
    AuditAction.RATING_CHANGED: lambda: _("Wert nach dem Gespräch geändert"),
    AuditAction.REFERENCE_SET: lambda: _("Aktenzeichen festgelegt"),
    AuditAction.BALLOT_OPENED: lambda: _("Abstimmung eröffnet"),
    AuditAction.VOTE_CAST: lambda: _("abgestimmt"),
    AuditAction.BALLOT_COUNTED: lambda: _("Abstimmung ausgezählt"),
    AuditAction.CONCEPT_WORDED: lambda: _("Text zum Konzept geändert"),
    AuditAction.CONCEPT_REVIEWED: lambda: _("zum Konzept geantwortet"),
    AuditAction.REVIEWS_EXPORTED: lambda: _("Antworten zum Konzept ausgegeben"),
    AuditAction.PERSON_NAMED: lambda: _("Person vorgeschlagen"),
    AuditAction.NOMINATION_CHANGED: lambda: _("Vorschlag einer Person geändert"),
    AuditAction.NOMINATION_TAKEN_BACK: lambda: _("Vorschlag einer Person zurückgenommen"),
    AuditAction.NOMINEE_INFORMED: lambda: _("vorgeschlagene Person informiert"),
    AuditAction.NOMINEE_ANSWERED: lambda: _("Antwort einer vorgeschlagenen Person festgehalten"),
    AuditAction.UNREAD_MAILS_NOTED: lambda: _("nicht lesbare E-Mails vermerkt"),
    AuditAction.ATTACHMENTS_TAKEN: lambda: _("Anlagen einer E-Mail übernommen"),
    AuditAction.ATTACHMENT_OPENED: lambda: _("Anlage heruntergeladen"),
    AuditAction.ATTACHMENT_REMOVED: lambda: _("Anlage gelöscht"),
    AuditAction.PROFILE_OPENED: lambda: _("Profil angesehen"),
    AuditAction.AUDIT_EXPORTED: lambda: _("Protokoll ausgegeben"),
}

_FILES: Final[Mapping[str, Said]] = {
    FileKind.DEPARTMENTS: lambda: _("Abteilungen"),
    FileKind.PEOPLE: lambda: _("Beteiligte"),
    FileKind.CANDIDATES: lambda: _("Kandidaturen"),
    FileKind.RATINGS: lambda: _("Bewertungen"),
}


def action(action: str) -> str:
    """What was done; what nobody knows any more is shown as it stands."""
    said = _ACTIONS.get(action)
    return action if said is None else said()


_SUBJECTS: Final[Mapping[tuple[str, int], Callable[..., str]]] = {
    ("letter", 1): lambda name: _("Schreiben an {name}", name=name),
    ("round", 1): lambda title: _("Runde „{title}“", title=title),
    ("candidate", 1): lambda name: _("Kandidatur: {name}", name=name),
    ("person", 1): lambda name: _("Person: {name}", name=name),
    ("sheet", 2): lambda name, rater: _(
        "Bogen zu {name}, bewertet von {rater}", name=name, rater=rater
    ),
    ("meeting", 1): lambda title: _("Sitzung „{title}“", title=title),
    ("item", 2): lambda name, title: _(
        "Punkt der Sitzung „{title}“: {name}", title=title, name=name
    ),
    ("ballot", 2): lambda name, title: _(
        "Abstimmung in der Sitzung „{title}“: {name}", title=title, name=name
    ),
}
"""The sentences by kind and by how many names there are."""


def subject(kind: str, key: str, names: Sequence[str]) -> str:
    """What it was done to, by name where the records still have one."""
    said = _SUBJECTS.get((kind, len(names)))
    if said is not None:
        return said(*names)
    if kind == "account":
        return _("ein Konto, das es nicht geben muss")
    if kind == "identity":
        return _("ein Dienstkonto, das hier nicht eingetragen ist")
    if kind == "audit":
        return _("Protokoll bis Eintrag {number}", number=key)
    return f"{kind} {key}".strip()


def facts(
    entry: AuditEntry, names: Sequence[str], criteria: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What belongs to a line: its facts by name, without the name that stands there already."""
    if entry.facts is None:
        yield _("Einzelheiten"), _("nicht mehr lesbar")
        return
    for key in sorted(entry.facts, key=_place):
        value = entry.facts[key]
        if (key == "name" and value in names) or (value in (None, "") and key != "old"):
            continue
        yield fact_name(entry.action, key), _value(entry.action, key, value, criteria)


_COUNTING: Final = frozenset(
    {AuditAction.FILE_IMPORTED, AuditAction.MAILS_TAKEN, AuditAction.UNREAD_MAILS_NOTED}
)
"""Actions whose facts count what came."""


def fact_name(action: str, key: str) -> str:
    """What a fact is called."""
    own = OF_FILES if action in _COUNTING else {}
    said = own.get(key) or FACTS.get(key)
    return key if said is None else said()


def _place(key: str) -> tuple[bool, bool, int]:
    """What was before comes before what was after; reasons come last."""
    known = list(FACTS)
    return key == "reason", key == "new", known.index(key) if key in known else len(known)


def _value(action: str, key: str, value: object, criteria: Mapping[str, str]) -> str:
    """A fact's value as a person writes it."""
    if value is None or value == "":
        return formats.NOTHING
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, int | float):
        return formats.number(value, decimals=0 if isinstance(value, int) else 1)
    if isinstance(value, list):
        if key == "changes":
            return "; ".join(map(profile_changes.said, read_changes(value)))
        return "; ".join(_value(action, key, each, criteria) for each in value)
    if isinstance(value, dict) and action == AuditAction.SHORTLIST_RULES_SET:
        return audit_rules.said(value, criteria)
    if isinstance(value, dict) and key in {"reasons", "reasons_before"}:
        value = {criteria.get(name, name): text for name, text in value.items()}
    if isinstance(value, dict):
        return "; ".join(_pair(key, name, str(each)) for name, each in value.items())
    return _text(action, key, str(value), criteria)


def _pair(key: str, name: str, value: str) -> str:
    """One of several: a letter is known by whom it goes to, a text by its name."""
    if key == "counts":
        name = _text("", "choice", name, {})
    return value if key == "letters" else _("{name}: {text}", name=name, text=value)


def _text(action: str, key: str, value: str, criteria: Mapping[str, str]) -> str:
    if key == "criterion":
        return criteria.get(value, value)
    if key in {
        "sha256",
        "list_hash",
    }:  # in pieces, so that it can be compared, and finds room anywhere
        return " ".join(value[start : start + PIECE] for start in range(0, len(value), PIECE))
    known = _stored(action, key)
    return known[value]() if value in known else value


def _stored(action: str, key: str) -> Mapping[str, Said]:
    """The names of stored words that can stand in this fact."""
    match action, key:
        case (AuditAction.PHASE_MOVED, _) | (AuditAction.DECISIONS_REOPENED, "old" | "new"):
            return _by_value(Phase, words.phase)
        case (AuditAction.SHEET_REOPENED, "old") | (
            AuditAction.RECUSAL_NOTED | AuditAction.RECUSAL_TAKEN_BACK,
            "old" | "new",
        ):
            return _by_value(SheetState, words.sheet_state)
        case AuditAction.FILE_IMPORTED, "kind":
            return _FILES
        case AuditAction.SIGN_IN_FAILED, "reason":
            return WHY_NOT
        case AuditAction.AGENDA_CHANGED, "order":
            return _by_value(AgendaOrder, words.agenda_order)
        case AuditAction.CONCEPT_REVIEWED, "old" | "new":
            return _by_value(ReviewAnswer, surveys.review_answer)
        case AuditAction.ROLES_CHANGED, "old" | "new":
            return _by_value(Role, words.role)
        case _:
            return _ALWAYS.get(key, {})


def _by_value(kind: type[Member], say: Callable[[Member], str]) -> Mapping[str, Said]:
    return {member.value: partial(say, member) for member in kind}


_ALWAYS: Final[Mapping[str, Mapping[str, Said]]] = {
    "agreement": _by_value(Answer, closings.answer),
    "choice": _by_value(Choice, words.choice),
    "heard": _by_value(Body, closings.body),
    "hearing": _by_value(Hearing, closings.hearing),
    "stage": _by_value(HearingStage, closings.stage),
    "nominee": _by_value(NominationState, surveys.nomination_state),
    "outcome": _by_value(Outcome, words.outcome),
    "result": _by_value(Recommendation, words.recommendation),
    "roles": _by_value(Role, words.role),
    "told": _by_value(Told, surveys.told),
}
"""Facts whose words mean the same in every line."""
