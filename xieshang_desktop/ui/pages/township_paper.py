"""A paper to one village as it will print: 督办函, 退回单."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.township.papers import compose_letter, compose_slip
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.paper_view import PaperView
from xieshang_desktop.ui.widgets.page import Page


def build(context: Context) -> QWidget:
    """The page, wired to the desk."""
    return PaperPage(context)


class PaperPage(Page):
    """Printed, saved or opened from here."""

    def __init__(self, context: Context) -> None:
        super().__init__("", _("返回督办"))
        self._context = context
        self.paper = PaperView(context.desk, context.attempt, main="primary")
        self.body.addWidget(self.paper, 1)
        self.setFocusProxy(self.paper.print_button)

    def open_object(self, object_id: str | None) -> None:
        """`letter:` and a directive, or `slip:` and a village."""
        kind, _colon, about = (object_id or "").partition(":")
        compose = compose_letter if kind == "letter" else compose_slip
        self.show_title(_("督办函") if kind == "letter" else _("退回单"))
        self.paper.forget()
        self.paper.show_paper(lambda: compose(self._context.desk, about), at_once=True)
