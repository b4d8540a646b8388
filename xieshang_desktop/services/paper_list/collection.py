"""Papers that collect: topics, opinions, votes, satisfaction."""

from __future__ import annotations

from xieshang_desktop.domain import N_
from xieshang_desktop.services.paper_list.kinds import (
    About,
    Ask,
    AskKind,
    PaperGroup,
    PaperKind,
    PaperSpec,
)

_CARDS = Ask(name="cards", label=N_("张数（空着印一页）"), kind=AskKind.NUMBER)

PAPERS = (
    PaperSpec(
        kind=PaperKind.TOPIC_FORM,
        name=N_("议题征集表"),
        group=PaperGroup.COLLECTION,
        about=About.UNIT,
        builder="papers_collection:topic_form",
        hint=N_("空白表，发给大家手写；从议题那里打开，就印上议题的内容。"),
    ),
    PaperSpec(
        kind=PaperKind.NOTE_SHEET,
        name=N_("民情记录表"),
        group=PaperGroup.COLLECTION,
        about=About.UNIT,
        builder="papers_collection:note_sheet",
        hint=N_("空白表，走访时手写；从民情记录那里打开，就印上记录的内容。"),
    ),
    PaperSpec(
        kind=PaperKind.OPINION_CARD,
        name=N_("意见卡"),
        group=PaperGroup.COLLECTION,
        about=About.TOPIC,
        builder="papers_collection:opinion_card",
        public=True,
        word=False,
        asks=(
            Ask(name="blank", label=N_("议题空着，手写"), kind=AskKind.TICK),
            Ask(name="named", label=N_("留出姓名和组别"), kind=AskKind.TICK),
            _CARDS,
        ),
        hint=N_("一页四张，沿虚线剪开。"),
    ),
    PaperSpec(
        kind=PaperKind.BALLOT,
        name=N_("选票、表决票"),
        group=PaperGroup.COLLECTION,
        about=About.UNIT,
        builder="papers_collection:ballot",
        public=True,
        word=False,
        asks=(
            Ask(
                name="body",
                label=N_("由谁表决"),
                kind=AskKind.CHOICE,
                choices=(
                    ("village_representatives", N_("村民代表会议")),
                    ("village_meeting", N_("村民会议")),
                    ("group_meeting", N_("村民小组会议")),
                    ("resident_representatives", N_("居民代表会议")),
                    ("resident_meeting", N_("居民会议")),
                    ("members_meeting", N_("集体经济组织成员大会")),
                    ("members_representatives", N_("集体经济组织成员代表大会")),
                ),
            ),
            Ask(
                name="what",
                label=N_("表决什么"),
                kind=AskKind.CHOICE,
                instead="matters",
                choices=(("matters", N_("事项")), ("candidates", N_("候选人"))),
            ),
            Ask(name="lines", label=N_("事项或者候选人，每行一项"), kind=AskKind.TEXT),
            Ask(name="title", label=N_("标题")),
            Ask(name="day", label=N_("日期")),
            Ask(name="remark", label=N_("补充说明"), kind=AskKind.TEXT),
            _CARDS,
            Ask(name="numbered", label=N_("每张编号（不记名）"), kind=AskKind.TICK),
        ),
        hint=N_("只给有权作决定的会议用；协商议事会不投票。盖章后有效，沿虚线剪开。"),
    ),
    PaperSpec(
        kind=PaperKind.SATISFACTION_SLIP,
        name=N_("满意度测评票"),
        group=PaperGroup.FOLLOW_UP,
        about=About.TOPIC,
        builder="papers_collection:satisfaction_slip",
        public=True,
        word=False,
        asks=(
            Ask(name="carried_out", label=N_("办理情况"), kind=AskKind.TEXT),
            _CARDS,
        ),
        hint=N_("一页四张，沿虚线剪开，不写姓名。"),
    ),
)
