"""The first start on a township's computer: one question, and the way back to the village's."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.presenters.first_start import TownshipAnswers
from xieshang_desktop.ui.widgets.fields import LineField
from xieshang_desktop.ui.widgets.layout import Column, Row
from xieshang_desktop.ui.widgets.wizard import Wizard


class TownshipWizard(Wizard):
    """Which township, which office runs it, who sits here."""

    def __init__(self) -> None:
        self.asked = _Township()
        super().__init__(
            [
                (
                    _("这是哪个乡镇（街道）？"),
                    _("收各村的协商包、发回执、汇总督办，都用这里的名称。"),
                    self.asked,
                )
            ]
        )
        self.other.show_words(_("这是村（社区）的电脑"))
        self.other.show()


class _Township(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = Column(self, gap=14)
        self.name = LineField(_("乡镇（街道）名称"), example=_("例如：柳河镇"))
        self.office = LineField(_("哪个机构在办"), example=_("例如：柳河镇协商议事推进办公室"))
        self.clerk = LineField(
            _("经办人"),
            _("每一笔都记着是谁办的；轮流办的，以后在最上面换。"),
            example=_("例如：周敏"),
        )
        self.phone = LineField(_("办公电话（可不填）"), example=_("例如：0990-2000128"))
        for pair in ((self.name, self.office), (self.clerk, self.phone)):
            row = Row(gap=16)
            for field in pair:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        self.setFocusProxy(self.name)

    def answers(self) -> TownshipAnswers:
        """What was written."""
        return TownshipAnswers(
            self.name.value(), self.office.value(), self.clerk.value(), self.phone.value()
        )
