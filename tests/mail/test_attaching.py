"""Attachments come from the mailbox or from a file, at the moment somebody takes them."""

import pytest

from lotsen.db.mails import AttachmentRow
from lotsen.domain.errors import BadInput
from lotsen.imports.emails import read_mail
from lotsen.mail.attaching import Attacher, Choice
from tests.imports.papers import PDF, PNG
from tests.imports.posted import archive, message, with_files
from tests.imports.posted import mailbox as mbox
from tests.makers import Town
from tests.usecases.inbox_town import create, furnish_inbox, opened, rows, taken

FILES = {"zeugnis.pdf": PDF, "foto.png": PNG}
NELE = "Nele Neu <nele@musterhausen.example>"


def posted(number=1, text="Ich habe Interesse.", files=FILES):
    return bytes(with_files(message(text, sender=NELE, number=number), files))


@pytest.fixture
def town(engine):
    town = furnish_inbox(Town(engine))
    create(town, taken(town, read_mail(posted(), "x")), department_id=town.buerger)
    return town


@pytest.fixture
def attacher(town):
    return Attacher(application=town.application, actor=town.kim)


@pytest.fixture
def choice(town):
    def choose(*positions):
        line = opened(town).line
        return Choice(
            round_id=town.round_id, mail_id=line.id, positions=positions, seen=line.version
        )

    return choose


def kept(town):
    return [row.name for row in rows(town, AttachmentRow)]


def test_mail_is_fetched_again_and_only_what_was_chosen_is_kept(
    town, mailbox, imap_account, attacher, choice
):
    mailbox.put(posted(2, "Etwas anderes."), posted(), posted(3, "Noch etwas."))
    before = mailbox.state()

    assert attacher.from_mailbox(choice(1), imap_account) == 1

    assert kept(town) == ["foto.png"]
    assert mailbox.state() == before


def test_mail_that_is_gone_is_said(town, mailbox, imap_account, attacher, choice):
    mailbox.put(posted(2, "Etwas anderes."))

    with pytest.raises(BadInput) as refused:
        attacher.from_mailbox(choice(0), imap_account)

    assert refused.value.code == "attachment.not_in_mailbox"
    assert kept(town) == []


def test_other_files_under_the_same_text_are_refused(town, mailbox, imap_account, attacher, choice):
    mailbox.put(posted(files={"zeugnis.pdf": PDF + b"anders", "foto.png": PNG}))

    with pytest.raises(BadInput) as refused:
        attacher.from_mailbox(choice(0), imap_account)

    assert refused.value.code == "attachment.other_file"


@pytest.mark.parametrize(
    "brought",
    [
        posted(),
        mbox(posted(2, "Etwas anderes."), posted()),
        archive(**{"a.eml": posted()}),
        PDF,
    ],
    ids=["mail", "mailbox", "archive", "attachment"],
)
def test_file_is_the_mail_once_more_or_the_attachment_itself(town, attacher, choice, brought):
    assert attacher.from_file(choice(0), brought, "x") == 1

    assert kept(town) == ["zeugnis.pdf"]


@pytest.mark.parametrize(
    "brought", [posted(2, "Etwas anderes."), PNG, b"", b"x" * 100], ids=["mail", "png", "no", "x"]
)
def test_any_other_file_is_refused(town, attacher, choice, brought):
    with pytest.raises(BadInput) as refused:
        attacher.from_file(choice(0), brought, "x")

    assert refused.value.code == "attachment.other_mail"
    assert kept(town) == []
