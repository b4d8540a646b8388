"""What may follow the text of a paper, measured on the finished PDF (GB/T 9704, 7.3.4-7.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import msgspec
import pypdfium2
import pytest
from PIL import Image

from tests.printing.reading import Box, boxes, dark_rows, lines, words
from tests.printing.samples import MINUTES, NOTICE, section
from xieshang_desktop.domain.documents import Picture, Proof
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.ink import Ink
from xieshang_desktop.printing.pages import make_pages, write_pdf
from xieshang_desktop.printing.papers import render
from xieshang_desktop.printing.pdf_setting import PdfSetting
from xieshang_desktop.printing.picture import LONGEST, prepare
from xieshang_desktop.printing.profile import profile

LEFT, RIGHT, TOP, BOTTOM, EM = 28.0, 184.0, 37.0, 262.0, 156 / 28
DAY = date(2026, 11, 22)


def a_paper(fill: Callable[[PdfSetting], object]) -> bytes:
    ink = Ink()
    page = PdfSetting(profile(), ink)
    fill(page)
    made = make_pages(page.rows, profile(), ink)
    return write_pdf(made.contents, profile(), ink, title="题", author="村", made_on=DAY)


def row_with(pdf: bytes, text: str, page: int = 0) -> list[Box]:
    return next(row for row in lines(pdf, page) if text in words(row))


def test_names_of_attachments_are_indented_and_align_with_each_other() -> None:
    names = ["村道硬化工程量清单（初稿）及沿线各户意见汇总情况说明和现场照片", "参加人员名单。"]

    def fill(page: PdfSetting) -> None:
        page.paragraph("正文。")
        page.attachment_list(names)

    rows = lines(a_paper(fill), 0)
    lead, wrapped, second = rows[1], rows[2], rows[3]
    assert lead[0].top - rows[0][0].top == pytest.approx(2 * 10.45, abs=0.05)
    assert words(lead).startswith("附件：1.村道硬化")
    assert lead[0].left == pytest.approx(LEFT + 2 * EM, abs=0.1)
    assert words(second) == "2.参加人员名单"
    first_name = next(box for box in lead if box.character == "村")
    assert wrapped[0].left == pytest.approx(first_name.left, abs=0.1)
    assert second[2].left == pytest.approx(first_name.left, abs=0.1)


def test_one_attachment_has_no_number() -> None:
    pdf = a_paper(lambda page: page.attachment_list(["名单"]))
    assert words(lines(pdf, 0)[0]) == "附件：名单"


def test_an_attachment_begins_a_page_with_its_title_on_the_third_line() -> None:
    def fill(page: PdfSetting) -> None:
        page.paragraph("正文。")
        page.attachment_head(1, "村道硬化工程量清单")
        page.paragraph("内容。")

    pdf = a_paper(fill)
    label, title = lines(pdf, 1)[:2]
    assert words(label) == "附件1"
    assert label[0].left == pytest.approx(LEFT, abs=0.1)
    assert label[0].top == pytest.approx(TOP, abs=0.1)
    assert title[0].top == pytest.approx(TOP + 2 * 10.45, abs=0.3)
    assert title[0].left - LEFT == pytest.approx(RIGHT - title[-1].right, abs=0.3)


@pytest.mark.parametrize("lines_of_text", [1, 18, 20, 22])
def test_the_imprint_ends_on_the_lower_edge_of_the_last_page(lines_of_text: int) -> None:
    def fill(page: PdfSetting) -> None:
        for _ in range(lines_of_text):
            page.paragraph("正文。")
        page.imprint("镇政协工委，镇党委办公室", "槐树湾村民委员会", DAY)

    pdf = a_paper(fill)
    with pypdfium2.PdfDocument(pdf) as document:
        last = len(document) - 1
    assert last == (1 if lines_of_text > 20 else 0)
    rules = dark_rows(pdf, last, (LEFT + 60, BOTTOM - 30, LEFT + 61, BOTTOM + 2))
    assert rules[-1] == pytest.approx(BOTTOM, abs=0.3)
    copies = row_with(pdf, "抄送", last)
    assert copies[0].left == pytest.approx(LEFT + 14 * 25.4 / 72, abs=0.1)
    assert words(copies).endswith("。")
    printed = row_with(pdf, "印发", last)
    assert RIGHT - printed[-1].right == pytest.approx(14 * 25.4 / 72, abs=0.1)
    assert all(box.bottom < copies[0].top for box in boxes(pdf, last) if box.character == "正")


def test_a_note_stands_in_brackets_two_characters_in() -> None:
    def fill(page: PdfSetting) -> None:
        page.sign("槐树湾村民委员会", DAY, seal=False)
        page.note("联系人：值班室")

    row = row_with(a_paper(fill), "联系人")
    assert words(row) == "（联系人：值班室）"
    assert row[0].left == pytest.approx(LEFT + 2 * EM, abs=0.1)


def test_long_minutes_have_a_table_of_contents_and_short_ones_none() -> None:
    long = msgspec.structs.replace(
        MINUTES, sections=tuple(section(f"第{n}个议题", 8) for n in range(1, 6))
    )
    with pypdfium2.PdfDocument(render(long).pdf) as document:
        found = [(item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]
        assert [title for title, _page in found] == [f"第{n}个议题" for n in range(1, 6)]
        for title, page in found:
            assert title in document[page].get_textpage().get_text_range()
    with pypdfium2.PdfDocument(render(NOTICE).pdf) as document:
        assert not list(document.get_toc())


def test_the_line_of_the_sealed_record_stands_on_the_first_page_only() -> None:
    proof = Proof(code="0123-4567-89AB-CDEF", link="xieshang:1:2026-03:" + "0" * 32)
    paper = msgspec.structs.replace(NOTICE, requests=("请准时。",) * 40, proof=proof)
    pdf = render(paper).pdf
    row = next(row for row in lines(pdf, 0) if "0123-4567" in words(row))
    assert row[0].top > BOTTOM
    assert "0123-4567" not in "".join(map(words, lines(pdf, 1)))
    without = render(msgspec.structs.replace(paper, proof=None)).pdf
    text = [row for row in lines(pdf, 0) if row[0].top < BOTTOM]
    assert text == [row for row in lines(without, 0) if row[0].top < BOTTOM]


def a_photo(width: int, height: int, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, (width, height), 128 if mode == "L" else (200, 30, 30)).save(out, kind)
    return out.getvalue()


def test_photos_stand_in_pairs_and_keep_their_shape() -> None:
    photos = [Picture(data=a_photo(400, 300), caption="施工前"), Picture(data=a_photo(300, 400))]
    pdf = a_paper(lambda page: page.pictures(photos))
    with pypdfium2.PdfDocument(pdf) as document:
        found = [item.get_bounds() for item in document[0].get_objects([3])]
    assert len(found) == 2
    shapes = sorted((right - left) / (top - bottom) for left, bottom, right, top in found)
    assert shapes == pytest.approx([3 / 4, 4 / 3], abs=0.01)
    assert row_with(pdf, "施工前")


def test_a_large_photo_is_made_small_and_forgets_where_it_was_taken() -> None:
    picture = Image.new("RGB", (6000, 4000), "white")
    exif = Image.Exif()
    exif[0x010F] = "某手机"
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    ready = prepare(out.getvalue())
    assert max(ready.width, ready.height) <= LONGEST
    assert "某手机".encode() not in ready.jpeg
    with Image.open(BytesIO(ready.jpeg)) as again:
        assert not again.getexif()


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_photos_of_other_kinds_are_taken_too(kind: str) -> None:
    assert prepare(a_photo(50, 40, kind)).width == 50


@pytest.mark.parametrize("content", [b"", b"text", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="picture_unreadable"):
        prepare(content, "照片.jpg")
