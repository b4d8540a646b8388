"""All commands with their help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import Any

from xieshang_desktop.cli import carrying, village, wrong_use
from xieshang_desktop.cli.answers import Answer


def build_parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    wrong_use.speak()
    parser = argparse.ArgumentParser(prog="xieshang", description=_("协商桌面：不写命令就打开窗口"))
    parser.add_argument("--data", type=Path, metavar="DIR", help=_("资料文件夹"))
    parser.add_argument("--json", action="store_true", help=_("给程序读的输出"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    practice = _command(commands, "practice", _("造一个练习村"), village.practice)
    practice.add_argument("--years", type=_years, default=3, metavar="N", help=_("几年的会议"))
    practice.add_argument("--fresh", action="store_true", help=_("丢掉旧的，重新造"))
    practice.add_argument("--remove", action="store_true", help=_("丢掉练习村"))

    roster = commands.add_parser("roster", help=_("名册")).add_subparsers(
        dest="roster", required=True, metavar="COMMAND"
    )
    imported = _command(roster, "import", _("导入名册"), village.roster_import)
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument("--dry-run", action="store_true", help=_("只看结果，不写入"))

    people = commands.add_parser("people", help=_("人员")).add_subparsers(
        dest="people", required=True, metavar="COMMAND"
    )
    found = _command(people, "find", _("按姓名、拼音、首字母或电话尾号查人"), village.people_find)
    found.add_argument("text", metavar="TEXT")

    _command(commands, "meetings", _("会议清单"), village.meetings)
    _command(commands, "topics", _("议题清单"), village.topics)

    papers = commands.add_parser("papers", help=_("文书")).add_subparsers(
        dest="papers", required=True, metavar="COMMAND"
    )
    written = _command(papers, "write", _("把一次会议的文书写成 PDF"), village.papers_write)
    written.add_argument("meeting", metavar="MEETING", help=_("会议编号，或 latest"))
    written.add_argument("--out", type=Path, required=True, metavar="DIR")
    checked = _command(papers, "check", _("检查文书的版面、字体和个人信息"), village.papers_check)
    checked.add_argument("files", type=Path, nargs="+", metavar="FILE")
    checked.add_argument(
        "--official", action="append", default=[], metavar="TEL", help=_("可以照印的公务电话")
    )

    _add_carrying(commands)
    looked = commands.add_parser("open", help=_("打开窗口，看一个文件（双击协商包时用）"))
    looked.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    looked.add_argument("file", type=Path, metavar="FILE")

    checked = _command(
        commands, "check", _("检查资料是否完好，或者这台电脑合不合用"), village.check
    )
    checked.add_argument(
        "what",
        nargs="?",
        choices=("data", "laptop"),
        default="data",
        metavar="WHAT",
        help=_("data（资料，不写就是它）或 laptop（电脑）"),
    )
    _command(commands, "version", _("版本"), village.version)
    return parser


def _add_carrying(commands: Any) -> None:
    """What goes between a village and its township."""
    bundle = commands.add_parser("bundle", help=_("协商包")).add_subparsers(
        dest="bundle", required=True, metavar="COMMAND"
    )
    written = _command(bundle, "write", _("写出协商包"), carrying.bundle_write)
    written.add_argument("folder", type=Path, metavar="DIR")
    checked = _command(bundle, "check", _("检查协商包"), carrying.bundle_check)
    checked.add_argument("file", type=Path, metavar="FILE")
    received = _command(
        bundle, "receive", _("收下协商包（乡镇）或回执（村）"), carrying.bundle_receive
    )
    received.add_argument("paths", type=Path, nargs="+", metavar="DIR|FILE")
    received.add_argument("--reply", type=Path, metavar="DIR", help=_("把回执写到这个文件夹"))
    taken_apart = _command(bundle, "open", _("把协商包拆开来看"), carrying.bundle_open)
    taken_apart.add_argument("file", type=Path, metavar="FILE")
    taken_apart.add_argument("--out", type=Path, required=True, metavar="DIR")
    taken_apart.add_argument("--code", default="", metavar="CODE", help=_("邀请的 12 位口令"))

    sync = commands.add_parser("sync", help=_("网络交换")).add_subparsers(
        dest="sync", required=True, metavar="COMMAND"
    )
    _command(sync, "once", _("现在交换一次"), carrying.sync_once)

    enrol = commands.add_parser("enrol", help=_("村和乡镇互相登记")).add_subparsers(
        dest="enrol", required=True, metavar="COMMAND"
    )
    invited = _command(enrol, "invite", _("乡镇：给一个村写邀请"), carrying.enrol_invite)
    invited.add_argument("name", metavar="NAME")
    invited.add_argument("folder", type=Path, metavar="DIR")
    joined = _command(enrol, "join", _("村：接受邀请，写应答"), carrying.enrol_join)
    joined.add_argument("file", type=Path, metavar="FILE")
    joined.add_argument("--code", required=True, metavar="CODE", help=_("邀请的 12 位口令"))
    joined.add_argument("--out", type=Path, required=True, metavar="DIR")
    confirmed = _command(enrol, "confirm", _("电话核对指纹以后确认"), carrying.enrol_confirm)
    confirmed.add_argument("digits", nargs="?", metavar="DIGITS", help=_("对方念的 25 位数字"))

    _command(enrol, "rotate", _("乡镇：换一套新钥匙"), carrying.enrol_rotate)

    copied = _command(commands, "backup", _("备份到文件夹或U盘"), carrying.backup)
    copied.add_argument("folder", type=Path, metavar="DIR")
    restored = _command(commands, "restore", _("从备份恢复"), carrying.restore)
    restored.add_argument("file", type=Path, metavar="FILE")
    restored.add_argument("--into", type=Path, metavar="DIR", help=_("恢复到哪个文件夹"))
    restored.add_argument(
        "--shares", action="store_true", help=_("从标准输入读两张恢复纸上的字，一张一行")
    )
    restored.add_argument("--keys", type=Path, metavar="DIR", help=_("钥匙所在的文件夹"))
    restored.add_argument("--dry-run", action="store_true", help=_("只看备份里有什么，不写入"))
    updated = _command(commands, "update", _("从更新文件换上程序的新版本"), carrying.update)
    updated.add_argument("file", type=Path, metavar="FILE")
    updated.add_argument("--yes", action="store_true", help=_("备份并更新，不再问"))
    figures = _command(commands, "rollup", _("乡镇汇总"), carrying.rollup)
    figures.add_argument(
        "period", nargs="?", default="", metavar="PERIOD", help=_("2026、2026-Q1 或 2026-03")
    )


def _command(
    commands: Any, name: str, words: str, run: Callable[[argparse.Namespace], Answer]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=_("给程序读的输出")
    )
    parser.add_argument(
        "--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=_("资料文件夹")
    )
    parser.set_defaults(run=run)
    return parser


def _years(text: str) -> int:
    years = int(text) if text.isdecimal() else 0
    if not 1 <= years <= 30:
        raise argparse.ArgumentTypeError(_("年数在 1 到 30 之间"))
    return years
