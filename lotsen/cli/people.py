"""`people add` and `people invite`: let somebody in before there is anybody who could."""

import argparse
from typing import Any

from lotsen.bootstrap import passwords_are_on
from lotsen.cli.shell import DONE, Shell
from lotsen.domain.accounts import LONGEST_INVITATION, fingerprint, new_token
from lotsen.domain.errors import NotFound
from lotsen.domain.ids import PersonId
from lotsen.domain.people import Role
from lotsen.i18n import _
from lotsen.usecases import local_accounts, people


def add(commands: Any) -> None:
    """Add the commands of this family."""
    family = commands.add_parser("people", help=_("Personen eintragen und einladen"))
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    adding = verbs.add_parser("add", help=_("eine Person mit Rollen eintragen und einladen"))
    adding.add_argument("--email", required=True, metavar=_("ADRESSE"))
    adding.add_argument("--first-name", default="", metavar=_("VORNAME"))
    adding.add_argument("--last-name", required=True, metavar=_("NACHNAME"))
    adding.add_argument(
        "--role",
        action="append",
        required=True,
        choices=[role.value for role in Role],
        metavar=_("ROLLE"),
        help=", ".join(Role),
    )
    adding.set_defaults(run=_add)
    inviting = verbs.add_parser("invite", help=_("einer Person einen neuen Link geben"))
    inviting.add_argument("email", metavar=_("ADRESSE"))
    inviting.set_defaults(run=_invite)


def _add(chosen: argparse.Namespace, shell: Shell) -> int:
    key = shell.house.execute(
        shell.actor,
        local_accounts.add_person,
        chosen.email,
        chosen.first_name,
        chosen.last_name,
        [Role(role) for role in chosen.role],
    )
    return _give_link(shell, key)


def _invite(chosen: argparse.Namespace, shell: Shell) -> int:
    lines = shell.house.query(shell.actor, people.listing)
    found = [line.id for line in lines if line.email == chosen.email.strip().lower()]
    if not found:
        raise NotFound("person.unknown")
    return _give_link(shell, found[0])


def _give_link(shell: Shell, person_id: PersonId) -> int:
    if not passwords_are_on():
        print(
            _(
                "Die Person ist eingetragen und meldet sich mit ihrem Dienstkonto an; es zählt "
                "die E-Mail-Adresse. Einen Link braucht sie nicht."
            )
        )
        return DONE
    token = new_token()
    shell.house.execute(shell.actor, local_accounts.invite, person_id, fingerprint(token))
    print(
        _(
            "Eingeladen. Mit diesem Link legt die Person ihr Kennwort fest, einmal und "
            "innerhalb von {days} Tagen; davor gehört die Adresse, unter der Lotsen läuft:",
            days=LONGEST_INVITATION.days,
        )
    )
    print(f"/einladung?code={token}")
    return DONE
