from datetime import UTC, datetime, timedelta

import pytest

from lotsen.domain.accounts import (
    FREE_ATTEMPTS,
    check_password,
    fingerprint,
    is_forgotten,
    new_token,
    waits_until,
)
from lotsen.domain.errors import BadInput

NOW = datetime(2027, 6, 16, 10, 0, tzinfo=UTC)
EMAIL = "mara.lindner@musterhausen.example"


def test_sentence_is_a_good_password():
    check_password("Der Igel trägt heute Gelb", email=EMAIL)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kurz", "bad_length"),
        ("x" * 201, "bad_length"),
        ("Mara.Lindner@musterhausen.example", "is_the_address"),
        ("mara.lindner", "is_the_address"),
        ("aaaaaaaaaaaa", "too_even"),
    ],
)
def test_weak_password_is_refused(password, code):
    with pytest.raises(BadInput, match=rf"password\.{code}"):
        check_password(password, email=EMAIL)


@pytest.mark.parametrize(
    ("failures", "minutes"), [(9, None), (10, 1), (11, 2), (12, 4), (16, 60), (500, 60)]
)
def test_wait_doubles_after_ten_wrong_attempts_up_to_an_hour(failures, minutes):
    expected = None if minutes is None else NOW + timedelta(minutes=minutes)

    assert waits_until(failures, NOW, free=FREE_ATTEMPTS) == expected


def test_attempts_of_yesterday_are_forgotten():
    assert is_forgotten(NOW - timedelta(hours=25), NOW)
    assert not is_forgotten(NOW - timedelta(hours=23), NOW)


def test_tokens_differ_and_are_kept_as_something_else():
    first, second = new_token(), new_token()

    assert first != second
    assert fingerprint(first) not in {first, fingerprint(second)}
