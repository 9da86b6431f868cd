"""Dateien einlesen: look first, then all or nothing."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRoleRow, SignInRow
from lotsen.domain.files import FileKind
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from tests.makers import COORDINATOR, LEADERSHIP

HEAD = "Personalnummer;Anrede;Nachname;Vorname;Abteilung;E-Mail;Umfang\n"
ADA = "00417;Frau;Yıldız;Ada;Bürgerdienste;ada@musterhausen.example;50 %\n"


@pytest.fixture
def ready(town):
    town.make_round()
    town.make_department("Bürgerdienste")
    town.kim = town.make_actor("Kim Kord", COORDINATOR)
    return town


@pytest.fixture
def upload(ready, open_as):
    def upload(text, kind=FileKind.CANDIDATES):
        page = open_as(ready.kim, "imports")
        uploader = page.file_uploader(key=f"import-file-{kind}")
        return uploader.upload("kandidaturen.csv", text.encode()).run()

    return upload


def candidates(town):
    with Session(town.engine) as session:
        return session.scalar(select(func.count()).select_from(CandidateRow))


def figures(page):
    return {metric.label: metric.value for metric in page.metric}


def test_file_is_shown_before_it_is_taken(ready, upload):
    page = upload(HEAD + ADA)

    assert not page.exception
    assert figures(page)["neu"] == "1"
    assert candidates(ready) == 0
    assert not take_button(page).disabled


def take_button(page):
    return next(button for button in page.button if button.label == "Alles übernehmen")


def test_click_takes_all_of_it(ready, upload):
    page = upload(HEAD + ADA)

    take_button(page).click().run()

    assert not page.exception
    assert candidates(ready) == 1
    assert [notice.value.replace("\\", "") for notice in page.success] == [
        "Kandidaturen eingelesen: 1 neu, 0 geändert, 0 unverändert."
    ]


def test_click_in_an_old_tab_takes_nothing_once_the_role_is_gone(ready, upload):
    page = upload(HEAD + ADA)
    with Session(ready.engine) as session, session.begin():
        session.execute(
            update(PersonRoleRow)
            .where(PersonRoleRow.person_id == ready.kim.id)
            .values(role=Role.AUDITOR)
        )

    take_button(page).click().run()

    assert not page.exception
    assert candidates(ready) == 0


def test_click_of_somebody_else_who_is_signed_in_by_now_takes_nothing(ready, upload):
    page = upload(HEAD + ADA)
    other = ready.make_actor("Ria Kord", COORDINATOR)
    with Session(ready.engine) as session, session.begin():
        session.execute(update(SignInRow).values(person_id=other.id))

    take_button(page).click().run()

    assert not page.exception
    assert candidates(ready) == 0


def test_file_that_is_known_already_cannot_be_taken_again(upload):
    take_button(upload(HEAD + ADA)).click().run()

    page = upload(HEAD + ADA)

    assert figures(page)["unverändert"] == "1"
    assert take_button(page).disabled
    assert [info.value.replace("\\", "") for info in page.info] == [
        "Alles aus dieser Datei ist schon bekannt. Es gibt nichts zu übernehmen."
    ]


def test_error_keeps_the_whole_file_out_and_tells_where_it_is(ready, upload):
    page = upload(HEAD + ADA + ADA.replace("00417", "00418").replace("ada@", "kein Postfach"))

    assert figures(page)["Fehler"] == "1"
    assert take_button(page).disabled
    findings = page.table[0].value
    assert findings[["Zeile", "Spalte"]].to_numpy().tolist() == [["3", r"E\-Mail"]]
    assert candidates(ready) == 0


def test_finding_about_the_whole_file_has_no_row(upload):
    page = upload(HEAD.replace("E-Mail", "Irgendwas") + ADA)

    assert page.table[0].value["Zeile"].tolist() == [""]


def test_many_findings_are_looked_through_in_a_grid(upload):
    rows = [ADA.replace("ada@", f"kein Postfach {number}") for number in range(31)]

    page = upload(HEAD + "".join(rows))

    assert len(page.table) == 0
    assert len(page.dataframe[1].value) >= 31


def test_all_findings_are_counted_and_errors_stand_before_hints(upload):
    rows = [ADA.replace("Ada", f"Ada {number}") for number in range(203)]
    hint = ADA.replace("00417", "417").replace("Ada", "Bo").replace("ada@", "bo@")

    page = upload(HEAD + hint + "".join(rows))

    assert (figures(page)["Fehler"], figures(page)["Hinweise"]) == ("202", "1")
    assert "Gezeigt werden je Art die ersten 200." in {text.value for text in page.text}
    listed = page.dataframe[1].value
    assert listed["Art"].tolist() == ["Fehler"] * 200 + ["Hinweis"]


def test_columns_that_nobody_reads_are_named(upload):
    page = upload(HEAD.replace("Umfang", "Teamfarbe") + ADA)

    said = [caption.value.replace("\\", "") for caption in page.caption]
    assert said == ["Nicht übernommen werden die Spalten „Teamfarbe“."]


def test_file_that_is_no_table_is_refused_in_a_sentence(upload):
    page = upload("nur ein Wort")

    assert not page.exception
    assert len(page.error) == 1
    assert not page.button or "Alles übernehmen" not in [each.label for each in page.button]


def test_column_can_be_chosen_by_hand(upload):
    page = upload(HEAD.replace("Nachname", "Benennung der Person") + ADA)
    assert take_button(page).disabled

    chosen = next(box for box in page.selectbox if box.key.endswith("-last_name"))
    chosen.set_value(2).run()

    assert figures(page)["neu"] == "1"
    assert not take_button(page).disabled


def test_leadership_is_told_that_it_does_not_bring_files(ready, open_as):
    page = open_as(ready.make_actor("Dr. Jana Weiß", LEADERSHIP), "imports")

    assert [info.value for info in page.info] == ["Dazu sind Sie nicht berechtigt\\."]
    assert not page.file_uploader


def test_ratings_wait_for_their_phase(town, open_as):
    town.make_round(phase=Phase.APPROACH)
    page = open_as(town.make_actor("Kim Kord", COORDINATOR), "imports")

    page.segmented_control(key="import-kind").set_value(FileKind.RATINGS).run()

    assert [info.value.replace("\\", "") for info in page.info] == [
        "Das geht in der Phase „Ansprache“ nicht."
    ]


def test_page_names_the_columns_before_a_file_is_there(ready, open_as):
    page = open_as(ready.kim, "imports")

    table = page.table[0].value
    assert list(table.columns) == ["Spalte", "Nötig", "Wird auch erkannt als"]
    assert table.iloc[0].tolist()[1] == "ja"
    assert "Personalnummer" in set(table["Spalte"])
    assert len(page.get("download_button")) == 1
