"""Papers of meetings that decide by the law."""

from __future__ import annotations

from xieshang_desktop.domain import N_
from xieshang_desktop.services.paper_list.kinds import (
    NO_SEAL,
    TITLE,
    About,
    Ask,
    AskKind,
    PaperGroup,
    PaperKind,
    PaperSpec,
)

_OBJECTIONS = Ask(name="objections", label=N_("意见反映（不填用通用的话）"), kind=AskKind.TEXT)

PAPERS = (
    PaperSpec(
        kind=PaperKind.DECISION_NOTICE,
        name=N_("开会通知（决定会议）"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_papers:decision_notice",
        public=True,
        poster=True,
        asks=(TITLE, NO_SEAL),
    ),
    PaperSpec(
        kind=PaperKind.DECISION_BALLOT,
        name=N_("表决票"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_papers:decision_ballot",
        public=True,
        word=False,
        asks=(
            Ask(name="cards", label=N_("印几张（空着只印一页）"), kind=AskKind.NUMBER),
            Ask(name="numbered", label=N_("每张编号"), kind=AskKind.TICK),
        ),
        hint=N_("没有表决过的事项都印上；盖章有效，不写姓名。"),
    ),
    PaperSpec(
        kind=PaperKind.COUNT_SHEET,
        name=N_("计票单"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_counting:count_sheet",
        hint=N_("没有表决的空着手填，表决过的印好数字。"),
    ),
    PaperSpec(
        kind=PaperKind.DECISION_SIGNATURES,
        name=N_("同意、反对人员签名表"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_papers:decision_signatures",
        hint=N_("唱名表决的按各人的意见分开印好，其余的空着签。"),
    ),
    PaperSpec(
        kind=PaperKind.DECISION_RECORD,
        name=N_("会议记录（决定会议）"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_papers:decision_record",
    ),
    PaperSpec(
        kind=PaperKind.CORRECTED_DECISION,
        name=N_("会议记录（附更正）"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_papers:corrected_record",
    ),
    PaperSpec(
        kind=PaperKind.DECISION_RESULT,
        name=N_("决议公告"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_papers:decision_result",
        public=True,
        poster=True,
        asks=(TITLE, _OBJECTIONS, NO_SEAL),
    ),
    PaperSpec(
        kind=PaperKind.DECISION_DONE,
        name=N_("决议实施结果公告"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_papers:decision_done",
        public=True,
        poster=True,
        asks=(
            TITLE,
            Ask(name="done", label=N_("办得怎样（一段一行）"), kind=AskKind.TEXT),
            _OBJECTIONS,
            NO_SEAL,
        ),
    ),
    PaperSpec(
        kind=PaperKind.FOUR_STEPS,
        name=N_("四议两公开登记表"),
        group=PaperGroup.DECISIONS,
        about=About.DECISION,
        builder="decision_steps:four_steps",
        asks=(
            Ask(
                name="cause",
                label=N_("动议事由"),
                kind=AskKind.CHOICE,
                instead="",
                choices=(
                    ("people", N_("党员群众建议")),
                    ("cadres", N_("村干部提议")),
                    ("superior", N_("上级安排")),
                ),
            ),
        ),
        hint=N_("每一步一张，没有记下的空着手填。"),
    ),
    PaperSpec(
        kind=PaperKind.DECISION_STATISTICS,
        name=N_("民主决策情况统计表"),
        group=PaperGroup.DECISIONS,
        about=About.YEAR,
        builder="decision_book:decision_statistics",
        word=False,
        workbook=True,
        hint=N_("实到占比＝实到÷应到，同意占比＝同意÷实到，保留两位小数。"),
    ),
    PaperSpec(
        kind=PaperKind.DECISION_LEDGER,
        name=N_("民主决策台账"),
        group=PaperGroup.DECISIONS,
        about=About.YEAR,
        builder="decision_book:decision_ledger",
        word=False,
        workbook=True,
        hint=N_("一年里的每一次表决"),
    ),
)
