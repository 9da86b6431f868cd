import pytest

from lotsen.domain.texts import folded


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
