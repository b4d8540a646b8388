"""Papers of other forms of consultation."""

from __future__ import annotations

from xieshang_desktop.domain import N_
from xieshang_desktop.services.paper_list.kinds import (
    TITLE,
    About,
    Ask,
    AskKind,
    PaperGroup,
    PaperKind,
    PaperSpec,
)

PAPERS = (
    PaperSpec(
        kind=PaperKind.WRITTEN_SLIP,
        name=N_("书面协商意见表"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="papers_written:written_slip",
        asks=(Ask(name="name", label=N_("印上姓名（空着由本人填）")),),
        hint=N_("发给不能到会的人；交回日期在“书面意见”里定。"),
    ),
    PaperSpec(
        kind=PaperKind.CANCELLATION,
        name=N_("会议取消通知"),
        group=PaperGroup.MEETING,
        about=About.MEETING,
        builder="papers_written:cancellation",
        public=True,
        poster=True,
        asks=(TITLE, Ask(name="later", label=N_("写明改期另行通知"), kind=AskKind.TICK)),
    ),
)
