"""Three recovery sheets: what they say, that no file is made of them, that they open it all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from tests.clock import HandClock
from tests.printing.reading import dense, pdfium_text
from xieshang_desktop.domain.terms import UnitKind
from xieshang_desktop.exchange.identities import recipient_of
from xieshang_desktop.exchange.keys import rotate
from xieshang_desktop.exchange.shares import combine
from xieshang_desktop.printing import qr
from xieshang_desktop.services import recovery
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.services.paper_list import SPECS


def test_each_sheet_is_one_page_with_its_number_keeper_and_words(desk: Desk) -> None:
    for sheet, keeper in zip(recovery.new_sheets(desk), recovery.KEEPERS, strict=True):
        pdf = recovery.render(sheet)
        with pypdfium2.PdfDocument(pdf) as document:
            assert len(document) == 1
        text = dense(pdfium_text(pdf))
        for words in (
            f"第{sheet.number}张（共3张）{keeper}保管",
            "和顺村村民委员会",
            "2026年3月2日",
            f"印制编号{sheet.printing}",
            "任意两张恢复纸",
            "不拍照，不复印",
            f"信封上写：恢复纸第{sheet.number}张{keeper}",
        ):
            assert words in text
        for number, cell in enumerate(sheet.words, 1):
            assert f"{number}{cell.word}{cell.place}" in text


def test_the_words_and_the_places_of_two_sheets_give_the_key_back(desk: Desk) -> None:
    one, two, three = recovery.new_sheets(desk)
    identity = own_keys(desk).age_identity
    assert combine([one.link, " ".join(cell.place for cell in three.words)]) == identity
    assert combine([" ".join(cell.word for cell in two.words), three.link]) == identity
    assert two.key.startswith(recipient_of(identity)[:12])
    assert two.key.endswith(recipient_of(identity)[-6:])


def test_the_qr_says_the_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    draw = qr.draw_qr

    def listening(page: object, x: float, top: float, side: float, text: str) -> None:
        said.append(text)
        draw(page, x, top, side, text)  # type: ignore[arg-type]  # a page, handed on

    monkeypatch.setattr("xieshang_desktop.printing.recovery_sheet.draw_qr", listening)
    sheet = recovery.new_sheets(desk)[0]
    recovery.render(sheet)
    assert said == [" ".join(cell.word for cell in sheet.words)]


def test_no_file_is_made_of_them(desk: Desk, tmp_path: Path) -> None:
    own_keys(desk)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    sheets = recovery.new_sheets(desk)
    for sheet in sheets:
        recovery.render(sheet)
    recovery.note_printed(desk, sheets)
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert [path.name for path in new] == ["recovery.json"]
    assert sheets[0].words[0].word not in next(iter(new)).read_text()
    assert sheets[0].words[0].word not in repr(sheets)


def test_that_they_were_printed_is_known_until_the_key_changes(
    desk: Desk, clock: HandClock
) -> None:
    assert recovery.last_printing(desk) is None
    sheets = recovery.new_sheets(desk)
    assert recovery.last_printing(desk) is None
    recovery.note_printed(desk, sheets)
    printed = recovery.last_printing(desk)
    assert printed is not None
    assert printed.printing == sheets[0].printing
    assert printed.on == desk.today
    clock.moment += timedelta(days=1)
    assert recovery.last_printing(desk) == printed
    rotate(desk.folder / "keys")
    assert recovery.last_printing(desk) is None


def test_a_township_keeps_its_own_sheets_elsewhere(desk: Desk) -> None:
    from msgspec.structs import replace

    desk.unit = replace(desk.unit, kind=UnitKind.TOWNSHIP)
    keepers = tuple(sheet.keeper for sheet in recovery.new_sheets(desk))
    assert keepers == recovery.KEEPERS_OF_TOWNSHIP


def test_they_are_no_paper_that_somebody_prints_by_accident() -> None:
    assert not [spec for spec in SPECS.values() if "恢复" in spec.name]
