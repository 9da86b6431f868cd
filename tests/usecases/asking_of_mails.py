"""What the use cases of the inbox are asked with."""

from dataclasses import asdict

from lotsen.db.mails import AttachmentRow, MailRow
from lotsen.domain.ids import AttachmentId, MailId
from lotsen.domain.mails import Attachment, MailState
from lotsen.usecases import attachments, inbox, inbox_views, unread_mails
from lotsen.usecases.candidacies import Entry
from tests.imports.papers import PDF
from tests.makers import NOON
from tests.usecases.asked import Asked


def a_mail(round_id):
    """A mail that nobody has settled."""
    return MailRow(
        round_id=round_id,
        digest="d",
        twin=None,
        place="a.eml",
        sender="neu@musterhausen.example",
        name="Nele Neu",
        subject="Interesse",
        received_at=None,
        is_stamped=False,
        text="Gern.",
        signature="",
        whole="Gern.",
        is_damaged=False,
        aside=None,
        state=MailState.NEW,
    )


def a_settled_mail(town):
    """A mail of a candidacy, with a file that was taken over and one that was not."""
    mail = a_mail(town.round_id)
    mail.digest, mail.state, mail.candidate_id = "e", MailState.ASSIGNED, town.ada
    mail.settled_by_id, mail.settled_at = town.rita, NOON
    mail.attachments = [asdict(Attachment(name="a.pdf", kind="", size=len(PDF)))] * 2
    return mail


def an_attachment(town, mail):
    return AttachmentRow(
        mail_id=mail.id,
        position=0,
        name="a.pdf",
        size=len(PDF),
        sha256="x",
        content=PDF,
        taken_by_id=town.rita,
        taken_at=NOON,
    )


def of_mails(town):
    mail = town.round_id, MailId(1)
    entry = Entry(
        email="neu@musterhausen.example",
        last_name="Neu",
        first_name="Nele",
        department_id=town.department,
    )
    settled = town.round_id, MailId(2)
    return {
        attachments.of_candidate: Asked((town.round_id, town.ada)),
        attachments.hand_out: Asked((*settled, AttachmentId(1))),
        attachments.remove: Asked((*settled, AttachmentId(1))),
        attachments.take: Asked((*settled, {1: PDF}), {"seen": 1}),
        attachments.wanted: Asked((*settled, [1])),
        inbox.assign: Asked((*mail, town.ben), {"seen": 1}),
        inbox.create: Asked((*mail, entry), {"seen": 1}),
        inbox.dismiss: Asked(mail, {"seen": 1}),
        inbox.take: Asked((town.round_id, [], "a.eml")),
        inbox.take_back: Asked(mail, {"seen": 1}),
        inbox_views.listing: Asked((town.round_id,)),
        inbox_views.mail: Asked(mail),
        unread_mails.listing: Asked((town.round_id,)),
        unread_mails.note: Asked((town.round_id, "post, INBOX", [])),
    }
