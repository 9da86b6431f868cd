"""How large the letters of every picture are: to be read from six metres on a projector."""

import pytest

from lotsen.charts import departments, letters, people, ranking, slope, waterfall
from tests.charts.expressions import lengths_of, value_of
from tests.charts.test_picture import FORMS

PROJECTOR, LAPTOP, PHONE = (1920, 1835), (1280, 1195), (390, 356)
"""How wide the screen is, and a picture that has all of it."""
LEFT, RIGHT = (1920, 1095), (1920, 672)
"""Two pictures beside each other on a projector."""

TOWN = {"row_height": 78, "two_lines": True, "units": 11.25, "widest": 13, "longest": 15}
MATRIX = {"count": 15}
ASKED = {"lowest": 1, "highest": 60, "said": 40, "tall": 800}


def lengths_on(spec, screen, width):
    known = {"windowSize": lambda: (screen, 1080), **TOWN, **MATRIX, **ASKED}
    return lengths_of(spec, width=width, known=known)


def sizes_of(form, screen, width):
    """The size of every text of a picture by its place among the layers."""
    spec = form().to_dict(validate=False)
    lengths = lengths_on(spec, screen, width)
    texts = [each["mark"] for each in spec["layer"] if each["mark"]["type"] == "text"]
    assert texts
    return [value_of(str(mark["fontSize"].get("expr")), lengths) for mark in texts]


by_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__module__)


@pytest.mark.parametrize(
    ("form", "place"),
    [
        *((form, PROJECTOR) for form in FORMS),
        *((each.form, LEFT) for each in (departments, ranking)),
        *((each.form, RIGHT) for each in (people, slope, waterfall)),
    ],
    ids=lambda part: getattr(part, "__module__", str(part)),
)
def test_names_have_eighteen_points_on_a_projector_and_nothing_less_than_fifteen(form, place):
    sizes = sizes_of(form, *place)

    assert max(sizes) >= letters.LARGE
    assert min(sizes) >= letters.SECOND_LARGE


@by_form
def test_letters_grow_up_to_the_projector_and_no_further(form):
    wall = tuple(2 * width for width in PROJECTOR)

    assert sizes_of(form, *wall) == pytest.approx(sizes_of(form, *PROJECTOR))


@by_form
def test_rows_grow_with_their_letters(form):
    spec = form().to_dict(validate=False)
    heights = [lengths_on(spec, *place)["height"] for place in (PHONE, LAPTOP, PROJECTOR)]

    assert heights[0] == heights[1] == ASKED["tall"]
    assert heights[2] >= ASKED["tall"] * letters.LARGE / letters.LAPTOP * 0.98
