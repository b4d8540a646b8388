"""The parts of the settings about the look, the unit and its papers."""

from __future__ import annotations

from gettext import gettext as _

from PySide6.QtWidgets import QWidget

from xieshang_desktop.ui import theme
from xieshang_desktop.ui.presenters.settings import SettingsPresenter
from xieshang_desktop.ui.widgets.fields import ChoiceField, LineField
from xieshang_desktop.ui.widgets.layout import Column, Grid


class LookPart(QWidget):
    """Text size and colours: in force at once. The language: from the next start on."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__()
        column = Column(self, gap=20)
        self.scale = ChoiceField(
            _("文字大小"),
            [(str(s), f"{s}%") for s in theme.SCALES],
            _("随时可按 Ctrl+加号、Ctrl+减号 放大、缩小"),
        )
        self.scale.changed.connect(lambda keys: theme.set_scale(int(keys[0])))
        self.theme = ChoiceField(
            _("配色"),
            [("calm", _("日常")), ("sunlight", _("室外强光"))],
            _("在院坝、广场上看不清时，换成室外强光：白底黑字，线条更粗"),
        )
        self.theme.changed.connect(lambda keys: theme.set_sunlight(keys == ["sunlight"]))
        self.hall = ChoiceField(
            _("大屏"),
            [("light", _("浅色")), ("dark", _("深色"))],
            _("投影或电视上的配色；会场暗时用深色。随时可按 Ctrl+F10 换"),
        )
        self.hall.show_value(presenter.hall_colours())
        self.hall.changed.connect(lambda keys: presenter.choose_hall_colours(keys[0]))
        self.language = ChoiceField(
            _("文字"),
            [("zh", _("中文")), ("en", _("英文")), ("system", _("跟着系统"))],
            _("关掉程序，再打开时换；文书总是中文"),
        )
        self.language.show_value(presenter.language())
        self.language.changed.connect(lambda keys: presenter.choose_language(keys[0]))
        for field in (self.scale, self.theme, self.hall, self.language):
            column.addWidget(field)
        column.addStretch(1)
        self.rescale()

    def rescale(self) -> None:
        """Show what is in force, however it was chosen."""
        self.scale.show_value(str(theme.look().scale))
        self.theme.show_value("sunlight" if theme.look().sunlight else "calm")


class UnitPart(QWidget):
    """What papers and pages call the unit; kept when a field is left."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        grid = Grid(self, gap=20, row_gap=16)
        self.fields: dict[str, LineField] = {}
        for number, field in enumerate(presenter.unit_fields()):
            line = self.fields[field.name] = LineField(field.label, field.hint)
            line.show_value(field.words)
            line.finished.connect(lambda words, name=field.name: self._keep(name, words))
            grid.addWidget(line, number // 2, number % 2)

    def _keep(self, name: str, words: str) -> None:
        if not words and name in ("name", "room"):
            self.fields[name].show_error(_("这里不能空着，没有改。"))
            return
        if not self._presenter.change(name, words):
            self.show_again()

    def show_again(self) -> None:
        """Show what is kept."""
        for field in self._presenter.unit_fields():
            self.fields[field.name].show_value(field.words)
