"""The scale of the pictures: in grey, for every kind of eye, and under its numbers."""

import numpy as np
import pytest

from lotsen.charts.palette import DARK_LETTERS, LIGHT_LETTERS, LIGHT_LETTERS_FROM, SCALE
from tests.colours import contrast, linear, luminance, rgb

SCORES = np.linspace(1, 5, 401)
COLOURS = np.column_stack(
    [np.interp(SCORES, range(1, 6), [rgb(step)[part] for step in SCALE]) for part in range(3)]
)
EYES = {
    "every colour": np.eye(3),
    "no red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "no green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "no blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
"""What reaches whom, in linear light (Machado, Oliveira and Fernandes 2009, severity 1)."""
LEAST_STEP = 4.0  # of lightness from one score to the next, out of 100


@pytest.mark.parametrize("eye", EYES)
def test_higher_is_darker_for_every_kind_of_eye(eye):
    seen = np.clip(linear(COLOURS) @ np.transpose(EYES[eye]), 0, 1)
    lightness = 116 * np.cbrt(luminance(seen)) - 16

    assert (np.diff(lightness) < 0).all()
    assert (np.diff(lightness[::100]) < -LEAST_STEP).all()


def test_numbers_can_be_read_on_every_colour_of_the_scale():
    light = SCORES >= LIGHT_LETTERS_FROM
    letters = np.where(light[:, None], rgb(LIGHT_LETTERS), rgb(DARK_LETTERS))

    assert contrast(COLOURS, letters).min() >= 4.5


def test_letters_change_where_the_others_become_easier_to_read():
    on_colour = [contrast(COLOURS, rgb(each)) for each in (DARK_LETTERS, LIGHT_LETTERS)]
    turn = SCORES[np.flatnonzero(on_colour[1] > on_colour[0])[0]]

    assert turn == pytest.approx(LIGHT_LETTERS_FROM, abs=0.015)
