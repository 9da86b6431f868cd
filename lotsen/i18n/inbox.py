"""The sentences about mails that came in: states, reasons, and why one is refused."""

from collections.abc import Mapping
from typing import Any

from lotsen.domain.files import FileKind
from lotsen.domain.mails import Aside, MailFault, MailState
from lotsen.i18n import _
from lotsen.i18n.attachments import OF_ATTACHMENTS
from lotsen.i18n.fields import field_name
from lotsen.i18n.findings import finding
from lotsen.i18n.sentences import Facts, Sentences


def _bad_entry(facts: Facts) -> str:
    found = facts["finding"]
    wrong, todo = finding(found)
    if not found.column:
        return f"{wrong} {todo}"
    field = field_name(FileKind.CANDIDATES, found.column)
    return _("{field}: {wrong} {todo}", field=field, wrong=wrong, todo=todo)


OF_INBOX: Sentences = {
    "inbox.unknown": lambda _facts: _("Diese E-Mail gibt es nicht. Bitte laden Sie die Seite neu."),
    "inbox.nothing_new": lambda _facts: _(
        "Alle diese E-Mails sind schon im Posteingang. Nichts wurde geändert."
    ),
    "inbox.needs_department": lambda _facts: _("Bitte wählen Sie eine Abteilung."),
    "inbox.needs_address_and_name": lambda _facts: _(
        "Bitte geben Sie E-Mail-Adresse, Vornamen und Nachnamen an."
    ),
    "inbox.stands_already": lambda _facts: _(
        "Diese Person hat in dieser Runde schon eine Kandidatur. Ordnen Sie die E-Mail ihr zu."
    ),
    "inbox.leads_nothing": lambda _facts: _(
        "Diese Person ist nicht mehr als Führungskraft eingetragen. Bitte wählen Sie eine andere."
    ),
    "inbox.bad_entry": _bad_entry,
    "inbox.candidate_in_use": lambda _facts: _(
        "Zu dieser Kandidatur gibt es schon Bögen, Entscheidungen oder weitere E-Mails. "
        "Sie lässt sich nicht mehr zurücknehmen."
    ),
    "inbox.nominee_agreed": lambda _facts: _(
        "Diese Person hat inzwischen auf den Vorschlag einer Führungskraft hin zugestimmt. "
        "Die Kandidatur lässt sich nicht mehr zurücknehmen."
    ),
    "inbox.receipt_is_sent": lambda _facts: _(
        "Die Eingangsbestätigung ist schon gesendet oder auf dem Weg. "
        "Die Kandidatur lässt sich nicht mehr zurücknehmen."
    ),
    "imap.no_server": lambda _facts: _(
        "Es ist kein Postfach eingestellt. Nötig sind LOTSEN_IMAP_HOST und LOTSEN_IMAP_USER."
    ),
    "imap.no_connection": lambda facts: _(
        "Das Postfach auf {host} ist nicht zu erreichen oder antwortet nicht, wie es soll. "
        "Bitte versuchen Sie es später noch einmal.",
        host=facts["host"],
    ),
    "imap.bad_certificate": lambda facts: _(
        "Das Zertifikat von {host} ist nicht gültig: {reason}. Es wurde nichts abgerufen.",
        host=facts["host"],
        reason=facts["reason"],
    ),
    "imap.bad_login": lambda facts: _(
        "{host} lehnt Nutzer oder Kennwort ab. Es wurde nichts abgerufen.", host=facts["host"]
    ),
    "imap.no_folder": lambda facts: _(
        "Den Ordner „{folder}“ gibt es auf {host} nicht. Es wurde nichts abgerufen.",
        folder=facts["folder"],
        host=facts["host"],
    ),
    "imap.lost": lambda facts: _(
        "Die Verbindung zu {host} ist abgerissen. Was schon da war, ist im Posteingang; "
        "rufen Sie noch einmal ab, dann kommt der Rest.",
        host=facts["host"],
    ),
    **OF_ATTACHMENTS,
}
"""The sentence for every refusal about the inbox."""


def mail_state(state: MailState) -> str:
    """Where a mail stands."""
    match state:
        case MailState.NEW:
            return _("neu")
        case MailState.CREATED:
            return _("Kandidatur angelegt")
        case MailState.ASSIGNED:
            return _("zugeordnet")
        case MailState.NO_INTEREST:
            return _("keine Interessenbekundung")
        case MailState.ASIDE:
            return _("beiseitegelegt")


def aside(aside: Aside) -> str:
    """Why a mail was put aside."""
    match aside:
        case Aside.BOUNCE:
            return _("Unzustellbar-Meldung")
        case Aside.OUT_OF_OFFICE:
            return _("Abwesenheitsnotiz")
        case Aside.AUTOMATIC:
            return _("automatische Nachricht")
        case Aside.CALENDAR:
            return _("Antwort auf eine Termineinladung")
        case Aside.READ_RECEIPT:
            return _("Lesebestätigung")


def fault(fault: MailFault, facts: Mapping[str, Any]) -> str:
    """Why a message cannot be read, and what to do."""
    match fault:
        case MailFault.EMPTY:
            return _("Die Datei ist leer.")
        case MailFault.NOT_A_MAIL:
            return _("Das ist keine E-Mail. Lesbar sind .eml, .msg, .mbox und ZIP-Dateien davon.")
        case MailFault.TOO_LARGE:
            return _("Die E-Mail ist größer als {most} MB und wird nicht gelesen.", **facts)
        case MailFault.TOO_NESTED:
            return _("Die E-Mail hat zu viele oder zu tief verschachtelte Teile.")
        case MailFault.TOO_MANY:
            return _("Gelesen werden höchstens {most} E-Mails auf einmal.", **facts)
        case MailFault.FULL_FOLDER:
            return _(
                "Im Ordner liegen mehr als {most} E-Mails; gelesen wurden die neuesten.", **facts
            )
        case MailFault.ZIP_BOMB:
            return _("Die Datei ist ungewöhnlich dicht gepackt und wird nicht entpackt.")
        case MailFault.ENCRYPTED:
            return _("Die Datei ist mit einem Kennwort geschützt.")
        case MailFault.BROKEN:
            return _("Die Datei ist beschädigt und nicht lesbar.")
