"""Posteingang: mail beside form, nothing without a click, and every click can be taken back."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.mails import MailRow
from lotsen.db.people import PersonRow
from lotsen.db.rounds import RevisionRow, RoundRow
from lotsen.domain.mails import MailFault, MailFinding, MailState
from lotsen.domain.phases import Phase
from lotsen.domain.rounds import InstallationKind
from lotsen.imports.emails import read_mail
from lotsen.usecases import inbox, unread_mails
from tests.imports.posted import archive, mailbox, message, nested
from tests.makers import ADVISORY, AUDITOR, LEADER, LEADERSHIP, RATER
from tests.pages.shown import TYPED, button, read_as_markdown, words
from tests.usecases.letter_town import do, furnish

NELE = "Nele Neu <nele@musterhausen.example>"


@pytest.fixture
def people(town):
    return furnish(town, phase=Phase.INTEREST)


def take(town, *contents):
    mails = [read_mail(bytes(each), "x") for each in contents]
    do(town, inbox.take, mails, "a.eml")


def upload(page, name, content):
    page.file_uploader(key="inbox_files").upload(name, content).run()
    button(page, "In den Posteingang übernehmen").click().run()


def said(page, kind):
    return [each.value.replace("\\", "") for each in getattr(page, kind)]


def states(town):
    with Session(town.engine) as session:
        return list(session.scalars(select(MailRow.state).order_by(MailRow.id)))


def candidates(town):
    with Session(town.engine) as session:
        return len(session.scalars(select(CandidateRow.id)).all())


def test_empty_inbox_says_what_it_is_for(people, open_as):
    page = open_as(people.kim, "inbox")

    assert not page.exception
    assert "eine Kandidatur entsteht erst, wenn Sie es sagen" in words(page)


def test_mail_that_no_server_stamped_is_not_called_in_time(people, open_as):
    take(people, message(sender=NELE, received=""))

    page = open_as(people.kim, "inbox")

    assert not page.exception
    assert "nicht gesichert" in words(page)
    assert "rechtzeitig" not in words(page).replace("ob die E-Mail rechtzeitig kam", "")


def test_upload_is_taken_once_and_says_so(people, open_as):
    page = open_as(people.kim, "inbox")

    upload(page, "post.mbox", mailbox(bytes(message()), bytes(message("Ja.", number=2))))
    assert said(page, "success") == [
        "Gelesen: 2. Neu: 2, davon beiseitegelegt: 0. Schon bekannt: 0. Nicht lesbar: 0."
    ]
    button(page, "In den Posteingang übernehmen").click().run()

    assert said(page, "success") == [
        "Alle diese E-Mails sind schon im Posteingang. Nichts wurde geändert."
    ]
    assert states(people) == [MailState.NEW] * 2


def test_what_cannot_be_read_is_listed_and_the_others_are_there(people, open_as):
    page = open_as(people.kim, "inbox")

    upload(page, "a.zip", archive(**{"gut.eml": bytes(message()), "tief.eml": nested(200)}))

    assert "a.zip: tief.eml" in words(page)
    assert "zu viele oder zu tief verschachtelte Teile" in words(page)
    assert states(people) == [MailState.NEW]


def test_mail_stands_beside_a_form_that_is_filled(people, open_as):
    take(people, message(sender=NELE))

    page = open_as(people.kim, "inbox")

    assert not page.exception
    fields = {each.label: each.value for each in (*page.text_input, *page.text_area)}
    assert (fields["Vorname"], fields["Nachname"]) == ("Nele", "Neu")
    assert fields["E-Mail"] == "nele@musterhausen.example"
    assert fields["Projekte"] == "- Einführung der E-Akte im Bürgerbüro"
    assert "Von: Nele Neu <nele@musterhausen.example>" in words(page)
    assert "Vorschlag: aus der E-Mail, bitte prüfen" in words(page)
    assert candidates(people) == 3


def test_click_makes_a_candidacy_and_another_takes_it_back(people, open_as):
    take(people, message(sender=NELE))
    page = open_as(people.kim, "inbox")

    button(page, "Kandidatur anlegen").click().run()
    assert said(page, "success") == ["Gespeichert."]
    assert "Kandidatur: Neu, Nele" in words(page)
    assert candidates(people) == 4
    button(page, "Zurücknehmen").click().run()

    assert candidates(people) == 3
    assert states(people) == [MailState.NEW]


@pytest.mark.parametrize(
    ("sender", "line"),
    [
        ("nele@musterhausen.example", "Von: nele@musterhausen.example"),
        ("Nele Neu <keine Adresse>", "Von: Nele Neu, ohne gültige Adresse"),
        ("", "Von: ohne Absender, ohne gültige Adresse"),
    ],
)
def test_sender_is_told_as_far_as_the_mail_says(people, open_as, sender, line):
    take(people, b"From: " + sender.encode() + b"\r\nSubject: x\r\n\r\nGern.")

    assert line in words(open_as(people.kim, "inbox"))


@pytest.mark.parametrize(
    ("address", "function"), [("nele@musterhausen.example", "Sachbearbeitung"), ("a@b.example", "")]
)
def test_function_of_the_sender_is_not_given_to_somebody_else(people, open_as, address, function):
    key = people.make_person("Nele Neu", email="nele@musterhausen.example")
    with Session(people.engine) as session, session.begin():
        session.get_one(PersonRow, key).function = "Sachbearbeitung"
    take(people, message(sender=NELE))
    page = open_as(people.kim, "inbox")

    next(each for each in page.text_input if each.label == "E-Mail").set_value(address)
    button(page, "Kandidatur anlegen").click().run()

    with Session(people.engine) as session:
        found = session.scalars(select(PersonRow).where(PersonRow.email == address)).one()
        assert found.function == function
    assert candidates(people) == 4


def test_what_is_missing_in_the_form_is_said(people, open_as):
    take(people, message("Ohne Angaben.", sender="nele@musterhausen.example"))
    page = open_as(people.kim, "inbox")

    button(page, "Kandidatur anlegen").click().run()

    assert said(page, "error") == ["Bitte wählen Sie eine Abteilung."]
    assert candidates(people) == 3


def test_mail_goes_to_a_candidacy_there_is(people, open_as):
    take(people, message(sender=NELE))
    page = open_as(people.kim, "inbox")

    (box,) = [each for each in page.selectbox if each.label == "Bestehende Kandidatur"]
    box.set_value(people.ada).run()
    button(page, "Zu bestehender Kandidatur").click().run()

    assert states(people) == [MailState.ASSIGNED]
    assert "Kandidatur: Yıldız, Ada" in words(page)


def test_mail_that_expresses_no_interest_is_noted(people, open_as):
    take(people, message(sender=NELE))
    page = open_as(people.kim, "inbox")

    button(page, "Keine Interessenbekundung").click().run()

    assert states(people) == [MailState.NO_INTEREST]


def test_mail_of_a_machine_says_why_it_is_aside(people, open_as):
    take(people, message(sender=NELE, Auto_Submitted="auto-replied"))

    page = open_as(people.kim, "inbox")

    assert "beiseitegelegt: Abwesenheitsnotiz" in words(page)
    button(page, "Zurücknehmen").click().run()
    assert states(people) == [MailState.NEW]


def test_what_strangers_write_stays_text(people, open_as):
    take(people, message(TYPED, sender=f'"{TYPED}" <x@y.example>', subject=TYPED))

    page = open_as(people.kim, "inbox")

    assert not page.exception
    assert not [text for text in read_as_markdown(page) if TYPED in text]
    assert TYPED.split()[0] in words(page)


def test_without_a_mailbox_files_can_be_brought(people, open_as):
    assert "Es ist kein Postfach eingestellt." in words(open_as(people.kim, "inbox"))


def test_mailbox_that_is_not_there_is_said(people, open_as, monkeypatch):
    monkeypatch.setenv("LOTSEN_IMAP_HOST", "127.0.0.1")
    monkeypatch.setenv("LOTSEN_IMAP_PORT", "1")
    monkeypatch.setenv("LOTSEN_IMAP_USER", "digitallotsen")
    page = open_as(people.kim, "inbox")

    button(page, "Postfach abrufen").click().run()

    assert "Das Postfach auf 127.0.0.1 ist nicht zu erreichen" in said(page, "error")[0]


def test_what_cannot_be_read_of_the_mailbox_is_listed(people, open_as):
    place = "post, INBOX, UID 7"
    finding = MailFinding(place=place, fault=MailFault.TOO_NESTED, key="k")
    do(people, unread_mails.note, "post, INBOX", [finding])

    page = open_as(people.kim, "inbox")

    assert "Im Postfach nicht lesbar: 1" in [each.label for each in page.expander]
    assert place in words(page)


def test_mail_says_where_its_original_lies(people, open_as):
    take(people, message(sender=NELE))
    assert "Kam als Datei: a.eml" in words(open_as(people.kim, "inbox"))

    other = read_mail(bytes(message("Noch etwas.", sender=NELE, number=2)), "x")
    do(people, inbox.take, [other], "Interesse", is_fetched=True)
    page = open_as(people.kim, "inbox")
    (choice,) = [each for each in page.selectbox if each.label == "E-Mail ansehen"]
    choice.select_index(1).run()

    assert "Liegt im Postfach, Ordner Interesse" in words(page)


def test_demo_town_has_no_mailbox(town, open_as):
    people = furnish(town, phase=Phase.INTEREST, kind=InstallationKind.DEMO)

    assert "Die Übungsstadt hat kein Postfach." in words(open_as(people.kim, "inbox"))


def test_in_the_wrong_phase_nothing_can_be_done(town, open_as):
    people = furnish(town, phase=Phase.INTEREST)
    take(people, message(sender=NELE))
    with Session(town.engine) as session, session.begin():
        session.execute(update(RoundRow).values(phase=Phase.NOTIFICATION))
        session.execute(update(RevisionRow).values(number=99))

    page = open_as(people.kim, "inbox")

    assert not page.exception
    assert "Kandidatur anlegen" not in [each.label for each in page.button]


@pytest.mark.parametrize("role", [LEADERSHIP, LEADER, RATER, ADVISORY, AUDITOR])
def test_others_are_refused(people, open_as, role):
    take(people, message(sender=NELE))

    page = open_as(people.make_actor("Otto Ohne", role), "inbox")

    assert "Nele" not in words(page)
