"""Several villages of a township, chosen one by one or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.fields import ChoiceField
from xieshang_desktop.ui.widgets.layout import Column

_LEAST = 2  # characters of a name that stay when what all begin with is left out


class VillagePicker(QWidget):
    """`changed()`; names are shown without what all of them begin with."""

    changed = Signal()

    def __init__(self, label: str, villages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        names = [name for _key, name in villages]
        common = _common(names) if len(names) > 1 else 0
        self._keys = [key for key, _name in villages]
        column = Column(self, gap=8)
        choices = [(key, name[common:]) for key, name in villages]
        self.field = ChoiceField(label, choices, several=True)
        self.field.changed.connect(lambda _keys: self._tell())
        self.all = Button("", "link", pressed=self._turn)
        column.addWidget(self.field)
        column.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.field)
        self._tell()

    def values(self) -> list[str]:
        """The chosen ones."""
        return self.field.values()

    def choose(self, *keys: str) -> None:
        """Choose these."""
        self.field.show_value(*keys)
        self._tell()

    def _turn(self) -> None:
        self.choose(*([] if len(self.values()) == len(self._keys) else self._keys))

    def _tell(self) -> None:
        every = bool(self._keys) and len(self.values()) == len(self._keys)
        self.all.show_words(_("全部不选") if every else _("全选"))
        self.changed.emit()


def _common(names: Sequence[str]) -> int:
    """How many characters all names begin with, unless too little of one would be left."""
    count = 0
    for letters in zip(*names, strict=False):
        if len(set(letters)) > 1:
            break
        count += 1
    return count if all(len(name) - count >= _LEAST for name in names) else 0
