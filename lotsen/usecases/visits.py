"""Who looks, and at which round: the one question that every run of every page begins with."""

from dataclasses import dataclass

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader
from lotsen.domain.people import Actor
from lotsen.domain.permissions import Permission
from lotsen.domain.rounds import Round
from lotsen.usecases.accounts import actor_of
from lotsen.usecases.rounds import current


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who looks, and at which round; None for nobody, and where there is no round yet."""

    actor: Actor | None
    round: Round | None


@requires(Permission.SIGN_IN)
def visit(reader: Reader, token_hash: str) -> Visit:
    """Who holds the session with this token, and the round that everybody with a role may see."""
    actor = actor_of(reader, token_hash)
    return Visit(actor=actor, round=None if actor is None else current(reader))
