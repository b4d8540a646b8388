"""Minutes that were signed on paper, by a substitute too; and the list of a handing over."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from tests.printing.samples import MINUTES
from xieshang_desktop.domain.documents import HandoverList, OpenMatter, SealLine

MINUTES_TO_SIGN = replace(MINUTES, foot="核对码 3F9A2C")

MINUTES_SIGNED = replace(
    MINUTES,
    convenors=(
        SealLine(rank="第一召集人", name="张德厚", confirmed_on=date(2026, 3, 12), how="口令确认"),
        SealLine(
            rank="第二召集人",
            name="沈雅琴",
            confirmed_on=date(2026, 3, 14),
            how="纸质签名",
            substitute="韩秀兰",
            reason="沈雅琴到省里参加政协全会，三月底才回，事先同意由韩秀兰代为确认",
        ),
    ),
    originals=("9f" * 32, "3c" * 32),
)

HANDOVER_LIST = HandoverList(
    unit="槐树湾村村民委员会",
    issued_on=date(2026, 3, 20),
    elected_on=date(2026, 3, 12),
    handed_on=date(2026, 3, 20),
    outgoing=("张德厚（第一召集人）", "沈雅琴（第二召集人）"),
    incoming=("周敏（第一召集人）", "何志远（第二召集人）"),
    witness="村务监督委员会主任 吴桂兰",
    matters=(
        OpenMatter(kind="议题", what="东沟组生产道路硬化（2026-03），协商中"),
        OpenMatter(kind="办理事项", what="编制奖补申报材料，责任人村委会，2026年3月31日前"),
        OpenMatter(kind="公示", what="老街路灯更换结果公示，贴在村务公开栏，2026年3月28日起可撤下"),
    ),
    count=3,
    note="会议室钥匙两把一并移交。",
)

EMPTY_HANDOVER_LIST = HandoverList(unit="槐树湾村村民委员会", issued_on=date(2026, 3, 20))
