"""Where somebody asks from: this very machine, a page of ours, or elsewhere."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request

NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
SIGNS_OF_A_PROXY = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def is_on_this_machine(request: Request) -> bool:
    """Whether the connection begins and ends here, and was meant to.

    The address alone is not enough: a page elsewhere can let its own name point here,
    and a proxy here can speak for somebody elsewhere.
    """
    return (
        _is_loopback(request.client.host if request.client else "")
        and _name(request.headers.get("host", "")) in NAMES
        and not any(sign in request.headers for sign in SIGNS_OF_A_PROXY)
    )


def is_from_elsewhere(connection: HTTPConnection) -> bool:
    """Whether a page that is not ours asks, as far as the browser tells."""
    origin = connection.headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc != connection.headers.get("host")
    except ValueError:  # no address at all
        return True


def address_of(request: Request) -> str:
    """Where somebody calls from; behind a proxy on this machine, what that proxy says."""
    peer = request.client.host if request.client else ""
    told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return told if told and _is_loopback(peer) else peer


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """The host without its port."""
    name, _separator, port = host.lower().rpartition(":")
    return name if name and port.isdecimal() and not name.endswith(":") else host.lower()
