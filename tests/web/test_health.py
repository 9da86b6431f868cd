def test_says_that_the_records_answer(browser):
    answer = browser.get("/gesundheit")

    assert (answer.status_code, answer.text) == (200, "Lotsen läuft.")


def test_says_that_the_records_do_not_answer(browser, monkeypatch):
    monkeypatch.setenv("LOTSEN_DATABASE_URL", "postgresql://127.0.0.1:1/nothing")

    answer = browser.get("/gesundheit")

    assert (answer.status_code, answer.text) == (503, "Die Datenbank antwortet nicht.")
