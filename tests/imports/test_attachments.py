"""An attachment is looked into before it is kept: it is what its name says, and runs nothing."""

from hashlib import sha256

import pytest

from lotsen.domain.attachments import KINDS, AttachmentFault, fault_of, refusal
from lotsen.domain.mails import Attachment
from lotsen.i18n.refusals import sentence
from lotsen.imports.attachments import fault_inside
from lotsen.imports.emails import open_mails
from tests.imports.papers import DOCX, MACROS, ODT, OLE, PDF, PNG, PROGRAM, packed
from tests.imports.posted import message, nested, winmail, with_winmail


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.docx", DOCX),
        ("a.odt", ODT),
        ("a.png", PNG),
        ("a.txt", "Grüße".encode()),
        ("a.heic", b"\x00\x00\x00\x18ftypheic"),
    ],
)
def test_document_that_is_what_it_says_has_no_fault(name, content):
    assert fault_inside(name, content) is None


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.pdf", PROGRAM, AttachmentFault.DISGUISED),
        ("a.pdf", b"<html><script>", AttachmentFault.DISGUISED),
        ("a.txt", PROGRAM, AttachmentFault.DISGUISED),
        ("a.docx", PROGRAM, AttachmentFault.DISGUISED),
        ("a.docx", DOCX[:-10], AttachmentFault.DISGUISED),
        ("a.docx", packed("xl/workbook.xml"), AttachmentFault.DISGUISED),
        ("a.docx", packed("schadet.exe"), AttachmentFault.DISGUISED),
        ("a.docx", MACROS, AttachmentFault.MACROS),
        ("a.docx", packed("word/x", "word/embeddings/oleObject1.bin"), AttachmentFault.MACROS),
        ("a.odt", packed("content.xml", "Basic/script-lc.xml"), AttachmentFault.MACROS),
        ("a.docx", OLE, AttachmentFault.ENCRYPTED),
        ("a.doc", DOCX, AttachmentFault.DISGUISED),
        ("a.doc", OLE, AttachmentFault.DISGUISED),
        ("a.heic", PROGRAM, AttachmentFault.DISGUISED),
    ],
)
def test_what_is_something_else_is_told(name, content, fault):
    assert fault_inside(name, content) == fault


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_looked_into(kind):
    assert fault_inside(f"a.{kind}", PROGRAM) == AttachmentFault.DISGUISED


@pytest.mark.parametrize(
    ("name", "size", "fault"),
    [
        ("a.pdf", 10, None),
        ("a.pdf", 0, AttachmentFault.EMPTY),
        ("a.pdf", 10_000_001, AttachmentFault.TOO_LARGE),
        ("a.pdf.exe", 10, AttachmentFault.KIND),
        ("a.docm", 10, AttachmentFault.KIND),
        ("a.js", 10, AttachmentFault.KIND),
        ("a.zip", 10, AttachmentFault.KIND),
        ("pdf", 10, AttachmentFault.KIND),
        ("winmail.dat", 10, AttachmentFault.KIND),
    ],
)
def test_name_and_size_rule_out_the_rest(name, size, fault):
    assert fault_of(Attachment(name=name, kind="", size=size)) == fault


@pytest.mark.parametrize("fault", AttachmentFault)
def test_every_fault_says_which_file_and_why(fault):
    said = sentence(refusal(fault, "a.pdf"))

    assert said.startswith("„a.pdf“ bleibt draußen: ")
    assert said.endswith(". Nichts wurde übernommen.")


def test_opened_mail_has_the_bytes_of_its_attachments_in_their_order():
    mail = message()
    mail.add_attachment(b"x" * 10, maintype="application", subtype="pdf", filename="plan.pdf")
    mail.add_attachment(b"y", maintype="image", subtype="png", filename="bild.png")

    (found,) = open_mails(bytes(mail), "a.eml")
    (inside,) = open_mails(with_winmail(winmail()), "b.eml")

    assert found.files == (b"x" * 10, b"y")
    assert [len(each) for each in inside.files] == [each.size for each in inside.mail.attachments]
    assert list(open_mails(nested(200), "c.eml")) == []


def test_attachments_are_listed_without_their_folders():
    mail = message()
    mail.add_attachment(b"x" * 10, maintype="application", subtype="pdf", filename="../../plan.pdf")
    mail.add_attachment(b"y", maintype="image", subtype="png", filename="C:\\Temp\\bild.png")

    (found,) = open_mails(bytes(mail), "a.eml")
    known = sha256(b"y").hexdigest()
    assert [each.name for each in found.mail.attachments] == ["plan.pdf", "bild.png"]
    assert found.mail.attachments[1] == Attachment(
        name="bild.png", kind="image/png", size=1, sha256=known
    )
