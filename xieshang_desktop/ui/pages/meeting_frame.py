"""The page of one meeting: its head, and parts behind tabs."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.meeting_head import FramePresenter
from xieshang_desktop.ui.widgets.layout import show_if
from xieshang_desktop.ui.widgets.meeting_bar import MeetingBar
from xieshang_desktop.ui.widgets.page import FullPage


class FramePage(FullPage):
    """The parts are made when they are first opened; only the one in front reads the records."""

    def __init__(
        self,
        context: Context,
        presenter: type[FramePresenter],
        parts: str,
        tabs: Sequence[str],
    ) -> None:
        """`parts`: how the names of the modules begin that build a part."""
        super().__init__()
        self._context = context
        self._presenter = presenter(context.desk, self)
        self._modules = parts
        self._parts: dict[str, QWidget] = {}
        self._key = ""
        self._stale = False
        self.bar = MeetingBar()
        self.bar.back_requested.connect(self.back_requested)
        self.bar.chosen.connect(self.show_part)
        self.body.addWidget(self.bar)
        for number, key in enumerate(tabs, 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda key=key: self.show_part(key))
        self.shown.connect(self.come_into_view)
        context.changed.connect(lambda: self.refresh() if self.isVisible() else None)

    @property
    def meeting_id(self) -> str:
        """Which meeting is shown."""
        return self._presenter.meeting_id

    def open_object(self, object_id: str | None) -> None:
        """Open a meeting; `id#door` opens one of its parts."""
        self._stale = False
        if object_id:
            self._presenter.open(object_id)
        else:
            self.refresh()

    def come_into_view(self) -> None:
        """Read again unless a meeting is opened in the same breath."""
        self._stale = True
        QTimer.singleShot(0, self._refresh_stale)

    def focusProxy(self) -> QWidget | None:
        """The first field of the part in front, as it stands now."""
        return self._parts[self._key].first_field() if self._key else None

    def refresh(self) -> None:
        """Read the part in front anew."""
        if self.meeting_id and self._presenter.refresh():
            self._parts[self._key].open_meeting(self.meeting_id)

    def showing(self) -> QWidget:
        """The part in front."""
        return self._parts[self._key]

    def show_head(self, facts: str, state: str, kind: str, tabs: tuple, key: str) -> None:
        """The line at the top."""
        self.bar.show_meeting(facts, state, kind)
        self.bar.show_tabs(tabs, key)

    def show_gone(self) -> None:
        """The meeting was taken back: nothing is left to show here."""
        self.back_requested.emit()

    def show_part(self, key: str) -> None:
        """Bring one part to the front."""
        self._presenter.key = key
        if key not in self._parts:
            module = import_module(f"xieshang_desktop.ui.pages.{self._modules}_{key}")
            self._parts[key] = module.build(self._context, self)
            self.body.addWidget(self._parts[key], 1)
            self.rescale()
        self._key = key
        for each, part in self._parts.items():
            show_if(part, each == key)
        part = self._parts[key]
        part.open_meeting(self.meeting_id)
        self._presenter.refresh()
        if self.isVisible() and not self.bar.tabs.hasFocus():
            part.first_field().setFocus()
        self.verticalScrollBar().setValue(0)

    def rescale(self) -> None:
        """Take the sizes in force; tell the parts that take heed of the height."""
        super().rescale()
        for part in self._parts.values():
            heeds = getattr(part, "show_low", None)
            if heeds is not None:
                heeds(on=self.low)

    def _refresh_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()
