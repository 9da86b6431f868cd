"""Mails as offices write them: what the person wrote stands apart, and nothing of it is lost."""

import pytest

from lotsen.domain.mails import Mail
from lotsen.imports.emails import read_mails
from lotsen.imports.own_words import parted
from tests.imports.posted import message

CALL = """\
Liebe Kolleginnen und Kollegen,

wir suchen Digitallotsen für alle Fachbereiche.

Mit freundlichen Grüßen
Kim Lindner
Stabsstelle Digitalisierung"""

OWN = """\
Guten Tag Frau Lindner,

ich möchte mich gern beteiligen.
Im Bürgerbüro habe ich die E-Akte eingeführt."""

SIGNATURE = """\
Ada Yıldız
Fachbereich Bürgerdienste
Rathausplatz 1
12345 Musterhausen
Telefon 0123 4567"""

HEADS = {
    "Thunderbird": "Am 01.06.27 um 10:00 schrieb Kim Lindner:",
    "Gmail": (
        "Am Di., 1. Juni 2027 um 10:00 Uhr schrieb Kim Lindner <\nkim@musterhausen.example>:"
    ),
    "Apple": "Am 01.06.2027 um 10:00 schrieb Lindner, Kim <kim.lindner@musterhausen.example>:",
    "web": (
        'Am 01.06.2027 um 10:00 Uhr hat "Kim Lindner" <kim@musterhausen.example>'
        " Folgendes geschrieben:"
    ),
    "broken": "Am Dienstag, 1. Juni 2027, 10:00 hat Kim Lindner\n<kim@x.example> geschrieben:",
    "last": "Kim Lindner <kim@musterhausen.example> schrieb am 01.06.2027 um 10:00:",
}
BLOCKS = {
    "Outlook": (
        "Von: Lindner, Kim <kim.lindner@musterhausen.example>\n"
        "Gesendet: Dienstag, 1. Juni 2027 10:00\nAn: Alle Beschäftigten\n"
        "Cc: Personalrat\nBetreff: Digitallotsen gesucht\nWichtigkeit: Hoch\n"
    ),
    "Outlook, new": (
        "________________________________\n"
        "Von: Lindner, Kim <kim.lindner@musterhausen.example>\n"
        "Gesendet: Dienstag, 1. Juni 2027 10:00\nAn: Alle\nBetreff: Digitallotsen gesucht\n"
    ),
    "Outlook, old": (
        "-----Ursprüngliche Nachricht-----\nVon: Kim Lindner\nGesendet: 1. Juni\nAn: Alle\n"
    ),
    "Mac": "Von: Kim Lindner\nDatum: Dienstag, 1. Juni 2027 um 10:00\nAn: Alle\nBetreff: Aufruf\n",
    "GroupWise": '>>> "Lindner, Kim" <kim@musterhausen.example> 01.06.2027 10:00 >>>\n',
    "GroupWise, short": ">>> Kim Lindner 01.06.27 10.00 Uhr >>>\n",
    "forwarded": "---------- Forwarded message ---------\nVon: Kim Lindner <kim@x.example>\n",
}


def marked(text):
    return "\n".join(f"> {line}".strip() for line in text.split("\n"))


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_answer_below_a_quote_is_what_the_person_wrote(head):
    text = f"{head}\n{marked(CALL)}\n\n{OWN}\n\nViele Grüße\n{SIGNATURE}\n"

    assert parted(text) == (OWN, f"Viele Grüße\n{SIGNATURE}")


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_answer_above_a_quote_is_what_the_person_wrote(head):
    text = f"{OWN}\n\nViele Grüße\n{SIGNATURE}\n\n{head}\n\n"

    assert parted(text + marked(CALL)) == (OWN, f"Viele Grüße\n{SIGNATURE}")
    assert parted(text + CALL) == (OWN, f"Viele Grüße\n{SIGNATURE}")


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_heads_of_office_programs_begin_a_quote(block):
    text = f"{OWN}\n\nMfG\n{SIGNATURE}\n\n{block}\n{CALL}\n"

    assert parted(text) == (OWN, f"MfG\n{SIGNATURE}")


def test_answers_between_quotes_are_all_kept():
    text = (
        "Am 01.06.27 um 10:00 schrieb Kim Lindner:\n> Wer möchte mitmachen?\nIch möchte.\n"
        "> Was bringen Sie mit?\nDrei Jahre E-Akte.\n"
    )

    assert parted(text)[0] == "Ich möchte.\nDrei Jahre E-Akte."


def test_page_with_the_answer_below_is_read_without_the_quote():
    mail = message()
    mail.set_content(
        '<div class="moz-cite-prefix">Am 01.06.27 um 10:00 schrieb Kim Lindner:<br></div>'
        '<blockquote type="cite"><p>Wir suchen Digitallotsen.</p><blockquote type="cite">Ja?'
        "</blockquote><p>Stabsstelle Digitalisierung</p></blockquote>"
        "<p>Ich bin gern dabei.</p><p>LG Ada</p>",
        subtype="html",
    )

    (found,) = read_mails(bytes(mail), "post.eml")

    assert isinstance(found, Mail)
    assert (found.text, found.signature) == ("Ich bin gern dabei.", "LG Ada")
    assert "> Stabsstelle Digitalisierung" in found.whole


def test_what_a_person_sets_off_in_a_page_is_no_quote():
    mail = message()
    mail.set_content("<p>Mein Motto:</p><blockquote>Einfach machen.</blockquote>", subtype="html")

    (found,) = read_mails(bytes(mail), "post.eml")

    assert isinstance(found, Mail)
    assert "Einfach machen." in found.text


@pytest.mark.parametrize(
    "closing",
    [
        "MfG",
        "mfg",
        "VG",
        "LG Ada",
        "Mit freundlichem Gruß",
        "Mit freundlichen Grüßen",
        "Mit freundlichen Gruessen",
        "Mit freundlichen, kollegialen Grüßen",
        "Freundliche Grüße",
        "Herzliche Grüße",
        "Schöne Grüße",
        "Beste Grüße",
        "Liebe Grüße aus dem Bürgerbüro",
        "Mit besten Grüßen",
        "Ganz liebe Grüße",
        "Es grüßt Sie freundlich",
        "*Mit freundlichen Grüßen*",
        "Vielen Dank im Voraus und viele Grüße",
        "Hochachtungsvoll",
        "Viele Grüße, Ada",
        "Viele Grüße i. A. Ada Yıldız",
        "--",
    ],
)
def test_closing_parts_the_signature(closing):
    assert parted(f"{OWN}\n\n{closing}\n\n{SIGNATURE}") == (OWN, f"{closing}\n\n{SIGNATURE}")


@pytest.mark.parametrize(
    "greeting",
    [
        "viele Grüße aus dem Bürgerbüro! Ich möchte Digitallotsin werden.",
        "viele Grüße aus dem Bürgerbüro!\n\nIch möchte gern Digitallotsin werden.",
        "herzliche Grüße vorab\nhier kommt meine Bewerbung",
        "LG Musterhausen, so heißt unsere Lerngruppe, habe ich gegründet.",
    ],
)
def test_greeting_at_the_beginning_is_no_signature(greeting):
    own = f"Guten Tag Frau Lindner,\n\n{greeting}\nIch habe die E-Akte eingeführt."

    assert parted(own) == (own, "")
    assert parted(f"{own}\n\nViele Grüße\nAda Yıldız") == (own, "Viele Grüße\nAda Yıldız")


@pytest.mark.parametrize(
    "sentence",
    [
        "Am Anfang schrieb ich kleine Makros, heute betreue ich zwei Verfahren:\n- E-Akte\n- DMS",
        "Betreff: Interesse\nDatum: heute\n\nIch bin dabei.",
        "Am liebsten habe ich Anleitungen geschrieben:\n- für die E-Akte",
    ],
)
def test_own_sentences_that_look_like_heads_stay(sentence):
    text = f"Guten Tag,\n\n{sentence}"

    assert parted(text) == (text, "")


def test_signature_begins_with_the_first_of_several_closings():
    text = f"{OWN}\n\nLG\nAda\n\n--\n{SIGNATURE}\n\nVon meinem iPhone gesendet"

    assert parted(text)[0] == OWN


def test_postscript_belongs_to_what_the_person_wrote():
    text = f"{OWN}\n\nViele Grüße\nAda\n\nPS: Die E-Rechnung\nbetreue ich auch.\n\n--\n{SIGNATURE}"

    written, signature = parted(text)

    assert written == f"{OWN}\n\n\nPS: Die E-Rechnung\nbetreue ich auch."
    assert signature.startswith("Viele Grüße\nAda")
    assert signature.endswith(SIGNATURE)


def test_long_lines_are_no_signature_and_come_back():
    long = "Ich habe vieles eingeführt. " * 20

    assert parted(f"Guten Tag,\n\nviele Grüße!\n{long}\n\nMfG\nAda") == (
        f"Guten Tag,\n\nviele Grüße!\n{long.strip()}",
        "MfG\nAda",
    )


@pytest.mark.parametrize(
    "text", ["MfG", "> nur Zitat", "", "Viele Grüße\nAda", f"x\n{marked('y')}"]
)
def test_something_is_always_left(text):
    assert bool(parted(text)[0]) == bool(text)
