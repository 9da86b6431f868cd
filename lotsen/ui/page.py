"""What a page can reach: who is looking, and what they may ask for."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Concatenate, Final, NoReturn, ParamSpec, TypeVar
from urllib.parse import urlsplit

import streamlit as st

from lotsen.application.application import Application, refusal
from lotsen.application.memory import NotRemembered
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.bootstrap import SESSION_HEADER, SYSTEM, application
from lotsen.domain.errors import LotsenError, NotAllowed, Unavailable
from lotsen.domain.ids import RoundId
from lotsen.domain.people import Actor
from lotsen.domain.rounds import Round
from lotsen.i18n import _, refusals, use_language
from lotsen.ui import notices
from lotsen.usecases import accounts, visits
from lotsen.usecases.visits import Visit

P = ParamSpec("P")
R = TypeVar("R")


_LANGUAGE, _PERSON = "language", "person_here"
MOST_NOTED = 10_000
NOBODY: Final = Visit(actor=None, round=None)
_INSIDE: ContextVar[tuple[Application, Visit] | None] = ContextVar("inside", default=None)


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that a page can reach."""

    application: Application
    actor: Actor
    round: Round

    @property
    def round_id(self) -> RoundId:
        """The round that the page is about."""
        return self.round.id

    def query(
        self,
        query: Callable[Concatenate[Reader, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Load what a page shows; a refusal is told, and the run ends."""
        try:
            return self.application.query(self.actor, query, *args, **kwargs)
        except LotsenError as reason:
            _tell(reason)

    def recall(
        self,
        query: Callable[Concatenate[Reader, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R | None:
        """Load what is worked out already, None where it is not; refusals as above."""
        try:
            return self.application.recall(self.actor, query, *args, **kwargs)
        except NotRemembered:
            return None
        except LotsenError as reason:
            _tell(reason)

    def execute(
        self,
        command: Callable[Concatenate[UnitOfWork, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Do what a click asked for; the next run shows what came of it."""
        return notices.settle(self.attempt(command, *args, **kwargs))

    def keep(
        self,
        command: Callable[Concatenate[UnitOfWork, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Do it without a word; only a refusal is told, and a second click is none."""
        return self._try(_leave_if_new, command, *args, **kwargs) is None

    def attempt(
        self,
        command: Callable[Concatenate[UnitOfWork, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> LotsenError | None:
        """Do it, tell a refusal, and give it back for whoever has more to say."""
        return self._try(_leave, command, *args, **kwargs)

    def _try(
        self,
        tell: Callable[[LotsenError], None],
        command: Callable[Concatenate[UnitOfWork, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> LotsenError | None:
        actor = self.clicking()
        if actor is None:
            return NotAllowed("permission.missing")
        try:
            self.application.execute(actor, command, *args, **kwargs)
        except LotsenError as reason:
            tell(reason)
            return reason
        return None

    def clicking(self) -> Actor | None:
        """Who clicks, asked anew, for a click comes before the run that asks who is signed in.

        None where nobody is signed in any more, or somebody else than the page was made for.
        """
        speak()
        actor = signed_in(self.application)
        return actor if actor is not None and actor.id == self.actor.id else None

    def refusal(self, use_case: Callable[..., Any]) -> str | None:
        """Why a use case would be refused to this person now, as a sentence; None if not."""
        reason = refusal(self.actor, use_case, self.round.phase, closed=self.round.closed)
        return None if reason is None else refusals.sentence(reason)


def _tell(reason: LotsenError) -> NoReturn:
    st.info(notices.as_text(refusals.sentence(reason)), icon=":material/lock:")
    st.stop()


def _leave(reason: LotsenError) -> None:
    """Leave a refusal for the next run; the second of two clicks is told, and nothing is wrong."""
    notices.leave(refusals.sentence(reason), refused=reason.code != notices.REPEATED)


def _leave_if_new(reason: LotsenError) -> None:
    if reason.code != notices.REPEATED:
        _leave(reason)


def open_page() -> Page:
    """Open the page for the signed-in person, or stop the run.

    Inside the frame the frame has asked who looks; a page that runs without it asks itself.
    """
    house, found = _INSIDE.get() or _alone()
    if found.actor is None:
        st.info(_("Bitte melden Sie sich an."))
        st.stop()
    if found.round is None:
        st.info(
            _("Es ist noch keine Auswahlrunde angelegt. Das geht mit: python -m lotsen round open")
        )
        st.stop()
    notices.show()
    return Page(application=house, actor=found.actor, round=found.round)


def _alone() -> tuple[Application, Visit]:
    speak()
    house = application()
    return house, visit(house)


def speak() -> None:
    """Speak the language that the address asked for last in this tab; German at first."""
    asked = st.query_params.get("lang")
    if asked:
        st.session_state[_LANGUAGE] = asked
    use_language(st.session_state.get(_LANGUAGE, "de"))


def visit(house: Application) -> Visit:
    """Ask who looks, and at what; asked anew in every run, so that signing out acts at once."""
    token_hash = session_key()
    if not token_hash:
        return NOBODY
    found = house.query(SYSTEM, visits.visit, token_hash)
    if found.actor is not None:
        stay(house, token_hash)
    return found


def keep_apart(actor: Actor) -> None:
    """Forget what somebody else has typed here: a tab can wake up under another person."""
    if st.session_state.get(_PERSON, actor.id) != actor.id:
        st.session_state.clear()
    st.session_state[_PERSON] = actor.id


@contextmanager
def inside(house: Application, found: Visit) -> Generator[None]:
    """Let the page of this run know what the frame has asked already, and no other run."""
    token = _INSIDE.set((house, found))
    try:
        yield
    finally:
        _INSIDE.reset(token)


def signed_in(house: Application) -> Actor | None:
    """Who clicks: asked alone, for a click comes before the run and needs no round."""
    token_hash = session_key()
    found = None if not token_hash else house.query(SYSTEM, accounts.actor_of, token_hash)
    if token_hash and found is not None:
        stay(house, token_hash)
    return found


SIGN_OF_LIFE: Final = 60.0
"""Seconds; a session ends after half an hour without one, so more of them say nothing more."""

_NOTED: dict[str, float] = {}


def stay(house: Application, token_hash: str) -> None:
    """Note that somebody is here, at most once a minute."""
    now = time.monotonic()
    if now - _NOTED.get(token_hash, -SIGN_OF_LIFE) < SIGN_OF_LIFE:
        return
    if len(_NOTED) > MOST_NOTED:
        _NOTED.clear()
    _NOTED[token_hash] = now
    with suppress(Unavailable):  # whoever only looks goes on looking
        house.execute(SYSTEM, accounts.stay, token_hash)


def address_of(path: str) -> str:
    """A page of this house as a link that works outside of it."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/{path}"


def session_key() -> str | None:
    """The hash of the session's token, as the gate wrote it."""
    return st.context.headers.get(SESSION_HEADER)
