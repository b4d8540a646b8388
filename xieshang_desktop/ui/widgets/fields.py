"""Form fields: label above, hint below, and in red what is wrong with what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QStyle, QStyleOptionFrame, QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.icons import IconLabel
from xieshang_desktop.ui.widgets.layout import Column, Row, show_if
from xieshang_desktop.ui.widgets.text import Label

_BESIDE_TEXT = 2  # pixels that Qt leaves beside the text of a line
_FEWEST = 8  # characters of a choice that are seen in the narrowest place
_LAST = re.compile(r"(、|, )[^、,]*$")  # the last of several examples


class Question(Protocol):
    """What a form asks for: a field is made from it."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def example(self) -> str: ...
    @property
    def choices(self) -> Sequence[tuple[str, str]]: ...


class Field(QWidget):
    """Puts a label, a hint and the error sentence around any input widget."""

    def __init__(
        self, label: str, inside: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.inside = inside
        inside.setAccessibleName(label)
        inside.setAccessibleDescription(hint)
        self.setFocusProxy(inside)
        column = Column(self, gap=6)
        self._label = Label(label, "label")
        show_if(self._label, bool(label))
        self._label.setBuddy(inside)
        column.addWidget(self._label)
        column.addWidget(inside)
        self._hint = Label(hint, "small", wrap=True)
        show_if(self._hint, bool(hint))
        column.addWidget(self._hint)
        self._wrong = QWidget()
        wrong = Row(self._wrong, gap=6)
        wrong.addWidget(IconLabel("warning", "red", 16))
        self._error = Label("", "attention", wrap=True)
        wrong.addWidget(self._error, 1)
        self._wrong.hide()
        column.addWidget(self._wrong)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong in place of the hint; an empty sentence takes it back."""
        self._error.setText(sentence)
        show_if(self._wrong, bool(sentence))
        show_if(self._hint, bool(self._hint.text()) and not sentence)
        theme.set_property(self.inside, "wrong", bool(sentence))

    def error(self) -> str:
        """The error sentence shown, or ""."""
        return self._error.text()

    def show_hint(self, hint: str) -> None:
        """Another hint."""
        self._hint.setText(hint)
        show_if(self._hint, bool(hint) and not self._error.text())

    def show_label(self, label: str) -> None:
        """Another label."""
        self._label.setText(label)
        show_if(self._label, bool(label))
        self.inside.setAccessibleName(label)


class LineField(Field):
    """One line of text. `changed(text)` while typing, `finished(text)` at Enter or on leaving.

    Of several examples (`如 甲、乙`) it shows as many as there is room for.
    """

    changed = Signal(str)
    finished = Signal(str)

    def __init__(
        self,
        label: str,
        hint: str = "",
        example: str = "",
        longest: int = 200,
        parent: QWidget | None = None,
        line: QLineEdit | None = None,
    ) -> None:
        self.line = line or QLineEdit()
        self._example = example
        self.line.setPlaceholderText(example)
        self.line.setMaxLength(longest)
        super().__init__(label, self.line, hint, parent)
        if example:
            self.line.installEventFilter(self)
        self.line.textEdited.connect(self._edited)
        self.line.editingFinished.connect(lambda: self.finished.emit(self.value()))

    def value(self) -> str:
        """What is written, without blanks around it."""
        return self.line.text().strip()

    def show_value(self, words: str) -> None:
        """Write it into the field; nothing is emitted."""
        self.line.setText(words)
        self.show_error("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange}:
            self._fit_example()
        return super().eventFilter(watched, event)

    def _edited(self, words: str) -> None:
        if self.error():
            self.show_error("")
        self.changed.emit(words.strip())

    def _fit_example(self) -> None:
        self.line.ensurePolished()
        option = QStyleOptionFrame()
        self.line.initStyleOption(option)
        content = QStyle.SubElement.SE_LineEditContents
        room = self.line.style().subElementRect(content, option, self.line).width()
        margins = self.line.textMargins()
        room -= margins.left() + margins.right() + 2 * _BESIDE_TEXT
        wide = self.line.fontMetrics().horizontalAdvance
        words = self._example
        while wide(words) > room and (shorter := _LAST.sub("", words)) != words:
            words = shorter
        if self.line.placeholderText() != words:
            self.line.setPlaceholderText(words)


class NumberField(LineField):
    """A whole number; `number()` is None while there is none."""

    def __init__(
        self, label: str, unit: str = "", hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint, unit, 9, parent)

    def number(self) -> int | None:
        """The number written, or None."""
        words = self.value()
        return int(words) if words.isdecimal() else None

    def show_number(self, number: int | None) -> None:
        """Write it into the field."""
        self.show_value("" if number is None else str(number))


class SelectField(Field):
    """One of many choices in a drop-down list: `changed(key)`."""

    changed = Signal(str)

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        self.box = _QuietWheel()
        super().__init__(label, self.box, hint, parent)
        self.box.activated.connect(lambda _at: self.changed.emit(self.value()))

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer these (key, words)."""
        self.box.clear()
        for key, words in choices:
            self.box.addItem(words, key)
        self.show_value(chosen)

    def show_value(self, key: str) -> None:
        """Choose one; an unknown key chooses none."""
        self.box.setCurrentIndex(self.box.findData(key))
        self.show_error("")

    def value(self) -> str:
        """The chosen key, or ""."""
        return str(self.box.currentData() or "")


class ChoiceField(Field):
    """One or several of a few choices, all of them in sight: `changed(keys)`."""

    changed = Signal(list)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        hint: str = "",
        several: bool = False,
        may_be_none: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.chips = ChoiceChips(several, may_be_none)
        self.chips.show_choices(choices)
        super().__init__(label, self.chips, hint, parent)
        self.chips.changed.connect(self._changed)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> None:
        """Offer these (key, words)."""
        self.chips.show_choices(choices, chosen)

    def show_value(self, *keys: str) -> None:
        """Choose these; nothing is emitted."""
        self.chips.choose(*keys)
        self.show_error("")

    def value(self) -> str:
        """The chosen key, or ""; of several the first."""
        return next(iter(self.chips.chosen()), "")

    def values(self) -> list[str]:
        """The chosen keys."""
        return self.chips.chosen()

    def _changed(self, keys: list[str]) -> None:
        if self.error():
            self.show_error("")
        self.changed.emit(keys)


class CheckField(QCheckBox):
    """Yes or no in a sentence: `toggled(bool)`."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)


class _QuietWheel(QComboBox):
    """A list that the wheel of a scrolling page does not change by accident, and that a long choice
    makes no wider than its place: what is cut is in the tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(10)
        self.currentTextChanged.connect(self.setToolTip)

    def minimumSizeHint(self) -> QSize:
        few = self.fontMetrics().height() * _FEWEST  # a character is as wide as it is high
        return super().minimumSizeHint().boundedTo(QSize(few, 1 << 24))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
