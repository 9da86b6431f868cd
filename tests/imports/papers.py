"""Files as they come with mails: documents as they should be, and some that are something else."""

import io
import zipfile

PDF = b"%PDF-1.7\n% nothing\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
PROGRAM = b"MZ\x90\x00" + bytes(200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


DOCX = packed("[Content_Types].xml", "word/document.xml")
MACROS = packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
ODT = packed("mimetype", "content.xml")
