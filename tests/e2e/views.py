"""What people get to see: every page, and what opens on it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.e2e import town
from tests.e2e.accessibility import settled
from tests.e2e.browsing import COORDINATOR, LEADERSHIP, RATER, go, ready
from tests.e2e.doing import choose, hand_over_letter, room


def nothing_more(_page: Page) -> None:
    """The page as it opens."""


def bring_candidates(page: Page) -> None:
    page.locator("input[type=file]").set_input_files(town.FOLDER / town.CANDIDATES)
    page.get_by_role("button", name="Alles übernehmen").wait_for()
    page.get_by_text("Spalten prüfen").click()
    ready(page)


def open_unrated(page: Page) -> None:
    """The profile of somebody whom nobody has rated: the picture has no dot of theirs."""
    page.get_by_role("textbox", name="Suchen").fill("Heitkamp")
    choose(page, "Profil öffnen", "Heitkamp")
    page.get_by_text("Es ist noch keine Bewertung abgegeben.").wait_for()
    let_go(page)


def bring_mails(page: Page) -> None:
    """Mails in the inbox, the first one beside the form; a second time they are known."""
    if not page.get_by_role("combobox", name="E-Mail ansehen").count():
        page.locator("input[type=file]").set_input_files(
            {"name": "post.mbox", "mimeType": "application/mbox", "buffer": town.MAILBOX}
        )
        page.get_by_role("button", name="In den Posteingang übernehmen").click()
        page.get_by_role("combobox", name="E-Mail ansehen").wait_for()
    page.get_by_role("button", name="Keine Interessenbekundung", exact=True).wait_for()
    ready(page)


def offer_attachments(page: Page) -> None:
    """A mail with files that belongs to a candidacy; none of them has been taken yet."""
    bring_mails(page)
    choose(page, "E-Mail ansehen", "Katharina Overbeck: Nachtrag")
    page.get_by_text("Projektplan.docm (1 kB): bleibt draußen.").wait_for()
    assign = page.get_by_role("button", name="Zu bestehender Kandidatur")
    if assign.count():
        assign.click()
    page.get_by_text("Anlagen übernehmen", exact=True).click()
    page.get_by_role("button", name="Aus der Datei übernehmen").wait_for()
    ready(page)


def open_round_forms(page: Page) -> None:
    """Everything that can be changed in a round, and one criterion with its anchors."""
    for label in (
        "Termine ändern",
        "Plätze und Gewichte ändern",
        "Ein Kriterium ändern",
        "Ein Kriterium hinzufügen",
    ):
        page.get_by_text(label, exact=True).click()
    page.get_by_label("Anker der Stufe 5").wait_for()
    ready(page)


def open_sheet(page: Page) -> None:
    """The sheet is open once nobody is biased; the first view of a server declares it."""
    declared = page.get_by_role("button", name="Ich bin nicht befangen")
    if declared.count():
        declared.click()
        page.get_by_role("radiogroup").first.wait_for()
        ready(page)


def new_meeting(page: Page, title: str, planned: Locator) -> None:
    """Plan one; its little form closes by itself, and the page is free."""
    page.get_by_role("button", name="Neue Sitzung").click()
    label = page.get_by_label("Bezeichnung")
    label.fill(title)
    label.press("Enter")
    ready(page)
    page.get_by_role("button", name="Sitzung planen").click()
    planned.wait_for()
    expect(label).to_be_hidden()
    ready(page)


def hold_meeting(page: Page) -> None:
    """The demo town's meeting is on; the first view of a server opens it."""
    opens = page.get_by_role("button", name="Sitzung eröffnen")
    if opens.count():
        opens.click()
    page.get_by_role("button", name="Sitzung beenden").wait_for()
    ready(page)


def plan_meeting(page: Page) -> None:
    """Another meeting of which only the agenda is made."""
    hold_meeting(page)
    if not page.get_by_role("combobox", name="Sitzung").count():
        new_meeting(
            page, "Zweiter Tag", page.get_by_role("combobox", name="Sitzung", include_hidden=True)
        )
    choose(page, "Sitzung", "Zweiter Tag")
    page.get_by_text("Auf die Tagesordnung setzen").wait_for()
    ready(page)


def show_on_the_wall(page: Page) -> None:
    hold_meeting(page)
    go(page, "/meeting?wand=1")


def open_letters(page: Page) -> None:
    """The outbox with letters in it; the first view of a server drafts them."""
    room(page, "Anlegen")
    draft = page.get_by_role("button", name="Entwürfe anlegen")
    if draft.count():
        draft.click()
        page.get_by_text("Es gibt niemanden, für den").wait_for()
    room(page, "Ausgang")
    page.get_by_role("button", name="Dieses Schreiben verwerfen").wait_for()
    ready(page)


def word_letters(page: Page) -> None:
    room(page, "Vorlagen")
    expect(page.get_by_role("combobox", name="Stand")).to_have_count(0)
    ready(page)


def value_letters(page: Page) -> None:
    room(page, "Angaben")
    expect(page.get_by_role("combobox", name="Stand")).to_have_count(0)
    ready(page)


def show_distances(page: Page) -> None:
    """The picture that diverges around the town's mean, by the fair score."""
    room(page, "Abstand, fair")
    page.locator(".st-key-distances_table").wait_for()
    ready(page)


def show_raters(page: Page) -> None:
    """What the coordination alone sees: severity and habits, with their tables open."""
    open_table(page, "severity_table")
    open_table(page, "habits_table")


def show_steps(page: Page) -> None:
    """One person's way from the plain to the fair score, as picture and as table."""
    choose(page, "Person", "Brinkmann")
    open_table(page, "waterfall_table")


def show_fair_criteria(page: Page) -> None:
    """A profile with the ring of the fair score, and its table."""
    open_table(page, "profile_table")
    expect(page.get_by_role("columnheader", name="Fairer Wert")).to_be_visible()


def show_chances(page: Page) -> None:
    """The proposal with its twenty dots, and both pictures as tables."""
    page.get_by_text("Wie sicher der Vorschlag ist").wait_for()
    open_table(page, "chances_table")
    open_table(page, "coverage_table")


def swap_people(page: Page) -> None:
    """Two people change places, and the proposal says what that changes."""
    page.get_by_text("Was wäre, wenn").wait_for()
    choose(page, "Statt dieser Person", "Marchetti")
    choose(page, "käme diese", "Friesen")
    page.get_by_text("Der Mittelwert wäre").last.wait_for()
    let_go(page)


def open_table(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} summary").click()
    page.locator(f".st-key-{key} table").wait_for()
    ready(page)


def see_concept(page: Page) -> None:
    room(page, "Konzept")
    page.get_by_role("heading", name="Das Konzept").wait_for()
    expect(page.get_by_role("heading", name="Vorgeschlagene Personen")).to_have_count(0)
    ready(page)


def see_named(page: Page) -> None:
    """Whoever has to be told next, with the letter."""
    room(page, "Vorschläge")
    box = page.get_by_role("combobox", name="Person")
    box.scroll_into_view_if_needed()  # a page that scrolls closes the list
    settled(page)
    box.click()
    page.get_by_role("option", name="Rahimi").click()
    ready(page)
    page.get_by_text("Schreiben an die Person").wait_for()
    let_go(page)


def choose_person(page: Page) -> None:
    choose(page, "Person", "Haverkamp")
    page.get_by_role("button", name="Rollen ändern").wait_for()
    let_go(page)


def remind(page: Page) -> None:
    page.get_by_text("So würde es").scroll_into_view_if_needed()
    let_go(page)


def let_go(page: Page) -> None:
    """Nothing has the focus, as on a page that has just opened."""
    page.locator("h1").first.click()
    ready(page)


@dataclass(frozen=True, kw_only=True)
class View:
    """One thing to see: an address, who looks, and what they do there."""

    path: str
    title: str
    who: str | None = COORDINATOR
    then: Callable[[Page], None] = nothing_more

    def show(self, page: Page) -> None:
        if self.who is None:
            page.goto(self.path)
        else:
            go(page, self.path)
        self.then(page)


VIEWS = {
    "sign-in": View(path="/anmelden", title="Anmelden", who=None),
    "home": View(path="/", title="Übersicht"),
    "departments": View(path="/departments", title="Abteilungen"),
    "departments-distances": View(path="/departments", title="Abteilungen", then=show_distances),
    "candidates": View(path="/candidates", title="Kandidaturen"),
    "candidates-unrated": View(path="/candidates", title="Kandidaturen", then=open_unrated),
    "profile": View(path="/candidates?candidate=1", title="Kandidaturen", then=show_fair_criteria),
    "survey": View(path="/survey", title="Umfrage", then=see_named),
    "survey-concept": View(path="/survey", title="Umfrage", then=see_concept),
    "survey-leader": View(path="/survey", title="Umfrage", who=LEADERSHIP),
    "rate": View(path="/rate", title="Bewerten", who=RATER, then=open_sheet),
    "progress": View(path="/progress", title="Bewertungsstand"),
    "comparison": View(path="/comparison", title="Vergleich"),
    "comparison-person": View(path="/comparison", title="Vergleich", then=show_steps),
    "comparison-raters": View(path="/comparison", title="Vergleich", then=show_raters),
    "shortlist": View(path="/shortlist", title="Engere Wahl"),
    "agreements": View(path="/agreements", title="Absprache"),
    "shortlist-rules": View(path="/shortlist?ansicht=Regeln", title="Engere Wahl"),
    "shortlist-proposal": View(
        path="/shortlist?ansicht=Vorschlag", title="Engere Wahl", then=show_chances
    ),
    "shortlist-swap": View(
        path="/shortlist?ansicht=Vorschlag", title="Engere Wahl", then=swap_people
    ),
    "shortlist-compare": View(path="/shortlist?ansicht=Vergleichen", title="Engere Wahl"),
    "meeting": View(path="/meeting", title="Sitzung", then=hold_meeting),
    "meeting-plan": View(path="/meeting", title="Sitzung", then=plan_meeting),
    "meeting-wall": View(path="/meeting", title="Sitzung", then=show_on_the_wall),
    "meeting-member": View(path="/meeting", title="Sitzung", who=RATER),
    "decisions": View(path="/decisions", title="Entscheidung", who=LEADERSHIP),
    "closing": View(path="/closing", title="Abschluss", who=LEADERSHIP),
    "closing-coordinator": View(path="/closing", title="Abschluss"),
    "round": View(path="/round", title="Auswahlrunde", who=LEADERSHIP),
    "round-forms": View(path="/round", title="Auswahlrunde", then=open_round_forms),
    "outbox": View(path="/outbox", title="Mitteilungen", then=open_letters),
    "outbox-handed": View(path="/outbox", title="Mitteilungen", then=hand_over_letter),
    "outbox-templates": View(path="/outbox", title="Mitteilungen", then=word_letters),
    "outbox-values": View(path="/outbox", title="Mitteilungen", then=value_letters),
    "inbox": View(path="/inbox", title="Posteingang"),
    "inbox-mail": View(path="/inbox", title="Posteingang", then=bring_mails),
    "inbox-attachments": View(path="/inbox", title="Posteingang", then=offer_attachments),
    "method": View(path="/method", title="So rechnet Lotsen"),
    "imports": View(path="/imports", title="Dateien einlesen"),
    "people": View(path="/people", title="Beteiligte"),
    "audit": View(path="/audit", title="Protokoll"),
    "handbook": View(path="/handbook", title="Handbuch"),
    "handbook-table": View(path="/handbook?seite=Wer%20sieht%20was", title="Handbuch"),
    "progress-letter": View(path="/progress", title="Bewertungsstand", then=remind),
    "people-roles": View(path="/people", title="Beteiligte", then=choose_person),
    "imports-file": View(path="/imports", title="Dateien einlesen", then=bring_candidates),
}
