"""照片 of one task or result: added, described, taken off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from gettext import gettext as _

from shiboken6 import isValid

from xieshang_desktop.services.photos import AFTER, BEFORE, ReadPhoto
from xieshang_desktop.ui import dialogs, tasks
from xieshang_desktop.ui.context import Context
from xieshang_desktop.ui.presenters.photos import PhotoPresenter, PhotoView
from xieshang_desktop.ui.widgets.button import Button
from xieshang_desktop.ui.widgets.layout import Row, show_if
from xieshang_desktop.ui.widgets.notice import Notice
from xieshang_desktop.ui.widgets.photo_rows import PhotoRows
from xieshang_desktop.ui.widgets.sheet import Sheet
from xieshang_desktop.ui.widgets.text import Label


class PhotoSheet(Sheet):
    """Two buttons add a photo from before or after the work; each photo has its words beside it."""

    def __init__(self, context: Context, object_type: str, object_id: str, title: str) -> None:
        super().__init__(context.window, _("照片"), no=_("好了"), width=720)
        self.presenter = PhotoPresenter(
            context.desk, self, context.attempt, self._read, object_type, object_id
        )
        self.body.addWidget(Label(title, "secondary", wrap=True))
        self.taken_off = Notice()
        self.taken_off.acted.connect(self.presenter.put_back)
        self.body.addWidget(self.taken_off)
        self.rows = PhotoRows()
        self.rows.described.connect(self.presenter.describe)
        self.rows.taken_off.connect(self.presenter.take_off)
        self.body.addWidget(self.rows)
        self._hint = Label(
            _("照片会印在落实情况公示上：不要拍到人脸、车牌和门牌。"), "small", wrap=True
        )
        self.body.addWidget(self._hint)
        adding = Row(gap=12)
        self.before = Button(
            _("加办理前的照片"), icon="plus", pressed=partial(self._choose, BEFORE)
        )
        self.after = Button(_("加办理后的照片"), icon="plus", pressed=partial(self._choose, AFTER))
        adding.addWidget(self.before)
        adding.addWidget(self.after)
        adding.addStretch(1)
        self.body.addLayout(adding)
        self._waiting = Label("", "small")
        self.body.addWidget(self._waiting)
        show_if(self._waiting, False)
        self.presenter.refresh()

    def show_photos(self, views: Sequence[PhotoView]) -> None:
        """These photos; a sheet that was left meanwhile shows nothing."""
        if isValid(self):
            self.rows.show_rows(views)

    def show_taken_off(self, words: str) -> None:
        """What was taken off just now, to be put back."""
        if isValid(self):
            self.taken_off.show_notice(words, "done", button=_("放回"))

    def _choose(self, when: str) -> None:
        dialogs.pick_file(
            self,
            _("选一张照片"),
            lambda path: self.presenter.add(path, when),
            [(_("照片"), "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic")],
        )

    def _read(
        self,
        job: Callable[[], ReadPhoto],
        done: Callable[[ReadPhoto], object],
        name: str,
    ) -> None:
        self._wait(_("正在读照片…"))

        def failed(failure: BaseException) -> None:
            if isValid(self):
                self._wait("")
            dialogs.show_exception(failure)

        def finished(photo: ReadPhoto) -> None:
            if isValid(self):
                self._wait("")
                self.show_problem("")
            done(photo)  # what was chosen is kept although the sheet was left

        tasks.run(lambda _step: job(), finished, failed, name=name, cancelled=self._stopped)

    def _stopped(self) -> None:
        if isValid(self):
            self._wait("")

    def _wait(self, words: str) -> None:
        self._waiting.setText(words)
        show_if(self._waiting, bool(words))
        for button in (self.before, self.after):
            button.setEnabled(not words)
