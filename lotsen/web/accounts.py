"""Signing in and out: with a password, or in the demo town by choosing a person."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lotsen.bootstrap import SYSTEM, application, is_demo
from lotsen.domain.accounts import fingerprint, new_token
from lotsen.domain.errors import LotsenError
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Actor, PersonEntry
from lotsen.i18n import _, refusals
from lotsen.usecases import accounts, rounds
from lotsen.web import cookies, forms, local, templates
from lotsen.web.gate import FAREWELL, SIGN_IN
from lotsen.web.nearness import is_on_this_machine
from lotsen.web.people import groups


@dataclass(frozen=True, kw_only=True)
class _Town:
    name: str
    people: list[PersonEntry]


class SignIn(HTTPEndpoint):
    """The sign-in page and its form."""

    async def get(self, request: Request) -> Response:
        """Show who can be chosen, or why nobody can."""
        if not is_demo():
            return local.sign_in_page(request)
        refused = _reason(request)
        if refused is not None:
            return templates.refused(refused)
        try:
            town = await run_in_threadpool(_look)
        except LotsenError as reason:
            return templates.refused(refusals.sentence(reason))
        form_token = forms.token_of(request)
        response = templates.show(
            "sign_in.html",
            title=_("Anmelden"),
            town=town.name,
            lead=_(
                "Mit Lotsen wählt eine Stadt ihre Digitallotsinnen und Digitallotsen aus: offen, "
                "fair und nachvollziehbar. Als wer möchten Sie sich umsehen?"
            ),
            note=_("Dies ist eine Übungsstadt. Alle Personen sind erfunden."),
            groups=groups(town.people),
            form_token=form_token,
            further=forms.local(request.query_params.get(forms.FURTHER, "/")),
        )
        cookies.give_form(response, form_token, request)
        return response

    async def post(self, request: Request) -> Response:
        """Begin a session for the person that was chosen."""
        if not is_demo():
            return await local.sign_in(request)
        refused = _reason(request)
        if refused is not None:
            return templates.refused(refused)
        form = await forms.read(request)
        if form is None:
            return templates.refused(forms.not_ours())
        token = new_token()
        try:
            await run_in_threadpool(_begin, form.person, token, request)
        except LotsenError as reason:
            return templates.refused(refusals.sentence(reason))
        response = RedirectResponse(form.further, status_code=303)
        cookies.give_session(response, token, request)
        return response


class SignOut(HTTPEndpoint):
    """The way out for who has no frame at hand; a mere link signs nobody out."""

    async def post(self, request: Request) -> Response:
        """End the session of whoever asks, and have the browser forget it."""
        if not forms.is_from_here(request):
            return templates.refused(forms.not_ours())
        await run_in_threadpool(end_session, request)
        came_from_provider = cookies.hint_of(request) is not None
        response = RedirectResponse(FAREWELL if came_from_provider else SIGN_IN, status_code=303)
        cookies.take_session(response, request)
        return response


def _reason(request: Request) -> str | None:
    """Why nobody signs in to the demo town from here; None where it is allowed."""
    if not is_on_this_machine(request):
        return _(
            "Die Übungsstadt lässt sich nur an dem Rechner öffnen, auf dem Lotsen läuft. "
            "Bitte rufen Sie dort die Adresse auf, die beim Start angezeigt wurde."
        )
    return None


def _look() -> _Town:
    house = application()
    people = house.query(SYSTEM, accounts.people_of_demo)
    round_ = house.query(SYSTEM, rounds.current)
    return _Town(name=round_.town if round_ else "", people=people)


def _begin(person_id: PersonId, token: str, request: Request) -> None:
    end_session(request)  # who signs in anew leaves nothing open behind
    application().execute(SYSTEM, accounts.sign_in_to_demo, person_id, fingerprint(token))


def is_signed_in(request: Request) -> bool:
    """Whether this browser's session still runs."""
    return _actor(cookies.session_key(request)) is not None


def end_session(request: Request) -> None:
    """End the session that this browser brings along, if it brings one."""
    key = cookies.session_key(request)
    actor = _actor(key)
    if key is not None and actor is not None:
        application().execute(actor, accounts.sign_out, key)


def _actor(key: str | None) -> Actor | None:
    return application().query(SYSTEM, accounts.actor_of, key) if key else None
