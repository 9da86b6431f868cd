"""Handbuch: the Markdown of the repository, for everybody who is signed in."""

import re

import pytest

from lotsen.ui import handbook
from tests.makers import AUDITOR, COORDINATOR, RATER

SIGNS_OF_STREAMLIT = re.compile(r"\$|:\w+:|:\w+(?:-\w+)*\[")
"""What Streamlit would not show as it stands in Markdown."""


@pytest.mark.parametrize("role", [COORDINATOR, RATER, AUDITOR])
def test_everybody_can_read_the_handbook(town, open_as, role):
    town.make_round()

    page = open_as(town.make_actor("Kim Kord", role), "handbook")

    assert not page.exception
    assert [title.value for title in page.header] == ["Start und Anmeldung"]
    assert "In der Übungsstadt wählen Sie" in page.markdown[0].value
    assert "nur auf Deutsch" not in " ".join(text.value for text in page.text)


def test_every_chapter_can_be_chosen(town, open_as):
    town.make_round()
    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "handbook")

    chapters = list(handbook.chapters())
    assert {*chapters} == {path.stem for path in handbook.HANDBOOK.glob("*.md")}
    page.selectbox[0].set_value("mitteilungen").run()

    assert not page.exception
    assert [title.value for title in page.header] == ["Mitteilungen"]


@pytest.mark.parametrize("chapter", handbook.chapters())
def test_chapter_is_shown_as_it_was_written(chapter):
    text = handbook.body(chapter)

    assert not SIGNS_OF_STREAMLIT.search(text)
    assert not re.search(r"\.md\)|\.png\)|\]\(\.\.|^##? ", text, re.MULTILINE)


def test_tables_are_tables_of_the_house(town, open_as):
    town.make_round()

    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "handbook")

    table = page.table[0].value
    assert list(table.columns) == ["Seite", "wofür"]
    assert table["Seite"].tolist()[0] == "[Übersicht](/handbook?seite=%C3%9Cbersicht)"
    assert "| --- |" not in "".join(each.value for each in page.markdown)


def test_way_to_another_chapter_leads_there():
    assert "[Beteiligte](/handbook?seite=Beteiligte)" in handbook.body("start")
    assert "(/handbook?seite=Dateien%20einlesen)" in handbook.body("start")
