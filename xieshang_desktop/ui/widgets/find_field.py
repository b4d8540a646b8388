"""One of very many choices: a drop-down list in which letters find."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from gettext import gettext as _

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from xieshang_desktop.ui.widgets.fields import SelectField

#: With more choices than are in sight at once, letters help.
_IN_SIGHT = 10


class FindField(SelectField):
    """Like SelectField; with more than ten choices what is typed is looked for in all of them,
    anywhere in their words. Enter takes the first that is found; what is no choice is not kept."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, parent)
        self._choices: list[tuple[str, str]] = []

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer these (key, words)."""
        if list(choices) == self._choices:
            self.show_value(chosen)
            return
        self._choices = list(choices)
        many = len(self._choices) > _IN_SIGHT
        if many and not self.box.isEditable():
            self._take_letters()
        elif not many:
            self.box.setEditable(False)
        super().show_choices(choices, chosen)

    def show_value(self, key: str) -> None:
        """Choose one; an unknown key chooses none."""
        super().show_value(key)
        self._show_chosen()

    def _take_letters(self) -> None:
        self.box.setLineEdit(_Line())
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line, completer = self._letters()
        line.setPlaceholderText(_("输入几个字查找"))
        line.setAccessibleName(self.inside.accessibleName())
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(_IN_SIGHT)
        completer.popup().setProperty("kind", "found")
        line.returnPressed.connect(self._enter)
        line.editingFinished.connect(self._show_chosen)

    def _letters(self) -> tuple[QLineEdit, QCompleter]:
        line, completer = self.box.lineEdit(), self.box.completer()
        assert line is not None  # noqa: S101 - an editable box has both
        assert completer is not None  # noqa: S101
        return line, completer

    def _enter(self) -> None:
        """Take what is marked in the list, else the first that was found."""
        line, completer = self._letters()
        words = line.text().strip()
        if not words or words == self.box.currentText() == self._words():
            return
        marked = completer.popup().currentIndex()
        found = marked if marked.isValid() else self._first(completer, words)
        completer.popup().hide()
        if found.isValid():
            key = completer.completionModel().data(found, Qt.ItemDataRole.UserRole)
            QTimer.singleShot(0, self, partial(self._choose, str(key)))

    def _first(self, completer: QCompleter, words: str) -> QModelIndex:
        completer.setCompletionPrefix(words)
        return completer.completionModel().index(0, 0)

    def _choose(self, key: str) -> None:
        self.show_value(key)
        self.changed.emit(key)

    def _words(self) -> str:
        return self.box.itemText(self.box.currentIndex())

    def _show_chosen(self) -> None:
        """The words of the choice, from their beginning."""
        line = self.box.lineEdit()
        if line is not None:
            line.setText(self._words())
            line.setCursorPosition(0)
            if line.hasFocus():
                line.selectAll()


class _Line(QLineEdit):
    """Whoever comes to it finds all of it marked: what is typed takes its place."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.hasSelectedText():
            self.selectAll()
