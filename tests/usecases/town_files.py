"""Small files as a town brings them, and short ways to bring them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lotsen.bootstrap import SYSTEM
from lotsen.usecases import rounds
from lotsen.usecases.importing import PLAN, TAKE, bring

DEPARTMENTS = """\
Nummer;Bezeichnung;Art;Übergeordnete Einheit;Leitung;E-Mail Leitung
33.1;Standesamt;Abteilung;33;;
I;Dezernat I;Dezernat;;;
33;Bürgerdienste;Fachbereich;I;Dr. Aylin Kaya;aylin.kaya@musterhausen.example
"""
PEOPLE = """\
Anrede;Titel;Vorname;Nachname;E-Mail;Telefon;Organisationseinheit;Funktion;Rollen
Frau;;Rita;Roth;rita.roth@musterhausen.example;0123/45;Bürgerdienste;Sachbearbeitung;Bewertung
"""
CANDIDATES = """\
Personalnummer;Anrede;Nachname;Vorname;Dezernat;Fachbereich;Abteilung;E-Mail;Führungskraft;\
E-Mail Führungskraft;Funktion;Umfang;Eingang am;Status;Motivation;Projekte;Bemerkung
00417;Frau;Yıldız;Ada;Dezernat I;Bürgerdienste;Standesamt;ada@musterhausen.example;Aylin Kaya;\
;Standesbeamtin;50 %;03.06.2027;interessiert;Ich mag Neues.;E-Akte;
00418;Herr;Groß;Ben;;33;;ben@musterhausen.example;;;Teamleitung;19,5/39;;;;;
"""
RATINGS = """\
E-Mail Kandidatur;E-Mail bewertende Person;Kriterium;Bewertung;Beleg;Abgegeben am
ada@musterhausen.example;rita.roth@musterhausen.example;Motivation;5;\
Hat die E-Akte eingeführt.;14.06.2027
ada@musterhausen.example;rita.roth@musterhausen.example;Vorbild;n. b.;;14.06.2027
00418;rita.roth@musterhausen.example;Motivation;3;;
"""


def brought(town, kind, text):
    criteria = town.application.query(SYSTEM, rounds.criteria, town.round_id)
    return bring(kind, text.encode(), f"{kind}.csv", criteria)


def plan(town, kind, text):
    return town.application.query(town.kim, PLAN[kind], town.round_id, brought(town, kind, text))


def take(town, kind, text, seen=None):
    seen = plan(town, kind, text).revision if seen is None else seen
    return town.application.execute(
        town.kim, TAKE[kind], town.round_id, brought(town, kind, text), seen=seen
    )


def count(town, table):
    with Session(town.engine) as session:
        return session.scalar(select(func.count()).select_from(table))


def codes(plan):
    return [finding.code for finding in plan.findings]
