"""The right of the hall: below each other where there is room, else behind tabs."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QApplication, QWidget

from xieshang_desktop.ui.pages.meeting_hall_results import Results
from xieshang_desktop.ui.presenters.meeting_talk_view import ItemView
from xieshang_desktop.ui.widgets.layout import Column, Scroll, show_if
from xieshang_desktop.ui.widgets.reveal import focus_in_sight
from xieshang_desktop.ui.widgets.tabs import Tabs

#: What each tab shows: where it is flat the points agreed and those open have one each.
_LOW = {"points": ("agreed", "open"), "measures": ("measures",), "route": ("route",)}
_FLAT = {key: (key,) for key in ("agreed", "open", "measures", "route")}
#: What on the keyboard leads to what a tab shows.
_KEYS = {"points": "F3 F4", "agreed": "F3", "open": "F4", "measures": "F5", "route": "F6"}


class ResultsSide(QWidget):
    """The tabs count what is behind them; the key of a field brings its tab to the front."""

    def __init__(self, results: Results) -> None:
        super().__init__()
        self._results = results
        self._item: ItemView | None = None
        self._shown: dict[str, tuple[str, ...]] = {}
        self._part = "agreed"
        column = Column(self, gap=8)
        self.tabs = Tabs(beside=10)
        self.tabs.chosen.connect(self._choose)
        column.addWidget(self.tabs)
        self._scroll = Scroll(results)
        column.addWidget(self._scroll, 1)
        show_if(self.tabs, False)

    def show_low(self, *, on: bool, flat: bool) -> None:
        """Tabs where every line counts; what has the keyboard stays in sight."""
        shown = (_FLAT if flat else _LOW) if on else {}
        if shown == self._shown:
            return
        focused = QApplication.focusWidget()
        if focused is not None and self._results.isAncestorOf(focused):
            self._part = self._results.part_of(focused) or self._part
        self._shown = shown
        self._show_tabs()

    def show_item(self, item: ItemView) -> None:
        """What is counted."""
        self._item = item
        self._show_tabs()

    def bring(self, field: QWidget) -> None:
        """Give a field of the results the keyboard, in sight."""
        part = self._results.part_of(field)
        if part not in self._shown.get(self.tabs.key(), ()):
            self._part = part
            self._show_tabs()
            self._scroll.verticalScrollBar().setValue(0)
        focus_in_sight(field)

    def _choose(self, key: str) -> None:
        self._part = self._shown[key][0]
        self._results.show_parts(*self._shown[key])
        self._scroll.verticalScrollBar().setValue(0)

    def _show_tabs(self) -> None:
        """Those that the item has; the one in front stays."""
        tabs = self._tabs()
        having = [key for key, _words in tabs if self._part in self._shown[key]]
        front = next(iter(having), tabs[0][0] if tabs else "")
        self.tabs.show_tabs(tabs, front, _KEYS)
        show_if(self.tabs, bool(tabs))
        self._results.show_parts(*(self._shown[front] if tabs else ()))

    def _tabs(self) -> list[tuple[str, str]]:
        item = self._item
        if item is None:
            return []
        agreed, open_points = len(item.agreed), len(item.open_points)
        words = {
            "points": _counted(_("要点"), agreed + open_points),
            "agreed": _counted(_("都同意"), agreed),
            "open": _counted(_("再商量"), open_points),
            "measures": _counted(_("措施"), len(item.measures)),
            "route": _("结果已定") if item.route.kind else _("结果"),
        }
        having = [key for key in self._shown if item.has_route or key not in ("measures", "route")]
        return [(key, words[key]) for key in having] if len(having) > 1 else []


def _counted(words: str, count: int) -> str:
    return f"{words} {count}" if count else words
