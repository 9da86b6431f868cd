import pytest

from lotsen.domain.errors import BadInput
from lotsen.domain.texts import check_signs, folded


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Yıldız", "YILDIZ"),
        ("Çelik", "celik"),
        ("İlker", "ilker"),
        ("Müller", "muller"),
        ("Weiß", "WEISS"),
        ("Łukasz Søndergård", "lukasz sondergard"),
        ("Nguyễn", "nguyen"),
    ],
)
def test_who_types_without_signs_means_the_same(written, typed):
    assert folded(written) == folded(typed)


def test_names_are_ordered_as_german_lists_do():
    names = ["Zorn", "Öztürk", "Otto", "Çelik", "Daum", "Ähre"]

    assert sorted(names, key=folded) == ["Ähre", "Çelik", "Daum", "Otto", "Öztürk", "Zorn"]


@pytest.mark.parametrize("code", [0x00, 0x1B, 0xD800, 0xDFFF, 0x202D, 0x202E])
def test_sign_that_nobody_types_is_refused(code):
    with pytest.raises(BadInput, match=r"text\.control_signs"):
        check_signs(f"gut{chr(code)}gemeint")


def test_every_language_and_every_smile_is_taken():
    check_signs("Ελλάδα, שלום, مرحبا, 日本, 👩‍💻, 🦆\n\tund eine zweite Zeile")
