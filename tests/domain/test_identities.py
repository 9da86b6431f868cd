import pytest

from lotsen.domain.errors import BadInput
from lotsen.domain.identities import identity_of

CLAIMS = {
    "iss": "https://anmeldung.stadt.example",
    "sub": "7f3a",
    "email": " Kim.Kord@Stadt.example",
    "email_verified": True,
}


def email_of(**claims):
    return identity_of(CLAIMS | claims).email


def test_somebody_is_issuer_and_subject_and_a_verified_address():
    found = identity_of(CLAIMS)

    assert (found.issuer, found.subject) == ("https://anmeldung.stadt.example", "7f3a")
    assert found.email == "kim.kord@stadt.example"


@pytest.mark.parametrize("verified", [True, 1, "1", "true"], ids=repr)
def test_yes_is_understood_as_providers_write_it(verified):
    assert email_of(email_verified=verified) == "kim.kord@stadt.example"


@pytest.mark.parametrize(
    "verified", [False, None, 0, 2, "", "false", "no", "TRUE ", [True], {}], ids=repr
)
def test_address_that_nobody_vouches_for_is_none(verified):
    assert email_of(email_verified=verified) == ""


def test_silence_vouches_for_nothing():
    claims = {name: value for name, value in CLAIMS.items() if name != "email_verified"}

    assert identity_of(claims).email == ""
    assert identity_of(claims | {"xms_edov": True}).email == "kim.kord@stadt.example"
    assert identity_of(claims | {"xms_edov": False}).email == ""


def test_no_of_the_standard_outweighs_the_yes_of_entra():
    assert email_of(email_verified=False, xms_edov=True) == ""


@pytest.mark.parametrize("email", [None, 7, ["kim.kord@stadt.example"], {}])
def test_address_that_is_no_text_is_none(email):
    assert email_of(email=email) == ""


def test_foreign_letter_does_not_become_ours():
    kelvin = "\N{KELVIN SIGN}im.Kord@Stadt.example"

    assert kelvin.lower() == "kim.kord@stadt.example"
    assert email_of(email=kelvin) == kelvin


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": ""},
        {"iss": None},
        {"sub": ""},
        {"sub": None},
        {"sub": 7},
        {"sub": "ä"},
        {"sub": "a" * 256},
    ],
)
def test_who_has_no_name_at_the_provider_is_refused(claims):
    with pytest.raises(BadInput, match=r"identity\.unreadable"):
        identity_of(CLAIMS | claims)
