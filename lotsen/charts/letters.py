"""How large the letters of a picture are: the one place that says it.

Names are 24 pixels high on a projector (1920 pixels across), that is 18 points, which can be read
from six metres; what stands second is 20. They grow with the screen, and with them everything else
in the picture, downwards as well; up to a laptop nothing grows. A picture that shares a wide screen
with others has their letters and less room.
"""

from typing import Any

from lotsen.charts.marks import by

LARGE, LAPTOP, LEAST, PHONE = 24, 17, 14, 13
"""Pixels: on a projector, up to a laptop, at least beside a phone, and on a phone."""

SECOND_LARGE, SECOND = 20, 12.5
"""Of second lines and scales, on a projector and up to a laptop."""

GROWING, GROWN = 1440, 1900
"""Widths of a screen from which letters grow, and from which they are large."""

LENGTHS = {
    "screen": "width < windowSize()[0] ? windowSize()[0] : width",
    "grown": f"clamp((screen - {GROWING}) / {GROWN - GROWING}, 0, 1)",
    "grow": "1 + grown * 0.4",
    "wide": "width / grow",
    "narrow": "wide < 620",
    "usual": f"narrow ? {PHONE} : clamp(wide * 0.02, {LEAST}, {LAPTOP})",
    "letters": f"usual + grown * ({LARGE} - usual)",
    "second": f"{SECOND} + grown * {SECOND_LARGE - SECOND}",
    "above": "0",
    "height": "above + tall * grow",
}
"""`grow`: so many times as large as on a laptop is the picture; `wide` is what it has of width in
those larger units, and `above` what more it needs at its top."""

GLYPH, SENTENCE = 0.53, 0.45
"""The usual width of a letter, in its height: in a bold heading, and in a sentence."""

SECOND_LINE = by("second")


def tall(length: float | str) -> dict[str, Any]:
    """A length down the picture, which grows with its letters."""
    return by(f"({length}) * grow")
