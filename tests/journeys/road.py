"""The convenor's road from the first start to the notice, step by step, each by keyboard."""

from __future__ import annotations

import json
from pathlib import Path

from tests.intake.making import ROSTERS
from tests.journeys.keyboard import Keyboard

TOPIC = "东沟组生产道路硬化"


def answer_the_three_questions(keyboard: Keyboard, roster: Path | None = None) -> None:
    """Where, who, and the roster, if there is one to choose."""
    keyboard.sees("在哪里协商？", "第 1 步，共 3 步")
    keyboard.stands_on("村（社区）全称")
    keyboard.type("柳河镇张家村")
    keyboard.sees("柳河镇张家村协商议事室")
    keyboard.fill("上级乡镇（街道）", "柳河镇人民政府")
    keyboard.fill("平时在哪里开会", "村委会二楼会议室")
    keyboard.press("Return")
    keyboard.sees("谁来召集？")
    keyboard.stands_on("第一召集人")
    keyboard.type("张德厚")
    keyboard.press("Tab")
    keyboard.type("村党支部书记")
    keyboard.fill("第二召集人", "沈雅琴")
    keyboard.press("Return")
    keyboard.sees("名册在哪里？")
    keyboard.stands_on("选名册文件…")
    if roster is None:
        keyboard.push("以后再导，先开始")
        look_at_the_computer(keyboard, "开始使用")
        keyboard.sees("工作台", "先把名册导进来，开会时才好签到。")
        return
    keyboard.press("Return")
    keyboard.choose_file(roster)
    keyboard.sees(f"选好了：{roster.name}")
    keyboard.stands_on("开始使用，导入名册")
    keyboard.press("Return")
    look_at_the_computer(keyboard, "接着导入名册")


def look_at_the_computer(keyboard: Keyboard, button: str) -> None:
    """Whether this computer will do, and on."""
    keyboard.sees("电脑检查", "字体齐全，生僻字也有")
    keyboard.stands_on(button)
    keyboard.press("Return")


def import_the_roster(keyboard: Keyboard) -> None:
    """Columns, dry run with every damaged number named, import."""
    keyboard.sees("导入名册", "表头在第 3、4 行", "读出 1180 人")
    keyboard.stands_on("先看看结果")
    keyboard.press("Return")
    keyboard.stands_on("导入 1180 人")
    keyboard.sees("还没有导入", "要留意的 61 处")
    named = _named_as_damaged(keyboard)
    assert len(named) == 52
    assert named <= _truth()
    keyboard.press("Return")
    keyboard.sees("已导入：新增 1180 人", "还有 52 人的身份证号要照证件补录")
    keyboard.stands_on("去名册")
    keyboard.press("Return")
    keyboard.sees("1180 人　418 户")


def _named_as_damaged(keyboard: Keyboard) -> set[tuple[str, str]]:
    """Name and what is left of the number, of every row that says so."""
    rows = [row for row in keyboard.table_rows() if "已被表格软件丢失" in "".join(row)]
    texts = [next(cell for cell in row if cell.startswith("9900")) for row in rows]
    return {(row[1], text[:15]) for row, text in zip(rows, texts, strict=True)}


def _truth() -> set[tuple[str, str]]:
    people = json.loads((ROSTERS / "roster-village.truth.json").read_bytes())
    return {(person["name"], person["id_number"][:15]) for person in people}


def register_the_topic(keyboard: Keyboard) -> None:
    """What was raised, by whom."""
    keyboard.press("Ctrl+2")
    keyboard.push("登记议题")
    keyboard.stands_on("议题名称")
    keyboard.type(TOPIC)
    keyboard.press("Tab")
    keyboard.type("东沟组到河滩地的生产路是土路，雨天三轮车进不去，秋收要肩挑。")
    keyboard.fill("谁提出的", "李德发")
    keyboard.fill("涉及多少户", "46")
    keyboard.press("Return")
    keyboard.sees("议题已登记", "下一步：筛选")


def screen_and_accept(keyboard: Keyboard) -> None:
    """切口小, 关联广, 反映强烈; then it is on the list of what is talked through."""
    keyboard.stands_on("步骤")
    keyboard.press("Return")
    keyboard.fill("一件具体的事，例如：只修一条路", "只修一条路")
    keyboard.fill("关系到多少户，例如：46户走这条路", "46户走这条路")
    keyboard.fill("谁反映、几次，例如：联名31人", "联名31人")
    keyboard.press("Return")
    keyboard.sees("筛选意见已保存", "审定，列入协商")
    keyboard.stands_on("步骤")
    keyboard.press("Return")
    keyboard.sees("已审定，列入协商", "下一步：定参加人")


def choose_participants(keyboard: Keyboard) -> None:
    """Three stakeholders by initials and pinyin, one of them a namesake, and the standing ones."""
    keyboard.press("Return")
    keyboard.stands_on("姓名、拼音、首字母或手机尾号，回车加入")
    for initials in ("llx", "clq"):
        keyboard.type(initials)
        keyboard.press("Return")
        keyboard.sees("已加入")
    keyboard.type("caiyu")
    keyboard.sees("蔡玉 第一组 · 户主 贾福", "蔡玉 第十二组 · 户主 黎荣丽")
    keyboard.press("Down", "Return")
    keyboard.sees("蔡玉 第十二组 利益相关方")
    keyboard.push("加入议事会成员和监督委员会")
    keyboard.sees("30 人")
    keyboard.push("定好了")
    keyboard.sees("确认参加人")
    keyboard.stands_on("步骤")
    keyboard.press("Return")
    keyboard.sees("下一步：补调研记录")


def record_the_research(keyboard: Keyboard) -> None:
    """先调研后发言."""
    keyboard.press("Return")
    keyboard.stands_on("谁去调研")
    keyboard.type("张德厚、两名户代表")
    keyboard.fill("调研情况", "路长1.8公里，均宽3米，涉及46户。")
    keyboard.press("Ctrl+Return")
    keyboard.sees("确认调研完成")
    keyboard.press("Return")
    keyboard.sees("下一步：安排会议")


def plan_the_meeting(keyboard: Keyboard) -> None:
    """The topic is chosen already; the day is written as people say it."""
    keyboard.press("Return")
    keyboard.sees("安排会议", "议题（已选 1）")
    keyboard.stands_on("会议名称")
    keyboard.fill("日期", "今天")
    keyboard.press("Return")
    keyboard.sees("会议定下了")
    keyboard.stands_on("邀请建议的 30 人")
    keyboard.press("Return")
    keyboard.sees("已邀请 30 人")


def invite_and_give_notice(keyboard: Keyboard) -> None:
    """One more by name, and the notice with the reason why it is late."""
    keyboard.fill("加一个人：姓名、拼音、尾号", "caiyu")
    keyboard.sees("蔡玉 第一组 · 户主 贾福 未邀请")
    keyboard.press("Return")
    keyboard.sees("参加人（31）")
    keyboard.push("发通知")
    keyboard.sees("通知晚了")
    keyboard.press("Return")
    keyboard.sees("请写明原因。")
    keyboard.type("雨季前要定下来")
    keyboard.press("Return")
    keyboard.sees("通知已发出，记得张贴或送到")
    keyboard.stands_on("去签到")
