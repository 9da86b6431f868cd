"""What would have the reader work for ever, or remember everything, is not begun."""

import tracemalloc

import pytest

from lotsen.domain.errors import BadInput
from lotsen.imports.emails_headers import in_charset
from lotsen.imports.emails_mime import read_message
from lotsen.imports.limits import MAILS

HEADER = b"From: a@b.example\r\nContent-Type: text/plain; x="


@pytest.mark.parametrize("name", ["punycode", "punycode-", "PunyCode_", "idna", "no-such", "a\0b"])
def test_character_set_that_takes_for_ever_is_not_used_under_any_name(name):
    assert in_charset(b"bcher-kva", name) == "bcher-kva"


def test_look_at_one_long_header_remembers_no_sign_of_it():
    content = HEADER + b"a" * 2_000_000 + b"\r\n\r\nx"
    tracemalloc.start()

    with pytest.raises(BadInput):
        read_message(content, MAILS)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * len(content)
