"""Papers of a meeting."""

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

_WHO = Ask(
    name="who",
    label=N_("印哪些人"),
    kind=AskKind.CHOICE,
    instead="all",
    choices=(
        ("all", N_("全部到会人")),
        ("council", N_("议事会成员")),
        ("observers", N_("列席人员")),
    ),
)

PAPERS = (
    PaperSpec(
        kind=PaperKind.NOTICE,
        name=N_("会议通知"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="publishing:notice_paper",
        public=True,
        poster=True,
        asks=(TITLE, NO_SEAL),
    ),
    PaperSpec(
        kind=PaperKind.AGENDA,
        name=N_("议程"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="papers_meeting:agenda",
        public=True,
        asks=(
            Ask(name="minutes", label=N_("没写时长的，每项几分钟"), kind=AskKind.NUMBER),
            Ask(name="speakers", label=N_("情况介绍人，按议程每行一位"), kind=AskKind.TEXT),
            Ask(name="remarks", label=N_("会场提醒，每行一条"), kind=AskKind.TEXT),
        ),
        hint=N_("每项都有时长，就印出几点到几点。"),
    ),
    PaperSpec(
        kind=PaperKind.BRIEFING,
        name=N_("议题说明"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="papers_meeting:briefing",
        public=True,
        asks=(
            Ask(name="topic", label=N_("只印第几个议题（空着全印）"), kind=AskKind.NUMBER),
            Ask(name="policy", label=N_("政策背景"), kind=AskKind.TEXT),
            Ask(name="idea", label=N_("总体思路"), kind=AskKind.TEXT),
            Ask(name="problems", label=N_("存在问题"), kind=AskKind.TEXT),
            Ask(name="options", label=N_("可选办法，每行一个"), kind=AskKind.TEXT),
        ),
        hint=N_("背景、调研、筛选理由取自议题；会前发给参会的人。"),
    ),
    PaperSpec(
        kind=PaperKind.BLANK_SHEET,
        name=N_("空白签到表"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="publishing:blank_sheet",
        word=False,
    ),
    PaperSpec(
        kind=PaperKind.SIGN_IN_SHEET,
        name=N_("签到表"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="publishing:filled_sheet",
        word=False,
    ),
    PaperSpec(
        kind=PaperKind.NAME_CARDS,
        name=N_("席卡"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="papers_meeting:name_cards",
        word=False,
        asks=(
            _WHO,
            Ask(
                name="line",
                label=N_("姓名下面"),
                kind=AskKind.CHOICE,
                instead="plain",
                choices=(
                    ("plain", N_("不印")),
                    ("part", N_("印参与身份")),
                    ("group", N_("印组别（单位）")),
                ),
            ),
            Ask(
                name="face",
                label=N_("字体"),
                kind=AskKind.CHOICE,
                instead="xiaobiaosong",
                choices=(
                    ("xiaobiaosong", N_("小标宋")),
                    ("kai", N_("楷体")),
                    ("hei", N_("黑体")),
                ),
            ),
            Ask(
                name="others",
                label=N_("另加的人，每行一位：姓名 空格 单位"),
                kind=AskKind.TEXT,
            ),
        ),
        hint=N_("A4 纸，一人一张，沿中间的线对折。"),
    ),
    PaperSpec(
        kind=PaperKind.PASSES,
        name=N_("出席证"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="papers_meeting:passes",
        word=False,
        asks=(_WHO,),
        hint=N_("一页十张。签到时扫一下二维码，回车就签到。"),
    ),
    PaperSpec(
        kind=PaperKind.SPEAKING_RULES,
        name=N_("发言规则"),
        group=PaperGroup.MEETING,
        about=About.UNIT,
        builder="papers_meeting:speaking_rules",
        public=True,
        poster=True,
        word=False,
        asks=(
            Ask(
                name="minutes",
                label=N_("每人每次最多几分钟"),
                kind=AskKind.NUMBER,
                instead="2",
            ),
            Ask(
                name="times",
                label=N_("同一件事每人最多几次"),
                kind=AskKind.NUMBER,
                instead="2",
            ),
        ),
    ),
    PaperSpec(
        kind=PaperKind.MINUTES,
        name=N_("纪要"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="minutes:paper_of",
    ),
    PaperSpec(
        kind=PaperKind.CORRECTED_MINUTES,
        name=N_("纪要（附更正）"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="minutes:corrected_paper",
    ),
    PaperSpec(
        kind=PaperKind.OPINION_LETTER,
        name=N_("协商意见书"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="papers_meeting:opinion_letter",
        asks=(
            Ask(name="addressee", label=N_("送给谁")),
            Ask(
                name="dissent",
                label=N_("补充的不同意见，每行一条：姓名：意见"),
                kind=AskKind.TEXT,
            ),
        ),
        hint=N_("后面附签名页：同意的签名，不同意的写明理由再签名。"),
    ),
)
