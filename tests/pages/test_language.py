from tests.makers import COORDINATOR


def titles(page):
    return [each.value for each in page.title]


def test_pages_speak_german_at_first(town, open_as):
    town.make_round()
    coordinator = town.make_actor("Kim Kord", COORDINATOR)

    assert titles(open_as(coordinator, "imports")) == ["Dateien einlesen"]


def test_language_of_the_address_stays_when_the_page_is_left(town, open_as):
    town.make_round()
    coordinator = town.make_actor("Kim Kord", COORDINATOR)

    page = open_as(coordinator, "home", lang="en")
    del page.query_params["lang"]
    page.switch_page("../../pages/imports.py").run()

    assert titles(page) == ["Bring files"]
    page.query_params["lang"] = "de"
    assert titles(page.run()) == ["Dateien einlesen"]


def test_unknown_language_becomes_german(town, open_as):
    town.make_round()
    coordinator = town.make_actor("Kim Kord", COORDINATOR)

    assert titles(open_as(coordinator, "imports", lang="xx")) == ["Dateien einlesen"]
