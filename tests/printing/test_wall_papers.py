"""制度上墙: plate, flow chart, slogans, council, as others read and see them."""

from __future__ import annotations

import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from tests.printing.reading import (
    MM,
    boxes,
    dark_columns,
    dark_rows,
    dense,
    needs_qpdf,
    pdfium_text,
)
from xieshang_desktop.domain.documents import (
    Banner,
    Council,
    CouncilLine,
    CouncilPair,
    FlowChart,
    Paper,
    Plate,
    Slogans,
)
from xieshang_desktop.printing.papers import RenderedPaper, render

DAY = date(2026, 3, 2)
ROOM = "柳河镇张家村协商议事室"
HARD = "龘䶮𠮷氏宗祠𬭎協商議事室"
STEPS = ("确立协商议题", "确定协商主体", "开展专题调研", "组织协商讨论", "公示协商结果")
RESULTS = ("达成共识", "没有达成共识", "难以达成共识")


def plate(room: str = ROOM, unit: str = "柳河镇张家村", brand: str = "有事好商量") -> Plate:
    return Plate(unit=unit, room=room, brand=brand, issued_on=DAY)


def chart(room: str = ROOM, brand: str = "有事好商量") -> FlowChart:
    return FlowChart(unit=ROOM, room=room, brand=brand, posting_days="15日", issued_on=DAY)


def sheet(made: RenderedPaper) -> tuple[int, int]:
    """Width and height of the first page in millimetres."""
    with pypdfium2.PdfDocument(made.pdf) as document:
        width, height = document[0].get_size()
    return round(width / MM), round(height / MM)


@pytest.mark.parametrize(
    ("page", "size"), [("", (297, 210)), ("poster-a3", (420, 297)), ("poster-a2", (594, 420))]
)
def test_a_plate_lies_on_its_side_and_grows_with_the_sheet(
    page: str, size: tuple[int, int]
) -> None:
    made = render(plate(), page=page)
    assert sheet(made) == size
    assert made.pages == 1
    letters = [box for box in boxes(made.pdf, 0) if box.character in ROOM]
    assert max(box.bottom - box.top for box in letters) > size[1] / 8


def test_what_stands_on_a_plate_is_centred_within_its_frame() -> None:
    made = render(plate())
    name = [box for box in boxes(made.pdf, 0) if box.bottom - box.top > 20]
    assert abs((min(b.left for b in name) + max(b.right for b in name)) / 2 - 148.5) < 1
    frame = dark_columns(made.pdf, 0, (0, 100, 297, 101))
    assert frame[0] == pytest.approx(11, abs=0.3)
    assert frame[-1] == pytest.approx(286, abs=0.3)


def test_no_wall_paper_of_one_sheet_has_a_page_number() -> None:
    for paper in (plate(), chart(), Slogans(unit="", texts=("好",), issued_on=DAY)):
        assert "—1—" not in dense(pdfium_text(render(paper).pdf))


@pytest.mark.parametrize("page", ["", "poster-a3", "poster-a2"])
def test_the_chart_names_the_five_steps_in_order_and_the_three_results(page: str) -> None:
    made = render(chart(), page=page)
    text = dense(pdfium_text(made.pdf))
    places = [text.index(step) for step in STEPS]
    assert places == sorted(places)
    assert all(result in text for result in RESULTS)
    assert "不少于15日" in text
    assert made.pages == 1


def test_no_words_of_the_chart_leave_their_box() -> None:
    for box in boxes(render(chart(HARD * 20, HARD * 20)).pdf, 0):
        assert box.left >= 18 - 0.1
        assert box.right <= 192 + 0.1
        assert box.bottom <= 297 - 5


@pytest.mark.parametrize(("page", "least"), [("", 6.0), ("poster-a3", 8.5), ("poster-a2", 12.0)])
def test_words_of_the_chart_are_as_large_as_their_boxes_allow(page: str, least: float) -> None:
    made = render(chart(), page=page)
    grown = sheet(made)[0] / 210
    words_of_steps = [box for box in boxes(made.pdf, 0) if box.character in "荐题谁到场"]
    assert min(box.bottom - box.top for box in words_of_steps) >= least
    frames = dark_rows(made.pdf, 0, (22 * grown, 45 * grown, 22.5 * grown, 215 * grown))
    assert len(frames) > 9  # beside all words: the upper and lower edges of the boxes
    for box in words_of_steps:
        below = min((row for row in frames if row > box.top), default=297.0 * grown)
        assert below - box.bottom > 1.5 * grown


def test_boxes_of_the_chart_are_joined_by_arrows() -> None:
    made = render(chart())
    between = dark_rows(made.pdf, 0, (104.6, 49, 105.4, 240))
    gaps = [b - a for a, b in pairwise(between) if b - a > 5]
    assert len(gaps) >= 4  # the inside of each box


def test_a_township_may_have_other_steps(tmp_path: Path) -> None:
    (tmp_path / "flow_chart.toml").write_text(
        'steps = """\n百姓点事 | 大家提\n两委提事 | 一起筛\n"""\n', "utf-8"
    )
    text = dense(pdfium_text(render(chart(), forms=tmp_path).pdf))
    assert "百姓点事" in text
    assert "确立协商议题" not in text


def test_a_slogan_fills_its_sheet_a_clause_on_a_line() -> None:
    made = render(Slogans(unit="", texts=("有事多商量，遇事多商量，做事多商量",), issued_on=DAY))
    rows = {round(box.top) for box in boxes(made.pdf, 0)}
    assert len(rows) == 3
    assert "，" not in pdfium_text(made.pdf)
    assert min(box.bottom - box.top for box in boxes(made.pdf, 0)) > 30


def test_a_banner_has_a_sheet_for_each_character_and_none_for_marks() -> None:
    made = render(Banner(unit="", texts=("遇事，䶮商量！",), issued_on=DAY))
    assert made.pages == 5
    assert sheet(made) == (210, 297)
    for at, character in enumerate("遇事䶮商量"):
        large = [box for box in boxes(made.pdf, at) if box.bottom - box.top > 100]
        assert [box.character for box in large] == [character]
    assert "第3张" in pdfium_text(made.pdf)


def test_long_lists_of_members_go_on_with_their_head() -> None:
    pair = CouncilPair(
        name="王小一", office="村民代表", group="第一组", other_name="阿卜杜热合曼·买买提"
    )
    convenor = CouncilLine(rank="第一召集人", name="张德厚", office="村党支部书记")
    made = render(
        Council(
            unit=ROOM,
            room=ROOM,
            convenors=(convenor,),
            members=(pair,) * 60,
            count="120",
            signer=ROOM,
            issued_on=DAY,
        )
    )
    text = pdfium_text(made.pdf)
    assert made.pages > 2
    assert dense(text).count("姓名身份（职务）组别姓名身份（职务）组别") == made.pages
    assert "（120人）" in text


@needs_qpdf
@pytest.mark.parametrize(
    "paper",
    [
        plate(HARD * 25, unit=HARD * 25, brand=HARD * 25),
        plate("", unit="", brand=""),
        plate("\u202e\x00村\n😀"),
        chart("", ""),
        Slogans(unit="", texts=(HARD * 25, ""), issued_on=DAY),
        Slogans(unit="", texts=(), issued_on=DAY),
        Banner(unit="", texts=("，",), issued_on=DAY),
    ],
)
def test_whatever_is_written_makes_a_sound_file(paper: Paper, tmp_path: Path) -> None:
    made = render(paper)
    file = tmp_path / "paper.pdf"
    file.write_bytes(made.pdf)
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    assert made.pages >= 1
    assert made.pdf == render(paper).pdf
