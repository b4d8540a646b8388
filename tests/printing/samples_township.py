"""Papers of a township to one village."""

from __future__ import annotations

from datetime import date

from xieshang_desktop.domain.documents import ReturnedLine, ReturnSlip, SupervisionLetter

SUPERVISION_LETTER = SupervisionLetter(
    unit="柳河镇人民政府",
    title="关于“东沟组生产道路硬化”办理事项的督办函",
    number="柳政督〔2026〕3号",
    addressee="槐树湾村村民委员会",
    record="编制道路硬化奖补申报材料",
    state="责任单位（人）为村民委员会，时限为2026年3月31日，还没有办结。",
    text="群众对这条路反映强烈，请你单位明确专人，倒排时间，抓紧报送奖补材料。\n遇到困难及时报告镇农业农村办公室。",
    due=date(2026, 4, 20),
    attachments=("奖补材料清单.pdf",),
    note="联系人：周敏，电话：0990-2000100",
    signer="柳河镇人民政府",
    issued_on=date(2026, 4, 2),
)

PLAIN_LETTER = SupervisionLetter(
    unit="柳河镇人民政府",
    title="关于报送协商议事工作情况的督办函",
    addressee="槐树湾村村民委员会",
    text="请报送第一季度协商议事工作情况。",
    signer="柳河镇人民政府",
    issued_on=date(2026, 4, 2),
    seal_space=False,
)

RETURN_SLIP = ReturnSlip(
    unit="柳河镇人民政府",
    addressee="槐树湾村村民委员会",
    records=(
        ReturnedLine(
            record="纪要：2026-03",
            reason="会议纪要只有一位召集人确认",
            returned_on=date(2026, 4, 2),
        ),
        ReturnedLine(
            record="张贴记录",
            reason="公示期没有满就撤下了：应不少于15日，只公示了9日",
            returned_on=date(2026, 4, 2),
        ),
        ReturnedLine(
            record="议题：2026-07 老街路灯更换和树木修剪",
            reason="议题已经协商，这些步骤没有做，也没有写明跳过的理由：确定主体、专题调研",
            returned_on=date(2026, 3, 28),
        ),
    ),
    note="联系人：周敏，电话：0990-2000100",
    signer="柳河镇人民政府",
    issued_on=date(2026, 4, 2),
)
