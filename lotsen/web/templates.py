"""Pages that stand before Streamlit: plain HTML, no script."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from lotsen.i18n import _
from lotsen.web import assets, policy
from lotsen.web.gate import BUNDLE, SIGN_IN

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_FONTS = {"Source Sans": "SourceSansVF-Upright*", "Source Serif": "SourceSerifVariable-Roman*"}


def show(name: str, *, status: int = 200, **facts: object) -> HTMLResponse:
    """Fill a page; whatever stands in `facts` is shown as text."""
    page = _PAGES.get_template(name).render(
        _=_, address=assets.address, fonts=_fonts(), sign_in=SIGN_IN, **facts
    )
    headers = {
        "cache-control": "no-store",
        "content-security-policy": policy.of_form(page.encode()),
    }
    return HTMLResponse(page, status_code=status, headers=headers)


def refused(sentence: str, *, status: int = 403, title: str = "") -> HTMLResponse:
    """Say why the door stays shut."""
    said = title or _("Anmelden nicht möglich")
    return show("refused.html", status=status, title=said, sentence=sentence)


def _fonts() -> dict[str, str]:
    """The letters that Streamlit brings along, so that both sides of the gate look alike."""
    folder = BUNDLE / "static" / "media"
    return {
        family: f"/static/media/{next(folder.glob(pattern)).name}"
        for family, pattern in _FONTS.items()
    }
