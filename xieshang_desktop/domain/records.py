"""All kept values by their noun."""

from __future__ import annotations

from xieshang_desktop.domain.attachment import Attachment
from xieshang_desktop.domain.attendance import Attendance, Invitation
from xieshang_desktop.domain.clearance import Clearance
from xieshang_desktop.domain.decision import (
    DecisionCorrection,
    DecisionMeeting,
    DecisionPosting,
    Motion,
    Presence,
    Voice,
    Vote,
)
from xieshang_desktop.domain.meeting import (
    AgendaItem,
    Measure,
    Meeting,
    Opinion,
    Point,
    Sitting,
    Speech,
    Statement,
    TopicOption,
)
from xieshang_desktop.domain.minutes import (
    Confirmation,
    Correction,
    Minutes,
    MinutesSection,
    Succession,
)
from xieshang_desktop.domain.note import Note
from xieshang_desktop.domain.outcome import Outcome, Submission, Task
from xieshang_desktop.domain.people import Household, Person, RoleHeld
from xieshang_desktop.domain.plan import PlannedActivity
from xieshang_desktop.domain.publicity import Notice, Posting
from xieshang_desktop.domain.record import Record
from xieshang_desktop.domain.rules import AdoptedProfile
from xieshang_desktop.domain.signature import Signature
from xieshang_desktop.domain.superior import Instruction, Reply, SharingChoice, Township
from xieshang_desktop.domain.topic import Participant, Research, Step, Topic
from xieshang_desktop.domain.township import (
    Acceptance,
    Directive,
    MonthlySummary,
    Returned,
    Village,
    VillageKey,
)
from xieshang_desktop.domain.unit import Convenor, Unit
from xieshang_desktop.domain.village_calendar import VillageCalendar

RECORDS: dict[str, type[Record]] = {
    record.NOUN: record
    for record in (
        Unit,
        Convenor,
        Household,
        Person,
        RoleHeld,
        Topic,
        Step,
        Research,
        Participant,
        Meeting,
        AgendaItem,
        Invitation,
        Attendance,
        Opinion,
        Point,
        Measure,
        Minutes,
        MinutesSection,
        Confirmation,
        Correction,
        Outcome,
        Task,
        Submission,
        Notice,
        Posting,
        Attachment,
        AdoptedProfile,
        Clearance,
        VillageCalendar,
        Note,
        PlannedActivity,
        Township,
        SharingChoice,
        Instruction,
        Reply,
        Village,
        VillageKey,
        Returned,
        Acceptance,
        Directive,
        MonthlySummary,
        Sitting,
        Speech,
        Statement,
        TopicOption,
        Signature,
        Succession,
        DecisionMeeting,
        Presence,
        Motion,
        Vote,
        Voice,
        DecisionPosting,
        DecisionCorrection,
    )
}
