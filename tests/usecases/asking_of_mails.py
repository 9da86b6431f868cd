"""What the use cases of the inbox are asked with."""

from lotsen.domain.ids import MailId
from lotsen.usecases import inbox, inbox_views
from lotsen.usecases.candidacies import Entry
from tests.usecases.asked import Asked


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
