"""The check of papers finds every kind of mistake, says where, and is silent about good papers."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import msgspec
import pytest

from tests.printing.forging import TEXT, Sheet, broken_face, forged, painted_over
from tests.printing.reading import MM, needs_poppler, needs_qpdf
from tests.printing.samples import MINUTES, NOTICE, PUBLICITY, sheet
from xieshang_desktop.domain.documents import Paper
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.checking import Finding, Grid, check
from xieshang_desktop.printing.papers import render


def found(pdf: bytes) -> list[tuple[int, int, str]]:
    """Page, line and code of every finding."""
    return [(each.page, each.line, each.code) for each in check(pdf).findings]


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("paper", [NOTICE, MINUTES, PUBLICITY, sheet(60), sheet(0, filled=False)])
def test_good_papers_have_no_findings(paper: Paper, practice: bool) -> None:
    pdf = render(msgspec.structs.replace(paper, practice=practice)).pdf
    assert check(pdf).findings == ()


def test_a_paper_says_itself_what_it_is_measured_against() -> None:
    checked = check(render(NOTICE).pdf)
    assert (checked.form, checked.grid, checked.assumed) == ("notice", Grid.GBT9704, False)


def test_without_its_word_the_sheet_and_the_page_number_tell() -> None:
    page = forged(lambda page: page.lines(3), keywords="")
    assert (check(page).grid, check(page).assumed) == (Grid.GBT9704, True)
    bare = forged(lambda page: page.lines(3), keywords="", numbers=False)
    assert (check(bare).grid, check(bare).assumed) == (Grid.OTHER, True)
    assert check(bare).findings == ()


def test_a_line_of_29_characters_is_named_by_page_and_line() -> None:
    def with_one_too_many(page: Sheet) -> None:
        page.lines(22)
        page.line(6, TEXT[28], column=28)

    pdf = forged(lambda page: page.lines(22), lambda page: page.lines(22), with_one_too_many)
    (finding,) = check(pdf).findings
    assert (finding.page, finding.line, finding.code) == (3, 7, "line_too_wide")
    assert finding.facts == {"count": 29, "mm": 5.6}


def test_lines_are_counted_from_the_first_of_the_text() -> None:
    def page(sheet: Sheet) -> None:
        sheet.line(-1.5, "练习件", column=11, size=14)
        sheet.line(0, TEXT[:29])

    assert found(forged(page)) == [(1, 1, "line_too_wide")]


def test_a_mark_whose_white_half_hangs_over_the_edge_is_no_mistake() -> None:
    assert found(forged(lambda page: page.line(0, TEXT[:27] + "。", column=0.5))) == []
    assert found(forged(lambda page: page.line(0, TEXT[:28], column=0.5))) == [
        (1, 1, "line_too_wide")
    ]


def test_text_outside_the_text_area_is_found() -> None:
    assert found(forged(lambda page: page.line(-1, "高"))) == [(1, 1, "above_text_area")]
    assert found(forged(lambda page: page.line(22, "低"))) == [(1, 2, "below_text_area")]
    assert found(forged(lambda page: page.line(3, "出", column=-1))) == [(1, 1, "line_too_wide")]


def test_text_outside_the_sheet_is_found_on_any_paper() -> None:
    pdf = forged(lambda page: page.line(3, TEXT[:45], column=-3), keywords="xieshang grid=a3")
    assert found(pdf) == [(1, 1, "outside_sheet")]


def test_lines_of_the_poster_in_tiles_may_leave_the_sheet() -> None:
    pdf = forged(lambda page: page.line(3, TEXT[:45]), keywords="xieshang grid=tiles")
    assert found(pdf) == []


def test_a_line_beside_the_grid_is_found_and_a_small_one_is_not() -> None:
    assert found(forged(lambda page: page.line(3.2, "行"))) == [(1, 1, "beside_grid")]
    assert found(forged(lambda page: page.line(3.2, "行", size=14))) == []


def test_a_later_page_begins_at_its_top() -> None:
    pdf = forged(lambda page: page.lines(22), lambda page: page.line(2, TEXT[:28]))
    assert found(pdf) == [(2, 1, "first_line_low")]


@pytest.mark.parametrize(
    ("number", "right", "down", "code"),
    [
        (7, True, 0.0, "page_number_wrong"),
        (1, False, 0.0, "page_number_side"),
        (1, True, 1.0, "page_number_height"),
    ],
)
def test_page_numbers_have_their_place_and_order(
    number: int, right: bool, down: float, code: str
) -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(3)
        sheet.number(number, right=right, down=down)

    assert [each[2] for each in found(forged(page, numbers=False))] == [code]


def test_a_page_without_number_and_an_empty_page_are_found() -> None:
    assert found(forged(lambda page: page.lines(3), numbers=False)) == [
        (1, 0, "page_number_missing")
    ]
    assert found(forged(lambda page: None)) == [(1, 0, "empty_page")]


def test_a_signature_alone_on_the_last_page_is_found() -> None:
    def signature(page: Sheet) -> None:
        page.line(0, "槐树湾村民委员会", column=16)
        page.line(1, "2026年3月2日", column=18)

    assert found(forged(lambda page: page.lines(22), signature)) == [(2, 0, "signature_alone")]


def test_marks_at_the_wrong_end_of_a_line_are_found() -> None:
    def page(sheet: Sheet) -> None:
        sheet.line(0, TEXT[:26], column=2)
        sheet.line(1, "，" + TEXT[:26] + "（")
        sheet.line(2, "村）" + TEXT[:10])

    assert found(forged(page)) == [(1, 2, "closing_mark_first"), (1, 2, "opening_mark_last")]


def test_marks_that_begin_or_end_a_paragraph_are_the_writers_own() -> None:
    def page(sheet: Sheet) -> None:
        sheet.line(0, TEXT[:25] + "（", column=2)
        sheet.line(1, "，" + TEXT[:20], column=2)
        sheet.line(2, "（", column=2)

    assert found(forged(page)) == []


@pytest.mark.parametrize("blank", [True, False])
def test_an_empty_box_for_a_character_is_found(tmp_path: Path, blank: bool) -> None:
    face = broken_face(tmp_path, "村", blank=blank)
    pdf = forged(lambda page: page.line(4, "本村议事"), body_face=face)
    (finding,) = check(pdf).findings
    assert (finding.line, finding.code, finding.facts) == (1, "tofu", {"text": "村"})


def test_a_character_that_no_face_has_is_found() -> None:
    (finding,) = check(forged(lambda page: page.line(0, "张\U0003fffd同志"))).findings
    assert (finding.code, finding.facts) == ("missing_character", {"text": "张〓同志"})


def test_a_face_that_is_not_embedded_is_found() -> None:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(100, 500, "Helvetica")
    canvas.save()
    codes = {each.code for each in check(file.getvalue()).findings}
    assert {"face_not_embedded", "wrong_language", "not_actual_size"} <= codes


def test_a_face_without_its_way_back_to_text_is_found() -> None:
    pdf = forged(lambda page: page.line(0, "和顺村")).replace(b"/ToUnicode", b"/ToUnicodX")
    assert "no_unicode" in {each.code for each in check(pdf).findings}


def test_what_lies_under_a_black_box_is_found_and_a_box_beside_is_not() -> None:
    assert found(painted_over((28, 37, 20, 6))) == [(1, 0, "covered_text")]
    assert found(painted_over((28, 180, 20, 6))) == []


def test_invisible_text_is_found() -> None:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    canvas = Canvas(file)
    text = canvas.beginText(100, 500)
    text.setTextRenderMode(3)
    text.textOut("hidden")
    canvas.drawText(text)
    canvas.save()
    assert "hidden_text" in {each.code for each in check(file.getvalue()).findings}


def test_title_and_author_are_asked_for() -> None:
    pdf = forged(lambda page: page.lines(3), title="", author=" ")
    assert found(pdf) == [(0, 0, "no_title"), (0, 0, "no_author")]


def test_personal_data_is_looked_for_on_pages_in_metadata_and_in_the_name() -> None:
    class Number(msgspec.Struct):
        kind: str
        masked: str

    def private(text: str) -> list[Number]:
        return [Number("phone", "199****0000")] if "19900000000" in text else []

    def page(sheet: Sheet) -> None:
        sheet.line(0, "联系张三电话19900000000。")

    checked = check(forged(page, title="19900000000"), name="通知19900000000", private=private)
    facts: dict[str, str | int | float] = {"what": "phone", "text": "199****0000"}
    in_name = Finding(code="personal_data_in_name", facts=facts)
    assert checked.findings == (
        in_name,
        in_name,
        Finding(code="personal_data", page=1, facts=facts),
    )


def test_what_is_torn_by_the_end_of_a_line_is_read_as_one() -> None:
    seen = []

    def page(sheet: Sheet) -> None:
        sheet.line(0, TEXT[:26], column=2)
        sheet.line(1, "家住幸福路")

    check(forged(page), private=lambda text: seen.append(text) or ())
    assert TEXT[:26] + "家住幸福路" in "".join(seen)


def test_numbers_of_a_column_are_not_read_as_one() -> None:
    seen: list[str] = []

    def page(sheet: Sheet) -> None:
        for at in range(6):
            sheet.line(at, f"9900{at}")

    check(forged(page), private=lambda text: seen.append(text) or ())
    assert any("99000；99001；99002" in text for text in seen)


@needs_poppler
def test_poppler_sees_full_lines_from_edge_to_edge_as_we_do(tmp_path: Path) -> None:
    file = tmp_path / "full.pdf"
    file.write_bytes(forged(lambda page: page.lines(22)))
    shown = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True)
    words = [
        [float(edge) / MM for edge in found]
        for found in re.findall(
            r'<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)" yMax="[-\d.]+">[^—\d]{28}<',
            shown.stdout.decode("utf-8"),
        )
    ]
    assert len(words) == 22
    for left, right in words:
        assert left == pytest.approx(28, abs=0.1)
        assert right == pytest.approx(184, abs=0.1)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\nnothing", b"GIF89a" * 100])
def test_what_is_no_pdf_is_said(pdf: bytes) -> None:
    with pytest.raises(BadInput) as raised:
        check(pdf)
    assert raised.value.code == "paper_no_pdf"


@needs_qpdf
def test_a_locked_pdf_is_said(tmp_path: Path) -> None:
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    plain.write_bytes(render(NOTICE).pdf)
    subprocess.run(
        ["qpdf", "--encrypt", "user", "owner", "256", "--", str(plain), str(locked)], check=True
    )
    with pytest.raises(BadInput) as raised:
        check(locked.read_bytes())
    assert raised.value.code == "paper_locked"


def test_a_huge_file_is_not_read() -> None:
    with pytest.raises(BadInput) as raised:
        check(b"%PDF-1.7" + bytes(64 << 20))
    assert raised.value.code == "paper_too_large"


def test_a_cut_or_damaged_paper_is_said_or_read_but_never_crashes() -> None:
    pdf, said = render(MINUTES).pdf, set()
    for at in range(0, len(pdf), len(pdf) // 23):
        for broken in (pdf[:at], pdf[:at] + b"\0" * 40 + pdf[at + 40 :]):
            try:
                check(broken)
            except BadInput as problem:
                said.add(problem.code)
    assert said == {"paper_no_pdf"}
