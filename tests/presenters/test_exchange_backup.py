"""备份与恢复: what is safe and what is not; a sheet is judged as it is typed; a copy comes back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from xieshang_desktop.errors import BadInput
from xieshang_desktop.exchange.drives import Drive
from xieshang_desktop.services import backup, recovery, restoring
from xieshang_desktop.services.desk import Desk, open_desk
from xieshang_desktop.services.handover import Stick
from xieshang_desktop.ui.presenters import exchange_backup as presenter
from xieshang_desktop.ui.presenters import restoring as restore
from xieshang_desktop.ui.presenters.restoring import Answers


class Step:
    cancelled = False

    def __call__(self, done: int, total: int = 0, what: str = "") -> None:
        pass


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    path = tmp_path / "stick"
    path.mkdir()
    return Stick(Drive(label="备份", path=path, free=10**9, read_only=False))


def states(desk: Desk, stick: Stick | None = None) -> list[str]:
    return [line[0] for line in presenter.backup_view(desk, stick).lines]


def test_at_first_nothing_is_safe_and_each_line_says_what_helps(desk: Desk, stick: Stick) -> None:
    assert states(desk) == ["waiting", "attention", "attention"]
    buttons = [line[3] for line in presenter.backup_view(desk, stick).lines]
    assert [keys[0][0] for keys in buttons] == ["back_up", "name_stick", "print"]


def test_a_stick_is_named_gets_its_copy_and_grows_old(
    desk: Desk, stick: Stick, clock: HandClock
) -> None:
    presenter.to_stick(desk, stick, Step())
    assert states(desk, stick)[:2] == ["done", "done"]
    assert presenter.backup_view(desk, stick).lines[1][3] == [("to_stick", "备份到U盘")]
    clock.moment += timedelta(days=12)
    _state, words, _note, _buttons = presenter.backup_view(desk, stick).lines[1]
    assert "12 天前" in words
    assert states(desk)[1] == "attention"


def test_the_sheets_count_once_they_were_printed(desk: Desk) -> None:
    sheets = recovery.new_sheets(desk)
    assert states(desk)[2] == "attention"
    recovery.note_printed(desk, sheets)
    assert states(desk)[2] == "done"
    assert sheets[0].printing in presenter.backup_view(desk, None).lines[2][1]
    assert presenter.sheet_words(sheets[1]) == "第 2 张，第二召集人保管"


def test_looking_makes_no_keys(desk: Desk) -> None:
    facts = dict(presenter.backup_view(desk, None).facts)
    assert facts["钥匙指纹"] == "第一次写协商包或备份时产生"
    assert not (desk.folder / "keys").exists()


def test_a_sheet_is_judged_as_it_is_typed(desk: Desk) -> None:
    good = recovery.new_sheets(desk)[0]
    assert restore.share_fault("", 1) == ""
    assert restore.share_fault(good.link, 1) == ""
    assert restore.share_state(good.link, 1) == "这张填对了。"
    assert restore.share_fault(" ".join(word.place for word in good.words), 2) == ""
    assert "第2张" in restore.share_fault("hello", 2)
    assert restore.share_fault(" ".join(good.link.split()[:30]), 1) != ""


def test_a_copy_comes_back_with_two_sheets(desk: Desk, stick: Stick, tmp_path: Path) -> None:
    backup.back_up_to(desk, stick.drive.path)
    first, _second, third = recovery.new_sheets(desk)
    (found,) = restoring.copies_in(stick.drive.path)
    assert "2026年3月2日" in restore.copy_words(found)
    into = tmp_path / "new"
    answers = Answers(found.path, (first.link, third.link))
    restored = restore.restore(answers, into, Step(), lambda: False)
    sentence, hint = restore.restored_words(restored)
    assert sentence.startswith("柳河镇张家村恢复好了")
    assert "另起一列编号" in hint
    again = open_desk(into, tmp_path / "new device")
    assert again.new_line
    again.close()


def test_a_copy_is_judged_by_how_much_and_how_new_before_it_is_put_in_place(
    desk: Desk, stick: Stick, tmp_path: Path
) -> None:
    backup.back_up_to(desk, stick.drive.path)
    (copy,) = restoring.copies_in(stick.drive.path)
    into, answers = tmp_path / "new", Answers(copy.path, keys=desk.folder / "keys")
    found = restore.restore(answers, into, Step(), lambda: False, look=True)
    assert not into.exists()
    sentence, hint, kind = restore.found_words(found, copy.path, desk.clock())
    assert sentence.startswith(
        f"这份备份是柳河镇张家村的：{found.entries} 条记录，最后一条记于2026年3月2日"
    )
    assert (kind, "恢复这一份" in hint) == ("waiting", True)
    earlier = desk.clock() - timedelta(days=400)
    _sentence, hint, kind = restore.found_words(found, copy.path, earlier)
    assert (kind, "时间还没有到" in hint) == ("attention", True)
    plain = replace(found, vouched=False)
    _sentence, hint, kind = restore.found_words(plain, copy.path, desk.clock())
    assert (kind, "验不出是谁做的" in hint) == ("attention", True)


def test_without_a_file_nothing_begins(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        restore.restore(Answers(None), tmp_path / "new", Step(), lambda: False)
