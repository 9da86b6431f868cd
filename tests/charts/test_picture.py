"""The forms of all pictures, held against the schema of Vega-Lite."""

import pytest

from lotsen.charts import (
    chances,
    coverage,
    departments,
    distances,
    people,
    profile,
    ranking,
    severity,
    slope,
    waterfall,
)
from lotsen.charts.picture import compiled
from lotsen.i18n import language

FORMS = [
    module.form
    for module in (
        chances,
        coverage,
        departments,
        distances,
        people,
        profile,
        ranking,
        severity,
        slope,
        waterfall,
    )
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__module__)
def test_form_keeps_to_the_schema(form):
    spec = form().to_dict(validate=True)

    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert spec == compiled(form, language())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__module__)
def test_every_layer_tells_a_screen_reader_something_or_nothing(form):
    """A mark is either described or hidden; a half-told one is read out as a number."""
    for layer in form().to_dict()["layer"]:
        told = "description" in layer.get("encoding", {})

        assert layer["mark"].get("aria", True) is told
