"""One paper in full: read it, print it, save it, open it elsewhere."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.paper_view import PaperView
from xieshang_desktop.ui.presenters.meeting_paper import PaperPresenter
from xieshang_desktop.ui.widgets.page import Page


class PaperPage(Page):
    """Enter prints; PageUp and PageDown turn the pages, Escape goes back."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("文书"), _("返回"))
        self._presenter = PaperPresenter(context.desk, self)
        self.paper = PaperView(context.desk, context.attempt, main="primary")
        self.body.addWidget(self.paper, 1)
        self.paper.made.connect(self._take_keyboard)
        self.setFocusProxy(self.paper.print_button)

    def open_object(self, object_id: str | None) -> None:
        """The paper at `kind:id`."""
        if object_id:
            self.paper.forget()
            self._presenter.open(object_id)

    def refresh(self) -> None:
        """Compose it anew."""
        self._presenter.refresh()

    def _take_keyboard(self) -> None:
        """Only what is made can be printed; until then the keyboard waits at the way back."""
        if self.isVisible() and not self.paper.isAncestorOf(self.window().focusWidget()):
            self.paper.print_button.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def show_paper(self, title: str, compose) -> None:
        """What paper it is, and how it is made."""
        self.show_title(title)
        self.paper.show_paper(compose)


def build(context: Context) -> PaperPage:
    """The page of one paper."""
    page = PaperPage(context)

    def again() -> None:
        if page.isVisible():
            page.refresh()

    context.changed.connect(again)
    return page
