"""The language of the house: whole words, and no word of the workshop."""

import re

import pytest

from tests.house.sources import ROOT, modules, name, strings, texts
from tools import catalog

SIGN_IN_A_WORD = re.compile(
    r"[a-zäöüß]{2}[*:·]in(nen)?\b"  # Lots*in, Lots:innen
    r"|[a-zäöüß]{2}_innen\b"
    r"|[a-zäöüß]{2}/-?in(nen)?\b"  # Bewerber/in, Bewerber/-innen
    r"|[a-zäöüß]{2}\(in(nen)?\)"  # Bewerber(in)
    r"|[a-zäöüß]{2}Innen\b|[a-zäöüß](er|or|eur|ent|ist|at)In\b"  # BewerberInnen
)
OTHERS_SPEAK = {"data/columns.yaml"}  # headers as towns write them
SPOKEN = [
    path
    for path in texts()
    if name(path).startswith(("docs/", "data/", "README")) and name(path) not in OTHERS_SPEAK
]
LOADED = [path for path in texts() if path.suffix in {".css", ".html", ".js", ".svg", ".toml"}]
FOREIGN = re.compile(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
NEVER_CALLED = {"127.0.0.1", "www.w3.org"}  # this machine, and the names of XML vocabularies


@pytest.mark.parametrize("module", modules("lotsen", "pages"), ids=name)
def test_sentences_carry_no_sign_inside_a_word(module):
    found = [(line, said) for line, said in strings(module) if SIGN_IN_A_WORD.search(said)]

    assert found == []


@pytest.mark.parametrize("path", SPOKEN, ids=name)
def test_texts_carry_no_sign_inside_a_word(path):
    lines = path.read_text(encoding="utf-8-sig").splitlines()

    assert [line for line in lines if SIGN_IN_A_WORD.search(line)] == []


@pytest.mark.parametrize("module", modules("lotsen", "pages"), ids=name)
def test_code_calls_nobody(module):
    hosts = {host for _line, said in strings(module) for host in FOREIGN.findall(said)}

    assert hosts - NEVER_CALLED == set()


@pytest.mark.parametrize(
    "path", [path for path in LOADED if name(path).startswith(("lotsen/", ".streamlit"))], ids=name
)
def test_file_that_a_browser_loads_calls_nobody(path):
    hosts = set(FOREIGN.findall(path.read_text(encoding="utf-8")))

    assert hosts - NEVER_CALLED == set()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Lots*innen", True),
        ("eine Lots:in", True),
        ("Mitarbeiter_innen", True),
        ("Bewerber/innen", True),
        ("BewerberInnen", True),
        ("die BewerterIn", True),
        ("Lotsinnen und Lotsen", False),
        ("handed_in_on", False),
        ("Kandidatur: in Prüfung", False),
        ("innen und außen", False),
    ],
)
def test_the_sign_is_known_when_it_is_seen(said, wrong):
    assert bool(SIGN_IN_A_WORD.search(said)) == wrong


def test_pages_begin_at_the_front_door():
    missing = [
        name(page)
        for page in modules("pages")
        if "open_page()" not in (ROOT / page).read_text(encoding="utf-8")
    ]

    assert missing == []


def test_every_sentence_has_its_english():
    assert catalog.check() == []
