"""F12: the papers with which the meeting goes on without the laptop, to the printer or a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from pathlib import Path

from xieshang_desktop.services.decision_by_hand import decision_papers_by_hand
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_saving import save
from xieshang_desktop.services.papers_by_hand import PapersByHand, Step, papers_by_hand
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.printers import Printers, SystemPrinters

Making = Callable[[Desk, str, Step | None], PapersByHand]


def print_by_hand(
    context: Context,
    meeting_id: str,
    printers: Printers | None = None,
    make: Making = papers_by_hand,
) -> tasks.Task | None:
    """Make them, then ask which printer; where there is none, ask where to keep the PDF."""
    if not meeting_id:
        return None
    asked = printers or SystemPrinters()

    def done(made: PapersByHand) -> None:
        if made.left_out:
            words = _("要先核对个人信息，没有印：{0}").format(_("、").join(made.left_out))
            context.window.show_toast(words)
        _hand_over(context.window, made.pdf, asked)

    return tasks.run(
        lambda step: make(context.desk, meeting_id, step),
        done,
        name=_("排版接着开会要用的纸"),
    )


def print_decision_by_hand(
    context: Context, meeting_id: str, printers: Printers | None = None
) -> tasks.Task | None:
    """The same for a meeting that decides."""
    return print_by_hand(context, meeting_id, printers, decision_papers_by_hand)


def _hand_over(window: MainWindow, pdf: bytes, printers: Printers) -> None:
    name = _("接着开会要用的纸")
    if printers.names():
        from xieshang_desktop.ui.printing_dialog import print_paper  # few meetings need it

        print_paper(window, pdf, name, 0, printers)
        return
    title = _("没有打印机，存成 PDF，到别的电脑上打印")
    kind = (_("PDF 文件"), "*.pdf")
    dialogs.pick_place(window, title, f"{name}.pdf", partial(_keep, window, pdf), kind)


def _keep(window: MainWindow, pdf: bytes, target: Path) -> None:
    tasks.run(
        lambda _step: save(pdf, target),
        lambda file: window.show_toast(_("存好了：{0}").format(file.name)),
        name=_("保存 {0}").format(target.name),
    )
