"""What is promised to those who bring the repository home."""

import json
import re
import tomllib

import pytest

from tests.house.sources import ROOT, documents, files, name, texts
from tools.make import VERBS

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(\[[a-z,]+\])?==(\S+)", re.MULTILINE)
MACHINES = ("/" + "work/", "/" + "tmp/", "/" + "root/", "/" + r"home/\w", "C:" + r"\\Users")
WORKSHOP = re.compile("|".join(MACHINES))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)")
DECISION = re.compile(r"\badr/([\w-]+\.md)|\bADR (\d{4})\b")
COMMAND = re.compile(r"(?:^|`)(?:make|py tools\\make\.py) (\w+)", re.MULTILINE)
MEGABYTE = 1_000_000


def pins(file_name):
    return {pin: version for pin, _extra, version in PIN.findall(read(file_name))}


def read(file_name):
    return (ROOT / file_name).read_text(encoding="utf-8")


@pytest.mark.parametrize("file_name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_its_hashes_and_no_address(file_name):
    blocks = re.split(r"\n(?=[a-z0-9])", read(file_name).split("\n", 2)[2])

    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|--(extra-)?index|--find-links", read(file_name))


def test_provider_of_the_tests_is_pinned_with_hashes_and_no_address():
    lock = json.loads(read("tests/e2e/provider/package-lock.json"))
    wishes = json.loads(read("tests/e2e/provider/package.json"))["dependencies"]
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert all(re.fullmatch(r"[0-9.]+", version) for version in wishes.values())
    assert [name for name, each in packages.items() if "integrity" not in each] == []
    assert [name for name, each in packages.items() if "resolved" in each] == []


def test_what_is_tested_is_what_runs():
    developing = pins("requirements-dev.txt")

    assert {pin: developing.get(pin) for pin in pins("requirements.txt")} == pins(
        "requirements.txt"
    )


@pytest.mark.parametrize("file_name", ["requirements", "requirements-dev"])
def test_every_wish_is_pinned(file_name):
    wishes = re.findall(r"^([a-z][a-z0-9-]*)", read(f"{file_name}.in"), flags=re.MULTILINE)

    assert set(wishes) - set(pins(f"{file_name}.txt")) == set()


def test_streamlit_is_the_one_that_our_gate_was_tried_with():
    assert pins("requirements.txt")["streamlit"] == "1.67.0"


def test_make_has_the_verbs_of_the_runner():
    (phony,) = re.findall(r"^\.PHONY: (.*)$", read("Makefile"), flags=re.MULTILINE)

    assert set(phony.split()) == {*VERBS, "help"}


@pytest.mark.parametrize("document", documents(), ids=name)
def test_commands_in_documents_exist(document):
    told = set(COMMAND.findall(document.read_text(encoding="utf-8")))

    assert told - set(VERBS) == set()


@pytest.mark.parametrize("document", documents(), ids=name)
def test_links_and_pictures_in_documents_lead_somewhere(document):
    links = LINK.findall(document.read_text(encoding="utf-8"))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in inside if not (document.parent / link).exists()] == []


def test_every_document_is_reached_from_the_first_page():
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        document = ahead.pop()
        if document not in reached and document.suffix == ".md":
            reached.add(document)
            links = LINK.findall(document.read_text(encoding="utf-8"))
            ahead += [(document.parent / link).resolve() for link in links if ":" not in link]

    assert {name(document) for document in set(documents()) - reached} == set()


def test_decisions_that_are_named_anywhere_can_be_read():
    there = {path.name for path in (ROOT / "docs/adr").glob("*.md")}
    known = there | {each[:4] for each in there}
    told = {
        (name(path), file or number)
        for path in texts()
        for file, number in DECISION.findall(path.read_text(encoding="utf-8"))
    }

    assert len(told) > len(there) / 2
    assert sorted((path, decision) for path, decision in told if decision not in known) == []


@pytest.mark.parametrize("document", documents(), ids=name)
def test_pictures_say_what_they_show(document):
    pictures = PICTURE.findall(document.read_text(encoding="utf-8"))

    assert [path for words, path in pictures if not words.strip()] == []


def test_texts_know_no_machine():
    found = {name(path): WORKSHOP.findall(path.read_text(encoding="utf-8")) for path in texts()}

    assert {path: places for path, places in found.items() if places} == {}


def test_files_are_small_enough_to_bring_home():
    assert [name(path) for path in files() if path.stat().st_size > MEGABYTE] == []


def test_no_database_and_no_secret_is_in_the_repository():
    kinds = {".db", ".key", ".p12", ".pem", ".sqlite"}

    assert [name(path) for path in files() if path.suffix in kinds or path.name == ".env"] == []


def test_licence_is_whole():
    licence = read("LICENSE")

    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [f"\n{article}." in licence for article in range(1, 16)] == [True] * 15
    assert "Appendix" in licence


def test_changelog_begins_with_this_version():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## \[?([^\]\s]+)", read("CHANGELOG.md"), flags=re.MULTILINE)

    assert version in headings[:2]  # above it, at most what is not released yet
