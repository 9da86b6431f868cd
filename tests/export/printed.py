"""The record as somebody else's program reads it off the page."""

import re
import subprocess

from tests.system import need


def text(document, tmp_path):
    """The words of a PDF, in the order of reading, without the hyphens of its lines."""
    path = tmp_path / "vermerk.pdf"
    path.write_bytes(document)
    done = subprocess.run(
        [need("poppler"), "-raw", str(path), "-"], check=True, capture_output=True, text=True
    )
    return re.sub(r"\s+", " ", done.stdout.replace("\u00ad", ""))
