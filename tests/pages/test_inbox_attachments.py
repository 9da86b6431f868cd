"""Posteingang: what came with a mail stays in the mailbox until somebody takes it over."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.db.mails import AttachmentRow
from lotsen.domain.phases import Phase
from lotsen.usecases import inbox, inbox_views
from tests.imports.papers import PDF, PROGRAM
from tests.imports.posted import message, with_files
from tests.pages.shown import button, words
from tests.pages.test_inbox import NELE, said, take
from tests.usecases.letter_town import do, furnish


@pytest.fixture
def people(town):
    return furnish(town, phase=Phase.INTEREST)


def settle(town, files):
    """A mail with files that a candidacy was made of."""
    mail = with_files(message(sender=NELE), files)
    take(town, mail)
    line = inbox_line(town)
    do(town, inbox.assign, line.id, town.ada, seen=line.version)
    return bytes(mail)


def inbox_line(town):
    return town.application.query(town.kim, inbox_views.listing, town.round_id).lines[0]


def attachments_of(town):
    with Session(town.engine) as session:
        return list(session.scalars(select(AttachmentRow.name).order_by(AttachmentRow.position)))


def test_attachments_are_listed_with_what_becomes_of_them(people, open_as):
    take(people, with_files(message(sender=NELE), {"a.pdf": PDF, "b.exe": PROGRAM}))

    page = open_as(people.kim, "inbox")

    assert "a.pdf (1 kB): nicht übernommen" in words(page)
    assert "b.exe (1 kB): bleibt draußen. Übernommen werden nur Dokumente" in words(page)
    assert "sobald die E-Mail zu einer Kandidatur gehört" in words(page)
    assert "Aus der Datei übernehmen" not in [each.label for each in page.button]


def test_attachment_is_taken_from_the_mail_as_a_file_and_deleted_again(people, open_as):
    brought = settle(people, {"a.pdf": PDF, "b.exe": PROGRAM})
    page = open_as(people.kim, "inbox")
    (box,) = [each for each in page.multiselect if each.label == "Welche Anlagen?"]
    assert box.options == ["a.pdf (1 kB)"]

    box.set_value([0]).run()
    (files,) = [each for each in page.file_uploader if "noch einmal" in each.label]
    files.upload("post.eml", brought).run()
    button(page, "Aus der Datei übernehmen").click().run()

    assert said(page, "success") == ["Übernommene Anlagen: 1."]
    assert attachments_of(people) == ["a.pdf"]
    assert "a.pdf (1 kB): übernommen von Kim Kord am" in words(page)
    button(page, "Anlage löschen").click().run()
    assert attachments_of(people) == []


def test_file_that_did_not_come_with_the_mail_is_refused(people, open_as):
    settle(people, {"a.pdf": PDF})
    page = open_as(people.kim, "inbox")

    next(each for each in page.multiselect if each.label == "Welche Anlagen?").set_value([0]).run()
    next(each for each in page.file_uploader if "noch einmal" in each.label).upload(
        "a.pdf", PDF + b"anders"
    ).run()
    button(page, "Aus der Datei übernehmen").click().run()

    assert (
        "Diese Datei ist weder die E-Mail noch eine der gewählten Anlagen."
        in (said(page, "error")[0])
    )
    assert attachments_of(people) == []
