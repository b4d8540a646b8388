"""Something is wrong with the records before there is a desk: what it is, what one can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.first_window import FirstWindow
from xieshang_desktop.ui.widgets.layout import Column, Flow
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.wizard import Wizard

Way = tuple[str, Callable[[], object]]  # the words on a button, what it does


class FirstQuestion(FirstWindow):
    """Call `ask`; its buttons are those of `wizard`."""

    wizard: Wizard

    def ask(
        self,
        question: str,
        line: str,
        main: Way,
        other: Way | None = None,
        points: Sequence[str] = (),
        links: Sequence[Button] = (),
    ) -> None:
        """What happened and what to do, in place of what was asked before."""
        inside = QWidget()
        column = Column(inside, gap=10)
        for words in points:
            column.addWidget(Label(words, "", wrap=True))
        row = Flow(gap=20, row_gap=4)
        for link in links:
            row.addWidget(link)
        column.addLayout(row)
        wizard = Wizard([(question, line, inside)])
        wizard.next.show_words(main[0])
        wizard.next_requested.connect(lambda _step: main[1]())
        if other is not None:
            wizard.other.show_words(other[0])
            wizard.other.clicked.connect(lambda _on=False: other[1]())
            wizard.other.show()
        before = self.findChild(Wizard)
        if before is not None:
            before.hide()
            before.deleteLater()
        self.wizard = wizard
        self.column.addWidget(wizard, 1)
        wizard.next.setFocus()
