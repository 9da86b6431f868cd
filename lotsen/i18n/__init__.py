"""The words on the screen: written in German, translated where there is a catalog."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LANGUAGES = ("de", "en")
_language: ContextVar[str] = ContextVar("language", default="de")


def use_language(language: str) -> None:
    """Choose the language for the rest of this run; one that is not there becomes German."""
    _language.set(language if language in LANGUAGES else LANGUAGES[0])


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Speak a language for a while: a letter is the town's, whoever has it written."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    """The language of this run."""
    return _language.get()


def _(message: str, /, **facts: object) -> str:
    """Translate now, in the language of the person who looks."""
    return _catalog(_language.get()).gettext(message).format(**facts)


@cache
def _catalog(language: str) -> NullTranslations:
    folder = Path(__file__).parent / "locale"
    return translation("lotsen", folder, [language], fallback=True)
