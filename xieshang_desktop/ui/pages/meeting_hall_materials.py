"""照片和录音 of the hall: added, described, marked by item, played."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from shiboken6 import isValid

from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.materials import ITEM, MEETING, MaterialsPresenter
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.card import divider, section
from xieshang_desktop.ui.widgets.choice_chips import ChoiceChips
from xieshang_desktop.ui.widgets.entry_list import Entry, EntryAction, EntryList
from xieshang_desktop.ui.widgets.fields import LineField, SelectField
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.photo_rows import PhotoRows
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label

_PHOTOS = "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic"
_SOUNDS = "*.mp3 *.m4a *.wav *.ogg *.amr *.aac"


class MaterialsSheet(Sheet):
    """Enter plays a recording; its words and its marks are written below the list."""

    def __init__(self, context: Context, item_id: str, *, may_add: bool) -> None:
        super().__init__(context.window, _("照片和录音"), no=_("好了"), width=760)
        self._may_add = may_add
        self._task: tasks.Task | None = None
        self.presenter = MaterialsPresenter(
            context.desk, self, context.attempt, self._work, item_id
        )
        self.where = ChoiceChips()
        self.where.show_choices([(ITEM, _("这一项的")), (MEETING, _("整个会议的"))], [ITEM])
        self.where.changed.connect(lambda keys: self.presenter.choose(keys[0]))
        self.body.addWidget(self.where)
        self._build_photos()
        self.body.addWidget(divider())
        self._build_recordings()
        waiting = Row(gap=12)
        self._waiting = Label("", "small")
        self._stop = Button(_("停下"), pressed=self._cancel, reads=True)
        waiting.addWidget(self._waiting, 1)
        waiting.addWidget(self._stop)
        self.body.addLayout(waiting)
        self._wait("")
        context.changed.connect(self._changed)
        self.presenter.open()

    # ---- what the presenter asks

    def show_photos(self, views) -> None:
        """These photos."""
        if isValid(self):
            self.photos.show_rows(views)
            show_if(self._no_photos, not views)
            show_if(self.photos, bool(views))
            for row in self.photos.rows:
                row.words.setEnabled(self._may_add)
                show_if(row.button, self._may_add)

    def show_recordings(self, rows) -> None:
        """These recordings."""
        if not isValid(self):
            return
        self._captions = {row.key: row.caption for row in rows}
        first = rows[0].key if rows and not self.recordings.marked_key() else ""
        self.recordings.show_rows([Entry(row.key, row.text, note=row.note) for row in rows], first)
        show_if(self.recordings, bool(rows))
        for part in self._of_recording:
            show_if(part, bool(rows) and self._may_add)
        self._show_caption()

    def show_items(self, items, chosen: str) -> None:
        """The items in which a moment can be marked."""
        self.item.show_choices(items, chosen)

    def marked(self) -> None:
        """Ready for the next mark."""
        if isValid(self):
            self.moment.show_value("")
            self.moment.line.setFocus()

    def play(self, file: Path) -> None:
        """With the system's own player."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            dialogs.show_problem(
                _("这台电脑没有能放这种录音的程序。"),
                _("可以在手机上听；录音本身好好地存着。"),
                self,
            )

    # ---- how it is put together

    def _build_photos(self) -> None:
        self.body.addWidget(section(_("照片")))
        self._no_photos = Label(_("还没有照片。"), "secondary")
        self.body.addWidget(self._no_photos)
        self.photos = PhotoRows()
        self.photos.described.connect(self.presenter.describe_photo)
        self.photos.taken_off.connect(self.presenter.remove_photo)
        self.body.addWidget(self.photos)
        self.add_photo = Button(_("加照片"), icon="plus", pressed=self._choose_photo)
        hint = Label(_("照片里的拍摄地点和机型会去掉。"), "small", wrap=True)
        row = Row(gap=12)
        row.addWidget(self.add_photo)
        row.addWidget(hint, 1)
        self.body.addLayout(row)
        for part in (self.add_photo, hint):
            show_if(part, self._may_add)

    def _build_recordings(self) -> None:
        self.body.addWidget(section(_("录音")))
        actions = (EntryAction("remove", _("拿掉"), "Delete"),) if self._may_add else ()
        self.recordings = EntryList(actions, most=4)
        self.recordings.setAccessibleName(_("录音"))
        self.recordings.opened.connect(self.presenter.play)
        self.recordings.acted.connect(lambda key, _action: self.presenter.remove(key))
        self.recordings.marked.connect(lambda _key: self._show_caption())
        self.body.addWidget(self.recordings)
        self.listen = Button(_("听录音"), pressed=self._play, reads=True)
        self.caption = LineField(_("这份录音说明"), example=_("例如：上半场"), longest=60)
        self.caption.finished.connect(self._describe)
        self.item = SelectField(_("哪一项"))
        self.moment = LineField(_("从几分几秒开始"), example=_("例如：12:30"), longest=12)
        self.moment.line.returnPressed.connect(self._mark)
        self.mark = Button(_("标上"), pressed=self._mark)
        self.add_recording = Button(_("加录音"), icon="plus", pressed=self._choose_recording)
        buttons = Row(gap=12)
        buttons.addWidget(self.add_recording)
        buttons.addWidget(self.listen)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.body.addWidget(self.caption)
        row = Row(gap=12)
        row.addWidget(self.item, 3)
        row.addWidget(self.moment, 2)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        hint = Label(
            _("录音只留在这台电脑和备份里：不印、不公示、不随协商包交出去。"), "small", wrap=True
        )
        self.body.addWidget(hint)
        show_if(self.add_recording, self._may_add)
        self._of_recording = (self.caption, self.item, self.moment, self.mark)

    # ---- inside

    def _choose_photo(self) -> None:
        dialogs.pick_file(self, _("选一张照片"), self.presenter.add_photo, [(_("照片"), _PHOTOS)])

    def _choose_recording(self) -> None:
        dialogs.pick_file(
            self, _("选一份录音"), self.presenter.add_recording, [(_("录音"), _SOUNDS)]
        )

    def _play(self) -> None:
        if self.recordings.marked_key():
            self.presenter.play(self.recordings.marked_key())

    def _mark(self) -> None:
        self.presenter.mark(self.recordings.marked_key(), self.item.value(), self.moment.value())

    def _describe(self, text: str) -> None:
        key = self.recordings.marked_key()
        if key and text.strip() != self._captions.get(key, ""):
            self.presenter.describe(key, text)

    def _show_caption(self) -> None:
        key = self.recordings.marked_key()
        show_if(self.listen, bool(key))
        if not self.caption.line.hasFocus():
            self.caption.show_value(self._captions.get(key, ""))

    def _work(self, job, done, name: str) -> None:
        self._wait(name)

        def failed(failure: BaseException) -> None:
            if isValid(self):
                self._wait("")
            dialogs.show_exception(failure)

        def finished(result) -> None:
            if isValid(self):
                self._wait("")
            done(result)  # what was chosen is kept although the sheet was left

        def progress(count: int, total: int, _what: str) -> None:
            if isValid(self) and total:
                self._waiting.setText(_("{0}，已读 {1} %").format(name, count * 100 // total))

        self._task = tasks.run(
            job, finished, failed, progress, name=name, cancelled=self._cancelled
        )

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _cancelled(self) -> None:
        if isValid(self):
            self._wait("")

    def _wait(self, words: str) -> None:
        self._waiting.setText(words)
        for part in (self._waiting, self._stop):
            show_if(part, bool(words))
        for button in (self.add_photo, self.add_recording, self.listen):
            button.setEnabled(not words)

    def _changed(self) -> None:
        if isValid(self) and self.isVisible():
            self.presenter.refresh()
