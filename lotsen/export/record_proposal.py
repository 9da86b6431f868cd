"""The proposal for the shortlist in the record: in the document, and in the workbook."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from lotsen.charts import comparison_readings, proposal_readings
from lotsen.domain.shortlist_rules import Objective
from lotsen.export.record_decisions import by
from lotsen.export.tables import Column, ColumnKind
from lotsen.i18n import _, formats, rules
from lotsen.usecases.dossier_views import CandidateFile, Dossier
from lotsen.usecases.methods import Method
from lotsen.usecases.proposal_record import ProposalOfRecord, ProposedLine, RuleOfRecord


def proposal_data(dossier: Dossier) -> dict[str, Any]:
    """What the rules proposed, in sentences, and everybody who is proposed or marked."""
    found = dossier.proposal
    return {
        "said": list(_said(dossier)),
        "rules": [] if found is None else [rule_text(each) for each in found.rules],
        "set_by": ""
        if found is None or found.set_at is None
        else by(found.set_by, formats.moment(found.set_at)),
        "method": "" if found is None else _method(found),
        "share": "" if found is None else _share(found.grounds.objective),
        "people": [
            [
                each.sorted_name,
                _yes_or_no(each.proposed.proposed),
                formats.number(each.proposed.share, decimals=2),
                _yes_or_no(each.proposed.marked),
                _departure(each.proposed) or formats.NOTHING,
            ]
            for each in dossier.people
            if each.proposed is not None and (each.proposed.proposed or each.proposed.marked)
        ],
    }


def proposal_notes(dossier: Dossier) -> Sequence[str]:
    """What the workbook says of the proposal."""
    found = dossier.proposal
    if found is None:
        return tuple(_said(dossier))
    by_whom = () if found.set_at is None else (_set_by(found.set_by, found.set_at),)
    asked = "; ".join(rule_text(each) for each in found.rules) or _("keine")
    return (
        " ".join(_said(dossier)),
        _("Regeln für die Engere Wahl: {rules}", rules=asked),
        *by_whom,
        _method(found),
    )


def proposal_columns(people: Sequence[CandidateFile]) -> Sequence[Column]:
    """What was proposed, how often in the draws, what people chose, and why otherwise."""
    proposed = _("ja: steht im Vorschlag; leer: zählt nicht, oder es gibt keinen Vorschlag.")
    share = _("Anteil der Fälle, in denen die Person im Vorschlag wäre, von 0 bis 1.")
    marked = _("ja: für die Engere Wahl vorgemerkt.")
    departure = _("Warum die Wahl bei dieser Person vom Vorschlag abweicht.")
    shares = [float("nan") if each.proposed is None else each.proposed.share for each in people]
    return (
        _text("Vorgeschlagen", proposed, people, lambda each: _yes_or_no(each.proposed)),
        Column(name="AnteilVorschlag", kind=ColumnKind.DECIMAL, meaning=share, cells=shares),
        _text("EngereWahl", marked, people, lambda each: _yes_or_no(each.marked)),
        _text("AbweichungVomVorschlag", departure, people, _departure),
    )


def rule_text(found: RuleOfRecord) -> str:
    """A rule in the town's words, with the reason where it is about one person."""
    said = rules.sentence(found.rule)
    return _("{rule} ({reason})", rule=said, reason=found.reason) if found.reason else said


def _said(dossier: Dossier) -> Sequence[str]:
    """Whether there was a proposal, on what it stood, and how sure it is."""
    found = dossier.proposal
    if not dossier.proposal_kept:
        return (_("Dieser Abschluss hat den Vorschlag für die Engere Wahl nicht mit aufbewahrt."),)
    if found is None:
        return (
            _(
                "Regeln für die Engere Wahl hat niemand gespeichert, und niemand hat eine "
                "Abweichung begründet: Es gehört kein Vorschlag zu dieser Auswahl."
            ),
        )
    return (*_found(found), proposal_readings.grounds(found.grounds), *_unscored(found))


def _found(found: ProposalOfRecord) -> Sequence[str]:
    if found.clash:
        return (
            _("Die Regeln ließen sich nicht alle zugleich einhalten; niemand ist vorgeschlagen."),
        )
    places = _("Plätze im Vorschlag: {places}.", places=found.places)
    if found.proven:
        return places, _("Es ist bewiesen, dass es unter diesen Regeln keinen besseren gibt.")
    return places, _("Ob es unter diesen Regeln einen besseren gibt, ist nicht bewiesen.")


def _unscored(found: ProposalOfRecord) -> Sequence[str]:
    if not found.unscored:
        return ()
    return (
        _("Ohne Wert, deshalb nicht vorgeschlagen: {count} Kandidaturen.", count=found.unscored),
    )


def _set_by(name: str, at: datetime) -> str:
    return _("Regeln gespeichert von {name}, {moment}", name=name, moment=formats.moment(at))


def _share(objective: Objective) -> str:
    """What the share of a person says; another objective has other draws."""
    match objective:
        case Objective.FAIR:
            return _(
                "Der Anteil sagt, wie oft die Person im Vorschlag wäre, so wie die wahren Werte "
                "nach diesen Bögen liegen könnten; 1 heißt immer."
            )
        case Objective.PLAIN:
            return _(
                "Der Anteil sagt, wie oft die Person im Vorschlag wäre, wenn ebenso viele andere "
                "Bögen vorlägen; 1 heißt immer."
            )


def _method(found: ProposalOfRecord) -> str:
    return comparison_readings.method(
        Method(
            name=found.grounds.method,
            version=found.grounds.version,
            seed=found.grounds.seed,
            draws=found.draws,
            revision=found.revision,
            profile=0,
        )
    )


def _departure(line: ProposedLine) -> str:
    if not line.departure:
        return ""
    return _("{reason} ({name})", reason=line.departure, name=line.explained_by)


def _text(
    name: str,
    meaning: str,
    people: Sequence[CandidateFile],
    said: Callable[[ProposedLine], str],
) -> Column:
    cells = ["" if each.proposed is None else said(each.proposed) for each in people]
    return Column(name=name, kind=ColumnKind.TEXT, meaning=meaning, cells=cells)


def _yes_or_no(value: bool) -> str:  # noqa: FBT001  # the value is what is said
    return _("ja") if value else _("nein")
