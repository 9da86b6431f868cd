"""A parser for the command line that speaks German from the first word to the last."""

import argparse
import re
from collections.abc import Iterable
from gettext import gettext
from typing import Any, NoReturn

USAGE_CODE = 2

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"Es fehlt: \1."),
    (
        r"argument (.+): invalid choice: '(.*?)'(?:, maybe .*)? \(choose from (.+)\)",
        r"Bei „\1“ ist „\2“ nicht möglich. Möglich sind: \3.",
    ),
    (r"unrecognized arguments: (.+)", r"Das ist nicht bekannt: \1."),
    (r"argument (.+): expected one argument", r"Bei „\1“ fehlt die Angabe."),
    (r"argument (.+): expected (\d+) arguments", r"Bei „\1“ fehlen Angaben. Nötig sind \2."),
    (r"argument (.+): ignored explicit argument '(.*)'", r"„\1“ nimmt keine Angabe: „\2“."),
    (
        r"argument (.+): invalid \w+ value: '(.*)'",
        r"Bei „\1“ ist „\2“ keine gültige Angabe.",
    ),
)
_TITLES = {"positional arguments": "Angaben", "options": "Optionen"}


class GermanParser(argparse.ArgumentParser):
    """An `ArgumentParser` whose help and mistakes are German; long names are not guessed."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self._positionals.title = _TITLES["positional arguments"]
        self._optionals.title = _TITLES["options"]
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen und enden")

    def format_usage(self) -> str:
        """The usage line."""
        return _german_usage(super().format_usage())

    def format_help(self) -> str:
        """The whole help."""
        return _german_usage(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and end with the code for it."""
        self.exit(USAGE_CODE, f"{self.format_usage()}{german(message)}\n")


def german(message: str) -> str:
    """The sentence for a message of argparse."""
    for pattern, sentence in _SENTENCES:
        if (hit := re.fullmatch(pattern, message, flags=re.DOTALL)) is not None:
            return hit.expand(sentence).replace("'", "")
    return message


def words(lines: Iterable[str]) -> str:
    """Lines as one text."""
    return "\n".join(lines)


def _german_usage(text: str) -> str:
    return text.replace(gettext("usage: "), "Aufruf: ", 1)
