import subprocess
import sys

import pytest

from tools import environment, programs


def instead_of_pip(monkeypatch, asked, code):
    def start(command):
        asked.append(command[-1])
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen([sys.executable, "-c", code], **how)

    monkeypatch.setattr(environment, "_start", start)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A place with pins but nothing installed, and what pip would have been asked."""
    (tmp_path / "requirements.txt").write_text("six==1.0\n")
    (tmp_path / "requirements-dev.txt").write_text("six==1.0\nattrs==1.0\n")
    (tmp_path / ".venv").mkdir()
    asked = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv/python")
    monkeypatch.setattr(environment, "_works", lambda _python: True)
    monkeypatch.chdir(tmp_path)

    instead_of_pip(monkeypatch, asked, "print('Collecting six')")
    return tmp_path, asked


def test_what_is_installed_is_not_installed_again(checkout):
    _place, asked = checkout

    environment.prepare("requirements.txt")
    environment.prepare("requirements.txt")

    assert asked == ["requirements.txt"]


def test_new_pins_are_installed(checkout):
    place, asked = checkout
    environment.prepare("requirements.txt")

    (place / "requirements.txt").write_text("six==2.0\n")
    environment.prepare("requirements.txt")

    assert asked == ["requirements.txt", "requirements.txt"]


def test_who_can_test_can_run(checkout):
    _place, asked = checkout

    environment.prepare("requirements-dev.txt")
    environment.prepare("requirements.txt")

    assert asked == ["requirements-dev.txt"]


def test_failed_installation_is_told_and_tried_again(checkout, monkeypatch):
    _place, asked = checkout

    instead_of_pip(monkeypatch, asked, "print('no net'); exit(1)")

    for _time in range(2):
        with pytest.raises(environment.NotPossible, match="no net"):
            environment.prepare("requirements.txt")

    assert len(asked) == 2


def test_provider_of_the_tests_is_installed_as_long_as_its_lock_says_so(tmp_path, monkeypatch):
    lock, installed = tmp_path / "package-lock.json", tmp_path / "installed"
    monkeypatch.setattr(programs, "_LOCK", lock)
    monkeypatch.setattr(programs, "_INSTALLED", installed)
    lock.write_text("{}")
    assert not programs.provider_is_there()

    installed.write_text(programs._print_of_lock())
    assert programs.provider_is_there()

    lock.write_text('{"lockfileVersion": 3}')
    assert not programs.provider_is_there()


def test_program_without_its_library_is_missing(monkeypatch):
    monkeypatch.setattr(programs.sys, "platform", "linux")
    monkeypatch.setattr(programs.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(programs, "find_library", lambda _name: None)

    assert programs.find("chromium") is None
    assert programs.find("libreoffice") == "/bin/soffice"
