import pytest

from lotsen.domain.round_profiles import ProfileChange, ProfileField
from lotsen.i18n import profile_changes


@pytest.mark.parametrize(
    ("value", "said"), [(1.0, "1"), (1.5, "1,5"), (0.125, "0,125"), (1 / 3, "0,333"), (10.0, "10")]
)
def test_weight_has_the_decimals_that_say_something(value, said):
    assert profile_changes.weight(value) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (None, True, "„Geduld“ kommt als Kriterium hinzu"),
        (False, True, "„Geduld“ steht wieder auf dem Bogen"),
        (True, False, "„Geduld“ steht nicht mehr auf dem Bogen und zählt nicht mehr"),
    ],
)
def test_criterion_comes_goes_and_comes_back(old, new, said):
    change = ProfileChange(
        field=ProfileField.IN_USE, old=old, new=new, criterion="geduld", title="Geduld"
    )

    assert profile_changes.said(change) == said


def test_empty_text_is_a_dash():
    change = ProfileChange(
        field=ProfileField.DEFINITION, old="", new="Bleibt ruhig.", criterion="g", title="Geduld"
    )

    assert profile_changes.said(change) == "Beschreibung von „Geduld“: – → „Bleibt ruhig.“"
