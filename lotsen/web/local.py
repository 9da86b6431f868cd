"""Local accounts at the gate: signing in with a password, and setting one by a link."""

import re
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lotsen.bootstrap import SYSTEM, application, passwords_are_on, provider
from lotsen.domain.accounts import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    check_password,
    fingerprint,
    new_token,
)
from lotsen.domain.errors import LotsenError, Outdated
from lotsen.i18n import _, refusals
from lotsen.usecases import local_accounts
from lotsen.usecases.local_accounts import Invited
from lotsen.web import cookies, forms, passwords, templates
from lotsen.web.gate import INVITATION, PROVIDER_BEGIN, SIGN_IN
from lotsen.web.nearness import address_of

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
LONGEST_EMAIL = 254
MOST_AT_ONCE = 5


def sign_in_page(
    request: Request, *, email: str = "", sentence: str = "", status: int = 200
) -> Response:
    """Offer the town's provider, or ask for a password, or both; `sentence` says why once more."""
    form_token = forms.token_of(request)
    further = forms.local(request.query_params.get(forms.FURTHER, "/"))
    response = templates.show(
        "password.html",
        status=status,
        title=_("Anmelden"),
        email=email,
        sentence=sentence,
        form_token=form_token,
        further=further,
        passwords=passwords_are_on(),
        provider=_way_to_provider(further),
    )
    cookies.give_form(response, form_token, request)
    return response


async def sign_in(request: Request) -> Response:
    """Begin a session; every refusal reads the same and takes as long."""
    if not passwords_are_on():
        return templates.refused(_no_passwords())
    fields = await forms.fields(request)
    if fields is None:
        return templates.refused(forms.not_ours())
    email, password = fields.get("email", ""), fields.get("password", "")
    token = new_token()
    if not await run_in_threadpool(_begin, email, password, address_of(request), token):
        return sign_in_page(request, email=email[:LONGEST_EMAIL], sentence=_wrong(), status=403)
    response = RedirectResponse(forms.local(fields.get(forms.FURTHER, "/")), status_code=303)
    cookies.give_session(response, token, request)
    return response


class Invitation(HTTPEndpoint):
    """The page behind the link by which a person sets a password, once."""

    async def get(self, request: Request) -> Response:
        """Ask for a new password."""
        if not passwords_are_on():
            return templates.refused(_no_passwords())
        code = request.query_params.get("code", "")
        found = await run_in_threadpool(_invited, code)
        if found is None:
            return templates.refused(refusals.of_code("invitation.over"))
        return _invitation_page(request, found, code)

    async def post(self, request: Request) -> Response:
        """Set it, and send the person to the sign-in page."""
        if not passwords_are_on():
            return templates.refused(_no_passwords())
        fields = await forms.fields(request)
        if fields is None:
            return templates.refused(forms.not_ours())
        code, password = fields.get("code", ""), fields.get("password", "")
        found = await run_in_threadpool(_invited, code)
        if found is None:
            return templates.refused(refusals.of_code("invitation.over"))
        if password != fields.get("again", ""):
            return _invitation_page(
                request, found, code, sentence=_("Die beiden Kennwörter sind nicht gleich.")
            )
        try:
            check_password(password, email=found.email)
            await run_in_threadpool(_set, code, password)
        except LotsenError as reason:
            return _invitation_page(request, found, code, sentence=refusals.sentence(reason))
        return RedirectResponse(SIGN_IN, status_code=303)


def _invitation_page(
    request: Request, invited: Invited, code: str, *, sentence: str = ""
) -> Response:
    form_token = forms.token_of(request)
    response = templates.show(
        "invitation.html",
        status=400 if sentence else 200,
        title=_("Kennwort festlegen"),
        person=invited.name,
        email=invited.email,
        sentence=sentence,
        code=code,
        action=INVITATION,
        rule=rule(),
        form_token=form_token,
    )
    cookies.give_form(response, form_token, request)
    return response


def rule() -> str:
    """What is asked of a password."""
    return _(
        "Mindestens {shortest} Zeichen, höchstens {longest}. Gut ist ein ganzer Satz.",
        shortest=SHORTEST_PASSWORD,
        longest=LONGEST_PASSWORD,
    )


def _begin(email: str, password: str, address: str, token: str) -> bool:
    """Compare and begin; the comparison happens whoever asks and however often."""
    house = application()
    if len(email) > LONGEST_EMAIL or not email.isprintable() or len(password) > LONGEST_PASSWORD:
        email = password = ""  # PostgreSQL cannot even be asked for a zero byte
    known = house.query(SYSTEM, local_accounts.credentials, email, address)
    right = passwords.is_right(password, known.password_hash)
    if known.waits:
        return False  # not counted: whoever waits must not begin the wait anew
    if not right or known.person_id is None:
        count_failure(email, address)
        return False
    house.execute(
        SYSTEM,
        local_accounts.sign_in,
        known.person_id,
        email,
        fingerprint(token),
        address=address,
    )
    return True


def count_failure(email: str, address: str) -> None:
    """Count a wrong attempt; the first two at the same moment are one after the other."""
    for _attempt in range(MOST_AT_ONCE):
        try:
            application().execute(SYSTEM, local_accounts.note_failure, email, address)
        except Outdated:
            continue
        return


def _invited(code: str) -> Invited | None:
    if not _TOKEN.fullmatch(code):
        return None
    return application().query(SYSTEM, local_accounts.invited, fingerprint(code))


def _set(code: str, password: str) -> None:
    application().execute(
        SYSTEM, local_accounts.set_password, fingerprint(code), passwords.hashed(password)
    )


def _way_to_provider(further: str) -> str:
    """Where the provider is offered; empty in a town without one."""
    if provider() is None:
        return ""
    return (
        PROVIDER_BEGIN
        if further == "/"
        else f"{PROVIDER_BEGIN}?{urlencode({forms.FURTHER: further})}"
    )


def _no_passwords() -> str:
    return _("Hier gibt es keine Kennwörter. Bitte melden Sie sich mit Ihrem Dienstkonto an.")


def _wrong() -> str:
    return _(
        "E-Mail-Adresse oder Kennwort stimmen nicht, oder es gab zu viele Versuche. Bitte "
        "prüfen Sie beides und versuchen Sie es in einigen Minuten noch einmal."
    )
