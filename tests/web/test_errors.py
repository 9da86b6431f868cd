import logging
import re

from streamlit.testing.v1 import AppTest

from lotsen.web import errors


def mistake():
    from lotsen.web.errors import on_script_error

    assert on_script_error(ValueError("something secret"))


def refusal():
    from lotsen.domain.errors import NotFound
    from lotsen.web.errors import on_script_error

    assert on_script_error(NotFound("candidate.unknown"))


def test_person_gets_a_number_and_the_log_gets_the_mistake(caplog):
    shown = AppTest.from_function(mistake).run().error[0].value

    number = re.search(r"Nummer ([0-9A-F]{8})\.", shown)[1]
    assert "secret" not in shown
    assert f"Unerwarteter Fehler {number}" in caplog.text
    assert "something secret" in caplog.text


def test_refusal_that_escapes_becomes_its_sentence(caplog):
    screen = AppTest.from_function(refusal).run()

    assert [text.value for text in screen.text] == [
        "Diese Kandidatur gibt es nicht, oder Sie dürfen sie nicht sehen."
    ]
    assert "Unerwarteter Fehler" not in caplog.text


def test_mistake_is_logged_once():
    twice = logging.LogRecord("x", logging.ERROR, "", 0, "Uncaught app execution", None, None)

    assert not logging.getLogger("streamlit.error_util").filter(twice)
    assert errors.on_script_error.__module__ == "lotsen.web.errors"
