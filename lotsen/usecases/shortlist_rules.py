"""The rules of the shortlist: read, and set by coordination or leadership."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lotsen.application.application import requires
from lotsen.application.unit_of_work import Reader, UnitOfWork
from lotsen.db.candidates import CandidateRow
from lotsen.db.people import PersonRow
from lotsen.db.shortlists import ShortlistRulesRow
from lotsen.domain.audit import AuditAction
from lotsen.domain.errors import NotFound, Outdated
from lotsen.domain.ids import RoundId
from lotsen.domain.permissions import Permission
from lotsen.domain.shortlist_rules import ShortlistRules, as_json, check_rules, from_json
from lotsen.usecases.departments import tree_of
from lotsen.usecases.person_names import name_of
from lotsen.usecases.rounds import criteria_of, fetch_round, revision_of


@dataclass(frozen=True, kw_only=True)
class RulesOfRound:
    """The rules that hold; `version` is 0, and nobody set them, where nothing was said yet."""

    rules: ShortlistRules
    version: int
    set_by: str
    set_at: datetime | None


@requires(Permission.SEE_SHORTLIST)
def of_round(reader: Reader, round_id: RoundId) -> RulesOfRound:
    """The rules of the round; at first only its places."""

    def load(_older: RulesOfRound | None) -> RulesOfRound:
        places = fetch_round(reader, round_id).places
        found = reader.session.execute(
            select(ShortlistRulesRow, PersonRow)
            .join(PersonRow, PersonRow.id == ShortlistRulesRow.set_by_id)
            .where(ShortlistRulesRow.round_id == round_id)
        ).one_or_none()
        if found is None:
            nothing = ShortlistRules(places=places)
            return RulesOfRound(rules=nothing, version=0, set_by="", set_at=None)
        row, who = found
        return RulesOfRound(
            rules=from_json(row.rules),
            version=row.version,
            set_by=name_of(who),
            set_at=row.changed_at,
        )

    return reader.memory.recall(("shortlist_rules", round_id), revision_of(reader, round_id), load)


@requires(Permission.SET_SHORTLIST_RULES)
def set_rules(uow: UnitOfWork, round_id: RoundId, rules: ShortlistRules, *, seen: int) -> None:
    """Set the rules of the round; `seen` is 0 where there were none."""
    round_ = fetch_round(uow, round_id)
    uow.require_phase(round_)
    row = uow.session.scalars(
        select(ShortlistRulesRow).where(ShortlistRulesRow.round_id == round_id)
    ).one_or_none()
    wanted = check_rules(rules)
    _check_known(uow, round_id, wanted)
    old = ShortlistRules(places=round_.places) if row is None else from_json(row.rules)
    if row is not None and old == wanted:  # the second of two clicks
        raise Outdated("record.repeated")
    if (0 if row is None else row.version) != seen:
        raise Outdated("record.outdated")
    if row is None:
        uow.session.add(
            ShortlistRulesRow(round_id=round_id, rules=as_json(wanted), set_by_id=uow.person())
        )
    else:
        row.rules, row.set_by_id = as_json(wanted), uow.person()
    uow.record(
        AuditAction.SHORTLIST_RULES_SET,
        f"round:{round_id}",
        old=as_json(old),
        new=as_json(wanted),
    )


def _check_known(reader: Reader, round_id: RoundId, rules: ShortlistRules) -> None:
    """Refuse a rule about what the round does not have."""
    if {rule.department_id for rule in rules.departments} - set(tree_of(reader)):
        raise NotFound("department.unknown")
    known = {criterion.key for criterion in criteria_of(reader, round_id)}
    if {rule.criterion for rule in rules.criteria} - known:
        raise NotFound("criterion.unknown")
    candidates = reader.session.scalars(
        select(CandidateRow.id).where(CandidateRow.round_id == round_id)
    )
    if {rule.candidate_id for rule in rules.people} - set(candidates):
        raise NotFound("candidate.unknown")
