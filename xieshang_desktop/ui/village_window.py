"""A village's own pages at its township: to look at what it handed over, or to write what the
township keeps for it. A window of its own, over the township's until it is closed."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services.desk import Desk, desk_of
from xieshang_desktop.township.returns import return_entry
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.looking import OnlyLooking
from xieshang_desktop.ui.main_window import MainWindow
from xieshang_desktop.ui.places import WRITING, looked_at, make_page
from xieshang_desktop.ui.presenters.township_looking import strip_words
from xieshang_desktop.ui.unfinished import Unfinished
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import Field
from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea
from xieshang_desktop.wording import words_for

#: What a township may return from its page, as `domain.records` calls it.
RETURNABLE = {"topics/topic": "topic", "meetings/meeting": "meeting", "people/person": "person"}


class VillageContext(Context):
    """The same for a village's pages; where they are only looked at, nobody is led to write.
    `shown` are the objects that pages were opened at."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(desk, window)
        self.shown: dict[str, str] = {}

    def go(self, key: str, object_id: str | None = None) -> QWidget:
        """Open a page at an object; one that is there to write stays closed, in words."""
        if self.desk.store.mirrored and key in WRITING:
            dialogs.show_problem(*words_for(RuleBroken("records_of_others")))
            shown = self.window.page(self.window.key())
            return shown or self.window
        if object_id:
            self.shown[key] = object_id.partition("#")[0]
        return super().go(key, object_id)


class VillageWindow(QObject):
    """One village's window; Escape on a place leads back to the township, like the strip."""

    def __init__(self, context: Context, desk: Desk) -> None:
        self._township = context
        self.returning: Button | None = None
        self.desk = desk
        self.window = MainWindow(looked_at(), self._make_page, desk.unit.name, main=False)
        super().__init__(self.window)
        self.context = VillageContext(desk, self.window)
        window = self.window
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setWindowModality(Qt.WindowModality.ApplicationModal)
        window.show_venue(desk.unit.name)
        window.top_bar.leave_out_settings()
        window.show_strip(self._strip())
        window.page_opened.connect(self._opened)
        window.help_requested.connect(self._help)
        window.papers_requested.connect(lambda: self.context.go("papers"))
        window.closing.connect(self._closed)
        window.left.connect(window.close)
        if desk.store.mirrored:
            OnlyLooking(window)

    def _strip(self) -> QWidget:
        desk, window = self.desk, self.window
        strip = QWidget()
        strip.setObjectName("practice")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = Row(strip, gap=10, margins=(24, 4, 14, 4))
        row.addWidget(IconLabel("eye" if desk.store.mirrored else "edit", "amber", 18))
        row.addWidget(Label(strip_words(desk), "waiting", wrap=True), 1)
        if desk.store.mirrored:
            self.returning = Button(_("退回这一条…"), "quiet", "undo", pressed=self._ask_return)
            show_if(self.returning, False)
            row.addWidget(self.returning)
        row.addWidget(Button(_("回到乡镇"), "quiet", "back", pressed=window.close))
        return strip

    def _opened(self, key: str) -> None:
        if self.returning is not None:
            show_if(self.returning, key in RETURNABLE)

    def _ask_return(self) -> None:
        """What is in view is returned with a reason: the township writes that, not the village."""
        key = self.window.key()
        noun, object_id = RETURNABLE[key], self.context.shown.get(key, "")
        reason = TextArea(_("写清楚哪里不对、要怎么改，村里看到的就是这段话"), rows=4)
        reason.setProperty("reads", True)
        sheet = Sheet(self.window, _("退回这一条"), _("退回"))
        sheet.yes.reads = True
        sheet.body.addWidget(Field(_("退回的原因"), reason))
        about = f"return:{self.desk.unit.id}:{object_id}"
        unfinished = Unfinished(sheet, self._township.desk, about, {"reason": reason})

        def take() -> None:
            done = self.context.attempt(
                lambda: return_entry(
                    self._township.desk, self.desk.unit.id, noun, object_id, reason.value()
                ),
                _("已退回，随下一个回执告诉村里"),
                final=True,
            )
            if done:
                unfinished.take()

        sheet.accepted.connect(take)
        sheet.open(reason)

    def _make_page(self, key: str) -> QWidget:
        return make_page(key, self.context)

    def _help(self, key: str) -> None:
        from xieshang_desktop.ui.handbook import open_handbook

        open_handbook(self.context, key)

    def _closed(self) -> None:
        self.desk.close()
        self._township.changed.emit()


def open_village(
    context: Context, village_id: str, key: str = "topics", object_id: str | None = None
) -> VillageWindow | None:
    """Show a village's pages over the township's window, at a page and an object; None when its
    records are not here: that is said."""
    opened: list[Desk] = []
    if not context.attempt(lambda: opened.append(desk_of(context.desk, village_id))):
        return None
    village = VillageWindow(context, opened[0])
    front = context.window
    village.window.resize(front.size())
    village.window.move(front.pos())
    village.context.go(key, object_id)
    village.window.showMaximized() if front.isMaximized() else village.window.show()
    village.window.activateWindow()
    return village
