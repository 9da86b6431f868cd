"""Bring a town's files: look what taking one would do, then take all of it or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.domain.audit import AuditAction
from lotsen.domain.criteria import Criterion
from lotsen.domain.errors import BadInput, Outdated
from lotsen.domain.files import FileKind
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.imports.checks import Parsed
from lotsen.imports.columns import match_columns
from lotsen.imports.rows import parse
from lotsen.imports.tables import read_table
from lotsen.usecases.import_candidates import compare_candidates, take_candidates
from lotsen.usecases.import_departments import compare_departments, take_departments
from lotsen.usecases.import_people import compare_people, take_people
from lotsen.usecases.import_plan import ImportPlan, Progress, Tally, no_progress
from lotsen.usecases.import_ratings import compare_ratings
from lotsen.usecases.profile_versions import freeze
from lotsen.usecases.rounds import fetch_round, raise_other_revisions, revision_of
from lotsen.usecases.take_ratings import take_ratings as write_ratings


@dataclass(frozen=True, kw_only=True, eq=False)
class Brought:
    """A file that somebody brought, read and checked; `digest` is the SHA-256 of its bytes."""

    parsed: Parsed
    filename: str
    digest: str


Write = Callable[[UnitOfWork], None]


def bring(
    kind: FileKind,
    content: bytes,
    filename: str,
    criteria: Sequence[Criterion],
    mapping: Mapping[str, int] | None = None,
) -> Brought:
    """Read and check a file; without a mapping the headings are matched as they are found.

    Raises:
        BadInput: the bytes are no table that can be read.
    """
    raw = read_table(content, filename)
    if mapping is None:
        mapping = match_columns(kind, raw.headers, criteria).mapping
    return Brought(
        parsed=parse(kind, raw, mapping, criteria),
        filename=filename,
        digest=sha256(content).hexdigest(),
    )


@requires(Permission.IMPORT_MASTER_DATA)
def plan_master_data(reader: Reader, round_id: RoundId, brought: Brought) -> ImportPlan:
    """What taking departments, people or candidates would do."""
    return _compared(reader, round_id, brought)[0]


@requires(Permission.IMPORT_MASTER_DATA)
def take_master_data(
    uow: UnitOfWork,
    round_id: RoundId,
    brought: Brought,
    *,
    seen: int,
    progress: Progress = no_progress,
) -> ImportPlan:
    """Take departments, people or candidates; refused if anything changed since `seen`."""
    return take(uow, round_id, brought, seen=seen, progress=progress)


@requires(Permission.IMPORT_RATINGS)
def plan_ratings(reader: Reader, round_id: RoundId, brought: Brought) -> ImportPlan:
    """What taking ratings would do."""
    return _compared(reader, round_id, brought)[0]


@requires(Permission.IMPORT_RATINGS)
def take_ratings(
    uow: UnitOfWork,
    round_id: RoundId,
    brought: Brought,
    *,
    seen: int,
    progress: Progress = no_progress,
) -> ImportPlan:
    """Take ratings; refused if anything changed since `seen`."""
    return take(uow, round_id, brought, seen=seen, progress=progress)


PLAN: dict[FileKind, Callable[..., ImportPlan]] = {
    FileKind.DEPARTMENTS: plan_master_data,
    FileKind.PEOPLE: plan_master_data,
    FileKind.CANDIDATES: plan_master_data,
    FileKind.RATINGS: plan_ratings,
}
TAKE: dict[FileKind, Callable[..., ImportPlan]] = {
    FileKind.DEPARTMENTS: take_master_data,
    FileKind.PEOPLE: take_master_data,
    FileKind.CANDIDATES: take_master_data,
    FileKind.RATINGS: take_ratings,
}


def take(
    uow: UnitOfWork,
    round_id: RoundId,
    brought: Brought,
    *,
    seen: int | None = None,
    progress: Progress = no_progress,
) -> ImportPlan:
    """Compare once more inside the transaction, and write; for the use cases of this floor."""
    round_ = fetch_round(uow, round_id)
    uow.require_phase(round_)
    if seen is not None and seen != uow.revision - 1:  # read once nobody else can raise it
        raise Outdated("import.outdated")
    plan, write = _compared(uow, round_id, brought, progress)
    if plan.refused:
        raise BadInput("import.has_errors")
    if plan.does_nothing:
        raise BadInput("import.nothing_new")
    write(uow)
    if plan.kind == FileKind.RATINGS:
        freeze(uow, round_id)
    else:  # people and departments are those of every round
        raise_other_revisions(uow, round_id)
    uow.record(
        AuditAction.FILE_IMPORTED,
        f"round:{round_id}",
        kind=plan.kind,
        file=brought.filename,
        sha256=brought.digest,
        rows=plan.rows,
        new=plan.new,
        changed=plan.changed,
        unchanged=plan.unchanged,
    )
    return plan


def _compared(
    reader: Reader, round_id: RoundId, brought: Brought, progress: Progress = no_progress
) -> tuple[ImportPlan, Write]:
    """The plan for a file, and the function that would carry it out."""
    tally = Tally(parsed=brought.parsed)
    write: Write
    match brought.parsed.kind:
        case FileKind.DEPARTMENTS:
            nodes, heads = compare_departments(reader, tally)
            write = partial(take_departments, nodes=nodes, leaders=heads)
        case FileKind.PEOPLE:
            write = partial(take_people, steps=compare_people(reader, tally))
        case FileKind.CANDIDATES:
            steps, leaders = compare_candidates(reader, round_id, tally)
            write = partial(take_candidates, round_id=round_id, steps=steps, leaders=leaders)
        case FileKind.RATINGS:
            write = partial(
                write_ratings,
                round_id=round_id,
                steps=compare_ratings(reader, round_id, tally),
                undated=None if "handed_in_on" in brought.parsed.headings else reader.today,
                progress=progress,
            )
    return tally.plan(revision_of(reader, round_id)), write
