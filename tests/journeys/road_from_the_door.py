"""The convenor's road from the door to the bundle, step by step, each by keyboard."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.clock import HandClock
from tests.journeys.keyboard import Keyboard
from tests.journeys.road import TOPIC

_DOOR = "姓名、拼音、首字母、手机尾号"


def sign_people_in(keyboard: Keyboard) -> None:
    """By initials; a namesake, an excuse with F3, a guest with F2, one taken back."""
    keyboard.press("Return")
    keyboard.stands_on(_DOOR)
    keyboard.sees("/ 31")
    keyboard.type("cy")
    keyboard.sees("蔡玉 第一组 · 户主 贾福", "蔡玉 第十二组 · 户主 黎荣丽")
    keyboard.press("Down", "Return")
    keyboard.sees("撤销：蔡玉（第十二组） 签到", "还差 30 人")
    keyboard.type("llx")
    keyboard.press("Return")
    keyboard.sees("撤销：卢林霞 签到")
    keyboard.type("clq")
    keyboard.press("F3")
    keyboard.type("外出看病")
    keyboard.press("Return")
    keyboard.sees("撤销：蔡兰强 请假")
    keyboard.press("F2")
    keyboard.type("陈志远")
    keyboard.press("Tab")
    keyboard.type("镇水利站")
    keyboard.press("Return")
    keyboard.sees("撤销：陈志远 列席")
    keyboard.stands_on(_DOOR)
    keyboard.type("zgy")
    keyboard.press("Return")
    keyboard.sees("撤销：朱国永 签到", "还差 27 人")
    keyboard.press("Ctrl+Z")
    keyboard.sees("已撤销：朱国永 签到", "还差 28 人")
    for initials in ("zgy", "yyg", "ol", "lz", "xl", "dgr"):
        keyboard.type(initials)
        keyboard.press("Return")
    keyboard.sees("还差 22 人")
    keyboard.type("qqq")
    keyboard.press("Return")
    keyboard.sees("没有找到“qqq”。不在名册上的人，按 F2 登记。")
    keyboard.press("Escape")


def talk_it_through(keyboard: Keyboard) -> None:
    """Opinions, points, a measure, the result; the meeting ends once nothing is missing."""
    keyboard.press("Alt+3")
    keyboard.sees("已签到 9 人。")  # who is excused did not sign in
    keyboard.stands_on("开始会议")
    keyboard.press("Return")
    keyboard.stands_on("谁说的  F2")
    for initials, opinion in (("llx", "雨天三轮车进不去，路要修。"), ("czy", "水沟要一起留。")):
        keyboard.type(initials)
        keyboard.press("Return")
        keyboard.stands_on("说了什么")
        keyboard.type(opinion)
        keyboard.press("Return")
        keyboard.stands_on("谁说的  F2")
    keyboard.sees("卢林霞 雨天三轮车进不去，路要修。", "陈志远 水沟要一起留。")
    keyboard.press("F3")
    keyboard.type("路面宽3.5米，年底前修好。")
    keyboard.press("Return")
    keyboard.type("过路户出工，不出钱。")
    keyboard.press("Return", "F4")
    keyboard.type("会车的地方留几处。")
    keyboard.press("Return", "F5")
    keyboard.type("报一事一议奖补")
    keyboard.press("Return")
    keyboard.type("村委会")
    keyboard.press("Return")
    keyboard.type("12月31日")
    keyboard.press("Return")
    keyboard.sees("报一事一议奖补 村委会 · 12月31日前")
    keyboard.press("F6")
    keyboard.fill("谁核对过符合政策法规", "张德厚")
    keyboard.push("散会")
    keyboard.sees("还不能散会", f"“{TOPIC}”还没有协商结果")
    keyboard.press("Return")
    keyboard.stands_on("达成共识")
    keyboard.press("Return")
    keyboard.sees("大家同意，转为办理事项", "路面宽3.5米，年底前修好；过路户出工，不出钱")
    keyboard.push("散会")
    keyboard.sees("散会？", "协商结果：达成共识 1 项。")
    keyboard.press("Return")
    keyboard.sees("散会了，接着看纪要")


def seal_the_minutes(keyboard: Keyboard) -> None:
    """A sentence more, and the word of both convenors."""
    keyboard.stands_on("确认")
    keyboard.go_to("会议经过")
    keyboard.press("Ctrl+End")
    keyboard.type("会前踏看了现场。")
    keyboard.push("确认")
    keyboard.sees("张德厚确认这份纪要？")
    _set_the_first_pin(keyboard, "820461")
    keyboard.sees("已有一位召集人确认", "会前踏看了现场。")
    keyboard.stands_on("确认")
    keyboard.press("Return")
    keyboard.sees("沈雅琴确认这份纪要？", "确认以后纪要就归档，谁也不能再改")
    _set_the_first_pin(keyboard, "395172")
    keyboard.sees("纪要已归档", "两位召集人确认，已归档，不能再改。")
    keyboard.stands_on("接着公示结果")


def _set_the_first_pin(keyboard: Keyboard, pin: str) -> None:
    """Where the unit chose nothing else, each convenor sets a PIN at the first confirmation."""
    keyboard.type(pin)
    keyboard.press("Tab")
    keyboard.type(pin)
    keyboard.press("Return")


def post_the_result(keyboard: Keyboard) -> None:
    """The result on the board."""
    keyboard.press("Return")
    keyboard.sees("协商结果公示", "公示不少于 15 日")
    keyboard.stands_on("出公示")
    keyboard.press("Return")
    keyboard.sees("公示写好了，打印后张贴", "结果公示", "/ 2 页")
    keyboard.press("Escape")
    keyboard.stands_on("已张贴")
    keyboard.press("Return")
    keyboard.sees("公示已张贴")
    keyboard.stands_on("贴在哪里")
    keyboard.type("村务公开栏")
    keyboard.press("Return")
    keyboard.sees("已记下张贴")


def follow_up(keyboard: Keyboard, clock: HandClock) -> None:
    """A month later: down from the board, the task done, its effect, the proposer told."""
    clock.moment += timedelta(days=30)
    keyboard.press("Ctrl+1")
    keyboard.sees("2026年4月1日", f"公示期满可撤下：{TOPIC}")
    keyboard.push("看公示")
    keyboard.stands_on("撤下")
    keyboard.press("Return")
    keyboard.sees("已撤下", "公示期满")
    keyboard.press("Ctrl+4")
    keyboard.sees("没办完 2 件")
    keyboard.press("Down")
    keyboard.push("办好了")
    keyboard.sees("办理结果")
    keyboard.type("已报，路修好了。")
    keyboard.press("Ctrl+Return")
    keyboard.sees("办结了")
    keyboard.push("公示落实情况")
    keyboard.sees("落实情况公示", "页宽")
    keyboard.press("Escape")
    keyboard.push("已张贴")
    keyboard.type("村务公开栏")
    keyboard.press("Return")
    keyboard.sees("已记下张贴")
    keyboard.push("记效果")
    keyboard.type("雨天三轮车能进地了。")
    keyboard.press("Tab")
    keyboard.type("94")
    keyboard.press("Return")
    keyboard.sees("效果已记下", "没办完 1 件")
    keyboard.push("答复提出人")
    keyboard.type("路已经修好了，谢谢您提出来。")
    keyboard.press("Ctrl+Return")
    keyboard.sees("答复已记下")


def close_the_topic(keyboard: Keyboard) -> None:
    """办结."""
    keyboard.press("Ctrl+2", "Return")
    keyboard.push("办结")
    keyboard.sees("已办结")


def write_the_bundle(keyboard: Keyboard, folder: Path) -> Path:
    """Everything so far into a file for the township."""
    keyboard.press("Ctrl+6")
    keyboard.sees("条未交", "记录照常写")
    keyboard.push("写到文件夹…")
    keyboard.choose_file(folder)
    keyboard.sees("写好了，在这个文件夹里。", "只留本村")
    (bundle,) = folder.glob("*.xsb")
    return bundle
