"""Another password for one's own account: asked for on a page of ours, with the old one."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lotsen.bootstrap import SYSTEM, application, passwords_are_on
from lotsen.domain.accounts import LONGEST_PASSWORD, check_password
from lotsen.domain.errors import BadInput, LotsenError
from lotsen.domain.people import Actor
from lotsen.i18n import _, refusals
from lotsen.usecases import accounts, local_accounts, own_account
from lotsen.usecases.own_account import OwnAccount
from lotsen.web import cookies, forms, passwords, templates
from lotsen.web.gate import OWN_PASSWORD
from lotsen.web.local import count_failure, rule
from lotsen.web.nearness import address_of


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What the form sends, and from where."""

    old: str
    new: str
    address: str


class OwnPassword(HTTPEndpoint):
    """The page behind the gate on which a person changes the own password."""

    async def get(self, request: Request) -> Response:
        """Ask for the old password and a new one."""
        found = await run_in_threadpool(_own, request)
        if found is None or not found.has_password:
            return templates.refused(refusals.of_code("account.none"))
        return _page(request, found)

    async def post(self, request: Request) -> Response:
        """Change it; the person stays signed in here, and nowhere else."""
        fields = await forms.fields(request)
        if fields is None:
            return templates.refused(forms.not_ours())
        found = await run_in_threadpool(_own, request)
        if found is None or not found.has_password:
            return templates.refused(refusals.of_code("account.none"))
        if fields.get("password", "") != fields.get("again", ""):
            return _page(request, found, sentence=_("Die beiden Kennwörter sind nicht gleich."))
        asked = _Asked(
            old=fields.get("old", ""), new=fields.get("password", ""), address=address_of(request)
        )
        try:
            check_password(asked.new, email=found.email)
            await run_in_threadpool(_change, request, found, asked)
        except LotsenError as reason:
            return _page(request, found, sentence=refusals.sentence(reason))
        return RedirectResponse(f"{OWN_PASSWORD}?{_DONE}", status_code=303)


_DONE = "geaendert"


def _page(request: Request, found: OwnAccount, *, sentence: str = "") -> Response:
    form_token = forms.token_of(request)
    response = templates.show(
        "own_password.html",
        status=400 if sentence else 200,
        title=_("Kennwort ändern"),
        email=found.email,
        sentence=sentence,
        done=_DONE in request.query_params and not sentence,
        action=OWN_PASSWORD,
        rule=rule(),
        form_token=form_token,
    )
    cookies.give_form(response, form_token, request)
    return response


def _actor(request: Request) -> Actor | None:
    key = cookies.session_key(request)
    return application().query(SYSTEM, accounts.actor_of, key) if key else None


def _own(request: Request) -> OwnAccount | None:
    """The account of whoever asks; nobody has one where the town has no passwords."""
    actor = _actor(request)
    if actor is None or not passwords_are_on():
        return None
    return application().query(actor, own_account.own)


def _change(request: Request, found: OwnAccount, asked: _Asked) -> None:
    """Compare the old password as if somebody signed in with it, and take the new one."""
    house, actor = application(), _actor(request)
    old = asked.old if len(asked.old) <= LONGEST_PASSWORD else ""
    known = house.query(SYSTEM, local_accounts.credentials, found.email, asked.address)
    right = passwords.is_right(old, known.password_hash)
    if known.waits:
        raise BadInput("password.old_is_wrong")  # not counted: the wait would begin anew
    if not right or known.password_hash is None or actor is None:
        count_failure(found.email, asked.address)
        raise BadInput("password.old_is_wrong")
    house.execute(
        actor,
        own_account.change_password,
        passwords.hashed(asked.new),
        seen=known.password_hash,
        here=cookies.session_key(request) or "",
    )
