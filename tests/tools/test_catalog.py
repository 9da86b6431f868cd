import pytest
from babel.messages.catalog import Message

from tools import catalog

GERMAN = "Es fehlen noch {count} Bögen."


@pytest.mark.parametrize(
    ("english", "flags", "fault"),
    [
        ("{count} sheets are missing.", [], []),
        ("", [], [f"ohne Übersetzung: {GERMAN!r}"]),
        ("{count} sheets are missing.", ["fuzzy"], [f"noch unsicher: {GERMAN!r}"]),
        ("{n} left", [], [f"andere Lücken als im Deutschen: {GERMAN!r} -> '{{n}} left'"]),
    ],
    ids=["right", "missing", "fuzzy", "other gaps"],
)
def test_faults_of_a_translation(english, flags, fault):
    assert catalog.faults(Message(GERMAN, english, flags=flags)) == fault


def test_catalog_made_anew_has_no_difference_but_the_missing_english(tmp_path, monkeypatch):
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    monkeypatch.setattr(catalog, "TEMPLATE", tmp_path / "lotsen.pot")
    monkeypatch.setattr(catalog, "TRANSLATIONS", tmp_path / "en/lotsen.po")
    monkeypatch.setattr(catalog, "COMPILED", tmp_path / "en/lotsen.mo")
    (tmp_path / "pages").mkdir()
    page = tmp_path / "pages/rate.py"
    page.write_text(f'_("Speichern")\n_("{GERMAN}", count=3)\nother("Nein")\n', encoding="utf-8")

    catalog.update()

    assert catalog.check() == [f"ohne Übersetzung: {GERMAN!r}", "ohne Übersetzung: 'Speichern'"]


def test_new_sentence_is_missed_in_the_catalog(tmp_path, monkeypatch):
    test_catalog_made_anew_has_no_difference_but_the_missing_english(tmp_path, monkeypatch)

    (tmp_path / "pages/rate.py").write_text('_("Abgeben")\n')

    assert "lotsen.pot ist nicht auf dem Stand der Quelltexte: make catalog" in catalog.check()
