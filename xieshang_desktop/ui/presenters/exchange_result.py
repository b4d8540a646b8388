"""What one exchange did, line by line; the last one says that the stick may go."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path

from xieshang_desktop.errors import Problem
from xieshang_desktop.services.receipts import MessageTaken
from xieshang_desktop.ui.presenters.exchange_words import breakable
from xieshang_desktop.wording import words_for

#: State (done, attention, ahead), words, note.
Line = tuple[str, str, str]

_RECEIPT, _DIRECTIVES = "receipt", "directives"


def taken_lines(
    taken: Sequence[MessageTaken], refused: Sequence[tuple[str, Problem]]
) -> list[Line]:
    """What the township sent back."""
    return [line for each in taken for line in _taken(each)] + [
        ("attention", _("没有收下：{0}").format(breakable(name)), words_for(problem).together)
        for name, problem in refused
    ]


def written_lines(files: Sequence[Path], tidied: int, *, trusted: bool) -> list[Line]:
    """What was written for the township, every byte read back."""
    lines: list[Line] = []
    for file in files:
        words = _("写好协商包，读回来核对过。") if trusted else _("写好协商包，只有本村能打开。")
        lines.append(("done", words, breakable(file.name)))
    if not files:
        lines.append(("done", _("没有新的要交，乡镇都有了。"), ""))
    if tidied:
        lines.append(("done", _("清走 {0} 个乡镇已经收到的旧包。").format(tidied), ""))
    return lines


def last_line(*, folder: str = "") -> Line:
    """Only now the stick may go; a folder stays where it is."""
    if folder:
        return ("done", _("写好了，在这个文件夹里。"), breakable(folder))
    return ("done", _("可以拔出U盘了。"), "")


def _taken(message: MessageTaken) -> list[Line]:
    if message.kind == _RECEIPT:
        lines: list[Line] = []
        words = _("收下第 {0} 号回执。").format(message.number)
        if message.confirmed:
            words = _("收下第 {0} 号回执：又有 {1} 个协商包乡镇已收。").format(
                message.number, message.confirmed
            )
        lines.append(("done", words, ""))
        if message.returns:
            told = _("乡镇退回 {0} 条，请看“乡镇来件”。").format(message.returns)
            lines.append(("attention", told, ""))
        return lines
    if message.kind == _DIRECTIVES:
        return [("done", _("收下乡镇来件 {0} 件。").format(message.directives), "")]
    return [("done", _("乡镇换了钥匙，用原来的钥匙签过名，已经记下。"), "")]
