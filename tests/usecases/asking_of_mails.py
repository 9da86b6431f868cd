"""What the use cases of the inbox are asked with."""

from lotsen.db.mails import MailRow
from lotsen.domain.ids import MailId
from lotsen.domain.mails import MailState
from lotsen.usecases import inbox, inbox_views
from lotsen.usecases.candidacies import Entry
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


def of_mails(town):
    mail = town.round_id, MailId(1)
    entry = Entry(
        email="neu@musterhausen.example",
        last_name="Neu",
        first_name="Nele",
        department_id=town.department,
    )
    return {
        inbox.assign: Asked((*mail, town.ben), {"seen": 1}),
        inbox.create: Asked((*mail, entry), {"seen": 1}),
        inbox.dismiss: Asked(mail, {"seen": 1}),
        inbox.take: Asked((town.round_id, [], "a.eml")),
        inbox.take_back: Asked(mail, {"seen": 1}),
        inbox_views.listing: Asked((town.round_id,)),
        inbox_views.mail: Asked(mail),
    }
