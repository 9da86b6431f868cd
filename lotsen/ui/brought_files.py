"""Files that were uploaded: read once, compared once per revision, not at every run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from lotsen.application.memory import Memory
from lotsen.domain.criteria import Criterion
from lotsen.domain.files import FileKind
from lotsen.imports.rows import parse
from lotsen.imports.tables import RawTable, read_table
from lotsen.ui.page import Page
from lotsen.usecases.import_plan import ImportPlan
from lotsen.usecases.importing import PLAN, Brought

_FILES = Memory(capacity=6)
"""Only what follows from the bytes alone; what the records say is in the application's memory."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Upload:
    """An uploaded file as a table; `digest` is the SHA-256 of its bytes."""

    raw: RawTable
    filename: str
    digest: str


def read(content: bytes, filename: str) -> Upload:
    """Read an uploaded file; what the bytes hold is their own key, so nothing gets mixed up."""
    digest = sha256(content).hexdigest()
    raw: RawTable = _FILES.recall(
        ("raw", digest, filename), 0, lambda _older: read_table(content, filename)
    )
    return Upload(raw=raw, filename=filename, digest=digest)


def check(
    kind: FileKind, upload: Upload, mapping: Mapping[str, int], criteria: Sequence[Criterion]
) -> Brought:
    """Check the rows under a mapping."""
    names = tuple((each.key, each.number, each.title, each.full_title) for each in criteria)
    key = ("parsed", upload.digest, kind, tuple(sorted(mapping.items())), names)
    brought: Brought = _FILES.recall(
        key,
        0,
        lambda _older: Brought(
            parsed=parse(kind, upload.raw, mapping, criteria),
            filename=upload.filename,
            digest=upload.digest,
        ),
    )
    return brought


def compare(page: Page, brought: Brought, mapping: Mapping[str, int]) -> ImportPlan:
    """Compare with the records; anew whenever the records changed."""
    kind = brought.parsed.kind
    key = ("plan", page.round_id, brought.digest, kind, tuple(sorted(mapping.items())))
    plan: ImportPlan = page.application.memory.recall(
        key, page.round.revision, lambda _older: page.query(PLAN[kind], page.round_id, brought)
    )
    return plan
