"""照片: added on the worker, described, taken off and put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.making import Attempts
from tests.presenters.told import Told
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.photos import BEFORE, ReadPhoto
from xieshang_desktop.ui.presenters.photos import PhotoPresenter, PhotoView


def read_now(job: Callable[[], ReadPhoto], done: Callable[[ReadPhoto], object], _name: str) -> None:
    done(job())


@pytest.fixture
def presenter(desk: Desk, page: Told, attempts: Attempts) -> PhotoPresenter:
    return PhotoPresenter(desk, page, attempts, read_now, "task", "t1")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    Image.new("RGB", (80, 60), "green").save(tmp_path / "路口.png")
    return tmp_path / "路口.png"


def shown(page: Told) -> list[PhotoView]:
    return list(page.last("show_photos"))


def test_a_photo_is_added_with_the_words_of_its_button(
    presenter: PhotoPresenter, page: Told, file: Path
) -> None:
    presenter.refresh()
    assert shown(page) == []
    presenter.add(file, BEFORE)
    (view,) = shown(page)
    assert view.caption == "办理前"
    assert view.jpeg[:2] == b"\xff\xd8"


def test_the_same_photo_twice_is_refused(
    presenter: PhotoPresenter, page: Told, file: Path, attempts: Attempts
) -> None:
    presenter.add(file, BEFORE)
    presenter.add(file, BEFORE)
    assert attempts.codes == ["photo_there"]
    assert len(shown(page)) == 1


def test_what_is_no_photo_is_refused_before_anything_is_written(
    presenter: PhotoPresenter, tmp_path: Path
) -> None:
    (tmp_path / "x.jpg").write_bytes(b"no")
    with pytest.raises(BadInput, match="picture_unreadable"):
        presenter.add(tmp_path / "x.jpg", BEFORE)


def test_words_are_kept_only_when_they_changed(
    presenter: PhotoPresenter, page: Told, file: Path, desk: Desk
) -> None:
    presenter.add(file, BEFORE)
    (view,) = shown(page)
    written = len(desk.store.recent)
    presenter.describe(view.id, "办理前")
    assert len(desk.store.recent) == written
    presenter.describe(view.id, "办理前：路口")
    presenter.describe("gone", "x")
    presenter.refresh()
    assert shown(page)[0].caption == "办理前：路口"


def test_one_that_was_taken_off_is_put_back(
    presenter: PhotoPresenter, page: Told, file: Path
) -> None:
    presenter.add(file, BEFORE)
    (view,) = shown(page)
    presenter.put_back()  # nothing was taken off yet
    presenter.take_off(view.id)
    assert shown(page) == []
    assert page.last("show_taken_off") == "拿掉了一张照片。"
    presenter.put_back()
    assert shown(page) == [view]
    assert page.last("show_taken_off") == ""


def test_a_photo_whose_file_is_not_here_is_shown_as_missing(
    presenter: PhotoPresenter, page: Told, file: Path, desk: Desk
) -> None:
    presenter.add(file, BEFORE)
    for each in desk.files.folder.rglob("*"):
        if each.is_file():
            each.unlink()
    presenter.refresh()
    assert shown(page)[0].jpeg == b""
