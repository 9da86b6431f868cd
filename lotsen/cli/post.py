"""`post send` hands approved letters to the mail server; `post fetch` looks into the mailbox."""

import argparse
import sys
from collections import Counter
from typing import Any

from lotsen.bootstrap import imap_account, smtp_account
from lotsen.cli.shell import DONE, REFUSED, Shell
from lotsen.domain.errors import LotsenError
from lotsen.domain.letters import Problem
from lotsen.i18n import _, inbox, letters, refusals
from lotsen.mail.collecting import Collected, Collector, told
from lotsen.mail.posting import Posted, Sender
from lotsen.mail.smtp import Fate
from lotsen.usecases import posting

INTERRUPTED = 130


def add(commands: Any) -> None:
    """Add the command of this family."""
    family = commands.add_parser(
        "post", help=_("freigegebene Schreiben versenden, das Postfach abrufen")
    )
    verbs = family.add_subparsers(dest="verb", metavar=_("AKTION"), required=True)
    sending = verbs.add_parser("send", help=_("alles senden, was freigegeben ist"))
    sending.add_argument(
        "--dry-run", action="store_true", help=_("nur zeigen, wie viele Schreiben warten")
    )
    sending.set_defaults(run=_send)
    fetching = verbs.add_parser("fetch", help=_("neue E-Mails in den Posteingang holen"))
    fetching.set_defaults(run=_fetch)


def _fetch(_chosen: argparse.Namespace, shell: Shell) -> int:
    """Bring what is new; the mailbox stays as it is, so calling it again does no harm.

    What cannot be read is told and refused once; a job that runs every few minutes goes on.
    """
    from lotsen.mail import imap  # noqa: PLC0415  # other commands start faster

    collector = Collector(application=shell.house, actor=shell.actor, round_id=shell.round.id)
    account, result = imap_account(), Collected()
    try:
        with imap.opened(account) as mailbox:
            collector.collect(mailbox.mails(), account.folder, into=result, is_fetched=True)
    finally:
        if result.read:
            print(told(result), flush=True)
    if not result.read:
        print(told(result))
    new = collector.note_unread(result, account.place)
    for finding in new:
        print(f"{finding.place}: {inbox.fault(finding.fault, finding.facts)}", file=sys.stderr)
    return REFUSED if new else DONE


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
        return _(
            "Schreiben {number}: wartet noch. {reason}",
            number=posted.letter_id,
            reason="" if posted.refusal is None else _reason(posted.refusal),
        )
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


def _reason(refusal: LotsenError) -> str:
    """Why a letter did not leave; where the sentence names somebody, in a few words instead."""
    if "name" not in refusal.facts:
        return refusals.sentence(refusal)
    about = str(refusal.facts.get("count", ""))
    return letters.problem(Problem(code=refusal.code, about=about))
