"""Pages with pictures, on a projector: the words are as large as the letters in the pictures."""

import pytest

from lotsen.charts.letters import LARGE
from tests.e2e.browsing import PROJECTOR
from tests.e2e.views import VIEWS

pytestmark = pytest.mark.browser

WORDS = """() => [...document.querySelectorAll(
        '[data-testid=stText] span, [data-testid=stCaptionContainer] p')]
    .filter(each => each.innerText.trim() && !each.closest('.st-key-frame, .st-key-frame_demo'))
    .map(each => [each.innerText, parseFloat(getComputedStyle(each).fontSize)])"""


@pytest.mark.parametrize("name", ["comparison", "departments-distances", "shortlist-proposal"])
def test_words_are_read_from_as_far_away_as_pictures(visitors, name):
    view = VIEWS[name]
    page = visitors.open(view.who, size=PROJECTOR)

    view.show(page)

    words = page.evaluate(WORDS)
    assert len(words) > 1
    assert [each for each, size in words if size < LARGE - 1] == []
