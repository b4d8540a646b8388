"""Beside the door's list: the big count, who is missing, and the figures, all of them in sight."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.meeting_door_rows import DoorFigures
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import Card
from xieshang_desktop.ui.widgets.counts import BigCount, Figure, Figures
from xieshang_desktop.ui.widgets.layout import Column, Flow, Margins, Scroll, show_if
from xieshang_desktop.ui.widgets.name_cloud import NameCloud

_CLOSE: Margins = (20, 10, 20, 10)
_CLOSER: Margins = (14, 6, 14, 6)

#: What gives way where there is no room for everything, one after the other: the size of the
#: count, the names (the list has them), the size of the figures.
_FORMS = ((False, True, False), (True, True, False), (True, False, False), (True, False, True))


class DoorSide(QWidget):
    """As large as there is room for. Who only looks (`looking`) has no list to open."""

    everybody_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, *, looking: bool) -> None:
        super().__init__()
        self._looking = looking
        self._form: tuple[bool, bool, bool] = _FORMS[0]
        self._fitted: tuple[int, ...] | None = None
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.count = BigCount(_("实到 / 应到"))
        self.figures = Figures(tight=True)
        self.names = NameCloud()
        self.all = Button(_("全部名单"), pressed=self.everybody_wanted.emit, reads=True)
        self.sheet = Button(_("签到表"), pressed=self.sheet_wanted.emit, reads=True)
        inside = QWidget()
        self._column = column = Column(inside, gap=10)
        self._count_card = Card(margins=_CLOSE, gap=0)
        self._count_card.body.addWidget(self.count)
        column.addWidget(self._count_card)
        self._missing = Card(gap=8, margins=_CLOSE)
        self._buttons = QWidget()
        flow = Flow(self._buttons, gap=10)
        for button in (self.all, self.sheet):
            flow.addWidget(button)
        self._missing.body.addWidget(self.names, 1)
        self._missing.body.addWidget(self._buttons)
        column.addWidget(self._missing, 1)
        self._figures_card = Card(gap=8, margins=_CLOSE)
        self._figures_card.body.addWidget(self.figures)
        column.addWidget(self._figures_card)
        column.addStretch(0)
        self._inside = inside
        self._scroll = Scroll(inside)
        Column(self, gap=0).addWidget(self._scroll)

    def show_figures(self, figures: DoorFigures) -> None:
        """The numbers and who is still missing."""
        known = bool(figures.expected) or not self._looking
        label = short = _("实到 / 应到") if known else _("实到")
        if figures.missing and figures.present:
            short = _("还差 {0} 人").format(figures.missing)
            label = _("实到 / 应到　还差 {0} 人").format(figures.missing)
        self.count.show_count(figures.present, figures.expected, label, short)
        self.figures.show_figures([Figure(*line) for line in figures.lines])
        show_if(self.all, known)
        self._missing.show_heading(
            _("还没有到（{0}）").format(figures.missing) if known else _("应到名单留在村里")
        )
        self.names.show_names(figures.names)
        self._fit_soon()

    def rescale(self) -> None:
        """Take the sizes in force."""
        self._fitted = None
        self._fit_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.rescale()  # what was measured before had no style yet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon()

    def _fit_soon(self) -> None:
        """Not while the parts around it are being laid out."""
        stands = (self.width(), self.height(), self.figures.count(), self.figures.chips())
        if stands != self._fitted:
            self._fitted = stands
            self._fitting.start()

    def _fit(self) -> None:
        """The largest form that needs no scrolling."""
        if not self.isVisible():
            return
        # A bar takes width, so that lines wrap, so that a bar is needed: begin without one.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for form in _FORMS:
            self._take(form)
            if self._needed() <= self.height():
                return
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _needed(self) -> int:
        """Screen pixels that the form in force needs without a bar to scroll."""
        # Each part tells the one around it only when its request is dealt with.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if self._column.hasHeightForWidth():
            return self._column.minimumHeightForWidth(self.width())
        return self._column.minimumSize().height()

    def _take(self, form: tuple[bool, bool, bool]) -> None:
        if form == self._form:
            return
        self._form = low, named, small = form
        self.count.show_low(on=low)
        self._count_card.body.respace(0, _CLOSER if low else _CLOSE)
        show_if(self._missing, named)
        if named:
            self._missing.body.addWidget(self._buttons)
        else:
            self._column.insertWidget(self._column.indexOf(self._missing), self._buttons)
        show_if(self._buttons, True)
        self.figures.show_small(on=small)
        self._figures_card.body.respace(8, _CLOSER if small else _CLOSE)
