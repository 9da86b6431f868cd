"""The front of the house, put together: what Streamlit serves, and what stands before it."""

from typing import Final

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from streamlit.runtime.pages_manager import PagesManager

from lotsen.web import accounts, assets, local, oidc
from lotsen.web.gate import (
    FAREWELL,
    INVITATION,
    OWN_PASSWORD,
    PROVIDER_BEGIN,
    PROVIDER_RETURN,
    SIGN_IN,
    SIGN_OUT,
    Gate,
)
from lotsen.web.health import health
from lotsen.web.own_password import OwnPassword
from lotsen.web.shell import Shell

MIDDLEWARE: Final = (Middleware(Shell), Middleware(Gate))

ROUTES: Final[tuple[BaseRoute, ...]] = (
    Route(SIGN_IN, accounts.SignIn),
    Route(INVITATION, local.Invitation),
    Route(OWN_PASSWORD, OwnPassword),
    Route(PROVIDER_BEGIN, oidc.OnTheWay(oidc.Begin), methods=["GET"]),
    Route(PROVIDER_RETURN, oidc.OnTheWay(oidc.Return), methods=["GET"]),
    Route(SIGN_OUT, accounts.SignOut),
    Route(FAREWELL, oidc.Farewell),
    Route("/gesundheit", health, methods=["GET"]),
    Route("/favicon.ico", assets.favicon, methods=["GET"]),
    Route("/favicon.png", assets.favicon, methods=["GET"]),
    Route(f"{assets.PREFIX}{{name}}", assets.serve, methods=["GET"]),
)

# With a folder `pages` beside the script, Streamlit would run a page without the script.
# There is none beside ours; should there ever be one, this still holds.
PagesManager.uses_pages_directory = False
