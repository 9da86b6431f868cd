"""Who had a part in the decisions, and what was closed, as the record's template prints it."""

from typing import Any

from lotsen.export.record_decisions import by
from lotsen.i18n import _, closings, formats
from lotsen.usecases.dossier_views import (
    ClosedList,
    Dossier,
    LeaderAnswer,
    Reopening,
    Signature,
    Statement,
)


def parts_data(dossier: Dossier) -> dict[str, Any]:
    """Who had a say, who signed, and what was closed and opened again."""
    closing = dossier.closing
    return {
        "statements": [_statement(each) for each in dossier.statements],
        "answers": [_answer(each) for each in dossier.answers],
        "signatures": [[signer(each), formats.moment(each.at)] for each in dossier.signatures],
        "closed": None
        if closing is None
        else {
            "number": str(closing.number),
            "at": formats.moment(closing.at),
            "list_hash": closing.list_hash,
        },
        "closings": [_closing(each) for each in dossier.closings],
    }


def signer(signature: Signature) -> str:
    """Who signed, and for which decisions that does not count."""
    if not signature.not_for:
        return signature.who
    names = ", ".join(signature.not_for)
    return _("{name} (befangen, gilt nicht zu: {names})", name=signature.who, names=names)


def _statement(said: Statement) -> list[str]:
    who = f"{closings.body(said.body)}, {closings.stage(said.stage)}"
    result = closings.hearing(said.result)
    return [who, formats.day(said.on), result, said.text, said.recorded_by]


def _answer(said: LeaderAnswer) -> list[str]:
    who = by(closings.given_by(said.given_by, said.recorded_by), formats.moment(said.at))
    return [said.name, closings.answer(said.answer), said.reason, who]


def _closing(closed: ClosedList) -> dict[str, Any]:
    """One closing with everything that came after; it stays in the record when it is reopened."""
    return {
        "number": str(closed.number),
        "stands": closed.stands,
        "by": by(closed.by, formats.moment(closed.at)),
        "signed": "\n".join(
            by(signer(each), formats.moment(each.at)) for each in closed.signatures
        ),
        "list_hash": closed.list_hash,
        "anchor": "" if closed.anchor is None else str(closed.anchor),
        **_reopening(closed.reopening),
        "addenda": [[formats.moment(each.at), each.by, each.text] for each in closed.addenda],
    }


def _reopening(found: Reopening | None) -> dict[str, str]:
    if found is None:
        return {"proposed": "", "reason": "", "agreed": ""}
    return {
        "proposed": by(found.proposed_by, formats.moment(found.proposed_at)),
        "reason": found.reason,
        "agreed": "noch niemand"
        if found.agreed_at is None
        else by(found.agreed_by, formats.moment(found.agreed_at)),
    }
