"""What the domain's own words are called on the screen."""

from lotsen.domain.agendas import AgendaOrder
from lotsen.domain.candidates import CandidateState
from lotsen.domain.decisions import Outcome
from lotsen.domain.departments import DepartmentKind, Level
from lotsen.domain.letters import LetterState
from lotsen.domain.meetings import Choice, MeetingState, Recommendation
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.domain.ratings import SheetState
from lotsen.domain.round_profiles import ProfileField, ProfileState
from lotsen.i18n import _


def phase(phase: Phase) -> str:
    """The name of a phase."""
    match phase:
        case Phase.CONCEPT_REVIEW:
            return _("Konzept prüfen")
        case Phase.APPROACH:
            return _("Ansprache")
        case Phase.INTEREST:
            return _("Interessenbekundung")
        case Phase.PRESENTATION:
            return _("Vorstellung und Entscheidung")
        case Phase.NOTIFICATION:
            return _("Mitteilung")
        case Phase.CLOSED:
            return _("Abgeschlossen")


def due_in(phase: Phase) -> str:
    """What is to be done in a phase."""
    match phase:
        case Phase.CONCEPT_REVIEW:
            return _("Die Führungskräfte prüfen das Konzept und melden Änderungen.")
        case Phase.APPROACH:
            return _("Die Führungskräfte sprechen geeignete Personen an.")
        case Phase.INTEREST:
            return _("Interessierte melden sich per E-Mail mit Projekten und Motivation.")
        case Phase.PRESENTATION:
            return _("Die Personen stellen sich vor. Die Leitung entscheidet gemeinsam.")
        case Phase.NOTIFICATION:
            return _("Alle Personen und ihre Führungskräfte erhalten eine Nachricht.")
        case Phase.CLOSED:
            return _("Die Runde ist zu Ende. Die Entscheidungen öffnen nur zwei Personen wieder.")


def role(role: Role) -> str:
    """The name of a role."""
    match role:
        case Role.COORDINATOR:
            return _("Koordination")
        case Role.RATER:
            return _("Bewertung")
        case Role.LEADER:
            return _("Führungskraft")
        case Role.LEADERSHIP:
            return _("Leitung (Entscheidung)")
        case Role.ADVISORY:
            return _("Beratung")
        case Role.AUDITOR:
            return _("Revision")
        case Role.ADMINISTRATOR:
            return _("Verwaltung")


def candidate_state(state: CandidateState) -> str:
    """The name of a candidate's state."""
    match state:
        case CandidateState.PROPOSED:
            return _("vorgeschlagen, noch nicht informiert")
        case CandidateState.INTERESTED:
            return _("Interesse bekundet")
        case CandidateState.WITHDRAWN:
            return _("zurückgezogen")
        case CandidateState.EXCLUDED:
            return _("ausgeschlossen")


def sheet_state(state: SheetState) -> str:
    """What has become of a sheet."""
    match state:
        case SheetState.ASSIGNED:
            return _("noch leer")
        case SheetState.DRAFT:
            return _("Entwurf")
        case SheetState.HANDED_IN:
            return _("abgegeben")
        case SheetState.BIASED:
            return _("befangen")


def profile_state(state: ProfileState) -> str:
    """What has become of a version of the profile."""
    match state:
        case ProfileState.VALID:
            return _("gültig")
        case ProfileState.PROPOSED:
            return _("wartet auf Freigabe")
        case ProfileState.REFUSED:
            return _("abgelehnt")
        case ProfileState.WITHDRAWN:
            return _("zurückgezogen")


def profile_field(field: ProfileField) -> str:
    """What can change in a profile."""
    match field:
        case ProfileField.PLACES:
            return _("Plätze")
        case ProfileField.IN_USE:
            return _("Auf dem Bogen")
        case ProfileField.WEIGHT:
            return _("Gewicht")
        case ProfileField.TITLE:
            return _("Titel")
        case ProfileField.FULL_TITLE:
            return _("Titel im Konzept")
        case ProfileField.DEFINITION:
            return _("Beschreibung")
        case ProfileField.ANCHOR:
            return _("Anker")
        case ProfileField.QUESTIONS:
            return _("Fragen")


def outcome(outcome: Outcome) -> str:
    """The name of what was decided."""
    match outcome:
        case Outcome.SELECTED:
            return _("ausgewählt")
        case Outcome.RESERVE:
            return _("Reserve")
        case Outcome.NOT_SELECTED:
            return _("nicht ausgewählt")


def letter_state(state: LetterState) -> str:
    """What has become of a letter."""
    match state:
        case LetterState.DRAFT:
            return _("Entwurf")
        case LetterState.APPROVED:
            return _("freigegeben")
        case LetterState.SENDING:
            return _("wird gesendet")
        case LetterState.SENT:
            return _("gesendet")
        case LetterState.HANDED_OVER:
            return _("als Datei übergeben")
        case LetterState.NOTED_SENT:
            return _("als versendet vermerkt")
        case LetterState.BOUNCED:
            return _("nicht zustellbar")
        case LetterState.UNKNOWN:
            return _("unklar, ob angekommen")
        case LetterState.DISCARDED:
            return _("verworfen")


def level(level: Level) -> str:
    """The name of a level of the town's tree."""
    match level:
        case Level.DEZERNAT:
            return _("Dezernat")
        case Level.FACHBEREICH:
            return _("Fachbereich")
        case Level.ABTEILUNG:
            return _("Abteilung")
        case Level.SACHGEBIET:
            return _("Sachgebiet")


def department_kind(kind: DepartmentKind) -> str:
    """The name of a kind of department."""
    match kind:
        case DepartmentKind.DEZERNAT:
            return _("Dezernat")
        case DepartmentKind.FACHBEREICH:
            return _("Fachbereich")
        case DepartmentKind.AMT:
            return _("Amt")
        case DepartmentKind.EIGENBETRIEB:
            return _("Eigenbetrieb")
        case DepartmentKind.STABSSTELLE:
            return _("Stabsstelle")
        case DepartmentKind.ABTEILUNG:
            return _("Abteilung")
        case DepartmentKind.SACHGEBIET:
            return _("Sachgebiet")


def meeting_state(state: MeetingState) -> str:
    """Where a meeting stands."""
    match state:
        case MeetingState.PLANNED:
            return _("geplant")
        case MeetingState.RUNNING:
            return _("läuft")
        case MeetingState.OVER:
            return _("beendet")
        case MeetingState.CANCELLED:
            return _("abgesagt")


def agenda_order(order: AgendaOrder) -> str:
    """By what an agenda is ordered."""
    match order:
        case AgendaOrder.DEPARTMENT:
            return _("nach Abteilung")
        case AgendaOrder.NAME:
            return _("nach Name")
        case AgendaOrder.DISAGREEMENT:
            return _("nach Uneinigkeit der Bewertungen")
        case AgendaOrder.LEAVING:
            return _("so, dass möglichst selten jemand hinausgeht")


def choice(choice: Choice) -> str:
    """What can be said in a vote."""
    match choice:
        case Choice.YES:
            return _("Ja")
        case Choice.NO:
            return _("Nein")
        case Choice.ABSTAIN:
            return _("Enthaltung")


def recommendation(result: Recommendation) -> str:
    """What a vote recommends."""
    match result:
        case Recommendation.IN_FAVOUR:
            return _("empfohlen")
        case Recommendation.AGAINST:
            return _("nicht empfohlen")
        case Recommendation.NO_QUORUM:
            return _("nicht beschlussfähig")
