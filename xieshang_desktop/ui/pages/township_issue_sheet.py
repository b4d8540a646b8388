"""The sheet of 下发: what kind, what it says, for whom."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from xieshang_desktop.domain.terms import DirectiveKind
from xieshang_desktop.ui import dialogs
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.township_issuing import (
    KINDS,
    IssuingPresenter,
    Wanted,
    kind_hint,
    topic_classes,
)
from xieshang_desktop.ui.unfinished import Unfinished
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.date_field import DateField
from xieshang_desktop.ui.widgets.fields import ChoiceField, Field, LineField
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label
from xieshang_desktop.ui.widgets.text_area import TextArea
from xieshang_desktop.ui.widgets.village_picker import VillagePicker

_TITLED = (DirectiveKind.TOPIC, DirectiveKind.TEXT)


class IssueSheet(Sheet):
    """Asks only what the kind needs."""

    def __init__(self, context: Context, presenter: IssuingPresenter) -> None:
        super().__init__(context.window, _("下发到村（社区）"), _("下发"), width=920)
        self._presenter = presenter
        self._files: list[Path] = []
        self.kind = ChoiceField(_("发什么"), [(kind.value, kind.words) for kind in KINDS])
        self.kind.show_value(KINDS[0].value)
        self.kind.changed.connect(lambda _keys: self._arrange())
        self.title = LineField(_("名称"), example=_("例如：秸秆禁烧怎么落到户"))
        self.text = TextArea(_("背景、要求，写给村里看"), rows=3)
        self._text = Field(_("内容"), self.text)
        self.topic_class = ChoiceField(_("议题类别"), topic_classes())
        self.topic_class.show_value(topic_classes()[0][0])
        self.due = DateField(_("什么时候以前（可不填）"), lambda: context.desk.today)
        self.pick = Button("", icon="folder", pressed=self._pick)
        self.chosen = Label("", "small", wrap=True)
        files = Row(gap=12)
        files.addWidget(self.pick)
        files.addWidget(self.chosen, 1)
        self.villages = VillagePicker(_("发给哪些村（社区）"), presenter.addressees())
        for part in (self.kind, self.title, self._text):
            self.body.addWidget(part)
        # Side by side, so that the villages are in sight without scrolling.
        beside = Row(gap=20)
        beside.addWidget(self.topic_class)
        beside.addWidget(self.due, 1)
        self.body.addLayout(beside)
        self.body.addLayout(files)
        self.body.addWidget(self.villages)
        self._unfinished = Unfinished(
            self,
            context.desk,
            "issue",
            {
                "kind": self.kind,
                "title": self.title,
                "text": self.text,
                "topic_class": self.topic_class,
                "due": self.due,
                "villages": self.villages,
            },
        )
        self.accepted.connect(self._take)
        self._arrange()

    def take_files(self, *files: Path) -> None:
        """These files go along."""
        self._files = [*self._files, *files] if self._kind() is DirectiveKind.TEXT else [*files]
        self.chosen.setText("，".join(file.name for file in self._files))

    def _kind(self) -> DirectiveKind:
        return DirectiveKind(self.kind.value())

    def _arrange(self) -> None:
        kind = self._kind()
        self.kind.show_hint(kind_hint(kind))
        self._files = []
        self.chosen.setText("")
        for part in (self.title, self._text, self.due):
            show_if(part, kind in _TITLED)
        show_if(self.topic_class, kind is DirectiveKind.TOPIC)
        show_if(self.pick, kind is not DirectiveKind.TOPIC)
        self.pick.show_words(_("附一个文件…") if kind is DirectiveKind.TEXT else _("选文件…"))
        self.rescale()

    def _pick(self) -> None:
        kinds = [] if self._kind() is DirectiveKind.TEXT else [(_("格式和规则"), "*.toml")]
        dialogs.pick_file(self, _("选一个文件"), self.take_files, kinds)

    def _take(self) -> None:
        wanted = Wanted(
            self.kind.value(),
            tuple(self.villages.values()),
            self.title.value(),
            self.text.value(),
            self.topic_class.value(),
            self.due.day(),
            tuple(self._files),
        )
        if self._presenter.issue(wanted):
            self._unfinished.take()


def ask_issue(context: Context, presenter: IssuingPresenter) -> IssueSheet:
    """Open the sheet."""
    sheet = IssueSheet(context, presenter)
    sheet.open(sheet.kind)
    return sheet
