"""Who somebody is to the town's provider: issuer and subject, and a verified address at first."""

from collections.abc import Mapping
from dataclasses import dataclass

from lotsen.domain.errors import BadInput

LONGEST_SUBJECT = 255
"""OpenID Connect Core 1.0, section 2: a subject has at most 255 ASCII characters."""

_YES = (True, 1, "1", "true")
"""How providers write it: the standard asks for the first."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What the provider says of somebody; `email` is empty unless the provider vouches for it."""

    issuer: str
    subject: str
    email: str


def identity_of(claims: Mapping[str, object]) -> Identity:
    """Read the claims of an ID token whose signature, issuer and audience have been checked."""
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not isinstance(issuer, str) or not isinstance(subject, str):
        raise BadInput("identity.unreadable")
    if not issuer or not 1 <= len(subject) <= LONGEST_SUBJECT or not subject.isascii():
        raise BadInput("identity.unreadable")
    return Identity(issuer=issuer, subject=subject, email=_verified_email(claims))


def _verified_email(claims: Mapping[str, object]) -> str:
    """The address in small letters; letters beyond ASCII stay, for some fold into others'.

    Entra ID says `xms_edov` (the domain's owner is verified) in place of `email_verified`.
    """
    email = claims.get("email")
    vouched_for = claims.get("email_verified", claims.get("xms_edov"))
    if not isinstance(email, str) or vouched_for not in _YES:
        return ""
    address = email.strip()
    return address.lower() if address.isascii() else address
