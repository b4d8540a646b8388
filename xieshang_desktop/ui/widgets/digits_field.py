"""A field for digits that were read out or stand on a slip: in groups of four, forgiving."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.fields import LineField

_GROUP = 4


class DigitsField(LineField):
    """`digits()` gives what was typed without spaces; full-width digits count, other signs do
    not."""

    def __init__(
        self, label: str, count: int = 12, hint: str = "", parent: QWidget | None = None
    ) -> None:
        self._count = count
        example = " ".join("0" * _GROUP for _each in range(count // _GROUP))
        super().__init__(label, hint, example, 80, parent)
        self.line.textEdited.connect(self._group)

    def digits(self) -> str:
        """The digits, at most as many as there should be."""
        return _plain(self.line.text())[: self._count]

    def complete(self) -> bool:
        """Whether all of them are there."""
        return len(self.digits()) == self._count

    def _group(self, words: str) -> None:
        """Blanks between the groups; what is typed in the middle stays where it is."""
        before = len(_plain(words[: self.line.cursorPosition()]))
        digits = _plain(words)[: self._count]
        groups = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
        shown = " ".join(groups)
        if shown != words:
            self.line.setText(shown)
            self.line.setCursorPosition(before + max(0, before - 1) // _GROUP)


def _plain(words: str) -> str:
    return "".join(str(int(each)) for each in words if each.isdecimal())
