"""One name per kind of key, so that a rater can never be passed for a candidate."""

from typing import NewType

RoundId = NewType("RoundId", int)
DepartmentId = NewType("DepartmentId", int)
PersonId = NewType("PersonId", int)
CandidateId = NewType("CandidateId", int)
DecisionId = NewType("DecisionId", int)
ProfileVersionId = NewType("ProfileVersionId", int)
LetterId = NewType("LetterId", int)
MailId = NewType("MailId", int)
AttachmentId = NewType("AttachmentId", int)
MeetingId = NewType("MeetingId", int)
ItemId = NewType("ItemId", int)
BallotId = NewType("BallotId", int)
RecusalId = NewType("RecusalId", int)
NomineeId = NewType("NomineeId", int)
NominationId = NewType("NominationId", int)
