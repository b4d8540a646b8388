"""What the operator sees of the hall's screen: a live miniature, the next slide, and the keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from xieshang_desktop.services.hall_screen import Slide
from xieshang_desktop.ui import theme
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.hall_screen import faces
from xieshang_desktop.ui.hall_screen.colours import DARK
from xieshang_desktop.ui.hall_screen.control import HallScreen, hall_screen_of
from xieshang_desktop.ui.hall_screen.window import Surface
from xieshang_desktop.ui.papers_by_hand import print_by_hand
from xieshang_desktop.ui.presenters.hall_screen import Standing
from xieshang_desktop.ui.presenters.hall_screen_words import slide_words
from xieshang_desktop.ui.unfinished import Unfinished
from xieshang_desktop.ui.widgets.button import Button, IconButton
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label, OneLine
from xieshang_desktop.ui.widgets.text_area import TextArea

#: Design pixels: the height of a miniature, and from what width on everything stands in the line.
_HIGH, _WIDE = 44, 900


class Miniature(Surface):
    """The hall's screen in small, by the same painter, in a thin frame."""

    def __init__(self, moment: Callable[[], datetime], words: str) -> None:
        super().__init__(moment)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._share = 16 / 9
        self.rescale()

    def show_share(self, share: float) -> None:
        """Width for each height, as on the hall's screen."""
        if abs(share - self._share) > 0.01:
            self._share = share
            self.rescale()

    def rescale(self) -> None:
        """Take the size in force."""
        high = theme.px(_HIGH)
        self.setFixedSize(round(high * self._share), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class HallStrip(QFrame):
    """One line while the screen is closed; with miniatures while it is open. `print_papers` makes
    the papers with which a meeting goes on without the laptop. Who only looks has no hall."""

    def __init__(
        self, context: Context, print_papers: Callable[[str], object] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._context = context
        self._print_papers = print_papers or partial(print_by_hand, context)
        self.hall: HallScreen = hall_screen_of(context)
        self._offered: list[tuple[str, str]] = []
        self._look = Column(self, gap=0, margins=(14, 5, 14, 5))
        self._closed: QWidget = self._build_closed()
        self._open: QWidget = self._build_open()
        self._look.addWidget(self._closed)
        self._look.addWidget(self._open)
        if context.desk.store.mirrored:
            self.hide()
            return
        QShortcut(QKeySequence("F12"), context.window).activated.connect(self.print_papers)
        self.hall.changed.connect(self.refresh)
        self.hall.ticked.connect(self.mini.tick)
        self.refresh()

    def open_meeting(self, meeting_id: str) -> None:
        """The hall of this meeting is in view."""
        if not self._context.desk.store.mirrored:
            self.hall.take(meeting_id)

    def print_papers(self) -> None:
        """F12: what is needed to go on by hand."""
        self._print_papers(self.hall.presenter.meeting_id)

    def refresh(self) -> None:
        """Show what stands."""
        wanted = self.hall.is_wanted
        show_if(self._closed, not wanted)
        show_if(self._open, wanted)
        if not wanted:
            return
        screen = self.hall
        for surface, made, page in (
            (self.mini, screen.now, screen.pages.at),
            (self.next, screen.following, 0),
        ):
            surface.show_share(made.width / faces.HEIGHT)
            surface.show_slide(made, page, screen.colours)
        parts = (screen.slide_words(), screen.standing_words())
        self._where.setText(" · ".join(parts) if screen.pages.count > 1 else parts[1])
        theme.set_kind(self._where, "small" if screen.standing is Standing.SHOWN else "waiting")
        self._following.setText(_("Ctrl+F11 下一屏：{0}").format(screen.following_words()))
        slides = [(slide.value, slide_words(slide)) for slide in screen.presenter.slides]
        if slides != self._offered:
            self._offered = slides
            self.slides.show_choices(slides)
        self.slides.choose(screen.presenter.slide.value)
        show_if(self.turn, screen.pages.count > 1)
        self.dark.show_words(_("浅色") if screen.colours is DARK else _("深色"))
        self._arrange()

    def write_message(self) -> None:
        """Ask for the free message."""
        area = TextArea(_("大家都能看到。例如：中午休息到两点，请按时回来。"), rows=3)
        area.show_value(self.hall.presenter.message())
        sheet = Sheet(self, _("放到大屏上的通知"), _("放到大屏"))
        sheet.body.addWidget(area)
        sheet.body.addWidget(Label(_("Ctrl+回车放到大屏，回车换行。"), "small"))
        about = f"screen:{self.hall.presenter.meeting_id}"
        unfinished = Unfinished(sheet, self._context.desk, about, {"typed": area})

        def put() -> None:
            text = area.value()
            unfinished.take()
            self.hall.presenter.write(text)

        sheet.accepted.connect(put)
        sheet.open(area)

    def _build_closed(self) -> QWidget:
        part = QWidget()
        row = Row(part, gap=10)
        row.addWidget(IconLabel("eye", "secondary", 18))
        row.addWidget(OneLine(_("投影或电视上可以放议题和达成一致的要点"), "secondary"), 1)
        self.papers: Button = self._papers_button()
        row.addWidget(self.papers)
        self.open: Button = Button("", pressed=self.hall.toggle, reads=True)
        self.open.show_words(_("打开大屏"), "F11")
        row.addWidget(self.open)
        return part

    def _build_open(self) -> QWidget:
        """One line, always as high: what is shown, the slides, the keys."""
        part = QWidget()
        row = Row(part, gap=10)
        screen = self.hall
        self.mini = Miniature(screen.presenter.moment, _("大屏上现在的样子"))
        self.next = Miniature(screen.presenter.moment, _("下一屏的样子"))
        self._where = OneLine("", "small")
        self._following = OneLine("", "small")
        words = Column(gap=0)
        words.addWidget(self._where)
        words.addWidget(self._following)
        self.slides = ChoiceChips()
        self.slides.changed.connect(lambda chosen: screen.choose(Slide(chosen[0])))
        self.turn: Button = IconButton("pages", _("翻页 Ctrl+Shift+F11"), pressed=screen.turn)
        self.turn.reads = True
        self.message: Button = Button(_("写通知…"), pressed=self.write_message)
        self.dark: Button = Button("", "quiet", pressed=screen.change_colours)
        self.dark.setToolTip("Ctrl+F10")
        self.preview: Button = Button(_("小窗预览"), pressed=screen.preview, reads=True)
        self.more: Button = Button(_("更多"), pressed=self._show_menu)
        self.close_it: Button = Button("", "quiet", pressed=screen.close, reads=True)
        self.close_it.show_words(_("收起"), "F11")
        row.addWidget(self.mini)
        row.addLayout(words, 1)
        row.addWidget(self.next)
        for each in (
            *(self.slides, self.turn, self.message, self.preview),
            *(self.dark, self.more, self.close_it),
        ):
            row.addWidget(each)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where it is narrow the rare keys go into a menu, and the pictures give way."""
        wide = self.width() >= theme.px(_WIDE)
        alone = self.hall.standing in (Standing.ALONE, Standing.LOST)
        for part in (self.message, self.dark, self.mini, self.next):
            show_if(part, wide)
        show_if(self.preview, wide and alone)
        show_if(self._following, wide or not alone)
        show_if(self.more, not wide)
        show_if(self.next, wide and not alone)

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(_("写通知…"), self.write_message)
        menu.addAction(self.dark.text() + "\tCtrl+F10", self.hall.change_colours)
        if self.hall.standing in (Standing.ALONE, Standing.LOST):
            menu.addAction(_("小窗预览"), self.hall.preview)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))

    def _papers_button(self) -> Button:
        button = Button("", "quiet", "print", pressed=self.print_papers, reads=True)
        button.show_words(_("印一套纸"), "F12")
        button.setToolTip(_("电脑不能用了，拿着这套纸接着开会"))
        return button
