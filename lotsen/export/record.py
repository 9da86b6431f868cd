"""The record leaves the house: document, table and data in one archive, with their check sums."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from lotsen.application.application import Application
from lotsen.domain.people import Actor
from lotsen.domain.rounds import Round
from lotsen.export.record_data import record_data
from lotsen.export.record_pdf import record_pdf
from lotsen.export.record_tables import record_tables
from lotsen.export.xlsx import book_bytes
from lotsen.i18n import formats, speaking
from lotsen.usecases import dossier
from lotsen.usecases.dossier_views import Dossier

MIME: Final = "application/zip"
GATHERED, WRITTEN, PACKED = 0.15, 0.85, 0.95
"""How much of the work is done when a part of it is."""

FORMAT: Final = "lotsen-record-1"
_OWNERS_ONLY: Final = 0o600 << 16


@dataclass(frozen=True, kw_only=True)
class Record:
    """The archive as it is handed over; `document` is the PDF in it, `digest` its check sum."""

    archive: bytes
    document: bytes
    digest: str


def record_name(round_: Round) -> str:
    """The name that the archive is offered under, with the file reference where there is one."""
    reference = re.sub(r"[^\w.-]+", "-", round_.reference).strip("-.")
    ending = f"_{reference}" if reference else ""
    return f"{round_.today.isoformat()}_Digitallotsen_Auswahlvermerk{ending}.zip"


def deliver_record(
    application: Application,
    actor: Actor,
    round_: Round,
    tell: Callable[[float], None] = lambda _share: None,
) -> Record:
    """The record in its three forms; nothing is handed over that is not in the audit log.

    Raises:
        LotsenError: the actor may not have it.
    """
    found = application.query(actor, dossier.gather, round_.id)
    reference = found.round.reference
    tell(GATHERED)
    with speaking("de"):  # it is the town's, whatever language its reader has chosen
        record = made(found, reference, tell)
    application.execute(
        actor,
        dossier.record_export,
        round_.id,
        reference=reference,
        sha256=record.digest,
        people=len(found.people),
        draft=found.is_draft,
    )
    return record


def made(
    found: Dossier, reference: str, tell: Callable[[float], None] = lambda _share: None
) -> Record:
    """The three files of this dossier; the same dossier gives the same bytes."""
    document = record_pdf(record_data(found, reference), found.anchor.at)
    tell(WRITTEN)
    moment = found.anchor.at.astimezone(formats.TOWN_TIME)
    files = {
        "Auswahlvermerk.pdf": document,
        "Auswahlvermerk.xlsx": book_bytes(record_tables(found, reference), day=moment.date()),
        "Auswahlvermerk.json": record_json(found, reference),
    }
    tell(PACKED)
    return Record(
        archive=_archive(files, moment), document=document, digest=sha256(document).hexdigest()
    )


def record_json(found: Dossier, reference: str) -> bytes:
    """The whole dossier for programs: ISO dates, and null where there is no number."""
    said = _plain(found)
    for name in ("today", "revision", "version"):  # what another day, or another matter, changes
        del said["round"][name]
    content = {"format": FORMAT, "reference": reference, "draft": found.is_draft, **said}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _archive(files: Mapping[str, bytes], moment: datetime) -> bytes:
    """Pack the files with a list of check sums that every system's own tools can check."""
    sums = "".join(f"{sha256(part).hexdigest()}  {name}\n" for name, part in files.items())
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in {**files, "SHA256SUMS.txt": sums.encode()}.items():
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _OWNERS_ONLY
            archive.writestr(entry, part)
    return content.getvalue()


def _plain(value: Any) -> Any:
    """A view as JSON has it."""
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    match value:
        case float():
            return None if value != value else value  # noqa: PLR0124  # NaN is not itself
        case date():
            return value.isoformat()
        case frozenset() | list() | tuple():
            return [_plain(each) for each in (sorted(value) if type(value) is frozenset else value)]
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case _:
            return value
