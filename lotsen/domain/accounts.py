"""Passwords and attempts: what is taken, and when one has to wait."""

import hashlib
import secrets
from datetime import datetime, timedelta

from lotsen.domain.errors import BadInput

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
FREE_ATTEMPTS, FREE_OF_MANY = 10, 100
"""Wrong attempts before the first wait: at one account from one address, and from one address
at all, each right one of which takes one away; and at an account from anywhere."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
LONGEST_INVITATION = timedelta(days=7)

TOKEN_BYTES = 32


def new_token() -> str:
    """256 bits that nobody guesses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def fingerprint(token: str) -> str:
    """What the records keep of a token: enough to know it again, too little to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_password(password: str, *, email: str) -> None:
    """Refuse a password that is too short, too long, or the address itself."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadInput("password.bad_length", shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)
    if password.casefold() in {email.casefold(), email.partition("@")[0].casefold()}:
        raise BadInput("password.is_the_address")
    if len(set(password)) < SHORTEST_PASSWORD // 3:
        raise BadInput("password.too_even")


def waits_until(failures: int, last_at: datetime, *, free: int) -> datetime | None:
    """When the next attempt counts: after the free ones twice as long each time, up to an hour."""
    if failures < free:
        return None
    doubled: timedelta = FIRST_WAIT * 2 ** min(failures - free, 10)
    return last_at + min(doubled, LONGEST_WAIT)


def is_forgotten(last_at: datetime, now: datetime) -> bool:
    """Whether wrong attempts are so long ago that they no longer count."""
    return now - last_at > FORGOTTEN_AFTER
