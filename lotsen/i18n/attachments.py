"""The sentences about attachments: why one stays in the mailbox, and why taking is refused."""

from typing import Final

from lotsen.domain.attachments import MOST_BYTES, AttachmentFault
from lotsen.domain.errors import LotsenError
from lotsen.i18n import _
from lotsen.i18n.sentences import Sentences

OF_ATTACHMENTS: Sentences = {
    "attachment.unknown": lambda _facts: _(
        "Diese Anlage gibt es nicht mehr. Bitte laden Sie die Seite neu."
    ),
    "attachment.none_chosen": lambda _facts: _("Bitte wählen Sie mindestens eine Anlage."),
    "attachment.needs_candidacy": lambda _facts: _(
        "Anlagen lassen sich erst übernehmen, wenn die E-Mail zu einer Kandidatur gehört."
    ),
    "attachment.too_much": lambda facts: _(
        "Die Anlagen einer E-Mail dürfen zusammen höchstens {most} MB haben. "
        "Nichts wurde übernommen.",
        most=facts["most"],
    ),
    "attachment.other_file": lambda facts: _(
        "„{name}“ ist nicht die Datei, die mit der E-Mail kam. Nichts wurde übernommen.",
        name=facts["name"],
    ),
    "attachment.other_mail": lambda _facts: _(
        "Diese Datei ist weder die E-Mail noch eine der gewählten Anlagen. Nichts wurde übernommen."
    ),
    "attachment.not_in_mailbox": lambda _facts: _(
        "Die E-Mail liegt nicht mehr im Postfach. Bringen Sie sie oder die Anlage als Datei."
    ),
}
"""The sentence for every refusal about attachments."""

_MOST: Final = MOST_BYTES // 1_000_000


def why_not(fault: AttachmentFault) -> str:
    """Why an attachment is not taken."""
    match fault:
        case AttachmentFault.EMPTY:
            return _("Die Datei ist leer.")
        case AttachmentFault.KIND:
            return _("Übernommen werden nur Dokumente und Bilder, ohne Makros und Programme.")
        case AttachmentFault.TOO_LARGE:
            return _("Die Datei ist größer als {most} MB.", most=_MOST)
        case AttachmentFault.DISGUISED:
            return _("Der Inhalt passt nicht zur Endung des Namens.")
        case AttachmentFault.MACROS:
            return _("Die Datei enthält Makros oder eingebettete Programme.")
        case AttachmentFault.ENCRYPTED:
            return _("Die Datei ist mit einem Kennwort geschützt.")


def attachment_refusal(error: LotsenError) -> str | None:
    """The sentence for an attachment that is not taken; None for any other refusal."""
    if error.code not in {*AttachmentFault}:
        return None
    return _(
        "„{name}“ bleibt draußen: {why} Nichts wurde übernommen.",
        name=error.facts["name"],
        why=why_not(AttachmentFault(error.code)),
    )
