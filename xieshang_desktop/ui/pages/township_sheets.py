"""Sheets that several pages of the township open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.plain_paper import print_text
from xieshang_desktop.ui.presenters.topic_sheets import Ask
from xieshang_desktop.ui.presenters.township_villages import Invitation
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.form_sheet import FormSheet
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


def ask_form(context: Context, form: Ask, answer: Callable[[dict[str, str]], bool]) -> None:
    """A small form; it stays until `answer` took what was written. The sheet closes first where
    the answer opens something else."""
    FormSheet(context.window, form, lambda: context.desk.today, answer).open()


def show_invitation(context: Context, invitation: Invitation) -> Sheet:
    """The invitation is written: its code in large digits, and the paper that bears it."""
    sheet = Sheet(context.window, _("邀请写好了"), icon="tick")
    for words, kind in (
        (_("文件：{0}").format(invitation.file), "secondary"),
        (_("口令（不要和文件放在一起）："), ""),
        (invitation.code, "title"),
        (_("口令只显示这一次。印在纸上交给村里，或者在电话里念。"), "small"),
    ):
        label = Label(words, kind, wrap=True)
        if kind == "title":
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sheet.body.addWidget(label)

    def print_it() -> None:
        print_text(context.window, invitation.paper, invitation.title, secret=True)

    sheet.buttons.insertWidget(1, Button(_("印在纸上…"), icon="print", pressed=print_it))
    sheet.open()
    return sheet


def show_slip(context: Context, title: str, lines: Sequence[tuple[str, str]], paper: str) -> Sheet:
    """A receipt on paper for a village whose stick does not come back."""
    sheet = Sheet(context.window, title, icon="paper")
    if not lines:
        sheet.body.addWidget(Label(_("还没有收到它的记录，没有凭条。"), "", wrap=True))
    for upto, code in lines:
        label = Label(code, "title", wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sheet.body.addWidget(Label(upto, "secondary"))
        sheet.body.addWidget(label)

    def print_it() -> None:
        sheet.leave()
        print_text(context.window, paper, title)

    if lines:
        told = _("村里在“交换”输入这十二位，就显示“已收（凭条）”。")
        sheet.body.addWidget(Label(told, "small", wrap=True))
        sheet.buttons.insertWidget(1, Button(_("印在纸上…"), icon="print", pressed=print_it))
    sheet.open()
    return sheet
