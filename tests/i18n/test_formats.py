"""Numbers are written as people write them."""

import pytest

from lotsen.i18n import formats, speaking


@pytest.mark.parametrize(("language", "written"), [("de", "−1.234,50"), ("en", "−1,234.50")])
def test_number_below_nothing_has_a_true_minus_sign(language, written):
    with speaking(language):
        assert formats.number(-1234.5, decimals=2) == written


def test_number_that_is_none_is_a_dash():
    assert formats.number(float("nan")) == formats.NOTHING
