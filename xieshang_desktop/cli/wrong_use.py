"""What argparse says of itself, in Chinese where Chinese is spoken: its English is in argparse."""

from __future__ import annotations

import argparse

from xieshang_desktop.settings import language

#: By argparse's own words, those that a person can come to read.
WORDS = {
    "usage: ": "用法：",
    "positional arguments": "命令和参数",
    "options": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示这些说明",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "还缺：%s",
    "unrecognized arguments: %s": "不认得：%s",
    "unexpected option string: %s": "不认得：%s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "没有 %(parser_name)r 这个命令，有的是：%(choices)s"
    ),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "没有 %(value)r，可以写的是：%(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "不能写 %(value)r",
    "expected one argument": "后面要写一个值",
    "expected at most one argument": "后面最多写一个值",
    "expected at least one argument": "后面至少写一个值",
    "expected %s argument": "后面要写 %s 个值",
    "expected %s arguments": "后面要写 %s 个值",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s 不清楚是哪一个：%(matches)s"
    ),
    "ignored explicit argument %r": "后面不写值，多了 %r",
    "not allowed with argument %s": "不能和 %s 一起用",
    "one of the arguments %s is required": "要写其中一个：%s",
}


def speak() -> None:
    """From now on argparse speaks the language in force."""
    words = WORDS if language() == "zh" else {}

    def said(message: str) -> str:
        return words.get(message, message)

    def counted(one: str, more: str, count: int) -> str:
        return said(one if count == 1 else more)

    vars(argparse).update(_=said, ngettext=counted)  # as it took both names from gettext
