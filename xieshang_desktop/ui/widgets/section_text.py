"""A long text that is as high as all its lines, also those that were never in view."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.text_area import TextArea


class SectionText(TextArea):
    """Qt lays out only what is in view; here every line counts."""

    def rescale(self) -> None:
        """Be as high as the text needs."""
        line = self.fontMetrics().lineSpacing()
        layout, most = self.document().documentLayout(), self._most_rows * line
        needed, block = 0.0, self.document().begin()
        while block.isValid() and needed < most:
            needed += layout.blockBoundingRect(block).height()
            block = block.next()
        high = min(max(self._rows * line, round(needed)), most) + 2 * theme.px(12) + 4
        if self.height() != high:
            self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.rescale()
