"""制度上墙: what hangs in the room for good (S4-30)."""

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

#: Slogans to choose from, each with its code (S0-19); one of the village's own can be written.
SLOGANS = (
    ("good", N_("有事好商量，众人的事情由众人商量")),
    ("matters", N_("有事多商量，遇事多商量，做事多商量")),
    ("circle", N_("找到最大公约数，画出最大同心圆")),
    ("research", N_("先调研，后发言；对事不对人")),
    ("door", N_("家门口议家门口的事")),
)
EVERY_SLOGAN, BANNER = "all", "banner"

PAPERS = (
    PaperSpec(
        kind=PaperKind.PLATE,
        name=N_("铭牌"),
        group=PaperGroup.WALL,
        about=About.UNIT,
        builder="papers_wall:plate",
        public=True,
        poster=True,
        word=False,
        hint=N_("要做成金属牌的，保存为 PDF 交给标牌店；自己印可以用 A3、A2。"),
    ),
    PaperSpec(
        kind=PaperKind.WORK_RULES,
        name=N_("工作规则"),
        group=PaperGroup.WALL,
        about=About.UNIT,
        builder="papers_wall:work_rules",
        public=True,
        poster=True,
        hint=N_("其中的天数取自“设置—规则”；标着“未核”的，先核对再上墙。"),
    ),
    PaperSpec(
        kind=PaperKind.FLOW_CHART,
        name=N_("流程图"),
        group=PaperGroup.WALL,
        about=About.UNIT,
        builder="papers_wall:flow_chart",
        public=True,
        poster=True,
        word=False,
    ),
    PaperSpec(
        kind=PaperKind.SLOGANS,
        name=N_("标语"),
        group=PaperGroup.WALL,
        about=About.UNIT,
        builder="papers_wall:slogans",
        public=True,
        poster=True,
        word=False,
        asks=(
            Ask(
                name="which",
                label=N_("哪一条"),
                kind=AskKind.CHOICE,
                instead="good",
                choices=(*SLOGANS, (EVERY_SLOGAN, N_("全部，一条一张"))),
            ),
            Ask(name="own", label=N_("自己写一条")),
            Ask(
                name="shape",
                label=N_("怎么印"),
                kind=AskKind.CHOICE,
                instead="line",
                choices=(("line", N_("一条一张")), (BANNER, N_("一字一张，拼成横幅"))),
            ),
        ),
    ),
    PaperSpec(
        kind=PaperKind.COUNCIL,
        name=N_("议事会成员"),
        group=PaperGroup.WALL,
        about=About.UNIT,
        builder="papers_wall:council",
        public=True,
        poster=True,
        hint=N_("取自名册里的“议事会成员”身份，只印姓名、身份和组别。"),
    ),
    PaperSpec(
        kind=PaperKind.DUTIES,
        name=N_("工作职责"),
        group=PaperGroup.WALL,
        about=About.UNIT,
        builder="papers_wall:duties",
        public=True,
        poster=True,
    ),
)
