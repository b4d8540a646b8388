"""The part of the settings about papers: their 仿宋, the code that proves them, their forms."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.presenters.settings import SettingsPresenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider
from xieshang_desktop.ui.widgets.fields import CheckField
from xieshang_desktop.ui.widgets.history import HistoryList
from xieshang_desktop.ui.widgets.layout import Column, Flow
from xieshang_desktop.ui.widgets.text import Label


class PapersPart(QWidget):
    """In force for the papers that are made from now on."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        column = Column(self, gap=14)
        self.facts, self.forms = HistoryList(), HistoryList()
        self.pick = Button(_("选字体文件…"), icon="folder", pressed=self._pick)
        self.shipped = Button(_("用自带的"), pressed=lambda: self.choose(None))
        column.addWidget(self.facts)
        column.addWidget(
            _told(
                _(
                    "文书正文用仿宋（GB/T 9704）。电脑上装有方正仿宋、华文仿宋等正版字体的，"
                    "可以选它的文件（.ttf），往后印的文书就用它；已经归档的纪要不会变。"
                )
            )
        )
        column.addWidget(_across(self.pick, self.shipped))
        column.addWidget(divider())
        self.proof = CheckField(_("文书上印核验码和二维码"))
        self.proof.setChecked(presenter.proof_line())
        self.proof.clicked.connect(self._choose_proof)
        column.addWidget(self.proof)
        column.addWidget(
            _told(
                _(
                    "纪要归档以后，这次会议的文书印上一行核验码。谁拿来一份，在“文书—核对文书”里"
                    "能查到归档的纪要、它有没有被改过、有没有更正；手里这份的内容，还要对着看。"
                )
            )
        )
        column.addWidget(divider())
        column.addWidget(self.forms)
        column.addWidget(
            _told(
                _("乡镇改过文书上的固定文字和顺序的，把它的 .toml 文件放在一个文件夹里，选它就用。")
            )
        )
        self.pick_forms = Button(_("选文件夹…"), icon="folder", pressed=self._pick_forms)
        self.own_forms = Button(_("用自带的格式"), pressed=lambda: self.choose_forms(None))
        column.addWidget(_across(self.pick_forms, self.own_forms))
        column.addStretch(1)
        self._show()

    def choose(self, file: Path | None) -> None:
        """Another 仿宋; one that can't be used is refused in words."""
        self._presenter.choose_face(file)
        self._show()

    def choose_forms(self, folder: Path | None) -> None:
        """The township's own forms; a folder without any is refused in words."""
        self._presenter.choose_forms(folder)
        self._show()

    def _choose_proof(self, on: bool) -> None:
        self._presenter.choose_proof_line(on)
        self.proof.setChecked(self._presenter.proof_line())

    def _pick(self) -> None:
        dialogs.pick_file(self, _("选仿宋字体文件"), self.choose, [(_("字体"), "*.ttf")])

    def _pick_forms(self) -> None:
        dialogs.pick_folder(self, _("选文书格式所在的文件夹"), self.choose_forms)

    def _show(self) -> None:
        self.facts.show_items([(_("现在用"), self._presenter.face())])
        self.forms.show_items([(_("文书格式"), self._presenter.forms())])


def _told(words: str) -> Label:
    return Label(words, "secondary", wrap=True)


def _across(*buttons: Button) -> QWidget:
    row = QWidget()
    flow = Flow(row, gap=12, row_gap=10)
    for button in buttons:
        flow.addWidget(button)
    return row
