"""Papers as .docx: the grid, the faces, explicit widths, nothing of this computer in the file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from tests.printing.samples import HARD_NAMES, MINUTES, NOTICE, PUBLICITY
from xieshang_desktop.domain.documents import Paper, Picture
from xieshang_desktop.printing.ink import Ink
from xieshang_desktop.printing.profile import profile
from xieshang_desktop.printing.setting import Column, FieldRow
from xieshang_desktop.printing.word import WordSetting, render_word

PAPERS = (NOTICE, MINUTES, PUBLICITY)


def opened(paper: Paper) -> Any:
    """The paper as python-docx reads it."""
    return Document(io.BytesIO(render_word(paper)))


def parts(file: bytes) -> dict[str, str]:
    """The XML parts of the file."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {
            name: package.read(name).decode()
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def said(document: Any) -> str:
    """All words of the body in their order, tables included."""
    body = document.element.body
    return "".join(
        element.text or "" if element.tag == qn("w:t") else "\n"
        for element in body.iter(qn("w:t"), qn("w:p"))
    )


def right_of(paragraph: Any) -> int:
    """How far from the right edge a line ends, in hundredths of a character."""
    return int(paragraph._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")))  # noqa: SLF001


def len_of(text: str) -> float:
    """Its width in characters; digits have half of one."""
    return sum(0.5 if character.isdigit() else 1 for character in text)


def setting() -> WordSetting:
    return WordSetting(profile(), Ink())


def written(page: WordSetting) -> Any:
    return Document(io.BytesIO(page.finish(title="试", author="村", day=date(2026, 3, 2))))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.FORM)
def test_the_same_value_gives_the_same_bytes(paper: Paper) -> None:
    assert render_word(paper) == render_word(paper)
    with zipfile.ZipFile(io.BytesIO(render_word(paper))) as package:
        day = paper.issued_on
        assert {info.date_time for info in package.infolist()} == {
            (day.year, day.month, day.day, 0, 0, 0)
        }


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.FORM)
def test_word_says_what_the_form_says(paper: Any) -> None:
    text = said(opened(paper))
    for words in (paper.unit if paper.FORM == "minutes" else paper.signer, "2026年"):
        assert words in text
    assert "\u2060" not in text
    assert all(measure.what in text for measure in getattr(paper, "measures", ()))


def test_twenty_two_lines_of_twenty_eight_characters_fill_the_page() -> None:
    document = opened(NOTICE)
    section, normal = document.sections[0], document.styles["Normal"]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.left_margin.mm == pytest.approx(28, abs=0.05)
    assert section.right_margin.mm == pytest.approx(26, abs=0.05)
    pitch = normal.paragraph_format.line_spacing
    assert normal.paragraph_format.line_spacing_rule is WD_LINE_SPACING.EXACTLY
    assert pitch.pt == pytest.approx(29.6)
    high = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    assert 22 * pitch.pt <= high < 22.5 * pitch.pt
    grid = document.element.body.sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "592")
    spacing = normal.element.rPr.find(qn("w:spacing"))
    advance = normal.font.size.pt + int(spacing.get(qn("w:val"))) / 20
    wide = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    assert 28 * advance <= wide + 0.1 < 29 * advance


def test_the_first_line_of_ink_begins_at_37_millimetres() -> None:
    section = opened(NOTICE).sections[0]
    em, pitch = 16.0, 29.6
    middle = (pitch - em) / 2  # programs set the character in the middle of its line,
    lower = 0.8 * pitch - 0.86 * em  # or leave a fifth of the line under the base line
    for above in (middle, lower):
        assert section.top_margin.mm + above * 25.4 / 72 == pytest.approx(37, abs=1)


def test_every_run_names_its_faces_and_none_is_a_theme_s() -> None:
    file = parts(render_word(MINUTES))
    assert "theme" not in "".join(file).lower()
    assert not re.search("asciiTheme|eastAsiaTheme|themeFont", "".join(file.values()))
    for run in opened(MINUTES).element.body.iter(qn("w:r")):
        if run.find(qn("w:tab")) is None:
            faces = run.rPr.find(qn("w:rFonts"))
            names = {faces.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert len(names) == 1
            assert names <= {"仿宋", "楷体", "黑体", "小标宋体", "宋体", "SimSun-ExtB"}
    assert 'w:name="小标宋体"><w:altName w:val="宋体"/>' in file["word/fontTable.xml"]
    assert 'w:eastAsia="zh-CN"' in file["word/styles.xml"]


def test_characters_above_ffff_have_a_face_that_holds_them() -> None:
    paper = replace(NOTICE, addressees=("𠮷田𬭎",))
    runs = [
        (run.text, run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")))  # noqa: SLF001
        for paragraph in opened(paper).paragraphs
        for run in paragraph.runs
    ]
    assert ("𠮷", "SimSun-ExtB") in runs
    assert ("田", "仿宋") in runs
    assert ("𬭎", "SimSun-ExtB") in runs


def test_the_first_line_is_indented_by_two_characters() -> None:
    opening = next(p for p in opened(NOTICE).paragraphs if p.text.startswith("经研究"))
    indent = opening._p.pPr.find(qn("w:ind"))  # noqa: SLF001
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert int(indent.get(qn("w:firstLine"))) == pytest.approx(2 * 15.793 * 20, abs=1)


def test_page_numbers_stand_at_the_outer_side() -> None:
    document = opened(NOTICE)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert " PAGE " in etree.tostring(paragraph._p, encoding="unicode")  # noqa: SLF001
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side  # noqa: SLF001
        sizes = {run.font.size.pt for run in paragraph.runs if run.text}
        assert sizes == {14}


def test_tables_say_every_width_and_repeat_their_head() -> None:
    (table,) = opened(PUBLICITY).tables
    grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]  # noqa: SLF001
    assert sum(grid) == pytest.approx(156 / 25.4 * 1440, abs=4)
    assert table.autofit is False
    for row in table.rows:
        assert [round(cell.width.twips) for cell in row.cells] == grid
    first, *others = [row._tr.trPr.find(qn("w:tblHeader")) for row in table.rows]  # noqa: SLF001
    assert first is not None
    assert others == [None] * len(others)
    assert table.rows[0].cells[0].text == "序号"


def test_the_title_is_broken_by_sense_and_found_as_a_title() -> None:
    title = opened(NOTICE).paragraphs[0]
    assert title.style.name == "Title"
    assert title.text == "关于召开槐树湾村2026年第三次\n协商议事会的通知"
    assert {run.font.size.pt for run in title.runs} == {22}


def test_heads_are_found_in_the_outline() -> None:
    heads = [p.text for p in opened(MINUTES).paragraphs if p.style.name == "Heading 1"]
    assert heads == ["一、关于三组、五组之间的村道硬化", "二、关于村口广场夜间照明"]


def test_the_red_head_is_red_with_a_line_as_wide_as_the_text() -> None:
    document = opened(MINUTES)
    mark = document.paragraphs[0]
    assert mark.text == "槐树湾村协商议事会纪要"
    assert str(mark.runs[0].font.color.rgb) == "D90D0D"
    lined = [p for p in document.paragraphs if p._p.pPr.find(qn("w:pBdr")) is not None]  # noqa: SLF001
    assert len(lined) == 1
    assert lined[0]._p.pPr.find(qn("w:ind")) is None  # noqa: SLF001 - an indent would shorten it
    assert lined[0].text == "\t槐树湾村协商议事室\t2026年11月30日"


@pytest.mark.parametrize(("seal", "aside"), [(True, 400), (False, 200)])
def test_the_date_stands_where_the_standard_has_it(seal: bool, aside: int) -> None:
    page = setting()
    page.paragraph("正文。")
    page.sign("槐树湾村民委员会", date(2026, 3, 2), seal=seal)
    signer, dated = written(page).paragraphs[-2:]
    assert (
        right_of(dated) == aside
    )  # 7.3.5.1: four characters; 7.3.5.2: the date begins two further right
    begins = {p.text: 2800 - 100 * len_of(p.text) - right_of(p) for p in (signer, dated)}
    if seal:
        middles = {begin + 50 * len_of(text) for text, begin in begins.items()}
        assert max(middles) - min(middles) <= 1
    else:
        assert begins[dated.text] - begins[signer.text] == pytest.approx(200, abs=1)
    assert signer.paragraph_format.keep_with_next


def test_a_signature_never_stands_alone() -> None:
    paragraphs = opened(NOTICE).paragraphs
    at = next(n for n, p in enumerate(paragraphs) if p.text == "槐树湾村民委员会")
    assert all(p.paragraph_format.keep_with_next for p in paragraphs[at - 4 : at + 1])


def test_an_attachment_begins_a_page() -> None:
    page = setting()
    page.paragraph("正文。")
    page.attachment_list(["方案", "意见表"])
    page.attachment_head(1, "工作方案")
    page.paragraph("方案正文。")
    document = written(page)
    label = next(p for p in document.paragraphs if p.text == "附件1")
    assert label.paragraph_format.page_break_before
    after = document.paragraphs[[p.text for p in document.paragraphs].index("附件1") + 1 :]
    assert [p.text for p in after[:2]] == ["", "工作方案"]


def test_forms_frames_photos_lines_and_the_imprint_are_set() -> None:
    photo = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(photo, "JPEG")
    page = setting()
    page.fields([FieldRow((("姓名", "李德发"), ("组别", ""))), FieldRow((("意见", "修路"),), 4)])
    page.pictures([Picture(data=photo.getvalue(), caption="施工前")])
    page.writing_lines(2)
    page.ends("左", "右", aside=2)
    page.new_page()
    page.table([Column("序号", 20), Column("内容", 136)], [["1", "甲\n乙"]])
    page.imprint("镇党委", "村委会", date(2026, 3, 3))
    document = written(page)
    frame, _photos, table, imprint = document.tables
    assert [cell.text for cell in frame.rows[1].cells if cell.text] == [
        "意见",
        "修路",
        "修路",
        "修路",
    ]
    assert len(document.inline_shapes) == 1
    assert table.rows[1].cells[1].text == "甲\n乙"
    assert imprint._tbl.tblPr.find(qn("w:tblpPr")) is not None  # noqa: SLF001
    assert [row.cells[0].text for row in imprint.rows] == [
        "抄送：镇党委。",
        "村委会\t2026年3月3日印发",
    ]


def test_the_file_tells_its_title_and_the_unit_and_nothing_of_the_computer() -> None:
    properties = opened(NOTICE).core_properties
    assert properties.title == NOTICE.title
    assert properties.author == properties.last_modified_by == NOTICE.unit
    assert properties.language == "zh-CN"
    assert properties.created.date() == properties.modified.date() == NOTICE.issued_on
    assert not any("app.xml" in name for name in parts(render_word(NOTICE)))


def test_a_practice_paper_says_so_on_every_page() -> None:
    section = opened(replace(NOTICE, practice=True)).sections[0]
    for header in (section.header, section.even_page_header):
        assert "练 习 件" in header.paragraphs[0].text
    assert opened(NOTICE).sections[0].header.is_linked_to_previous


def test_rare_names_come_through_whole() -> None:
    names = "、".join(HARD_NAMES)
    assert names in said(opened(replace(NOTICE, addressees=HARD_NAMES)))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.characters(max_codepoint=0x10FFFF), min_size=1, max_size=60),
        min_size=6,
        max_size=6,
    )
)
def test_whatever_is_written_the_file_opens(words: list[str]) -> None:
    paper = replace(
        NOTICE,
        title=words[0],
        addressees=(words[1],),
        place=words[2],
        topics=(words[3], words[4]),
        signer=words[5],
    )
    document = opened(paper)
    for character in said(document):
        assert character == "\n" or ord(character) >= 32
