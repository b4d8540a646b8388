"""Papers for the wall: what was agreed and what was done."""

from __future__ import annotations

from xieshang_desktop.domain import N_
from xieshang_desktop.services.paper_list.kinds import (
    NO_SEAL,
    OBJECTIONS,
    TITLE,
    About,
    Ask,
    AskKind,
    PaperGroup,
    PaperKind,
    PaperSpec,
)

_ANNOUNCED = (
    TITLE,
    Ask(name="audience", label=N_("对谁说（可以不填）")),
    Ask(name="text", label=N_("正文（一段一行）"), kind=AskKind.TEXT),
    NO_SEAL,
)

PAPERS = (
    PaperSpec(
        kind=PaperKind.RESULT,
        name=N_("结果公示"),
        group=PaperGroup.PUBLIC,
        about=About.TOPIC,
        builder="publishing:publicity_paper",
        public=True,
        poster=True,
        asks=(TITLE, OBJECTIONS, NO_SEAL),
    ),
    PaperSpec(
        kind=PaperKind.IMPLEMENTATION,
        name=N_("落实情况公示"),
        group=PaperGroup.PUBLIC,
        about=About.TOPIC,
        builder="papers_public:implementation_paper",
        public=True,
        poster=True,
        asks=(TITLE, OBJECTIONS, NO_SEAL),
        hint=N_("协商确定的事项，结果公示一次，落实情况再公示一次。"),
    ),
    PaperSpec(
        kind=PaperKind.ANNOUNCEMENT,
        name=N_("通告"),
        group=PaperGroup.PUBLIC,
        about=About.UNIT,
        builder="papers_public:announcement",
        public=True,
        poster=True,
        asks=_ANNOUNCED,
        hint=N_("在一定范围内告诉大家应当知道、应当遵守的事。"),
    ),
    PaperSpec(
        kind=PaperKind.PUBLIC_ANNOUNCEMENT,
        name=N_("公告"),
        group=PaperGroup.PUBLIC,
        about=About.UNIT,
        builder="papers_public:public_announcement",
        public=True,
        poster=True,
        recommended=False,
        asks=_ANNOUNCED,
        hint=N_("可选，非推荐：村（社区）一般用“通知”“公示”“通告”。"),
    ),
)
