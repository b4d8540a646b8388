"""Papers with invented people, as villages write them."""

from __future__ import annotations

from datetime import date

from xieshang_desktop.domain.documents import (
    AttendanceBlock,
    AttendanceEntry,
    Count,
    Measure,
    MinutesPaper,
    MinutesSection,
    NamedPerson,
    NoticePaper,
    NumberedCorrection,
    PublicityPaper,
    SealLine,
    SignInRow,
    SignInSheet,
    SkippedStep,
)

#: Names that are hard to print: not in GB 2312, above U+FFFF, with a dot, with two surnames.
HARD_NAMES = ("𬭚𬭎", "㑇龢", "𠮷田", "尉迟建国", "阿卜杜热合曼·买买提", "䶮小燕", "𬱖兰", "〇一")

MEASURES = (
    Measure(what="三组、五组之间村道硬化480米，两侧砌排水沟", who="李建国", due=date(2027, 4, 30)),
    Measure(what="资金不足部分申请镇级“一事一议”财政奖补", who="村报账员王小梅"),
)

NOTICE = NoticePaper(
    unit="槐树湾村协商议事室",
    title="关于召开槐树湾村2026年第三次协商议事会的通知",
    addressees=("各位议事会成员", "利益相关方代表", "村务监督委员会"),
    when="2026年11月28日（星期六）上午9:00",
    place="村便民服务中心二楼协商议事室",
    topics=("三组、五组之间的村道硬化及排水沟修缮方案", "村口“老槐树”广场夜间照明与停车秩序"),
    chair="尉迟建国",
    contact="村委会值班室",
    contact_phone="0511-85550000",
    signer="槐树湾村民委员会",
    issued_on=date(2026, 11, 16),
)

SECTION_TEXT = (
    "三组、五组之间的村道建于2009年，全长480米，路面破损率超过40%，涉及农户126户、412人。"
    "2026年9月至10月，调研组先后走访48户，收回书面意见表112份，其中赞成修缮的107份。\n"
    "（一）群众的主要意见。多数群众希望在春耕之前完成施工；部分沿线住户担心加宽路面会占用"
    "自家门前场地，要求先放线、后施工，并对占用的菜地给予合理补偿。\n"
    "（二）相关部门的说明。镇村建中心介绍，《农村公路建设管理办法》对路基、路面有明确要求"
    "——路面宽度不得小于3.5米……同时应当同步建设排水设施。"
)


def section(heading: str, times: int = 1) -> MinutesSection:
    """One topic's part of the minutes, with everything it may hold."""
    return MinutesSection(
        heading=heading,
        text="\n".join([SECTION_TEXT] * times),
        agreed=("同意对三组、五组之间村道进行硬化。", "施工前现场放线，放线结果张榜公布。"),
        open_points=("占用菜地的补偿标准，下一次会议继续协商。",),
        measures=MEASURES,
        outcome="达成共识，转入办理；未达成一致的意见列入下一次协商议题。",
        skipped=(SkippedStep(step="专题调研", reason="汛期将至，经两位召集人同意先行协商。"),),
    )


MINUTES = MinutesPaper(
    unit="槐树湾村协商议事室",
    mark="槐树湾村协商议事会纪要",
    number="〔2026〕3号",
    issued_on=date(2026, 11, 30),
    when="2026年11月28日（星期六）上午9:00至11:20",
    place="村便民服务中心二楼协商议事室",
    topics=("三组、五组之间的村道硬化", "村口广场夜间照明与停车秩序"),
    chair="李建国",
    recorder="王小梅",
    convenors=(
        SealLine(rank="第一召集人", name="李建国", confirmed_on=date(2026, 11, 29)),
        SealLine(rank="第二召集人", name="尉迟明"),
    ),
    sections=(section("关于三组、五组之间的村道硬化"), section("关于村口广场夜间照明")),
    attendance=(
        AttendanceBlock(
            label="出席",
            entries=(
                AttendanceEntry(
                    organisation="议事会成员",
                    names=("李建国", "尉迟明", "欧阳秀英", "𬭚大勇", "张桂兰", "王志强"),
                ),
                AttendanceEntry(
                    organisation="利益相关方", names=tuple(f"赵{n}平" for n in "一二三四五六七八九")
                ),
            ),
        ),
        AttendanceBlock(
            label="请假",
            entries=(AttendanceEntry(organisation="第五村民小组", names=("孙小龢",)),),
        ),
        AttendanceBlock(
            label="列席",
            entries=(AttendanceEntry(organisation="村务监督委员会", names=("周正", "吴直")),),
        ),
    ),
    corrections=(
        NumberedCorrection(
            number=1, made_on=date(2026, 12, 9), text="“全长480米”更正为“全长408米”。"
        ),
    ),
)

PUBLICITY = PublicityPaper(
    unit="槐树湾村协商议事室",
    title="关于三组、五组之间村道硬化协商结果的公示",
    basis="根据《中华人民共和国村民委员会组织法》第三十五条规定",
    topic="三组、五组之间的村道硬化及排水沟修缮方案",
    meeting="2026年11月28日，村协商议事会召开第三次会议，议事会成员7人、利益相关方10人参加协商。",
    result="达成共识：对三组、五组之间村道进行硬化，路面宽度3.5米，两侧设排水沟。",
    measures=MEASURES,
    posted_on=date(2026, 3, 2),
    days=15,
    last_on=date(2026, 3, 17),
    removable_on=date(2026, 3, 18),
    reception="槐树湾村协商议事室",
    reception_place="村便民服务中心二楼",
    supervision="村务监督委员会",
    official_phone="0511-85550000",
    signer="槐树湾村民委员会",
    issued_on=date(2026, 3, 2),
)


def sheet(count: int, *, filled: bool = True, spare_rows: int = 0) -> SignInSheet:
    """A sign-in sheet of `count` people, the hard names among them."""
    rows = tuple(
        SignInRow(
            person=NamedPerson(
                name=HARD_NAMES[at]
                if at < len(HARD_NAMES)
                else f"{'赵钱孙李周吴郑王'[at % 8]}建国",
                group=f"第{at % 9 + 1}村民小组",
                distinction="123X" if at % 40 == 7 else "",
            ),
            part="议事会成员" if at % 3 else "利益相关方",
            signed=f"8:{at % 60:02d}" if at % 5 else "",
            note="" if at % 5 else "请假",
        )
        for at in range(count)
    )
    return SignInSheet(
        unit="槐树湾村协商议事室",
        title="槐树湾村2026年第三次协商议事会签到表",
        when="2026年11月28日（星期六）上午9:00",
        place="村便民服务中心二楼协商议事室",
        rows=rows,
        filled=filled,
        spare_rows=spare_rows,
        counts=(Count(label="应到", value=count), Count(label="实到", value=count * 4 // 5)),
        recorder="王小梅",
        issued_on=date(2026, 11, 28),
    )
