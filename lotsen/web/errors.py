"""What becomes of a mistake: a number for the person, the whole of it for the log."""

import logging
import secrets

import streamlit as st
from starlette.responses import Response

from lotsen.domain.errors import LotsenError
from lotsen.i18n import _, refusals
from lotsen.web import templates

_log = logging.getLogger(__name__)


def _is_new(line: logging.LogRecord) -> bool:
    """Streamlit logs what it hands to us; once is enough, and ours has the number."""
    return line.msg != "Uncaught app execution"


logging.getLogger("streamlit.error_util").addFilter(_is_new)


def on_script_error(mistake: Exception) -> bool:
    """Tell the person what to do; True keeps Streamlit from showing its own, English box."""
    if isinstance(mistake, LotsenError):
        with st.container(border=True):
            st.text(refusals.sentence(mistake))
        return True
    st.error(_numbered(mistake))
    return True


def answer(mistake: Exception) -> Response:
    """The same before Streamlit is asked, as a page of its own: the gate and the forms."""
    if isinstance(mistake, LotsenError):
        return templates.refused(refusals.sentence(mistake), status=503, title=_("Fehler"))
    return templates.refused(_numbered(mistake), status=500, title=_("Fehler"))


def _numbered(mistake: Exception) -> str:
    number = secrets.token_hex(4).upper()
    _log.error("Unerwarteter Fehler %s", number, exc_info=mistake)
    return _(
        "Unerwarteter Fehler. Nummer {number}. Bitte laden Sie die Seite neu und prüfen Sie, "
        "ob Ihre letzte Eingabe gespeichert ist. Geschieht es wieder, nennen Sie der "
        "Verwaltung diese Nummer.",
        number=number,
    )
