"""The monthly summary of an invented township."""

from __future__ import annotations

from datetime import date

from xieshang_desktop.domain.documents.summary import FigureRow, SummaryPaper, VillageRow

SUMMARY = SummaryPaper(
    unit="柳河镇人民政府",
    title="2026年10月协商议事工作情况汇总",
    period="2026年10月",
    year=2026,
    covered="登记的村（社区）3个，本期开展协商议事的2个，有议题办结的2个。",
    quiet="超过90天没有协商活动记录的有：柳河镇上杨村。",
    figures=(
        FigureRow(name="协商结果", now="5", before="3", kinds="达成共识4、持续协商1"),
        FigureRow(name="群众满意度", now="85%", before="—", kinds="问过4项结果"),
        FigureRow(name="在办事项", now="12", before="—", kinds="截至2026年11月2日"),
    ),
    villages=(
        VillageRow(topic="柳河镇张家村", outcomes=3, consensus=2, further=1, solved=2, late=1),
        VillageRow(topic="柳河镇䶮湾社区", outcomes=2, consensus=2, satisfaction=85, sign_ins=31),
        VillageRow(topic="柳河镇上杨村"),
        VillageRow(topic="合计", outcomes=5, consensus=4, further=1, solved=2, satisfaction=85),
    ),
    judgement="议题以道路、路灯为主，涉及出行的明显多于上月。",
    problems="（一）会后办理慢。\n供电所排期，路灯普遍逾期三到五天。",
    experience="张家村把会前走访写进纪要，争议明显少了。",
    signer="柳河镇协商议事工作办公室",
    issued_on=date(2026, 11, 2),
)
