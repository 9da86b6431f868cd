"""Who may do what, and in which phase. Both must hold."""

from enum import StrEnum

from lotsen.domain.errors import NotAllowed, WrongPhase
from lotsen.domain.people import Actor, Role
from lotsen.domain.phases import Phase


class Permission(StrEnum):
    """One thing that can be done with a round."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SET_UP = "set_up"
    SEE_ROUND = "see_round"
    MOVE_PHASE = "move_phase"
    SEE_CANDIDATES = "see_candidates"
    SEE_SCORES = "see_scores"
    SEE_RATERS = "see_raters"
    IMPORT_MASTER_DATA = "import_master_data"
    IMPORT_RATINGS = "import_ratings"
    SEE_SHORTLIST = "see_shortlist"
    MARK_SHORTLIST = "mark_shortlist"
    SET_SHORTLIST_RULES = "set_shortlist_rules"
    EXPORT = "export"
    SEE_DECISIONS = "see_decisions"
    DECIDE = "decide"
    AGREE = "agree"
    HEAR = "hear"
    SIGN = "sign"
    CLOSE = "close"
    REOPEN = "reopen"
    SEE_AUDIT = "see_audit"
    RATE = "rate"
    ASSIGN = "assign"
    SEE_PROGRESS = "see_progress"
    MANAGE_PEOPLE = "manage_people"
    SEE_PROFILE = "see_profile"
    PLAN_DATES = "plan_dates"
    CHANGE_PROFILE = "change_profile"
    APPROVE_PROFILE = "approve_profile"
    SEE_LETTERS = "see_letters"
    WRITE_LETTERS = "write_letters"
    APPROVE_LETTERS = "approve_letters"
    SEND_LETTERS = "send_letters"
    SEE_INBOX = "see_inbox"
    TAKE_MAILS = "take_mails"
    HANDLE_ATTACHMENTS = "handle_attachments"
    CHANGE_ACCOUNT = "change_account"
    SEE_MEETING = "see_meeting"
    PLAN_MEETING = "plan_meeting"
    LEAD_MEETING = "lead_meeting"
    ATTEND_MEETING = "attend_meeting"
    SEE_SURVEY = "see_survey"
    REVIEW_CONCEPT = "review_concept"
    NOMINATE = "nominate"
    SEE_ANSWERS = "see_answers"
    WORD_CONCEPT = "word_concept"
    ASK_NOMINEES = "ask_nominees"
    SET_REFERENCE = "set_reference"


_NOBODY: frozenset[Role] = frozenset()  # only the system itself: the gate and the shell
_COORDINATOR = frozenset({Role.COORDINATOR})
_DECIDERS = frozenset({Role.COORDINATOR, Role.LEADERSHIP})
_COMMITTEE = _DECIDERS | {Role.RATER, Role.ADVISORY}
_ALWAYS = frozenset(Phase)

GRANTED_TO: dict[Permission, frozenset[Role]] = {
    Permission.SIGN_IN: _NOBODY,
    Permission.SIGN_OUT: frozenset(Role),
    Permission.SET_UP: _NOBODY,
    Permission.SEE_ROUND: frozenset(Role),
    Permission.MOVE_PHASE: _COORDINATOR,
    Permission.SEE_CANDIDATES: _COMMITTEE | {Role.LEADER},
    Permission.SEE_SCORES: _COMMITTEE | {Role.LEADER},
    Permission.SEE_RATERS: _COORDINATOR,
    Permission.IMPORT_MASTER_DATA: _COORDINATOR,
    Permission.IMPORT_RATINGS: _COORDINATOR,
    Permission.SEE_SHORTLIST: _DECIDERS,
    Permission.MARK_SHORTLIST: _DECIDERS,
    Permission.SET_SHORTLIST_RULES: _DECIDERS,
    Permission.EXPORT: _DECIDERS,
    Permission.SEE_DECISIONS: _DECIDERS | {Role.ADVISORY},
    Permission.DECIDE: frozenset({Role.LEADERSHIP}),
    Permission.AGREE: frozenset({Role.COORDINATOR, Role.LEADER}),
    Permission.HEAR: frozenset({Role.COORDINATOR, Role.ADVISORY}),
    Permission.SIGN: frozenset({Role.LEADERSHIP}),
    Permission.CLOSE: _DECIDERS,
    Permission.REOPEN: _DECIDERS,
    Permission.SEE_AUDIT: frozenset({Role.COORDINATOR, Role.AUDITOR}),
    Permission.RATE: frozenset({Role.RATER, Role.LEADER}),
    Permission.ASSIGN: _COORDINATOR,
    Permission.SEE_PROGRESS: _COORDINATOR,
    Permission.MANAGE_PEOPLE: _COORDINATOR | {Role.ADMINISTRATOR},
    Permission.SEE_PROFILE: _DECIDERS | {Role.ADVISORY, Role.AUDITOR},
    Permission.PLAN_DATES: _COORDINATOR,
    Permission.CHANGE_PROFILE: _COORDINATOR,
    Permission.APPROVE_PROFILE: _DECIDERS,
    Permission.SEE_LETTERS: _DECIDERS,
    Permission.WRITE_LETTERS: _COORDINATOR,
    Permission.APPROVE_LETTERS: _DECIDERS,
    Permission.SEND_LETTERS: _COORDINATOR,
    Permission.SEE_INBOX: _COORDINATOR,
    Permission.TAKE_MAILS: _COORDINATOR,
    Permission.HANDLE_ATTACHMENTS: _COORDINATOR,
    Permission.CHANGE_ACCOUNT: frozenset(Role),
    Permission.SEE_MEETING: _COMMITTEE,
    Permission.PLAN_MEETING: _DECIDERS,
    Permission.LEAD_MEETING: _DECIDERS,
    Permission.ATTEND_MEETING: _COMMITTEE,
    Permission.SEE_SURVEY: frozenset({Role.COORDINATOR, Role.LEADER, Role.LEADERSHIP}),
    Permission.REVIEW_CONCEPT: frozenset({Role.LEADER, Role.LEADERSHIP}),
    Permission.NOMINATE: frozenset({Role.LEADER}),
    Permission.SEE_ANSWERS: _COORDINATOR,
    Permission.WORD_CONCEPT: _COORDINATOR,
    Permission.ASK_NOMINEES: _COORDINATOR,
    Permission.SET_REFERENCE: _COORDINATOR,
}

DENIED_TO: dict[Permission, frozenset[Role]] = {
    Permission.RATE: frozenset({Role.ADVISORY}),
    Permission.DECIDE: frozenset({Role.ADVISORY}),
}
"""Whoever advises neither rates nor decides, whatever other role this person has."""

OPEN_IN: dict[Permission, frozenset[Phase]] = {
    Permission.SIGN_IN: _ALWAYS,
    Permission.SIGN_OUT: _ALWAYS,
    Permission.SET_UP: _ALWAYS,
    Permission.SEE_ROUND: _ALWAYS,
    Permission.MOVE_PHASE: _ALWAYS - {Phase.CLOSED},
    Permission.SEE_CANDIDATES: _ALWAYS,
    Permission.SEE_SCORES: _ALWAYS,
    Permission.SEE_RATERS: _ALWAYS,
    Permission.IMPORT_MASTER_DATA: _ALWAYS - {Phase.NOTIFICATION, Phase.CLOSED},
    Permission.IMPORT_RATINGS: frozenset({Phase.INTEREST, Phase.PRESENTATION}),
    Permission.SEE_SHORTLIST: _ALWAYS,
    Permission.MARK_SHORTLIST: frozenset({Phase.INTEREST, Phase.PRESENTATION}),
    Permission.SET_SHORTLIST_RULES: _ALWAYS - {Phase.NOTIFICATION, Phase.CLOSED},
    Permission.EXPORT: _ALWAYS,
    Permission.SEE_DECISIONS: _ALWAYS,
    Permission.DECIDE: frozenset({Phase.PRESENTATION}),
    Permission.AGREE: frozenset({Phase.PRESENTATION}),
    Permission.HEAR: frozenset({Phase.CONCEPT_REVIEW, Phase.PRESENTATION}),
    Permission.SIGN: frozenset({Phase.PRESENTATION}),
    Permission.CLOSE: frozenset({Phase.PRESENTATION}),
    Permission.REOPEN: frozenset({Phase.PRESENTATION, Phase.NOTIFICATION, Phase.CLOSED}),
    Permission.SEE_AUDIT: _ALWAYS,
    Permission.RATE: frozenset({Phase.INTEREST, Phase.PRESENTATION}),
    Permission.ASSIGN: frozenset({Phase.INTEREST, Phase.PRESENTATION}),
    Permission.SEE_PROGRESS: _ALWAYS,
    Permission.MANAGE_PEOPLE: _ALWAYS,
    Permission.SEE_PROFILE: _ALWAYS,
    Permission.PLAN_DATES: _ALWAYS - {Phase.CLOSED},
    Permission.CHANGE_PROFILE: _ALWAYS - {Phase.NOTIFICATION, Phase.CLOSED},
    Permission.APPROVE_PROFILE: _ALWAYS - {Phase.NOTIFICATION, Phase.CLOSED},
    Permission.SEE_LETTERS: _ALWAYS,
    Permission.WRITE_LETTERS: _ALWAYS,  # each kind of letter has its own phase
    Permission.APPROVE_LETTERS: _ALWAYS,
    Permission.SEND_LETTERS: _ALWAYS,
    Permission.SEE_INBOX: _ALWAYS,
    Permission.TAKE_MAILS: _ALWAYS - {Phase.NOTIFICATION, Phase.CLOSED},
    Permission.HANDLE_ATTACHMENTS: _ALWAYS,  # whatever is kept can be removed
    Permission.CHANGE_ACCOUNT: _ALWAYS,
    Permission.SEE_MEETING: _ALWAYS,
    Permission.PLAN_MEETING: frozenset({Phase.INTEREST, Phase.PRESENTATION}),
    # what happens in a running meeting looks at the meeting itself; see domain/meetings.py
    Permission.LEAD_MEETING: _ALWAYS,
    Permission.ATTEND_MEETING: _ALWAYS,
    Permission.SEE_SURVEY: _ALWAYS,
    Permission.REVIEW_CONCEPT: frozenset({Phase.CONCEPT_REVIEW}),
    Permission.NOMINATE: frozenset({Phase.APPROACH}),
    Permission.SEE_ANSWERS: _ALWAYS,
    Permission.WORD_CONCEPT: frozenset({Phase.CONCEPT_REVIEW}),
    Permission.ASK_NOMINEES: frozenset({Phase.APPROACH, Phase.INTEREST, Phase.PRESENTATION}),
    Permission.SET_REFERENCE: _ALWAYS,
}


ENDS_WITH_CLOSING: frozenset[Permission] = frozenset(
    {
        Permission.IMPORT_MASTER_DATA,
        Permission.IMPORT_RATINGS,
        Permission.MARK_SHORTLIST,
        Permission.SET_SHORTLIST_RULES,
        Permission.DECIDE,
        Permission.AGREE,
        Permission.HEAR,
        Permission.SIGN,
        Permission.CLOSE,
        Permission.RATE,
        Permission.ASSIGN,
        Permission.CHANGE_PROFILE,
        Permission.APPROVE_PROFILE,
        Permission.TAKE_MAILS,
    }
)
"""What closed decisions rest on: nobody changes it until they are opened again.

Letters, dates, accounts and exports go on; a planned meeting can be called off, and whoever was
named is still told so and may still decline.
"""


def check_role(actor: Actor, permission: Permission) -> None:
    """Refuse a person none of whose roles carries the permission; the system may."""
    if actor.id is not None and not carries(actor.roles, permission):
        raise NotAllowed("permission.missing", permission=permission)


def carries(roles: frozenset[Role], permission: Permission) -> bool:
    """Whether somebody with these roles may, as far as roles go."""
    denied = roles & DENIED_TO.get(permission, _NOBODY)
    return bool(roles & GRANTED_TO[permission]) and not denied


def check_phase(permission: Permission, phase: Phase) -> None:
    """Refuse what nobody may do in this phase."""
    if phase not in OPEN_IN[permission]:
        raise WrongPhase("permission.wrong_phase", permission=permission, phase=phase)


def check_not_closed(permission: Permission, *, closed: bool) -> None:
    """Refuse to change what closed decisions rest on; `closed`: a closing stands."""
    if closed and permission in ENDS_WITH_CLOSING:
        raise WrongPhase("closing.stands")


def depends_on_phase(permission: Permission) -> bool:
    """Whether a command with this permission has to look at the round's phase."""
    return OPEN_IN[permission] != _ALWAYS
