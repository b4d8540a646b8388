"""The papers there are: what each is called, what it is about, who hangs it where."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.terms import Term


class PaperKind(StrEnum):
    """One code for each paper; it is kept in drafts and clearances."""

    NOTICE = "notice"
    AGENDA = "agenda"
    BRIEFING = "briefing"
    BLANK_SHEET = "blank_sheet"
    SIGN_IN_SHEET = "sign_in_sheet"
    HAND_RECORD = "hand_record"
    NAME_CARDS = "name_cards"
    PASSES = "passes"
    SPEAKING_RULES = "speaking_rules"
    MINUTES = "minutes"
    MINUTES_TO_SIGN = "minutes_to_sign"
    CORRECTED_MINUTES = "corrected_minutes"
    SIGNATURE_PAGE = "signature_page"
    OPINION_LETTER = "opinion_letter"
    WRITTEN_SLIP = "written_slip"
    CANCELLATION = "cancellation"
    RESULT = "result"
    IMPLEMENTATION = "implementation"
    ANNOUNCEMENT = "announcement"
    PUBLIC_ANNOUNCEMENT = "public_announcement"
    TASK_SHEET = "task_sheet"
    SUBMISSION = "submission"
    SUPERVISION_REPLY = "supervision_reply"
    ANSWER = "answer"
    SATISFACTION_SLIP = "satisfaction_slip"
    TOPIC_FORM = "topic_form"
    NOTE_SHEET = "note_sheet"
    OPINION_CARD = "opinion_card"
    BALLOT = "ballot"
    PLATE = "plate"
    WORK_RULES = "work_rules"
    FLOW_CHART = "flow_chart"
    SLOGANS = "slogans"
    COUNCIL = "council"
    DUTIES = "duties"
    LEDGER = "ledger"
    RESULTS_LIST = "results_list"
    YEAR_PLAN = "year_plan"
    NOTES_BOOK = "notes_book"
    MONTHLY_SUMMARY = "monthly_summary"
    SUPERVISION_LETTER = "supervision_letter"
    RETURN_SLIP = "return_slip"
    DECISION_NOTICE = "decision_notice"
    DECISION_CANCELLATION = "decision_cancellation"
    DECISION_RECORD = "decision_record"
    CORRECTED_DECISION = "corrected_decision"
    DECISION_RESULT = "decision_result"
    DECISION_DONE = "decision_done"
    DECISION_BALLOT = "decision_ballot"
    COUNT_SHEET = "count_sheet"
    DECISION_SIGNATURES = "decision_signatures"
    FOUR_STEPS = "four_steps"
    DECISION_STATISTICS = "decision_statistics"
    DECISION_LEDGER = "decision_ledger"
    HANDOVER_LIST = "handover_list"


class PaperGroup(Term):
    """Where a paper stands in the list of papers."""

    MEETING = "meeting", N_("会议")
    PUBLIC = "public", N_("公开")
    FOLLOW_UP = "follow_up", N_("办理")
    COLLECTION = "collection", N_("征集")
    WALL = "wall", N_("制度上墙")
    DECISIONS = "decisions", N_("依法决定")
    LEDGERS = "ledgers", N_("台账")


class About(Term):
    """What a paper is about: its object id is that of such a record, a year, or empty."""

    MEETING = "meeting", N_("会议")
    DECISION = "decision", N_("决定会议")
    TOPIC = "topic", N_("议题")
    TASK = "task", N_("办理事项")
    SUBMISSION = "submission", N_("上报事项")
    YEAR = "year", N_("年度")
    UNIT = "unit", N_("本室")


class AskKind(StrEnum):
    """How something is asked for."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    TICK = "tick"


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """Something a paper needs that no record holds. Left empty, the paper takes `instead`, or what
    the records give. A tick is `1` or empty; of `choices` the code stands before its words."""

    name: str
    label: str
    kind: AskKind = AskKind.LINE
    instead: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class PaperSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of paper. `builder` is `module:function` of this package, imported when asked for:
    it gives the value from the desk, the object id and the answers. A `public` paper, hung up or
    handed to everybody, passes the gate; a `poster` can be set large; what is not `recommended`
    says so in the list; `word` and `workbook` tell what else it is saved as."""

    kind: PaperKind
    name: str
    group: PaperGroup
    about: About
    builder: str
    public: bool = False
    poster: bool = False
    recommended: bool = True
    word: bool = True
    workbook: bool = False
    asks: tuple[Ask, ...] = ()
    hint: str = ""


#: Asked of every paper that has a title or a place for the seal (GB/T 9704 clauses 7.3.1, 7.3.5).
TITLE = Ask(name="title_lines", label=N_("标题（在哪里换行，就印成几行）"), kind=AskKind.TEXT)
NO_SEAL = Ask(name="no_seal", label=N_("不盖章，不留盖章的位置"), kind=AskKind.TICK)
#: Asked of what hangs on the board.
OBJECTIONS = Ask(name="objections", label=N_("意见反映（不填用通用的话）"), kind=AskKind.TEXT)
