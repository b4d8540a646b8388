"""The strip over a public paper: what was hidden, and whether somebody looked."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.notice import Notice


class GateStrip(Notice):
    """`acted` when somebody wants to look. Hidden while nothing was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waits = False

    def show_gate(self, found: int, masked: int, *, cleared: bool) -> None:
        """So many places were found, so many of them are hidden. `waits` says afterwards that the
        paper must not leave before somebody looked."""
        self.waits = bool(found) and not cleared
        if not found:
            self.show_notice("")
        elif not cleared:
            self.show_notice(
                _("发现 {0} 处个人信息，已遮盖。").format(found),
                "waiting",
                _("核对以后才能打印、保存。"),
                _("核对"),
            )
        else:
            words = _("{0} 处个人信息核对过了：遮盖 {1} 处，照印 {2} 处。")
            self.show_notice(words.format(found, masked, found - masked), "done", "", _("再看一遍"))
