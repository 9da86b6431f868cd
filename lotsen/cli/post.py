"""`post send`: hand the approved letters to the town's mail server."""

import argparse
import sys
from collections import Counter
from typing import Any

from lotsen.bootstrap import smtp_account
from lotsen.cli.shell import DONE, REFUSED, Shell
from lotsen.i18n import _
from lotsen.mail.posting import Posted, Sender
from lotsen.mail.smtp import Fate
from lotsen.usecases import posting

INTERRUPTED = 130


def add(commands: Any) -> None:
    """Add the command of this family."""
    family = commands.add_parser("post", help=_("freigegebene Schreiben versenden"))
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    sending = verbs.add_parser("send", help=_("alles senden, was freigegeben ist"))
    sending.add_argument(
        "--dry-run", action="store_true", help=_("nur zeigen, wie viele Schreiben warten")
    )
    sending.set_defaults(run=_send)


def _send(chosen: argparse.Namespace, shell: Shell) -> int:
    if chosen.dry_run:
        due = shell.house.query(shell.actor, posting.due, shell.round.id)
        print(_("Es warten {count} Schreiben.", count=len(due)))
        return DONE
    fates: Counter[Fate] = Counter()

    def tell(posted: Posted) -> None:
        print(_line(posted), flush=True)
        if posted.delivery is not None:
            fates[posted.delivery.fate] += 1

    sender = Sender(
        application=shell.house,
        actor=shell.actor,
        round_id=shell.round.id,
        account=smtp_account(),
    )
    try:
        sender.post(tell)
    except KeyboardInterrupt:
        print(
            _("Abgebrochen. Ein Schreiben, das gerade unterwegs war, gilt bald als unklar."),
            file=sys.stderr,
        )
        return INTERRUPTED
    print(_summary(fates))
    return REFUSED if fates[Fate.BOUNCED] + fates[Fate.LOST] else DONE


def _summary(fates: Counter[Fate]) -> str:
    return _(
        "Gesendet: {sent}. Aufgeschoben: {deferred}. Nicht zustellbar: {bounced}. Unklar: {lost}.",
        sent=fates[Fate.ARRIVED],
        deferred=fates[Fate.DEFERRED],
        bounced=fates[Fate.BOUNCED],
        lost=fates[Fate.LOST],
    )


def _line(posted: Posted) -> str:
    """One line for the log of the machine: no name and no address, they stand on the page."""
    if posted.letter is None or posted.delivery is None:
        return _("wartet noch")
    words = {
        Fate.ARRIVED: _("gesendet"),
        Fate.DEFERRED: _("aufgeschoben"),
        Fate.BOUNCED: _("nicht zustellbar"),
        Fate.LOST: _("unklar, ob angekommen"),
    }
    line, fate = posted.letter.line, posted.delivery.fate
    return _(
        "Schreiben {number} ({kind}): {state}", number=line.id, kind=line.key, state=words[fate]
    )
