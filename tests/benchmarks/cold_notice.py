"""The first notice of a cold process: two pages of the same words, ours or by others.

Run as `python -m tests.benchmarks.cold_notice ours|plain|typst FILE`.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

TITLE = "关于召开第七次协商议事会议的通知"
TOPICS = tuple(
    f"第{number}项：{matter}，请到会的各位先到现场看一看，带着意见来商量"
    for number, matter in enumerate(
        (
            "东头水渠清淤和两岸护坡怎样修",
            "村口到小学的路灯装在哪里、由谁管护",
            "老年食堂的饭钱和志愿者怎样安排",
            "垃圾分类投放点定在哪几处",
            "文化广场晚间音响的时间",
            "三组巷道里停车怎样划线",
            "集体林地今年的收益怎样用",
            "红白事从简写进村规民约",
        ),
        1,
    )
)
REQUESTS = ("请准时到会。不能到会的，请提前请假并推荐一人代为参加。", "请带上调研时记下的情况。")

LINES = (
    "各位村民代表、各利益相关方：",
    "定于2026年11月28日（星期六）上午9:00在和顺村协商议事室召开协商议事会议，由李建国主持。",
    *TOPICS,
    *REQUESTS,
    "联系人：村委会办公室，电话：0990-1990000",
    "和顺村协商议事室",
    "2026年11月22日",
)


def ours(file: Path) -> None:
    """Our notice: the page of GB/T 9704, its faces, a face for each character."""
    from xieshang_desktop.domain.documents import NoticePaper
    from xieshang_desktop.printing.papers import render

    paper = NoticePaper(
        unit="和顺村民委员会",
        title=TITLE,
        addressees=("各位村民代表", "各利益相关方"),
        when="2026年11月28日（星期六）上午9:00",
        place="和顺村协商议事室",
        topics=TOPICS,
        chair="李建国",
        requests=REQUESTS,
        contact="村委会办公室",
        contact_phone="0990-1990000",
        signer="和顺村协商议事室",
        issued_on=date(2026, 11, 22),
    )
    rendered = render(paper)
    assert rendered.pages == 2, rendered.pages
    file.write_bytes(rendered.pdf)


def plain(file: Path) -> None:
    """What ReportLab does by itself with the same words and faces: one paragraph after another."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    from xieshang_desktop import resources

    for face in ("fang", "xiaobiaosong"):
        pdfmetrics.registerFont(TTFont(face, resources.path("fonts", f"{face}.ttf")))
    body = ParagraphStyle("body", fontName="fang", fontSize=16, leading=29, wordWrap="CJK")
    body.firstLineIndent = 32
    title = ParagraphStyle("title", fontName="xiaobiaosong", fontSize=22, leading=32, alignment=1)
    document = SimpleDocTemplate(
        str(file),
        pagesize=A4,
        leftMargin=28 * mm,
        rightMargin=26 * mm,
        topMargin=37 * mm,
        bottomMargin=35 * mm,
    )
    document.build([Paragraph(TITLE, title), *(Paragraph(line, body) for line in LINES)])
    assert document.page == 2, document.page


def typst(file: Path) -> None:
    """The same words by typst."""
    from tests.benchmarks.other_writers import typst_paragraphs

    file.write_bytes(typst_paragraphs(TITLE, LINES))


if __name__ == "__main__":
    {"ours": ours, "plain": plain, "typst": typst}[sys.argv[1]](Path(sys.argv[2]))
