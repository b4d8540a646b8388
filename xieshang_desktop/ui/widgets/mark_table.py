"""A table beside which the marked row is shown in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.tables import Column
from xieshang_desktop.ui.widgets.data_table import DataTable


class MarkTable(DataTable):
    """A click marks a row; Enter or a double click opens it."""

    def __init__(
        self, columns: Sequence[Column], least: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(columns, least, parent)
        self.clicked.disconnect(self._open)
        self.doubleClicked.connect(self._open)
