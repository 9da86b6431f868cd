"""The look: what Streamlit is told and what our stylesheet says are one, and can be read."""

import re
import tomllib

import pytest

from tests.colours import contrast, rgb
from tests.house.sources import ROOT

CSS = (ROOT / "lotsen/web/static/theme.css").read_text(encoding="utf-8")
OURS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", CSS))
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
BRIGHTNESS = ("light", "dark")
SAME = {
    "ink": "textColor",
    "ground": "backgroundColor",
    "quiet": "secondaryBackgroundColor",
    "accent": "primaryColor",
    "line": "dataframeBorderColor",
}
WRITTEN_ON = [
    *((letters, ground) for letters in ("ink", "ink-soft") for ground in ("ground", "quiet")),
    ("accent", "ground"),
    ("accent", "quiet"),
    ("on-accent", "accent"),
    ("demo-ink", "demo"),
]


def colour(name, brightness):
    return OURS[name].split(", ")[BRIGHTNESS.index(brightness)]


@pytest.mark.parametrize("brightness", BRIGHTNESS)
def test_streamlit_and_our_stylesheet_name_the_same_colours(brightness):
    assert {name: colour(name, brightness) for name in SAME} == {
        name: THEME[brightness][setting] for name, setting in SAME.items()
    }


@pytest.mark.parametrize("brightness", BRIGHTNESS)
@pytest.mark.parametrize(("letters", "ground"), WRITTEN_ON)
def test_letters_can_be_read_on_their_ground(letters, ground, brightness):
    parts = [rgb(colour(name, brightness)) for name in (letters, ground)]

    assert contrast(*parts) >= 6.0


@pytest.mark.parametrize("brightness", BRIGHTNESS)
@pytest.mark.parametrize("ground", ["ground", "quiet"])
def test_edge_of_a_field_can_be_seen(ground, brightness):
    edge = rgb(THEME[brightness]["borderColor"])

    assert contrast(edge, rgb(colour(ground, brightness))) >= 3.0
