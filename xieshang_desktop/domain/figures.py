"""The figures of a roll-up 汇总: what came of it first, how much was done after it (S2-16)."""

from __future__ import annotations

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.terms import (
    Form,
    NotOpen,
    OutcomeKind,
    Part,
    Term,
    TopicClass,
    TopicSource,
    TopicState,
)


class Figure(Term):
    """What is counted, in the order in which it is told. Each opens the records behind it."""

    OUTCOMES = "outcomes", N_("协商结果")
    SOLVED = "solved", N_("办结议题")
    TASKS_DONE = "tasks_done", N_("办结事项")
    EFFECTS = "effects", N_("已见成效")
    SATISFACTION = "satisfaction", N_("问过满意度的结果")
    TASKS_OPEN = "tasks_open", N_("在办事项")
    TASKS_OVERDUE = "tasks_overdue", N_("逾期事项")
    SUBMISSIONS = "submissions", N_("上报事项")
    SUBMISSIONS_REPLIED = "submissions_replied", N_("上级已答复")
    POSTINGS = "postings", N_("结果公示")
    TOPICS = "topics", N_("议题（按来源）")
    TOPICS_BY_CLASS = "topics_by_class", N_("议题（按类别）")
    TOPICS_BY_STATE = "topics_by_state", N_("议题（按进度）")
    REFUSED = "refused", N_("不列入的议题")
    REFUSED_ANSWERED = "refused_answered", N_("不列入、已说明理由并答复")
    MEETINGS = "meetings", N_("协商议事会")
    SIGN_INS = "sign_ins", N_("出席人次（按身份）")
    SIGN_INS_BY_FORM = "sign_ins_by_form", N_("出席人次（按方式）")
    WOMEN = "women", N_("妇女人次")
    PARTY_MEMBERS = "party_members", N_("党员人次")
    OBSERVERS = "observers", N_("列席人次")
    PARTICIPANTS = "participants", N_("参加人数")


class InTime(Term):
    """Whether a task was done by its last day."""

    IN_TIME = "in_time", N_("按期办结")
    LATE = "late", N_("逾期办结")


class Hung(Term):
    """How long a result hung (VCL art. 35, UCL art. 34)."""

    FULL = "full", N_("已满期")
    UP = "up", N_("公示中")
    SHORT = "short", N_("不满期")


#: Into which kinds a figure falls; the others have one number only.
KINDS: dict[Figure, type[Term]] = {
    Figure.OUTCOMES: OutcomeKind,
    Figure.SOLVED: TopicClass,
    Figure.TASKS_DONE: InTime,
    Figure.POSTINGS: Hung,
    Figure.TOPICS: TopicSource,
    Figure.TOPICS_BY_CLASS: TopicClass,
    Figure.TOPICS_BY_STATE: TopicState,
    Figure.REFUSED: NotOpen,
    Figure.MEETINGS: Form,
    Figure.SIGN_INS: Part,
    Figure.SIGN_INS_BY_FORM: Form,
}

#: As things stand today, whatever the period.
OF_TODAY = (Figure.TASKS_OPEN, Figure.TASKS_OVERDUE)


def kind_term(figure: Figure, kind: str) -> Term | None:
    """The term of a kind; None where it has none (a refusal whose ground was not ticked)."""
    terms = KINDS.get(figure)
    return terms(kind) if terms is not None and kind else None
